"""How this counter stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from leader_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """Who this counter is and how far it has got; empty names before enrolment."""

    enrolled: bool
    device_id: str
    device_name: str
    point_id: int
    point_name: str
    centre_url: str
    data_at: datetime | None
    unsent: int
    log_seq: int
    clock_lead: timedelta


class Health(StrEnum):
    """How a check came out."""

    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the doctor: what was looked at, how it is, what to do (empty if nothing)."""

    name: str
    health: Health
    summary: Text
    hint: Text | None = None
