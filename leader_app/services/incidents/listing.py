"""Incidents as a screen shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.incident import IncidentKind
from leader_app.domain.text import Text
from leader_app.ports import RefusedCommand
from leader_app.services.pickup.verdict import HandOverNote


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """An incident with names: ``title`` what it is, ``detail`` what happened, ``hint`` what to do.

    ``sides`` are the hand-overs in it, oldest first.
    """

    incident_id: str
    kind: IncidentKind
    at: datetime
    settled: bool
    title: Text
    detail: Text
    hint: Text
    claim_id: str
    order_ids: tuple[str, ...]
    member_name: str
    phone_tail: str
    sides: tuple[HandOverNote, ...]


@dataclass(frozen=True, slots=True)
class RefusedNote:
    """A command the centre did not take, with the reason in words."""

    command: RefusedCommand
    title: Text
    detail: Text


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """All there is to look at; ``open`` counts what is not settled."""

    incidents: tuple[IncidentNote, ...]
    refused: tuple[RefusedNote, ...]
    open: int
