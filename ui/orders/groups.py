"""The stages as people filter by them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from leader_app.domain.order import Stage
from ui.kit.stages import stage_word

_tr = QCoreApplication.translate
ALL = "all"
GROUPS: Mapping[str, frozenset[Stage]] = {
    ALL: frozenset(),
    "ready": frozenset({Stage.READY}),
    "partly": frozenset({Stage.PARTLY_ARRIVED, Stage.PARTLY_COLLECTED}),
    "waiting": frozenset({Stage.WAITING}),
    "unpaid": frozenset({Stage.UNPAID}),
    "collected": frozenset({Stage.COLLECTED}),
    "stopped": frozenset({Stage.CANCELLED, Stage.REFUND_RUNNING, Stage.REFUNDED}),
}


def group_word(key: str) -> str:
    """Return the name of a group, in the language in force."""
    return {
        ALL: _tr("Orders", "All"),
        "ready": stage_word(Stage.READY),
        "partly": _tr("Orders", "Partly"),
        "waiting": stage_word(Stage.WAITING),
        "unpaid": stage_word(Stage.UNPAID),
        "collected": stage_word(Stage.COLLECTED),
        "stopped": _tr("Orders", "Cancelled or refunded"),
    }[key]


def group_count(key: str, counts: Mapping[Stage, int]) -> int:
    """Return how many orders are in a group."""
    stages = GROUPS[key] or frozenset(counts)
    return sum(counts.get(stage, 0) for stage in stages)
