"""Books hand-overs and reversals: judged by the shared rules, numbered, told to the points."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.counters.devices import DeviceRow
from central.feed.writing import FeedDraft
from central.storage.tables import extra_redemptions, incidents, redemptions
from leader_app.domain import deed as bodies
from leader_app.domain.command import (
    CommandKind,
    CommandResult,
    LoggedCommand,
    Outcome,
    microseconds,
)
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.judgement import judge, judge_reversal
from leader_app.domain.pickup import ClaimState, HandOver, Reversal, apply, take_back


@dataclass(slots=True)
class Desk:
    """Works through one push; ``states`` are the claims it is about, locked."""

    connection: Connection
    device: DeviceRow
    states: dict[str, ClaimState]
    draft: FeedDraft
    _loose: dict[str, HandOver] = field(default_factory=dict)

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one command; ``UnreadableCommandError`` if its body cannot be read."""
        if logged.command.kind == CommandKind.REVERSE:
            return self._reverse(logged)
        return self._hand_over(logged)

    def _hand_over(self, logged: LoggedCommand) -> CommandResult:
        fact = bodies.hand_over(logged.command, self.device.device_id)
        state = self.states.get(fact.claim_id)
        verdict = judge(state, fact, self.device.point_id)
        fact = replace(fact, primary=verdict.primary)
        self._insert(fact)
        self._tell(fact, state)
        if state is not None:
            self.states[fact.claim_id] = apply(state, fact)
        return self._result(logged, verdict.incident, fact.claim_id, fact.hand_over_id)

    def _reverse(self, logged: LoggedCommand) -> CommandResult:
        fact = bodies.reversal(logged.command, self.device.device_id)
        claim_id = bodies.claim_of(logged.command)
        state = self.states.get(claim_id)
        incident = judge_reversal(state, fact)
        if state is not None:
            changed = take_back(state, fact)
            self.states[claim_id] = changed
            self._mark_reversed(fact, changed)
        return self._result(logged, incident, claim_id, fact.hand_over_id)

    def _insert(self, fact: HandOver) -> None:
        row: dict[str, object] = {
            "hand_over_id": fact.hand_over_id,
            "claim_id": fact.claim_id,
            "point_id": self.device.point_id,
            "device_id": fact.device_id,
            "staff": fact.staff,
            "at": microseconds(fact.at),
            "offline": fact.offline,
            "lines": json.dumps([[p.key.order_id, p.key.line_no, p.quantity] for p in fact.lines]),
        }
        if not fact.primary:
            self.connection.execute(sa.insert(extra_redemptions), row)
            return
        highest = sa.select(sa.func.max(redemptions.c.part)).where(
            redemptions.c.claim_id == fact.claim_id
        )
        row["part"] = (self.connection.scalar(highest) or 0) + 1
        self.connection.execute(sa.insert(redemptions), row)

    def _mark_reversed(self, fact: Reversal, state: ClaimState) -> None:
        for known in state.hand_overs:
            if known.hand_over_id == fact.hand_over_id and known.reversal == fact:
                table = redemptions if known.primary else extra_redemptions
                self.connection.execute(
                    sa.update(table)
                    .where(table.c.hand_over_id == fact.hand_over_id)
                    .values(
                        reversal_id=fact.reversal_id,
                        reversed_by=fact.device_id,
                        reversal_staff=fact.staff,
                        reversed_at=microseconds(fact.at),
                        reversal_reason=fact.reason,
                    )
                )
                self._tell(known, state)

    def _tell(self, fact: HandOver, state: ClaimState | None) -> None:
        for scope in self._scopes(state):
            self.draft.put(scope, fact)

    def _scopes(self, state: ClaimState | None) -> set[int]:
        own = {self.device.point_id}
        return own if state is None else own | {state.claim.point_id}

    def _result(
        self, logged: LoggedCommand, kind: IncidentKind | None, claim_id: str, hand_over_id: str
    ) -> CommandResult:
        if kind is None:
            return CommandResult(logged.seq, logged.command.command_id, Outcome.ACCEPTED)
        incident = self._incident(logged, kind, claim_id, hand_over_id)
        return CommandResult(
            logged.seq,
            logged.command.command_id,
            Outcome.ACCEPTED_WITH_INCIDENT,
            kind.value,
            incident.incident_id,
        )

    def _incident(
        self, logged: LoggedCommand, kind: IncidentKind, claim_id: str, hand_over_id: str
    ) -> Incident:
        state = self.states.get(claim_id)
        incident = Incident(
            incident_id=f"I-{logged.command.command_id}",
            kind=kind,
            point_id=self.device.point_id if state is None else state.claim.point_id,
            claim_id=claim_id,
            device_id=self.device.device_id,
            hand_over_ids=_sides(state, hand_over_id),
            at=logged.command.at,
            settled=False,
        )
        keep_incident(self.connection, incident)
        for scope in self._scopes(state):
            self.draft.put(scope, incident)
        return incident


def keep_incident(connection: Connection, incident: Incident) -> None:
    """Store an incident."""
    row: Mapping[str, object] = {
        "incident_id": incident.incident_id,
        "kind": incident.kind.value,
        "point_id": incident.point_id,
        "claim_id": incident.claim_id,
        "device_id": incident.device_id,
        "hand_over_ids": json.dumps(incident.hand_over_ids),
        "at": microseconds(incident.at),
        "settled": incident.settled,
    }
    connection.execute(sa.insert(incidents), row)


def _sides(state: ClaimState | None, hand_over_id: str) -> tuple[str, ...]:
    if state is None:
        return (hand_over_id,)
    standing = [deed for deed in state.hand_overs if deed.reversal is None]
    others = [d.hand_over_id for d in standing if d.hand_over_id != hand_over_id]
    return (*others, hand_over_id)
