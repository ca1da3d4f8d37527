"""The frame around the pages: rail on the left, status line at the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from ui.kit.keys import on_key
from ui.kit.page import Page, Spoken
from ui.shell.page import Place, place_keys
from ui.shell.rail import Rail
from ui.shell.status import StatusViewModel
from ui.shell.status_line import StatusLine
from ui.theme.tokens import NARROW_WINDOW, Tone


class Frame(Spoken):
    """Pages are made when first visited; the keys of their places go to them."""

    def __init__(self, places: Sequence[Place], status: StatusViewModel) -> None:
        super().__init__()
        self._places = {place.key: place for place in places}
        self._pages: dict[str, Page] = {}
        self._rail = Rail(places)
        self._stack = QStackedWidget()
        self._rail.chosen.connect(self.go_to)
        self._lay_out(StatusLine(status))
        for at, place in enumerate(places):
            for key in place_keys(at):
                on_key(self, key, self._goer(place.key))
        self.retranslate()

    def go_to(self, key: str) -> Page:
        """Show a place, making its page on the first visit."""
        if key not in self._pages:
            page = self._places[key].make()
            self._pages[key] = page
            self._stack.addWidget(page)
        page = self._pages[key]
        self._rail.choose(key)
        self._stack.setCurrentWidget(page)
        page.take_focus()
        return page

    def current(self) -> str:
        """Return the key of the place that is shown; empty before the first."""
        shown = self._stack.currentWidget()
        return next((key for key, page in self._pages.items() if page is shown), "")

    def page_in_view(self) -> Page | None:
        """Return the page that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def place_keys(self) -> list[str]:
        """Return the keys of all places, in order."""
        return list(self._places)

    def set_badge(self, key: str, count: int) -> None:
        """Show on the rail how many things wait at a place."""
        self._rail.set_badge(key, count)

    def tell_bug(self, kind: str) -> None:
        """Say on the page in view that something went wrong that should not have."""
        shown = self.page_in_view()
        if shown is not None:
            said = self.tr("Something went wrong. What you did before is safe. Details: %1")
            shown.banner.tell(said.replace("%1", kind), Tone.BAD)

    def retranslate(self) -> None:
        """Name the places again."""
        self._rail.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the rail narrow where room is scarce."""
        super().resizeEvent(event)
        self._rail.set_narrow(narrow=self.width() < NARROW_WINDOW)

    def _lay_out(self, status_line: StatusLine) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._rail)
        middle.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(middle, 1)
        layout.addWidget(status_line)

    def _goer(self, key: str) -> Callable[[], Page]:
        return lambda: self.go_to(key)
