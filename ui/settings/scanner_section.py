"""The scanner test, on the screen."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from ui.kit.button import Button, Kind
from ui.kit.card import Section, row
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.pill import StatusPill
from ui.kit.rows import Fact, FactRows
from ui.settings.scanner_view_model import Hand, ScannerTestViewModel
from ui.theme.fonts import fixed_font
from ui.theme.tokens import Ink, Space, Tone, Type


class ScannerSection(Spoken):
    """Hears every key of the window while it is to be seen, and takes none away."""

    def __init__(self, model: ScannerTestViewModel) -> None:
        super().__init__()
        self._model = model
        self._card = Section()
        self._hint = Paragraph("", ink=Ink.SECONDARY)
        self._hand = StatusPill()
        self._clear = Button("", Kind.PLAIN, icon="undo")
        self._facts = FactRows()
        self._keys = Label("", Type.BODY, Ink.SECONDARY)
        self._keys.setFont(fixed_font())
        self._keys.setWordWrap(True)
        self._card.body.addWidget(self._hint)
        self._card.body.addLayout(row(self._hand, 0, self._clear))
        for part in (self._facts, self._keys):
            self._card.body.addWidget(part)
        self._card.body.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)
        layout.setSpacing(Space.M)
        self._clear.clicked.connect(model.clear)
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._card.heading.setText(self.tr("Scanner test"))
        self._hint.set_words(
            self.tr(
                "Scan any code now. Every key is shown with the milliseconds since the one "
                "before, and below what was understood. Nothing is handed over here."
            )
        )
        self._clear.set_words(self.tr("Clear"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to listen."""
        super().showEvent(event)
        _application().installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop."""
        super().hideEvent(event)
        _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a key that types something, once, and let it pass."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.text()
            and watched is self.window().windowHandle()
        ):
            self._model.press(event.text(), event.timestamp())
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        model = self._model
        match model.hand:
            case Hand.NOBODY:
                self._hand.set_state(self.tr("Waiting for keys"), "keyboard", Tone.NEUTRAL)
            case Hand.SCANNER:
                self._hand.set_state(self.tr("A scanner, understood"), "check", Tone.OK)
            case Hand.PERSON:
                self._hand.set_state(self.tr("Typed by hand"), "keyboard", Tone.WARN)
        gaps = self.tr("%1 ms on average, %2 ms at most")
        gaps = gaps.replace("%1", f"{model.average_ms:.1f}").replace("%2", str(model.longest_ms))
        self._facts.set_facts(
            [
                Fact(self.tr("Understood"), model.text or "–"),
                Fact(self.tr("Keys"), str(len(model.presses))),
                Fact(self.tr("Gaps"), gaps),
                Fact(self.tr("Ends with"), model.ends_with or "–"),
            ]
        )
        self._keys.setText("  ".join(f"{key.name} {key.gap_ms}" for key in model.presses))


def _application() -> QCoreApplication:
    return cast("QCoreApplication", QCoreApplication.instance())
