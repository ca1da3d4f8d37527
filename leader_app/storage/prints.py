"""The queue of prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import Entity
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.ports import PrintJob
from leader_app.storage import many
from leader_app.storage.goods_tables import print_jobs
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session

_job = print_jobs.c
_new = insert(print_jobs)
_put = Prepared(
    _new.on_conflict_do_update(
        index_elements=["job_id"],
        set_={x.name: _new.excluded[x.name] for x in print_jobs.c if x.name != "job_id"},
    )
)
_get = Prepared(sa.select(print_jobs).where(_job.job_id == sa.bindparam("name")))
_waiting = Prepared(
    sa.select(print_jobs).where(_job.state == "waiting").order_by(_job.made_at, _job.job_id)
)
_recent = Prepared(
    sa.select(print_jobs)
    .order_by(_job.made_at.desc(), _job.job_id.desc())
    .limit(sa.bindparam("count"))
)
_over = many.one_of(_job.state, ["done", "failed", "cancelled"])
_old = (_over, _job.made_at < sa.bindparam("moment"))
_old_names = Prepared(sa.select(_job.job_id).where(*_old))
_forget = Prepared(sa.delete(print_jobs).where(*_old))


class PrintShelf:
    """Keeps ``leader_app.ports.PrintJobs``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, job: PrintJob) -> None:
        """Add or change a job."""
        row = {
            "job_id": job.job_id,
            "kind": job.kind,
            "title": job.title,
            "printer": job.printer,
            "document": job.document,
            "copies": job.copies,
            "made_at": microseconds(job.made_at),
            "state": job.state,
            "attempts": job.attempts,
            "problem": job.problem,
        }
        _put.run(self._session.connection, row)
        self._session.changed(Entity.PRINT_JOB, job.job_id)

    def get(self, job_id: str) -> PrintJob | None:
        """Return a job."""
        row = _get.first(self._session.connection, {"name": job_id})
        return _of_row(row) if row else None

    def waiting(self) -> Sequence[PrintJob]:
        """Return the jobs to print, oldest first."""
        return [_of_row(row) for row in _waiting.all(self._session.connection)]

    def recent(self, limit: int) -> Sequence[PrintJob]:
        """Return jobs, newest first."""
        return [_of_row(row) for row in _recent.all(self._session.connection, {"count": limit})]

    def forget_before(self, moment: datetime) -> None:
        """Drop done, failed and cancelled jobs older than this."""
        asked = {"moment": microseconds(moment)}
        names = _old_names.values(self._session.connection, asked)
        _forget.run(self._session.connection, asked)
        self._session.changed(Entity.PRINT_JOB, *names)


def _of_row(row: Row) -> PrintJob:
    return PrintJob(
        job_id=row.job_id,
        kind=row.kind,
        title=row.title,
        printer=row.printer,
        document=row.document,
        copies=row.copies,
        made_at=from_microseconds(row.made_at),
        state=row.state,
        attempts=row.attempts,
        problem=row.problem,
    )
