"""What every page of the window is made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.banner import Banner, Toast
from ui.kit.title import TitleLine
from ui.theme.tokens import Space


class Spoken(QWidget):
    """Says its words in :meth:`retranslate`, again whenever the language changes."""

    def retranslate(self) -> None:
        """Say every word again, in the language in force."""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class Page(Spoken):
    """Title line, a banner for what concerns the page, and ``body``.

    Subclasses build their widgets once, without words, and say all words in
    :meth:`retranslate`, which is called at the end of their constructor by
    themselves and again by this class whenever the language changes.
    """

    def __init__(self, title: TitleLine) -> None:
        super().__init__()
        self.title = title
        self.banner = Banner()
        self.toast = Toast(self)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(Space.XL, 0, Space.XL, Space.L)
        self.body.setSpacing(Space.M)
        self.body.addWidget(self.banner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(title)
        layout.addLayout(self.body, 1)

    def is_testing(self) -> bool:
        """Whether codes that come now are tries and no customer's."""
        return False

    def take_scan(self, text: str) -> bool:
        """Take a code scanned while this page is in view; ``False`` leaves it to the counter.

        Pickup codes of ours are never offered: they always go to the counter.
        """
        return False

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.focusNextChild()
