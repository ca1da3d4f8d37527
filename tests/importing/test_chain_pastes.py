"""Whole pastes in the shapes leaders have them, and what stands at their end."""

import re
from pathlib import Path

import pytest

from leader_app.domain.money import Fen
from leader_app.domain.understood import KnownProduct
from leader_app.importing.chain import read_text
from tests.importing.chains import ONE, SEVERAL, told

LISTS: dict[str, list[KnownProduct]] = {
    "one": ONE,
    "several": SEVERAL,
    "yoghurt": [KnownProduct("y", "酸奶", "杯", Fen(500))],
    "dumplings": [KnownProduct("d", "手工水饺", "袋", Fen(2500))],
    "none": [],
}
# Each paste: "=== shape (product list)", its lines, "---", its orders: number, name, home, goods,
# "!" if cancelled, "?" if a person has to look.
CORPUS = (Path(__file__).parent / "corpus" / "pastes.txt").read_text("utf-8")
CASES = re.findall(
    r"^=== ([^\n]+) \((\w+)\)\n(.*?)\n---\n(.*?)(?=^===|\Z)",
    CORPUS,
    re.MULTILINE | re.DOTALL,
)


@pytest.mark.parametrize(("listed", "text", "orders"), [case[1:] for case in CASES])
def test_a_paste_is_read_to_its_end(listed: str, text: str, orders: str) -> None:
    found = [line.replace("\n", "\\n") for line in told(read_text(text, LISTS[listed]))]
    assert found == orders.splitlines()


def test_no_paste_was_lost() -> None:
    assert len(CASES) == CORPUS.count("=== ") > 30


def test_a_total_that_does_not_fit_is_told() -> None:
    found = read_text("#接龙\n丹东草莓\n1. 张三 2盒\n2. 李四 1盒\n合计：5盒", ONE)
    assert [str(remark) for remark in found.remarks] == [
        "The text says 5 pieces in all, 3 were found."
    ]


def test_goods_nobody_named_are_told_once() -> None:
    found = read_text("#接龙\n姓名--楼号--房号--数量\n1. 阿May--4--1801--3", ONE)
    assert [str(remark) for remark in found.remarks] == [
        "The text names no goods; all was taken as 丹东草莓."
    ]


def test_a_line_that_may_be_an_order_is_not_left_out_in_silence() -> None:
    found = read_text("#接龙\n丹东草莓\n1. 张三 2盒\n\n还有2盒要吗", ONE)
    assert len(found.orders) == 1
    assert "Line 5 may be an order" in str(found.remarks[0])


def test_a_chain_keeps_its_title_with_the_date() -> None:
    found = read_text(
        "#接龙\n11.22 丹东草莓\n1. 张三 2盒\n\n#接龙\n11.23 鸡蛋\n1. 李四 2盒", SEVERAL
    )
    assert found.titles == ("11.22 丹东草莓", "11.23 鸡蛋")


def test_talk_around_a_chain_is_heard() -> None:
    text = "#接龙\n丹东草莓\n1. 张三 2盒\n2. 李四 1盒\n\n张三 18:20\n我不要了\n王五 18:21\n来一盒"
    found = read_text(text, ONE)
    assert found.orders[0].review
    assert not found.orders[1].review
    assert "王五" in str(found.remarks[0])


def test_half_a_piece_is_kept_as_it_was_told() -> None:
    item = read_text("#接龙\n丹东草莓\n1. 张三 1.5斤", ONE).orders[0].items[0]
    assert (item.quantity, item.told) == (None, "1.5")
