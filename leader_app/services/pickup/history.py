"""What was handed over on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leader_app.domain.local_time import day_span, local_day
from leader_app.ports import Clock, Store
from leader_app.services.pickup import naming
from leader_app.services.pickup.moment import enrolled, present
from leader_app.services.pickup.verdict import HandOverNote


class HandOversOfDay:
    """Lists hand-overs of the point, this counter's and the others'."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def __call__(self, day: date | None = None, limit: int = 200) -> Sequence[HandOverNote]:
        """Return the hand-overs of a day at the point (today), newest first.

        Where this computer's clock is a day or more wrong, today is both its day and the
        centre's: what was just handed over here is always in the list.
        """
        with self._store.read() as work:
            identity = enrolled(work)
            days = {day} if day else {local_day(present(work, self._clock)), self._day_here()}
            spans = [day_span(one) for one in days]
            found = [deed for span in spans for deed in work.deeds.between(*span, limit)]
            newest = sorted(found, key=lambda deed: deed.at, reverse=True)[:limit]
            return naming.notes_of_deeds(work, newest, identity.device_id)

    def _day_here(self) -> date:
        return local_day(self._clock.now())
