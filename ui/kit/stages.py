"""The stage of an order as a word, a drawing and a colour. QtCore only: view-models use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import Stage
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_LOOKS = {
    Stage.UNPAID: ("refused", Tone.BAD),
    Stage.WAITING: ("truck", Tone.NEUTRAL),
    Stage.PARTLY_ARRIVED: ("box", Tone.WARN),
    Stage.READY: ("check", Tone.OK),
    Stage.PARTLY_COLLECTED: ("box", Tone.WARN),
    Stage.COLLECTED: ("check-circle", Tone.NEUTRAL),
    Stage.CANCELLED: ("cross-circle", Tone.BAD),
    Stage.REFUND_RUNNING: ("undo", Tone.WARN),
    Stage.REFUNDED: ("undo", Tone.NEUTRAL),
}


def stage_look(stage: Stage) -> tuple[str, Tone]:
    """Return the drawing and the colour of ``stage``."""
    return _LOOKS[stage]


def stage_word(stage: Stage) -> str:
    """Return ``stage`` in the language in force."""
    return {
        Stage.UNPAID: _tr("Stages", "Not paid"),
        Stage.WAITING: _tr("Stages", "On its way"),
        Stage.PARTLY_ARRIVED: _tr("Stages", "Partly here"),
        Stage.READY: _tr("Stages", "Ready"),
        Stage.PARTLY_COLLECTED: _tr("Stages", "Partly collected"),
        Stage.COLLECTED: _tr("Stages", "Collected"),
        Stage.CANCELLED: _tr("Stages", "Cancelled"),
        Stage.REFUND_RUNNING: _tr("Stages", "Refund running"),
        Stage.REFUNDED: _tr("Stages", "Refunded"),
    }[stage]


def zone_word(zone: Zone) -> str:
    """Return where goods are kept, in the language in force."""
    return {
        Zone.SHELF: _tr("Stages", "Shelf"),
        Zone.FRIDGE: _tr("Stages", "Fridge"),
        Zone.FREEZER: _tr("Stages", "Freezer"),
    }[zone]
