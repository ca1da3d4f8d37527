"""The small values: ids, money, canonical JSON, change sets, sentences, local time."""

import math
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import canonical, changes, ids
from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.local_time import clock_time, day_span, likely_now, local_day
from leader_app.domain.money import Fen, line_total, parse_yuan, yuan
from leader_app.domain.text import say
from leader_app.errors import Refused
from tests.fakes.pickups import NOON


@given(st.integers(0, 2**42), st.binary(min_size=10, max_size=10))
def test_a_command_id_is_a_uuid_7(milliseconds: int, noise: bytes) -> None:
    at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=milliseconds)
    made = uuid.UUID(ids.new_command_id(at, lambda size: noise[:size]))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == milliseconds


def test_command_ids_carry_74_random_bits() -> None:
    low = uuid.UUID(ids.new_command_id(NOON, bytes))
    high = uuid.UUID(ids.new_command_id(NOON, lambda size: b"\xff" * size))
    assert (low.int ^ high.int).bit_count() == 74


def test_claim_ids() -> None:
    assert ids.new_claim_id(bytes) == "0" * 20
    assert ids.is_claim_id("00112233445566778899")
    for wrong in ("", "0" * 19, "0" * 21, "G" * 20, "A" * 20):
        assert not ids.is_claim_id(wrong)


@given(st.integers(-(10**13), 10**13))
def test_money_survives_its_text(amount: int) -> None:
    assert parse_yuan(yuan(Fen(amount))) == amount


@pytest.mark.parametrize(
    ("text", "fen"), [("12", 1200), ("12.3", 1230), (" +0.05 ", 5), ("-0.50", -50)]
)
def test_amounts_as_people_write_them(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize("text", ["", "1.234", "1,00", ".5", "五", "1e3", "１２", "1 2"])
def test_what_is_no_amount(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_yuan(text)


def test_a_line_costs_price_times_pieces() -> None:
    assert line_total(Fen(990), 3) == 2970


def test_canonical_json_has_one_spelling() -> None:
    assert canonical.pack({"b": [1, None], "a": "提货"}) == '{"a":"提货","b":[1,null]}'.encode()
    assert canonical.unpack(b'{"a":1}') == {"a": 1}
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical.pack(math.nan)
    with pytest.raises(ValueError, match="can't decode"):
        canonical.unpack(b"\xff")
    for odd in (b'{"a":1} ', b" 1", b"1 2", b""):
        with pytest.raises(ValueError, match="value"):
            canonical.unpack(odd)


def test_changes_add_up_and_concern_whom_they_should() -> None:
    both = changes.touched(Entity.ORDER, "A1", "A2") | changes.reset(Entity.MEMBER)
    assert both.concerns(Entity.ORDER)
    assert both.concerns(Entity.ORDER, ["A2", "A9"])
    assert not both.concerns(Entity.ORDER, ["A9"])
    assert both.concerns(Entity.MEMBER, ["anyone"])
    assert not both.concerns(Entity.CLAIM)
    assert both.ids(Entity.ORDER) == {"A1", "A2"}
    assert both
    assert not ChangeSet()


def test_a_sentence_is_told_in_any_language_with_what_is_inside_it() -> None:
    inner = say("counter {n}", n=2)
    text = say("Collected {at} at {where}", at=NOON, where=inner)
    assert str(text) == "Collected 2026-11-20 12:00 at counter 2"
    chinese = {"counter {n}": "{n}号台", "Collected {at} at {where}": "{at} 已在{where}取走"}
    assert text.told(chinese.__getitem__) == "2026-11-20 12:00 已在2号台取走"


def test_errors_carry_what_happened_and_what_to_do() -> None:
    error = Refused(say("No"), say("Ask"))
    assert (str(error), str(error.hint)) == ("No", "Ask")


def test_days_and_times_are_those_of_the_point() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    assert local_day(late) == date(2026, 11, 21)
    assert clock_time(late) == "00:30"
    start, end = day_span(date(2026, 11, 21))
    assert start == datetime(2026, 11, 20, 16, tzinfo=UTC)
    assert end - start == timedelta(days=1)


def test_the_time_is_corrected_and_kept_near_the_last_contact() -> None:
    lead = timedelta(minutes=3)
    assert likely_now(NOON, lead, None) == NOON + lead
    assert likely_now(NOON, lead, NOON) == NOON + lead
    assert likely_now(NOON - timedelta(days=900), lead, NOON) == NOON
    assert likely_now(NOON + timedelta(days=900), lead, NOON) == NOON + timedelta(days=7)
