"""Times and amounts, as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from leader_app.domain.money import Fen
from ui.kit import words

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_money_has_two_decimals_and_a_thin_unit() -> None:
    assert words.money(Fen(123456789)) == "¥\u20091,234,567.89"
    assert words.money(Fen(5)) == "¥\u20090.05"
    assert words.money(Fen(-1230)) == "\u2212¥\u200912.30"


def test_times_are_told_as_people_tell_them() -> None:
    assert words.moment(NOON, NOON) == "Today 12:00"
    assert words.day(NOON - timedelta(days=1), NOON) == "Yesterday"
    assert words.day(NOON + timedelta(days=1), NOON) == "Tomorrow"
    late = datetime(2026, 11, 21, 16, 30, tzinfo=UTC)
    assert words.moment(late, NOON) == "Today 00:30"
    assert words.age(NOON - timedelta(seconds=20), NOON) == "just now"
