"""Receiving a truck in the real window, as tests of what comes of it do first."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.e2e.neighbourhood import POINT, Neighbourhood
from tests.e2e.screen import Eyes, Widget, click, press, scan, type_text

PERSON_MS = 150


def awaited_product(here: Neighbourhood) -> str:
    """Return a product that a paid order waits for."""
    order: dict[str, Any] = here.centre("orders", "--point", POINT, "--state", "waiting")[0]
    return str(order["lines"][0]["product"])


def scan_goods(here: Neighbourhood, product: str, see: Eyes, pid: int, *, of: int) -> None:
    """Open the next truck, of which ``of`` pieces are expected, and scan two of them."""
    press(pid, "F3")
    see.wait_for_words(pid, "中央厨房")
    press(pid, "Return")
    see.wait_for_words(pid, f"已到 0 / {of} 件")
    code = str(here.centre("barcode", product)[0]["text"])
    for counted in (1, 2):
        scan(pid, code)
        see.wait_for_words(pid, f"已到 {counted} / {of} 件")


def sign_and_book(see: Eyes, pid: int) -> None:
    """Sign as driver and leader, and book what was counted."""
    press(pid, "ctrl+Return")
    for who in ("司机", "团长"):
        click(see.wait(pid, partial(_is_field_of, who), who))
        type_text(pid, "Li", PERSON_MS, "Return")
    press(pid, "ctrl+b")


def _is_field_of(who: str, widget: Widget) -> bool:
    return widget.role == "text" and who in widget.name
