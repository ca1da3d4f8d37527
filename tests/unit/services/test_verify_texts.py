"""Texts that are no signed code, and edited ones: every one gets an answer, none opens."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import pickup_code, short_code
from leader_app.domain.pickup import ClaimState, VerdictKind
from leader_app.domain.pickup_code import CodeKind, PickupCode
from leader_app.domain.scan import ScanSource
from leader_app.domain.scanned_text import normalise
from leader_app.services.pickup.verify import TRIES
from tests.fakes.pickups import (
    CLAIM_ID,
    POINT,
    TODAY,
    a_claim,
    a_state,
)
from tests.fakes.sync_side import CODE_SEED, POINT_SECRET
from tests.unit.services.conftest import MakeRig, Rig

CODE = PickupCode(CodeKind.ORDER, 3, POINT, CLAIM_ID, TODAY - timedelta(days=2), 14, 1)
TYPED = short_code.make(bytes(32), CLAIM_ID, 1)


def _text(**change: object) -> str:
    return pickup_code.issue(replace(CODE, **change), CODE_SEED)  # type: ignore[arg-type]


def _with_tag() -> ClaimState:
    return a_state(claim=a_claim(tag=short_code.tag(POINT_SECRET, TYPED)))


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("", VerdictKind.NOT_A_CODE, "nothing in it"),
        ("提货" * 500_000, VerdictKind.NOT_A_CODE, "far too long"),
        ("hello there", VerdictKind.NOT_A_CODE, "some other text"),
        ("https://example.com/x", VerdictKind.FOREIGN, "web address"),
        ("6901234567892", VerdictKind.FOREIGN, "product"),
        ("wxp://f2f0abc", VerdictKind.FOREIGN, "payment"),
        ("SF1234567890123", VerdictKind.FOREIGN, "parcel"),
        ("13800138000", VerdictKind.FOREIGN, "phone"),
        ("WIFI:S:shop;P:x;;", VerdictKind.FOREIGN, "wireless"),
    ],
)
def test_other_texts_are_named(rig: Rig, text: str, kind: VerdictKind, words: str) -> None:
    verdict = rig.verify(text, "camera")
    assert verdict.kind is kind
    assert words in str(verdict.detail)


def test_a_typed_short_code_opens_its_claim(make_rig: MakeRig) -> None:
    rig = make_rig(_with_tag())
    verdict = rig.verify(short_code.spaced(TYPED).lower(), "typed")
    assert (verdict.kind, verdict.claim_id) == (VerdictKind.READY, CLAIM_ID)


def test_a_tag_whose_claim_has_gone_is_no_such_code(
    make_rig: MakeRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = make_rig()
    monkeypatch.setattr("tests.fakes.shelves.Claims.with_tag", lambda *_: ["ff" * 10])
    assert rig.verify(TYPED, "typed").kind is VerdictKind.NO_SUCH_CODE


def test_a_typing_slip_is_not_counted_as_a_try(rig: Rig) -> None:
    slip = TYPED[1] + TYPED[0] + TYPED[2:]
    for _ in range(TRIES + 1):
        assert str(rig.verify(slip, "typed").title) == "Mistyped"
    assert rig.verify(slip, "camera").kind is VerdictKind.NOT_A_CODE


def test_guessing_is_throttled_until_ten_minutes_have_passed(make_rig: MakeRig) -> None:
    rig = make_rig(_with_tag())
    for attempt in range(TRIES):
        guess = short_code.make(bytes(32), CLAIM_ID, 2, attempt)
        assert rig.verify(guess, "typed").kind is VerdictKind.NO_SUCH_CODE
    assert rig.verify(TYPED, "typed").kind is VerdictKind.TOO_MANY_TRIES
    assert rig.verify(TYPED, "camera").kind is VerdictKind.READY
    rig.clock.advance(timedelta(minutes=10, seconds=1))
    assert rig.verify(TYPED, "typed").kind is VerdictKind.READY


GENUINE = _text()
_edits = st.lists(
    st.tuples(st.integers(0, len(GENUINE) - 1), st.sampled_from("ABCXYZ234567019-= é提")),
    max_size=4,
)


@given(_edits, st.integers(0, len(GENUINE)), st.sampled_from(list(ScanSource)))
def test_nothing_but_the_genuine_text_opens_anything(
    edits: list[tuple[int, str]], length: int, source: ScanSource
) -> None:
    symbols = list(GENUINE[:length] if length % 3 else GENUINE)
    for place, symbol in edits:
        if place < len(symbols):
            symbols[place] = symbol
    text = "".join(symbols)
    with closing(Rig()) as rig:
        assert rig.verify(text, source).can_hand_over is (normalise(text) == GENUINE)


@given(st.text(max_size=300))
def test_any_text_gets_an_answer(text: str) -> None:
    with closing(Rig()) as rig:
        verdict = rig.verify(text, ScanSource.PASTE)
    assert not verdict.can_hand_over
    assert str(verdict.title)
