"""Slots (货位): the places goods lie at, and how much goes in."""

from __future__ import annotations

from dataclasses import dataclass

from leader_app.domain.neighbourhood import Zone


@dataclass(frozen=True, slots=True)
class Slot:
    """A shelf place, named as on its label (A-03, 冷藏-2); capacity in millilitres, 0: any."""

    slot_id: str
    point_id: int
    zone: Zone
    capacity_ml: int
    position: int
    active: bool = True
