"""Where a code goes: to the page in view if that counts goods, else to the counter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from leader_app.domain.pickup_code import PREFIX
from leader_app.domain.scan import Scan, ScanSource
from leader_app.domain.scanned_text import normalise
from ui.pickup.view_model import PickupViewModel
from ui.settings.scanner_view_model import ScannerTestViewModel
from ui.shell.frame import Frame

PICKUP = "pickup"


class ScanRouter(QObject):
    """A customer's pickup code opens the counter from every page but the tests of the settings.

    There nothing is looked up or handed over.
    """

    def __init__(
        self,
        pickup: PickupViewModel,
        scanner_test: ScannerTestViewModel,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._pickup, self._test, self._now = pickup, scanner_test, now
        self._frame: Frame | None = None

    def use(self, frame: Frame) -> None:
        """Show the counter's page in ``frame`` when a code comes."""
        self._frame = frame

    @Slot(object)
    def scanned(self, scan: Scan) -> None:
        """Take a code from the camera."""
        if not self._testing():
            self._deliver(scan)

    @Slot(str)
    def typed_by_scanner(self, text: str) -> None:
        """Take a code from a keyboard scanner."""
        if self._testing():
            self._test.understood(text)
            return
        self._deliver(Scan(text, "", ScanSource.WEDGE, self._now()))

    @Slot(str)
    def order_wanted(self, order_id: str) -> None:
        """Open an order at the counter."""
        self._to_pickup()
        self._pickup.look_at_order(order_id)

    def _deliver(self, scan: Scan) -> None:
        page = self._frame.page_in_view() if self._frame is not None else None
        is_ours = normalise(scan.text).startswith(PREFIX)
        if page is not None and not is_ours and page.take_scan(scan.text):
            return
        self._to_pickup()
        self._pickup.scanned(scan)

    def _testing(self) -> bool:
        page = self._frame.page_in_view() if self._frame is not None else None
        return page is not None and page.is_testing()

    def _to_pickup(self) -> None:
        if self._frame is not None and self._frame.current() != PICKUP:
            self._frame.go_to(PICKUP)
