"""Judges hand-overs and reversals by the shared rules, in memory; ``books`` writes them down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from central.booking.run import Run, accepted, incident_id
from central.intake.claims import KnownClaims, lock_claims
from central.redeeming import books
from central.redeeming.booked import Booked
from leader_app.domain import deed as bodies
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import CommandKind, CommandResult, LoggedCommand
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.judgement import judge, judge_reversal
from leader_app.domain.order import Claim, LineKey, OrderLine
from leader_app.domain.outflow import outflow
from leader_app.domain.pickup import ClaimState, HandOver, Reversal
from leader_app.domain.pickup_code import DAY_ZERO


@dataclass(slots=True)
class Desk:
    """Keeps ``Booking`` for hand-overs and reversals; ``known`` are their claims, locked.

    Everything that may fail comes before anything is changed.
    """

    run: Run
    known: KnownClaims
    facts: Mapping[bytes, HandOver | Reversal]
    booked: Booked = field(default_factory=Booked)

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one command; ``UnreadableCommandError`` if its body cannot be read."""
        match self.facts.get(logged.hash):
            case HandOver() as deed:
                return self._hand_over(logged, deed)
            case Reversal() as back:
                return self._reverse(logged, back)
            case None:
                raise UnreadableCommandError

    def write(self) -> None:
        """Write all deeds with a few statements, whatever their number."""
        books.write(self.run.connection, self.booked, self.run.device.point_id)

    def _hand_over(self, logged: LoggedCommand, fact: HandOver) -> CommandResult:
        state = self.known.states.get(fact.claim_id)
        point_id = self.run.device.point_id
        verdict = judge(state, fact, point_id)
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
        self.booked.taken[fact.hand_over_id] = outflow(fact, _lines_of(state)) or ()
        self.known.points[fact.hand_over_id] = point_id
        self.known.remember(fact.claim_id, [*earlier, fact])
        return self._result(logged, incident)

    def _reverse(self, logged: LoggedCommand, fact: Reversal) -> CommandResult:
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
                    self.run.draft.put(scope, item)

    def _scopes(self, state: ClaimState | None) -> set[int]:
        own = {self.run.device.point_id}
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
            incident_id=incident_id(logged),
            kind=kind,
            point_id=self.run.device.point_id if state is None else state.claim.point_id,
            claim_id=claim_id,
            device_id=self.run.device.device_id,
            hand_over_ids=sides,
            at=logged.command.at,
            settled=False,
        )

    def _result(self, logged: LoggedCommand, incident: Incident | None) -> CommandResult:
        if incident is not None:
            self.booked.incidents.append(incident)
        return accepted(logged, incident)


def hand_over_desk(run: Run, commands: Sequence[LoggedCommand]) -> Desk:
    """Return a desk for these commands of a run, their claims locked until it ends."""
    facts: dict[bytes, HandOver | Reversal] = {}
    claim_ids: set[str] = set()
    for logged in commands:
        try:
            claim_id, facts[logged.hash] = _read(logged, run.device.device_id)
        except UnreadableCommandError:
            continue
        claim_ids.add(claim_id)
    return Desk(run, lock_claims(run.database, run.connection, claim_ids), facts)


def _read(logged: LoggedCommand, device_id: str) -> tuple[str, HandOver | Reversal]:
    """Return the claim a command is about, and the deed."""
    if logged.command.kind == CommandKind.REVERSE:
        return bodies.claim_of(logged.command), bodies.reversal(logged.command, device_id)
    deed = bodies.hand_over(logged.command, device_id)
    return deed.claim_id, deed


def _lines_of(state: ClaimState | None) -> Mapping[LineKey, OrderLine]:
    if state is None:
        return {}
    return {
        LineKey(order.order_id, line.line_no): line
        for order in state.orders
        for line in order.lines
    }


def _loose(claim_id: str, deeds: list[HandOver]) -> ClaimState:
    """Return a state for a claim nobody knows, of which something was handed over all the same."""
    claim = Claim(claim_id, 0, "", 0, DAY_ZERO, 0, b"")
    return ClaimState(claim, (), tuple(deeds))
