"""What a run of hand-overs and reversals adds to the books."""

from __future__ import annotations

from dataclasses import dataclass, field

from leader_app.domain.incident import Incident
from leader_app.domain.outflow import Taken
from leader_app.domain.pickup import HandOver


@dataclass(slots=True)
class Booked:
    """Deeds by id, with what they took from which place; primary ones with their number."""

    primary: dict[str, tuple[HandOver, int]] = field(default_factory=dict)
    extra: dict[str, HandOver] = field(default_factory=dict)
    taken_back: dict[str, HandOver] = field(default_factory=dict)
    taken: dict[str, tuple[Taken, ...]] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)
