"""Bodies of commands: what was written is read, anything else is said to be unreadable."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import canonical
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import Command, CommandKind
from leader_app.domain.deed import (
    claim_of,
    hand_over,
    hand_over_body,
    reversal,
    reversal_body,
)
from tests.fakes.pickups import CLAIM_ID, NOON, pieces

BODY = hand_over_body(CLAIM_ID, (pieces(1, 2), pieces(2, 1)), "小李", offline=True)
GIVEN = Command("c1", CommandKind.HAND_OVER, 1, BODY, NOON, 0, "boot", "")
BACK = replace(
    GIVEN,
    command_id="c2",
    kind=CommandKind.REVERSE,
    body=reversal_body("c1", CLAIM_ID, "小李", "拿错了"),
)


def test_a_hand_over_is_read_back() -> None:
    deed = hand_over(GIVEN, "D1")
    assert (deed.hand_over_id, deed.claim_id, deed.device_id) == ("c1", CLAIM_ID, "D1")
    assert (deed.at, deed.staff, deed.offline) == (NOON, "小李", True)
    assert deed.lines == (pieces(1, 2), pieces(2, 1))
    assert claim_of(GIVEN) == CLAIM_ID


def test_a_reversal_is_read_back() -> None:
    back = reversal(BACK, "D1")
    assert (back.reversal_id, back.hand_over_id, back.reason) == ("c2", "c1", "拿错了")
    assert (back.device_id, back.at, claim_of(BACK)) == ("D1", NOON, CLAIM_ID)


def test_a_body_has_one_spelling() -> None:
    assert canonical.pack(canonical.unpack(BODY)) == BODY


def _body(**change: object) -> bytes:
    fields = canonical.unpack(BODY)
    assert isinstance(fields, dict)
    return canonical.pack({**fields, **change})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        _body(claim=None),
        _body(claim="XYZ"),
        _body(offline=1),
        _body(staff=7),
        _body(lines=[]),
        _body(lines={}),
        _body(lines=["A1"]),
        _body(lines=[["A1", 1]]),
        _body(lines=[["A1", 1, 0]]),
        _body(lines=[["A1", -1, 1]]),
        _body(lines=[["A1", 1, 2**31]]),
        _body(lines=[["A1", 2**31, 1]]),
        _body(lines=[[1, 1, 1]]),
    ],
)
def test_anything_else_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableCommandError):
        hand_over(replace(GIVEN, body=body), "D1")


def test_another_kind_or_schema_is_unreadable() -> None:
    for strange in (replace(GIVEN, kind="teleport"), replace(GIVEN, schema=2), BACK):
        with pytest.raises(UnreadableCommandError):
            hand_over(strange, "D1")
    with pytest.raises(UnreadableCommandError):
        reversal(GIVEN, "D1")
    with pytest.raises(UnreadableCommandError):
        reversal(replace(GIVEN, kind=CommandKind.REVERSE), "D1")


@given(st.binary(max_size=60))
def test_no_rubbish_gets_through_as_anything_but_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableCommandError):
        hand_over(replace(GIVEN, body=body), "D1")
