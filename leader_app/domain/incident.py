"""Something a person has to look at: nobody's deed is refused, but none goes unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncidentKind(StrEnum):
    """The closed list of incidents."""

    DOUBLE_HAND_OVER = "double_hand_over"
    CANCELLED_BUT_HANDED_OVER = "cancelled_but_handed_over"
    UNPAID_BUT_HANDED_OVER = "unpaid_but_handed_over"
    WRONG_POINT = "wrong_point"
    UNKNOWN_CLAIM = "unknown_claim"
    UNKNOWN_HAND_OVER = "unknown_hand_over"
    IRREGULAR_REVERSAL = "irregular_reversal"
    FORKED_LOG = "forked_log"
    UNREADABLE_COMMAND = "unreadable_command"
    DELIVERY_RECEIVED_TWICE = "delivery_received_twice"
    OTHER_POINTS_DELIVERY = "other_points_delivery"


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, to which claim, and the hand-overs on both sides (oldest first)."""

    incident_id: str
    kind: IncidentKind
    point_id: int
    claim_id: str
    device_id: str
    hand_over_ids: tuple[str, ...]
    at: datetime
    settled: bool
