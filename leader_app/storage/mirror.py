"""The centre's state as kept here: a page's rows and its cursor, together or not at all.

``era`` counts how often the centre began anew: what an earlier era told stays in use until the
first complete pull of the new one has replaced it. Before this counter was told everything once,
nobody knows when goods arrived.
"""

from __future__ import annotations

from typing import cast

import sqlalchemy as sa

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.code_keys import KeyManifest
from leader_app.domain.command import microseconds
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.ports import FeedPage
from leader_app.storage import device, mirror_page
from leader_app.storage.mirror_rows import SHAPES
from leader_app.storage.session import Session
from leader_app.storage.tables import order_lines, orders, sync_state, tombstones, unknown_rows
from leader_app.storage.unit_of_work import Units

_state = sa.select(sync_state.c.cursor, sync_state.c.era, sync_state.c.swept, sync_state.c.complete)


class SqlMirror:
    """Keeps ``leader_app.ports.Mirror``."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def cursor(self) -> str:
        """Return where the last applied page ended; empty before the first."""
        with self._units.read() as unit:
            return cast("str", unit.session.connection.execute(_state).one().cursor)

    def apply(self, page: FeedPage) -> ChangeSet:
        """Apply rows and cursor together; an older version never overwrites a newer one.

        ``Unavailable`` when the disk has so little room left that only facts are written.
        """
        if self._units.ballast.is_disk_low():
            raise Unavailable(
                say("The disk is almost full: new data from the centre is not kept."),
                say("Free some space on this computer's disk."),
            )
        with self._units.write() as unit:
            state = unit.session.connection.execute(_state).one()
            arrived = page.centre_time if state.complete else None
            mirror_page.apply(unit.session, page.changes, state.era, page.applied_seq, arrived)
            if not page.more and state.swept < state.era:
                _sweep(unit.session, state.era)
            _turn(unit.session, page, complete=bool(state.complete) or not page.more)
            return unit.commit()

    def restart(self) -> ChangeSet:
        """Forget the cursor: the centre began anew. The log is not touched.

        What was mirrored stays in use until the first complete pull has replaced it.
        """
        with self._units.write() as unit:
            fresh = {"cursor": "", "era": sync_state.c.era + 1, "applied_seq": 0}
            unit.session.connection.execute(sa.update(sync_state).values(fresh))
            return unit.commit()

    def keep_keys(self, manifest: KeyManifest) -> None:
        """Keep a newer key manifest; ``UntrustedManifestError`` if the root did not sign it.

        ``Refused`` before enrolment: nobody has said yet whom to trust.
        """
        with self._units.write() as unit:
            if unit.device.identity() is None:
                raise Refused(
                    say("This computer is not a counter yet."), say("Enrol it with a token first.")
                )
            if device.keep_keys(unit.session.connection, manifest):
                unit.commit()


def _turn(session: Session, page: FeedPage, *, complete: bool) -> None:
    """Remember where this page ends, when it was told, and whether all was told once."""
    place = {
        "cursor": page.cursor,
        "applied_seq": page.applied_seq,
        "centre_time": microseconds(page.centre_time),
        "received_at": microseconds(page.received_at),
        "complete": int(complete),
    }
    session.connection.execute(sa.update(sync_state).values(place))


def _sweep(session: Session, era: int) -> None:
    """Drop what only earlier eras told; facts and what we made ourselves stay."""
    for shape in SHAPES.values():
        if not shape.is_fact:
            row = shape.table.c
            session.connection.execute(sa.delete(shape.table).where(row.era < era, row.version > 0))
    for table in (unknown_rows, tombstones):
        session.connection.execute(sa.delete(table).where(table.c.era < era))
    orphans = order_lines.c.order_id.not_in(sa.select(orders.c.order_id))
    session.connection.execute(sa.delete(order_lines).where(orphans))
    session.connection.execute(sa.update(sync_state).values(swept=era))
    session.changed_much(*(Entity(name) for name in SHAPES))
