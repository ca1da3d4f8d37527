"""Take a hand-over back, with a reason, at the counter that made it, within the hour."""

from __future__ import annotations

from collections.abc import Callable

from leader_app.domain import deed as deeds
from leader_app.domain.command import CommandKind
from leader_app.domain.ids import new_command_id
from leader_app.domain.pickup import ClaimState, Refusal, may_take_back, take_back
from leader_app.errors import Refused
from leader_app.ports import Clock, Store, UnitOfWork, Wake
from leader_app.services.pickup import naming, wording
from leader_app.services.pickup.moment import enrolled, on_duty
from leader_app.services.pickup.verdict import HandOverNote


class UndoHandOver:
    """Reverses a hand-over; both the deed and its reversal stay in the log."""

    def __init__(
        self, store: Store, clock: Clock, wake: Wake, random: Callable[[int], bytes]
    ) -> None:
        self._store = store
        self._clock = clock
        self._wake = wake
        self._random = random

    def __call__(self, hand_over_id: str, reason: str) -> HandOverNote:
        """Reverse a hand-over; ``Refused`` if it is not ours, too old, undone or unknown."""
        with self._store.write() as work:
            device_id = enrolled(work).device_id
            state = self._state(work, hand_over_id, device_id)
            after = self._record(work, state, hand_over_id, device_id, reason)
            notes = naming.notes_of_claim(work, after, device_id)
            work.commit()
        self._wake.wake()
        return next(note for note in notes if note.hand_over_id == hand_over_id)

    def newest(self) -> str:
        """Return this counter's newest hand-over not taken back; ``Refused`` if there is none."""
        with self._store.read() as work:
            deed = work.deeds.newest_of(enrolled(work).device_id)
        if deed is None:
            raise Refused(wording.NOTHING_UNDONE, wording.REFUSALS[Refusal.UNKNOWN_HAND_OVER])
        return deed.hand_over_id

    def _state(self, work: UnitOfWork, hand_over_id: str, device_id: str) -> ClaimState:
        claim_id = work.claims.of_hand_over(hand_over_id)
        state = None if claim_id is None else work.claims.state(claim_id)
        refusal = (
            Refusal.UNKNOWN_HAND_OVER
            if state is None
            else may_take_back(state, hand_over_id, device_id, self._clock.now())
        )
        if state is None or refusal is not None:
            why = refusal or Refusal.UNKNOWN_HAND_OVER
            raise Refused(wording.NOTHING_UNDONE, wording.REFUSALS[why])
        return state

    def _record(
        self, work: UnitOfWork, state: ClaimState, hand_over_id: str, device_id: str, reason: str
    ) -> ClaimState:
        claim_id = state.claim.claim_id
        command_id = new_command_id(self._clock.now(), self._random)
        body = deeds.reversal_body(hand_over_id, claim_id, on_duty(work), reason)
        logged = work.log.append(command_id, CommandKind.REVERSE, body)
        reversal = deeds.reversal(logged.command, device_id)
        work.deeds.record_reversal(claim_id, reversal)
        return take_back(state, reversal)
