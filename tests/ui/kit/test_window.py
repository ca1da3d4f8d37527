"""The part of a long list that is held."""

from __future__ import annotations

from leader_app.ports import OrderSummary
from tests.fakes.shown import a_summary
from ui.kit.window import MOST_PAGES, PAGE, PageWindow, pages_around


def _page(page: int) -> list[OrderSummary]:
    return [a_summary(f"A{page * PAGE + at}") for at in range(PAGE)]


def test_a_missing_row_is_wanted_once_and_the_newest_wish_comes_first() -> None:
    window = PageWindow[OrderSummary]()
    for row in (0, PAGE, 5 * PAGE, 1):
        assert window.row(row) is None
    assert window.take_wanted(2) == [5, 0]
    assert window.take_wanted(2) == []


def test_rows_are_found_by_number_and_by_order() -> None:
    window = PageWindow[OrderSummary]()
    window.put(2, _page(2))
    found = window.row(2 * PAGE + 3)
    assert found is not None
    assert window.find(lambda row: row is found) == 2 * PAGE + 3
    assert window.find(lambda row: row.order_id == "A0") == -1
    assert window.peek(0) is None
    assert window.peek(-1) is None


def test_the_page_longest_unused_goes_first() -> None:
    window = PageWindow[OrderSummary]()
    for page in range(MOST_PAGES):
        window.put(page, _page(page))
    assert window.row(0) is not None
    window.put(MOST_PAGES, _page(MOST_PAGES))
    assert window.peek(0) is not None
    assert window.peek(PAGE) is None


def test_the_pages_around_a_place() -> None:
    assert list(pages_around(0, 0)) == [0]
    assert list(pages_around(0, 10_000)) == [0, 1]
    assert list(pages_around(9_990, 10_000)) == [155, 156]
    assert list(pages_around(9_990, 20)) == [0]
