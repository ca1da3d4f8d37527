"""What people type while goods come in."""

from __future__ import annotations

from datetime import date

import pytest

from ui.receiving import typed
from ui.receiving.typed import Pieces

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "per_carton", "meant"),
    [
        ("24", 0, Pieces(24)),
        (" 7 ", 0, Pieces(7)),
        ("２４", 0, Pieces(24)),
        ("0", 0, Pieces(0)),
        ("2*12", 0, Pieces(24, 2)),
        ("2x12", 0, Pieces(24, 2)),
        ("3×", 24, Pieces(72, 3)),
        ("3*", 0, None),
        ("9999*99999", 0, None),
        ("123456", 0, None),
        ("6901234567892", 0, None),
        ("-3", 0, None),
        ("1.5", 0, None),
        ("٣", 0, None),
        ("", 0, None),
    ],
)
def test_pieces(text: str, per_carton: int, meant: Pieces | None) -> None:
    assert typed.pieces(text, per_carton) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", None),
        ("2026-11-30", date(2026, 11, 30)),
        ("2026/1/5", date(2026, 1, 5)),
        ("20261130", date(2026, 11, 30)),
        ("261130", date(2026, 11, 30)),
        ("2026年11月30日", date(2026, 11, 30)),
        ("11-30", date(2026, 11, 30)),
        ("11月30日", date(2026, 11, 30)),
        ("1.5", date(2027, 1, 5)),
        ("2-29", date(2028, 2, 29)),
        ("+7", date(2026, 11, 29)),
        ("１１－３０", date(2026, 11, 30)),
    ],
)
def test_days(text: str, meant: date | None) -> None:
    assert typed.day(text, TODAY) == meant


@pytest.mark.parametrize(
    "text", ["soon", "30", "13-40", "2026-02-30", "261399", "2-30", "++1", "+9999999"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed.day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("", None), ("4", 40), ("-18.5", -185), ("−18", -180), ("3,5 °C", 35), ("+2", 20)],
)
def test_degrees(text: str, meant: int | None) -> None:
    assert typed.decidegrees(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"), [("", 0), ("30", 30_000), ("12.5", 12_500), ("2 L", 2000)]
)
def test_litres(text: str, meant: int) -> None:
    assert typed.millilitres(text) == meant


@pytest.mark.parametrize("text", ["warm", "4.55", "--3", "300"])
def test_what_is_no_temperature_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed.decidegrees(text)


@pytest.mark.parametrize("text", ["a lot", "-3", "1.2345"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        typed.millilitres(text)
