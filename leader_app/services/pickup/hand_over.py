"""Give the goods: one transaction that decides again, writes the log and books the deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Never

from leader_app.domain import deed as deeds
from leader_app.domain.command import CommandKind
from leader_app.domain.drawing import draws_of
from leader_app.domain.ids import new_command_id
from leader_app.domain.local_time import local_day
from leader_app.domain.pickup import (
    CAN_HAND_OVER,
    UNDO_GRACE,
    ClaimState,
    HandOver,
    Pieces,
    Refusal,
    apply,
    propose,
)
from leader_app.domain.stock import Draw
from leader_app.domain.text import Text
from leader_app.errors import Refused
from leader_app.ports import Clock, Store, SyncStatus, UnitOfWork, Wake
from leader_app.services.pickup import wording
from leader_app.services.pickup.moment import enrolled, on_duty
from leader_app.services.pickup.standing import Standing, standing
from leader_app.services.pickup.verdict import HandOverDone


class HandOverGoods:
    """Hands over what is ready; what it returns is durable and will reach the centre."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        status: SyncStatus,
        wake: Wake,
        random: Callable[[int], bytes],
    ) -> None:
        self._store = store
        self._clock = clock
        self._status = status
        self._wake = wake
        self._random = random

    def __call__(self, claim_id: str, wanted: Sequence[Pieces] | None = None) -> HandOverDone:
        """Hand over all that is ready, or exactly ``wanted``.

        A second identical call finds nothing left. ``Refused`` says why nothing was handed
        over, ``Unavailable`` that it could not be made durable: nothing happened then.
        """
        with self._store.write() as work:
            now = standing(work, enrolled(work), self._clock, self._status)
            state = work.claims.state(claim_id)
            if state is None:
                _refuse(wording.NO_SUCH_CODE.title, wording.NO_SUCH_CODE.detail)
            lines, drawn = _allowed(work, now, state, wanted)
            deed = self._record(work, now, state, lines, drawn)
            done = _done(work, now, apply(state, deed), deed)
            work.commit()
        self._wake.wake()
        return done

    def _record(
        self,
        work: UnitOfWork,
        now: Standing,
        state: ClaimState,
        lines: tuple[Pieces, ...],
        drawn: tuple[Draw, ...],
    ) -> HandOver:
        command_id = new_command_id(self._clock.now(), self._random)
        claim_id = state.claim.claim_id
        staff = on_duty(work)
        body = deeds.hand_over_body(claim_id, lines, staff, offline=now.offline, drawn=drawn)
        logged = work.log.append(command_id, CommandKind.HAND_OVER, body)
        deed = deeds.hand_over(logged.command, now.identity.device_id)
        work.deeds.record(deed)
        return deed


def _allowed(
    work: UnitOfWork, now: Standing, state: ClaimState, wanted: Sequence[Pieces] | None
) -> tuple[tuple[Pieces, ...], tuple[Draw, ...]]:
    """Return the pieces that may go and where they lie, as far as the ledger knows.

    ``Refused`` in the words of the verdict if nothing may go.
    """
    decision, levels = now.decide(work, state)
    if decision.kind not in CAN_HAND_OVER:
        verdict = now.of_claim(work, state)
        _refuse(verdict.title, verdict.detail)
    lines = propose(state, wanted, {line.key: line.spoilt for line in decision.lines})
    if isinstance(lines, Refusal):
        _refuse(wording.NOTHING_HANDED_OVER, wording.REFUSALS[lines])
    going = {pieces.key: pieces.quantity for pieces in lines}
    taken = [replace(x, ready=going[x.key]) for x in decision.lines if x.key in going]
    drawn = draws_of(taken, levels, local_day(now.now)).values()
    return lines, tuple(one for draws in drawn for one in draws)


def _done(work: UnitOfWork, now: Standing, after: ClaimState, deed: HandOver) -> HandOverDone:
    verdict = now.of_claim(work, after)
    note = next(x for x in verdict.hand_overs if x.hand_over_id == deed.hand_over_id)
    return HandOverDone(note, verdict, deed.at + UNDO_GRACE)


def _refuse(title: Text, hint: Text) -> Never:
    raise Refused(title, hint)
