"""``python -m tests.bench.screen_figures ORDERS``: times in front of a real window, as JSON.

Started by ``bench_screen`` on a desktop of its own, once for each size of the store.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from tests.bench import stored
from tests.bench.real_window import FRAME_SECONDS, Painted, Shop, open_shop
from tests.fakes.video import Show, phone_video
from ui.orders.view import OrdersPage
from ui.orders.view_model import Phase
from ui.pickup.card import Face
from ui.pickup.view import PickupPage

SCANS, SHOWN, VISITS, STEPS = 120, 60, 15, 400
GAP_MS = 4
PLAIN = Qt.KeyboardModifier.NoModifier


class Keys:
    """Presses keys in the window; their time stamps are a scanner's."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._ms = int(time.monotonic() * 1000)

    def press(self, key: Qt.Key, text: str = "") -> None:
        """Press and let go of a key."""
        self._ms += GAP_MS
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, PLAIN, text)
            event.setTimestamp(self._ms)
            QCoreApplication.sendEvent(self._shop.window.windowHandle(), event)

    def pause(self) -> None:
        """Be a new customer."""
        self._ms += 2000

    def scan(self, code: str) -> None:
        """Type a code as a scanner does; its Enter is left to the caller."""
        for letter in code:
            self.press(Qt.Key(ord(letter)), letter)


def wedge(shop: Shop, keys: Keys, numbers: list[int]) -> Iterator[float]:
    """Yield seconds from a scanner's Enter to the painted verdict."""
    painted = _card(shop)
    for number in numbers:
        keys.scan(stored.code_of(number))
        started = time.perf_counter()
        keys.press(Qt.Key.Key_Return, "\r")
        yield painted.wait(partial(_shows, shop, number)) - started
        _next_customer(shop, keys)


def camera(shop: Shop, keys: Keys, numbers: list[int]) -> Iterator[float]:
    """Yield seconds from the moment a code is held up to the painted verdict."""
    painted, moment, nothing = _card(shop), random.Random(2), shop.camera.image
    for number in numbers:
        show = Show(comes_s=0.01, stays_s=0.1, goes_s=0.01, empty_s=0)
        held = list(phone_video([stored.code_of(number)], show))[1]
        shop.rest(moment.uniform(2, 3) * FRAME_SECONDS)
        started = time.perf_counter()
        shop.camera.image = held
        yield painted.wait(partial(_shows, shop, number)) - started
        shop.camera.image = nothing
        _next_customer(shop, keys)


def orders(shop: Shop, keys: Keys) -> Iterator[float]:
    """Yield seconds from the key to the first painted rows, the very first visit first."""
    for _ in range(VISITS):
        started = time.perf_counter()
        keys.press(Qt.Key.Key_F2)
        page = shop.frame.page_in_view()
        assert isinstance(page, OrdersPage)
        painted = Painted(shop.application, page.table.viewport())
        yield painted.wait(lambda: shop.bench.orders.phase is Phase.ROWS) - started
        shop.rest(0.3)
        keys.pause()
        keys.press(Qt.Key.Key_F1)
        shop.rest(0.1)


def scrolling(shop: Shop, keys: Keys) -> Iterator[tuple[float, float]]:
    """Yield for how long each step of a scroll holds the window up, and its own work in it.

    On a machine that others use too, the rest is waiting for a processor.
    """
    keys.press(Qt.Key.Key_F2)
    shop.rest(0.5)
    page = shop.frame.page_in_view()
    assert isinstance(page, OrdersPage)
    bar = page.table.verticalScrollBar()
    for step in range(STEPS):
        far = step % 20 == 0
        started, worked = time.perf_counter(), time.thread_time()
        bar.setValue(random.Random(step).randrange(bar.maximum()) if far else bar.value() + 3)
        shop.application.processEvents()
        yield time.perf_counter() - started, time.thread_time() - worked
        shop.rest(0.008)


def _card(shop: Shop) -> Painted:
    page = shop.frame.go_to("pickup")
    assert isinstance(page, PickupPage)
    return Painted(shop.application, page.card)


def _shows(shop: Shop, number: int) -> bool:
    card = shop.bench.pickup.card
    shown = card.verdict is not None and card.face is Face.VERDICT
    return shown and card.verdict is not None and card.verdict.claim_id == stored.claim_id(number)


def _next_customer(shop: Shop, keys: Keys) -> None:
    keys.pause()
    keys.press(Qt.Key.Key_Escape)
    shop.rest(0.05)
    keys.pause()


def main(size: int) -> None:
    """Print the seconds of every figure."""
    numbers = random.Random(1).sample(range(size), SCANS + SHOWN)
    nothing = next(phone_video([], Show()))
    with open_shop(size, nothing) as shop:
        keys = Keys(shop)
        figures = {
            "wedge": list(wedge(shop, keys, numbers[:SCANS])),
            "camera": list(camera(shop, keys, numbers[SCANS:])),
            "orders": list(orders(shop, keys)),
            "scrolling": list(scrolling(shop, keys)),
        }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
