"""Judges hand-overs and reversals by the shared rules, in memory; ``books`` writes them down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from central.counters.devices import DeviceRow
from central.feed.writing import FeedDraft
from central.intake.claims import KnownClaims
from leader_app.domain import deed as bodies
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import CommandKind, CommandResult, LoggedCommand, Outcome
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.judgement import judge, judge_reversal
from leader_app.domain.order import Claim
from leader_app.domain.pickup import ClaimState, HandOver
from leader_app.domain.pickup_code import DAY_ZERO


@dataclass(slots=True)
class Booked:
    """What a run of commands adds to the books."""

    primary: dict[str, tuple[HandOver, int]] = field(default_factory=dict)
    extra: dict[str, HandOver] = field(default_factory=dict)
    taken_back: dict[str, HandOver] = field(default_factory=dict)
    incidents: list[Incident] = field(default_factory=list)


@dataclass(slots=True)
class Desk:
    """Works through a run of one counter's commands; ``known`` are their claims, locked.

    A command that cannot be booked leaves no trace: everything that may fail comes first.
    """

    device: DeviceRow
    known: KnownClaims
    draft: FeedDraft
    booked: Booked = field(default_factory=Booked)

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one command; ``UnreadableCommandError`` if its body cannot be read."""
        if logged.command.kind == CommandKind.REVERSE:
            return self._reverse(logged)
        return self._hand_over(logged)

    def _hand_over(self, logged: LoggedCommand) -> CommandResult:
        fact = bodies.hand_over(logged.command, self.device.device_id)
        _require_storable(fact.staff, *(pieces.key.order_id for pieces in fact.lines))
        state = self.known.states.get(fact.claim_id)
        verdict = judge(state, fact, self.device.point_id)
        if not verdict.primary:
            fact = replace(fact, primary=False)
        earlier = self.known.deeds[fact.claim_id]
        sides = (*(x.hand_over_id for x in earlier if x.reversal is None), fact.hand_over_id)
        incident = self._incident(logged, verdict.incident, fact.claim_id, sides)
        self._tell(self._scopes(state), fact, incident)
        if fact.primary:
            part = 1 + sum(x.primary for x in earlier)
            self.booked.primary[fact.hand_over_id] = fact, part
        else:
            self.booked.extra[fact.hand_over_id] = fact
        self.known.points[fact.hand_over_id] = self.device.point_id
        self.known.remember(fact.claim_id, [*earlier, fact])
        return self._result(logged, incident)

    def _reverse(self, logged: LoggedCommand) -> CommandResult:
        fact = bodies.reversal(logged.command, self.device.device_id)
        _require_storable(fact.staff, fact.reason, fact.hand_over_id)
        claim_id = bodies.claim_of(logged.command)
        state = self.known.states.get(claim_id)
        deeds = self.known.deeds[claim_id]
        oddity = judge_reversal(state or _loose(claim_id, deeds), fact)
        incident = self._incident(logged, oddity, claim_id, (fact.hand_over_id,))
        target = next((x for x in deeds if x.hand_over_id == fact.hand_over_id), None)
        scopes = self._scopes(state) | {self.known.points.get(fact.hand_over_id, 0)} - {0}
        if target is None or target.reversal is not None:
            self._tell(scopes, incident)
        else:
            changed = replace(target, reversal=fact)
            self._tell(scopes, changed, incident)
            self._take_back(changed)
            self.known.remember(claim_id, [changed if x is target else x for x in deeds])
        return self._result(logged, incident)

    def _take_back(self, changed: HandOver) -> None:
        name = changed.hand_over_id
        if name in self.booked.primary:
            self.booked.primary[name] = changed, self.booked.primary[name][1]
        elif name in self.booked.extra:
            self.booked.extra[name] = changed
        else:
            self.booked.taken_back[name] = changed

    def _tell(self, scopes: Iterable[int], *items: HandOver | Incident | None) -> None:
        for scope in scopes:
            for item in items:
                if item is not None:
                    self.draft.put(scope, item)

    def _scopes(self, state: ClaimState | None) -> set[int]:
        own = {self.device.point_id}
        return own if state is None else own | {state.claim.point_id}

    def _incident(
        self,
        logged: LoggedCommand,
        kind: IncidentKind | None,
        claim_id: str,
        sides: tuple[str, ...],
    ) -> Incident | None:
        if kind is None:
            return None
        state = self.known.states.get(claim_id)
        return Incident(
            incident_id=f"I-{logged.hash.hex()[:32]}",
            kind=kind,
            point_id=self.device.point_id if state is None else state.claim.point_id,
            claim_id=claim_id,
            device_id=self.device.device_id,
            hand_over_ids=sides,
            at=logged.command.at,
            settled=False,
        )

    def _result(self, logged: LoggedCommand, incident: Incident | None) -> CommandResult:
        seq, name = logged.seq, logged.command.command_id
        if incident is None:
            return CommandResult(seq, name, Outcome.ACCEPTED)
        self.booked.incidents.append(incident)
        flagged = Outcome.ACCEPTED_WITH_INCIDENT
        return CommandResult(seq, name, flagged, incident.kind.value, incident.incident_id)


def claims_of(commands: Iterable[LoggedCommand]) -> Mapping[str, str]:
    """Return the claims commands are about, by command id; unreadable ones are about none."""
    found: dict[str, str] = {}
    for logged in commands:
        try:
            found[logged.command.command_id] = bodies.claim_of(logged.command)
        except UnreadableCommandError:
            continue
    return found


def _loose(claim_id: str, deeds: list[HandOver]) -> ClaimState:
    """Return a state for a claim nobody knows, of which something was handed over all the same."""
    claim = Claim(claim_id, 0, "", 0, DAY_ZERO, 0, b"")
    return ClaimState(claim, (), tuple(deeds))


def _require_storable(*texts: str) -> None:
    """Refuse text no database holds: NUL, and halves of surrogate pairs."""
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise UnreadableCommandError from error
        if "\0" in text:
            raise UnreadableCommandError
