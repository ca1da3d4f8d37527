"""Where a code goes: to the counter, whatever page is shown, unless somebody is testing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from leader_app.domain.scan import Scan, ScanSource
from ui.pickup.view_model import PickupViewModel
from ui.settings.scanner_view_model import ScannerTestViewModel
from ui.shell.frame import Frame

PICKUP = "pickup"


class ScanRouter(QObject):
    """On the camera and scanner sections of the settings nothing is looked up or handed over."""

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
            self._to_pickup()
            self._pickup.scanned(scan)

    @Slot(str)
    def typed_by_scanner(self, text: str) -> None:
        """Take a code from a keyboard scanner."""
        if self._testing():
            self._test.understood(text)
            return
        self._to_pickup()
        self._pickup.scanned(Scan(text, "", ScanSource.WEDGE, self._now()))

    @Slot(str)
    def order_wanted(self, order_id: str) -> None:
        """Open an order at the counter."""
        self._to_pickup()
        self._pickup.look_at_order(order_id)

    def _testing(self) -> bool:
        page = self._frame.page_in_view() if self._frame is not None else None
        return page is not None and page.is_testing()

    def _to_pickup(self) -> None:
        if self._frame is not None and self._frame.current() != PICKUP:
            self._frame.go_to(PICKUP)
