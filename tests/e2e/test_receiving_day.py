"""A receiving day in the real window: from the manifest to the last label.

A truck is announced, counted with a scanner, found short and damaged, shared out, signed for and
booked; the centre sees the claims; labels come out of a network printer; a neighbour collects.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from leader_app.scanning.decoder import texts
from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import POINT, Neighbourhood
from tests.e2e.screen import Eyes, click, picture, press, type_text
from tests.e2e.truck_steps import PERSON_MS, awaited_product, scan_goods, sign_and_book
from tests.fakes.raw_printer import RawPrinter

pytestmark = REAL_WINDOW
TRUCK = "T-TEST-1"


def test_a_truck_is_counted_claimed_shared_out_and_labelled(
    here: Neighbourhood, see: Eyes, pictures: Path
) -> None:
    product = awaited_product(here)
    before = _in_stock(here, product)
    here.centre("delivery", "add", "--point", POINT, "--id", TRUCK, "--line", f"{product}:4")
    one = here.counter("one")
    one.command("sync", "--once")
    with RawPrinter().listening() as printer, one.window() as window:
        see.wait_for_words(window.pid, "在线")
        _set_up(printer, see, window.pid)
        _count(here, product, see, window.pid)
        picture(pictures / "counted.png")
        sign_and_book(see, window.pid)
        see.wait_for_words(window.pid, "2 项索赔")
        picture(pictures / "booked.png")
        here.wait_until(lambda: len(_claims(here)) == 2)
        _print_labels(see, window.pid)
        here.wait_until(lambda: len(printer.paper.pictures) == 1)
        picture(pictures / "labels.png")
        order = texts(printer.paper.pictures[0])[0].removeprefix("LDL1-")
        assert _in_stock(here, product) == before + 1
        _hand_over(here, order, see, window.pid)
    assert {claim["kind"]: claim["quantity"] for claim in _claims(here)} == {
        "short": 2,
        "damaged": 1,
    }
    assert _in_stock(here, product) == before
    assert _delivery(here)["state"] == "received"
    assert _arrived(here, order, product) == 1
    assert here.incidents() == []


def _set_up(printer: RawPrinter, see: Eyes, pid: int) -> None:
    press(pid, "F12")
    click(see.wait_for_words(pid, "打印机"))
    click(see.wait_for_words(pid, "网络"))
    click(see.wait(pid, lambda w: w.role == "text" and w.name == "名称", "the printer's name"))
    type_text(pid, "Labels", PERSON_MS)
    click(see.wait(pid, lambda w: w.role == "text" and w.name == "地址", "its address"))
    type_text(pid, f"127.0.0.1:{printer.port}", PERSON_MS)
    click(see.wait(pid, lambda w: w.name == "保存", "the button that saves"))
    see.wait(
        pid, lambda w: w.role == "table cell" and "Labels" in w.name, "the printer in the list"
    )


def _count(here: Neighbourhood, product: str, see: Eyes, pid: int) -> None:
    scan_goods(here, product, see, pid, of=4)
    press(pid, "ctrl+r")
    see.wait_for_words(pid, "拒收货品")
    type_text(pid, "1", PERSON_MS, "Return")
    see.wait_for_words(pid, "拒收 1")


def _print_labels(see: Eyes, pid: int) -> None:
    press(pid, "ctrl+p")
    see.wait_for_words(pid, "Labels")
    press(pid, "ctrl+p")


def _hand_over(here: Neighbourhood, order: str, see: Eyes, pid: int) -> None:
    type_text(pid, here.code(order), 4)
    see.wait_for_words(pid, "交付")
    press(pid, "Return")
    see.wait_for_words(pid, "取货成功")
    here.wait_until(lambda: len(here.redemptions(order)) == 1)


def _claims(here: Neighbourhood) -> list[dict[str, Any]]:
    return [row for row in here.centre("kitchen-claims") if row["delivery"] == TRUCK]


def _delivery(here: Neighbourhood) -> dict[str, Any]:
    return next(row for row in here.centre("deliveries") if row["delivery"] == TRUCK)


def _in_stock(here: Neighbourhood, product: str) -> int:
    rows = here.centre("stock", "--point", POINT)
    return sum(int(row["quantity"]) for row in rows if row["product"] == product)


def _arrived(here: Neighbourhood, order: str, product: str) -> int:
    rows = here.centre("orders", "--point", POINT)
    lines = next(row["lines"] for row in rows if row["order"] == order)
    return sum(int(line["arrived"]) for line in lines if line["product"] == product)
