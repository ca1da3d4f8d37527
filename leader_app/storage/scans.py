"""The audit of looks at codes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from leader_app.domain.command import microseconds
from leader_app.domain.pickup import VerdictKind
from leader_app.ports import ScanNote
from leader_app.storage.session import Session
from leader_app.storage.tables import scans

_note = sa.insert(scans)
_misses = (
    sa.select(sa.func.count())
    .select_from(scans)
    .where(
        scans.c.source == sa.bindparam("source"),
        scans.c.verdict == VerdictKind.NO_SUCH_CODE.value,
        scans.c.at >= sa.bindparam("since"),
    )
)


class ScanShelf:
    """Keeps ``leader_app.ports.Scans``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, scan: ScanNote) -> None:
        """Keep a look."""
        entry = {
            "at": microseconds(scan.at),
            "verdict": scan.verdict,
            "source": scan.source,
            "claim_id": scan.claim_id,
        }
        self._session.connection.execute(_note, entry)

    def misses(self, source: str, since: datetime) -> int:
        """Count the typed codes since a moment that no claim answered to."""
        asked = {"source": source, "since": microseconds(since)}
        return int(self._session.connection.execute(_misses, asked).scalar_one())
