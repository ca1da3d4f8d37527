"""One side of an incident: at which counter, by whom, when, and what went."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from leader_app.services.pickup.verdict import HandOverNote
from ui.kit import words
from ui.kit.card import Card, row, rule
from ui.kit.label import ElidedLabel, Label
from ui.kit.pill import StatusPill
from ui.kit.rows import Fact, FactRows
from ui.theme.tokens import Ink, Space, Tone, Type

_tr = QCoreApplication.translate


class SideView(Card):
    """A card for one hand-over."""

    def __init__(self) -> None:
        super().__init__()
        self._counter = ElidedLabel("", Type.TITLE, strong=True)
        self._state = StatusPill()
        self._time = Label("", Type.HEADLINE, strong=True)
        self._facts, self._goods = FactRows(), FactRows()
        self.body.setSpacing(Space.S)
        self.body.addLayout(row(self._counter, self._state))
        self.body.addWidget(self._time)
        self.body.addWidget(self._facts)
        self.body.addWidget(rule())
        self.body.addWidget(self._goods)
        self.body.addStretch(1)

    def show_note(self, note: HandOverNote, now: datetime) -> None:
        """Show a hand-over."""
        here = _tr("Incidents", "%1 (this counter)").replace("%1", note.device_name)
        self._counter.setText(here if note.own else note.device_name)
        self._state.set_state(*_state(note))
        self._time.setText(words.moment(note.at, now))
        self._facts.set_facts(_facts(note, now))
        self._goods.set_facts(
            [
                Fact(f"{one.quantity}\u2009{one.unit}", one.product_name, Ink.PRIMARY)
                for one in note.goods
            ]
        )
        self.setAccessibleName(f"{self._counter.text()} {self._time.text()}")


def _facts(note: HandOverNote, now: datetime) -> list[Fact]:
    online = _tr("Incidents", "offline") if note.offline else _tr("Incidents", "online")
    facts = [
        Fact(_tr("Incidents", "By"), note.staff or _tr("Incidents", "nobody was logged in")),
        Fact(_tr("Incidents", "Counter was"), online),
    ]
    if note.reversed_at is not None:
        facts.append(Fact(_tr("Incidents", "Taken back"), words.moment(note.reversed_at, now)))
    return facts


def _state(note: HandOverNote) -> tuple[str, str, Tone]:
    if note.reversed_at is not None:
        return _tr("Incidents", "Taken back"), "undo", Tone.NEUTRAL
    if note.primary:
        return _tr("Incidents", "Counts"), "check", Tone.OK
    return _tr("Incidents", "One too many"), "warning", Tone.BAD
