"""Quantities, money and days as a notice spells them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.money import Fen, parse_yuan
from leader_app.domain.notice_words import amount, day_words, full_day, items

SUNDAY = date(2026, 11, 22)


def test_goods_are_listed_with_their_quantities() -> None:
    found = [("草莓", "盒", 2), ("鲜牛奶", "瓶", 1), ("草莓", "盒", 1), ("鸡蛋", "盒", 0)]
    assert items(found) == "草莓 3 盒、鲜牛奶 1 瓶"
    assert items(found, "en") == "3 × 草莓, 1 × 鲜牛奶"
    assert items([]) == items([("鸡蛋", "盒", 0)]) == ""


def test_one_product_in_two_sizes_is_two() -> None:
    assert items([("鸡蛋", "盒", 1), ("鸡蛋", "箱", 1)]) == "鸡蛋 1 盒、鸡蛋 1 箱"


def test_what_is_sold_by_a_measure_is_counted() -> None:
    assert items([("鸡胸", "500g", 2), ("米", "", 3)]) == "鸡胸 × 2、米 × 3"


def test_what_is_less_than_nothing_takes_nothing_off() -> None:
    assert items([("草莓", "盒", -2), ("草莓", "盒", 3)]) == "草莓 3 盒"


def test_a_name_cannot_begin_a_line_of_its_own() -> None:
    assert items([("草莓\n李** 1：金条", "盒", 2)]) == "草莓 李** 1：金条 2 盒"


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [(5670, "56.70 元", "¥56.70"), (0, "0.00 元", "¥0.00"), (-5, "-0.05 元", "-¥0.05")],
)
def test_money(fen: int, chinese: str, english: str) -> None:
    assert amount(Fen(fen)) == chinese
    assert amount(Fen(fen), "en") == english


@given(st.integers(-(10**9), 10**9))
def test_money_is_right_to_the_fen(fen: int) -> None:
    assert parse_yuan(amount(Fen(fen)).removesuffix(" 元")) == fen


@pytest.mark.parametrize(
    ("days", "chinese", "english"),
    [
        (0, "今天", "today"),
        (1, "明天", "tomorrow"),
        (2, "后天", "Tue 24 Nov"),
        (3, "11月25日 周三", "Wed 25 Nov"),
        (-1, "11月21日 周六", "Sat 21 Nov"),
        (41, "2027年1月2日 周六", "Sat 2 Jan 2027"),
    ],
)
def test_days_are_said_as_people_do(days: int, chinese: str, english: str) -> None:
    day = SUNDAY + timedelta(days=days)
    assert day_words(day, SUNDAY) == chinese
    assert day_words(day, SUNDAY, "en") == english


def test_today_has_a_date_too() -> None:
    assert full_day(SUNDAY, SUNDAY) == "11月22日 周日"
    assert full_day(SUNDAY, SUNDAY, "en") == "Sun 22 Nov"
