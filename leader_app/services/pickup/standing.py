"""The verdict on a claim this counter knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.drawing import spoilt_of
from leader_app.domain.local_time import local_day
from leader_app.domain.pickup import (
    CAN_HAND_OVER,
    ClaimState,
    Decision,
    VerdictKind,
    decide,
    decide_here,
    withheld,
)
from leader_app.domain.stock import Level
from leader_app.ports import Clock, Identity, SyncStatus, UnitOfWork
from leader_app.services.pickup import naming, wording
from leader_app.services.pickup.moment import is_offline, present
from leader_app.services.pickup.verdict import Verdict
from leader_app.services.pickup.wording import Situation, Words


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand at one moment: who we are, what time it is, what was heard when."""

    identity: Identity
    now: datetime
    data_at: datetime | None
    offline: bool

    def decide(self, work: UnitOfWork, state: ClaimState) -> tuple[Decision, Sequence[Level]]:
        """Decide on a claim, here and today; also return where its goods lie, if any may go."""
        today = local_day(self.now)
        decision = decide_here(state, self.identity.point_id, today)
        if decision.kind not in CAN_HAND_OVER:
            return decision, ()
        levels = work.stock.levels({line.product_id for line in decision.lines if line.ready})
        spoilt = spoilt_of(decision.lines, levels, today)
        if spoilt:
            decision = decide_here(state, self.identity.point_id, today, spoilt)
        return decision, levels

    def of_claim(
        self, work: UnitOfWork, state: ClaimState, kind: VerdictKind | None = None
    ) -> Verdict:
        """Return the verdict on a claim; ``kind`` overrules the decision and withholds all."""
        decision, levels = (
            self.decide(work, state) if kind is None else (withheld(decide(state), kind), ())
        )
        lines = naming.lines_of(work, decision.lines, levels, local_day(self.now))
        deeds = naming.notes_of_claim(work, state, self.identity.device_id)
        claim = state.claim
        elsewhere = decision.kind is VerdictKind.WRONG_POINT
        point = work.names.points([claim.point_id]).get(claim.point_id) if elsewhere else None
        situation = Situation(lines, deeds, self.now, claim.last_day, point)
        name, tail = naming.member_shown(work, claim.member_id)
        words = wording.of_claim(decision.kind, situation)
        return Verdict(
            kind=decision.kind,
            offline=self.offline,
            data_at=self.data_at,
            title=words.title,
            detail=words.detail,
            hint=words.hint,
            claim_id=claim.claim_id,
            order_ids=tuple(order.order_id for order in state.orders),
            member_name=name,
            phone_tail=tail,
            lines=lines,
            hand_overs=deeds,
        )

    def plain(self, kind: VerdictKind, words: Words, claim_id: str = "") -> Verdict:
        """Return a verdict on something of which no claim is known here."""
        return Verdict(
            kind=kind,
            offline=self.offline,
            data_at=self.data_at,
            title=words.title,
            detail=words.detail,
            hint=words.hint,
            claim_id=claim_id,
        )


def standing(work: UnitOfWork, identity: Identity, clock: Clock, status: SyncStatus) -> Standing:
    """Look at the clock, the data and the line to the centre."""
    return Standing(identity, present(work, clock), work.device.data_at(), is_offline(status))
