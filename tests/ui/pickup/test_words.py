"""What typed text means, and what the card says."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.order import Stage
from leader_app.domain.pickup import VerdictKind
from leader_app.services.pickup.verdict import GoodsTaken
from tests.fakes.shown import NOW, a_note, a_summary, a_verdict
from ui.pickup import card as cards
from ui.pickup import wording
from ui.pickup.card import Card, Change, Face
from ui.pickup.typed import Meaning, understand
from ui.theme.tokens import Tone


@pytest.mark.parametrize(
    ("typed", "meaning", "text"),
    [
        ("", Meaning.NOTHING, ""),
        ("  \t ", Meaning.NOTHING, ""),
        ("1234", Meaning.PHONE_TAIL, "1234"),
        ("１２３４ ", Meaning.PHONE_TAIL, "1234"),
        ("0007", Meaning.PHONE_TAIL, "0007"),
        ("A1000001", Meaning.ORDER, "A1000001"),
        ("张三", Meaning.ORDER, "张三"),
        ("000000000", Meaning.CODE, "000000000"),
        ("ldpabc", Meaning.CODE, "LDPABC"),
        ("x" * 50, Meaning.CODE, "x" * 50),
        ("12345", Meaning.ORDER, "12345"),
    ],
)
def test_what_is_typed_is_understood(typed: str, meaning: Meaning, text: str) -> None:
    found = understand(typed)
    assert (found.meaning, found.text) == (meaning, text)


def test_every_verdict_has_a_colour_and_a_drawing() -> None:
    tones = {kind: cards.tone(kind) for kind in VerdictKind}
    assert {kind for kind, tone in tones.items() if tone is Tone.OK} == {
        VerdictKind.READY,
        VerdictKind.REST_READY,
    }
    assert tones[VerdictKind.ALREADY_COLLECTED] is Tone.BAD
    for kind in VerdictKind:
        assert wording.headline(cards.showing(replace(a_verdict(), kind=kind))).icon


def test_only_what_is_done_looks_settled() -> None:
    card = Card(Face.TAKEN_BACK, taken_back=a_note())
    assert not wording.headline(card).settled
    assert not wording.headline(cards.showing(a_verdict())).settled


def test_what_was_taken_before_is_told_newest_first_without_what_was_taken_back() -> None:
    first = a_note("h1", at=NOW - timedelta(hours=2), staff="小李")
    second = a_note("h2", at=NOW - timedelta(hours=1), device_name="2号台")
    back = a_note("h3", reversed_at=NOW)
    told = wording.deeds(replace(a_verdict(), hand_overs=(first, back, second)), NOW)
    assert told.splitlines() == [
        "Today 13:20, 2号台: 东北五常大米\u2009×1",
        "Today 12:20, 1号台, 小李: 东北五常大米\u2009×1",
    ]


def test_a_change_says_who_did_what() -> None:
    goods = (GoodsTaken("三文鱼", "份", 2),)
    theirs = a_note(device_name="2号台", goods=goods)
    assert "2号台" in wording.change(Change(theirs))
    assert "三文鱼" in wording.change(Change(theirs))
    assert "back" in wording.change(Change(replace(theirs, reversed_at=NOW)))
    assert "changed" in wording.change(Change(None))


def test_offline_is_told_with_the_age_of_the_data() -> None:
    online = a_verdict()
    assert wording.freshness(online, NOW) == ""
    offline = replace(online, offline=True)
    assert wording.freshness(offline, NOW) == "Offline, orders as of 2 min ago"
    assert wording.freshness(replace(offline, data_at=None), NOW) == "Offline, never synced"


def test_orders_that_can_be_given_are_offered_first() -> None:
    waiting = a_summary("A1", "1" * 20, stage=Stage.WAITING)
    ready = a_summary("A2", "2" * 20)
    card = cards.choosing([waiting, ready, replace(ready, order_id="A3")], 6)
    assert [(c.summary.order_id, c.orders) for c in card.candidates] == [("A2", 2), ("A1", 1)]
    assert cards.choosing([waiting, ready], 1).more_candidates
