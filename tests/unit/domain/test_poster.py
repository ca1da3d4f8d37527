"""A poster takes what there is room for and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.money import Fen
from leader_app.domain.poster import (
    MOST_CODE_BYTES,
    MOST_GOODS,
    MOST_PRICE,
    Poster,
    PosterDesign,
    PosterLine,
    Shape,
    in_bounds,
    most_symbols,
)

EMPTY = Poster(PosterDesign.FRESH)
LINE = PosterLine("草莓")
ONE_LINE = ("store", "headline", "badge", "product", "unit", "slot", "hours", "time", "host")


def test_an_empty_poster_is_a_poster() -> None:
    assert EMPTY.shape.pixels == (1080, 1440)
    assert not EMPTY.is_reduced


@pytest.mark.parametrize(("shape", "high"), [("group", 1440), ("story", 1920), ("square", 1080)])
def test_shapes(shape: str, high: int) -> None:
    assert Shape(shape).pixels == (1080, high)


def _with(part: str, text: str) -> Poster:
    changed: dict[str, Any] = {part: text}
    return replace(EMPTY, **changed)


@pytest.mark.parametrize("part", [*ONE_LINE, "words", "address", "code_words"])
def test_as_many_symbols_as_there_is_room_for(part: str) -> None:
    most = most_symbols(part)
    assert getattr(_with(part, "长" * most), part)
    with pytest.raises(ValueError, match=part):
        _with(part, "长" * (most + 1))


@pytest.mark.parametrize("rubbish", ["a\0b", "a\x1bb", "\ud800", "a\nb", "a\tb"])
def test_what_cannot_be_seen_is_refused(rubbish: str) -> None:
    for part in (*ONE_LINE, "code"):
        with pytest.raises(ValueError, match=part):
            _with(part, rubbish)


def test_words_have_lines() -> None:
    assert replace(EMPTY, words="一\n二").words == "一\n二"
    with pytest.raises(ValueError, match="words"):
        replace(EMPTY, words="一\r二")


def test_the_code_is_counted_in_bytes() -> None:
    assert replace(EMPTY, code="a" * MOST_CODE_BYTES).code
    for long in ("a" * (MOST_CODE_BYTES + 1), "码" * (MOST_CODE_BYTES // 3 + 1)):
        with pytest.raises(ValueError, match="code"):
            replace(EMPTY, code=long)


def test_prices_have_bounds() -> None:
    assert replace(EMPTY, price=Fen(0), old_price=MOST_PRICE).is_reduced
    for wrong in (Fen(-1), Fen(MOST_PRICE + 1)):
        with pytest.raises(ValueError, match="price"):
            replace(EMPTY, price=wrong)
        with pytest.raises(ValueError, match="old_price"):
            replace(EMPTY, old_price=wrong)
        with pytest.raises(ValueError, match="price"):
            replace(LINE, price=wrong)


@pytest.mark.parametrize(
    ("price", "old", "reduced"),
    [(None, 5, False), (5, None, False), (5, 5, False), (6, 5, False), (4, 5, True)],
)
def test_reduced_is_only_what_costs_less(price: int | None, old: int | None, reduced: bool) -> None:
    now = None if price is None else Fen(price)
    before = None if old is None else Fen(old)
    assert replace(EMPTY, price=now, old_price=before).is_reduced is reduced


def test_goods_have_bounds() -> None:
    assert replace(EMPTY, goods=(LINE,) * MOST_GOODS).goods
    with pytest.raises(ValueError, match="goods"):
        replace(EMPTY, goods=(LINE,) * (MOST_GOODS + 1))
    with pytest.raises(ValueError, match="name"):
        PosterLine("长" * 41)
    with pytest.raises(ValueError, match="note"):
        PosterLine("草莓", note="\0")


@pytest.mark.parametrize("focus", [(-0.1, 0.5), (0.5, 1.1), (float("nan"), 0.5)])
def test_the_focus_lies_in_the_picture(focus: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="focus"):
        replace(EMPTY, focus=focus)


@given(st.text(), st.integers(0, 60), st.booleans())
def test_whatever_is_typed_can_be_taken(text: str, most: int, lines: bool) -> None:
    kept = in_bounds(text, most, lines=lines)
    assert len(kept) <= most
    if most <= most_symbols("hours") and not lines:
        assert replace(EMPTY, hours=kept).hours == kept
    assert replace(EMPTY, words=kept).words == kept


def test_what_is_fine_stays_as_it_is() -> None:
    assert in_bounds(" 丹东草莓 🍓 500g ", 60) == "丹东草莓 🍓 500g"
    assert in_bounds("一\r\n二\t三", 60, lines=True) == "一\n二 三"
    assert in_bounds("一\n二", 60) == "一 二"
