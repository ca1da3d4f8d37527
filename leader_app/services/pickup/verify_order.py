"""Look at an order that was found by name or phone tail."""

from __future__ import annotations

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Clock, ScanNote, Store, SyncStatus
from leader_app.services.pickup.looks import Looks
from leader_app.services.pickup.moment import enrolled
from leader_app.services.pickup.standing import standing
from leader_app.services.pickup.verdict import Verdict

SOURCE = "search"


class VerifyOrder:
    """Judges the claim that opens an order; the look is kept with its own source."""

    def __init__(self, store: Store, clock: Clock, status: SyncStatus, looks: Looks) -> None:
        self._store = store
        self._clock = clock
        self._status = status
        self._looks = looks

    def __call__(self, order_id: str) -> Verdict:
        """Judge the claim of ``order_id``; ``Refused`` if there is no such order here."""
        verdict = self.peek(order_id)
        self._looks.note(ScanNote(self._clock.now(), verdict.kind, SOURCE, verdict.claim_id))
        return verdict

    def peek(self, order_id: str) -> Verdict:
        """Judge likewise for a screen that follows an order; nobody came, so no look is kept."""
        with self._store.read() as work:
            now = standing(work, enrolled(work), self._clock, self._status)
            claim_id = work.claims.of_order(order_id)
            state = None if claim_id is None else work.claims.state(claim_id)
            if state is None:
                raise Refused(
                    say("There is no order {order} here.", order=order_id),
                    say("It may belong to another point, or be newer than the last sync."),
                )
            return now.of_claim(work, state)
