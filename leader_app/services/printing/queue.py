"""The queue of prints: in the store, so that a power cut loses nothing and repeats nothing.

A job is marked as printing, durably, before the first byte goes out. If the program ends while
a job is so marked, part of it may be on paper: a person looks and decides. Only a job of which
nothing came out is tried again by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.document_form import UnreadableDocumentError, from_json, to_json
from leader_app.domain.ids import new_command_id
from leader_app.domain.printer import Printer
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import Clock, PrintJob, Store, UnitOfWork
from leader_app.services.printing import problem
from leader_app.services.printing.desk import PrintNote, PrintState, PrintTask
from leader_app.services.printing.problem import Problem

MOST_COPIES = 99
MOST_ATTEMPTS = 10
STALE = timedelta(hours=12)
KEPT = timedelta(days=3)
_PAGES_A_NOTE = 10
_ALL = 2_000
# What a later version of this program may have put there is left alone.
_KINDS = frozenset(kind.value for kind in DocumentKind)
_STATES = frozenset(state.value for state in PrintState)

_Printers = Callable[[str], Printer | None]


class StoredQueue:
    """Keeps ``PrintQueue`` and the queue's part of ``PrintDesk``."""

    def __init__(
        self, store: Store, clock: Clock, random: Callable[[int], bytes], printer: _Printers
    ) -> None:
        self._store, self._clock, self._random, self._printer = store, clock, random, printer

    def enqueue(self, document: Document, printer: str, copies: int = 1) -> str:
        """Put a document into the queue and return the job's id."""
        if not 0 < copies <= MOST_COPIES:
            raise Refused(
                say("{copies} copies cannot be printed.", copies=copies),
                say("Choose 1 to {most}.", most=MOST_COPIES),
            )
        if document.is_empty:
            raise Refused(say("There is nothing to print."), say("Choose something else."))
        self._need(printer)
        now = self._clock.now()
        job = PrintJob(
            job_id=new_command_id(now, self._random),
            kind=document.kind,
            title=document.title,
            printer=printer,
            document=to_json(document),
            copies=copies,
            made_at=now,
            state=PrintState.WAITING,
            attempts=0,
            problem="",
        )
        self._put(job)
        return job.job_id

    def jobs(self, limit: int = 50) -> Sequence[PrintNote]:
        """Return prints, newest first."""
        with self._store.read() as work:
            return tuple(_note(job) for job in work.prints.recent(limit) if job.kind in _KINDS)

    def document(self, job_id: str) -> Document:
        """Return what a job prints."""
        with self._store.read() as work:
            return _document(_job(work, job_id))

    def reprint(self, job_id: str, printer: str = "", *, rest: bool = False) -> str:
        """Print again what is done, failed or cancelled; ``rest`` leaves out what is out."""
        with self._store.write() as work:
            job = _job(work, job_id)
            if job.state in {PrintState.WAITING, PrintState.PRINTING}:
                raise Refused(say("This is being printed."), say("Wait until it is done."))
            target = printer or job.printer
            self._need(target)
            pages = problem.read(job.problem).pages if rest else 0
            now = self._clock.now()
            again = replace(
                job,
                job_id=new_command_id(now, self._random),
                printer=target,
                made_at=now,
                state=PrintState.WAITING,
                attempts=0,
                problem=problem.write(Problem(pages=pages)) if pages else "",
            )
            work.prints.put(again)
            if job.state == PrintState.FAILED:
                work.prints.put(replace(job, state=PrintState.CANCELLED))
            work.commit()
        return again.job_id

    def cancel(self, job_id: str) -> None:
        """Take a print that waits or failed out of the queue."""
        with self._store.write() as work:
            job = _job(work, job_id)
            if job.state == PrintState.PRINTING:
                raise Refused(
                    say("This is being printed."), say("Stop it at the printer if you must.")
                )
            if job.state != PrintState.DONE:
                work.prints.put(replace(job, state=PrintState.CANCELLED))
                work.commit()

    def recover(self) -> None:
        """Hand what a crash or a long pause left behind to a person."""
        now = self._clock.now()
        with self._store.write() as work:
            for job in work.prints.recent(_ALL):
                if job.state == PrintState.PRINTING:
                    work.prints.put(_torn(job))
                elif job.state == PrintState.WAITING and now - job.made_at > STALE:
                    work.prints.put(_stale(job))
            work.prints.forget_before(now - KEPT)
            work.commit()

    def take(self, resting: Collection[str]) -> PrintTask | None:
        """Return the oldest print not for a ``resting`` printer, marked as printing."""
        with self._store.read() as work:
            if not any(job.printer not in resting for job in work.prints.waiting()):
                return None
        with self._store.write() as work:
            for job in work.prints.waiting():
                if job.printer in resting:
                    continue
                task = self._begin(work, job)
                work.commit()
                if task is not None:
                    return task
        return None

    def progress(self, job_id: str, pages: int) -> None:
        """Remember every tenth page."""
        if pages % _PAGES_A_NOTE == 0:
            self._change(job_id, problem=problem.write(Problem(pages=pages)))

    def done(self, job_id: str) -> None:
        """Say that all of it is out."""
        self._change(job_id, state=PrintState.DONE, problem="")

    def failed(self, job_id: str, error: LeaderError, pages: int) -> None:
        """Leave it to a person."""
        said = problem.write(problem.of(error, pages))
        self._change(job_id, state=PrintState.FAILED, problem=said)

    def put_back(self, job_id: str, error: LeaderError) -> bool:
        """Try again later, but not for ever; returns whether it is to be tried again."""
        with self._store.write() as work:
            job = _job(work, job_id)
            again = job.attempts < MOST_ATTEMPTS
            state = PrintState.WAITING if again else PrintState.FAILED
            pages = problem.read(job.problem).pages
            said = problem.write(problem.of(error, pages))
            work.prints.put(replace(job, state=state, problem=said))
            work.commit()
        return again

    def _begin(self, work: UnitOfWork, job: PrintJob) -> PrintTask | None:
        printer, pages = self._printer(job.printer), problem.read(job.problem).pages
        try:
            document = _document(job)
            if printer is None:
                raise _no_printer(job.printer)
        except LeaderError as error:
            said = problem.write(problem.of(error, pages))
            work.prints.put(replace(job, state=PrintState.FAILED, problem=said))
            return None
        printing = replace(job, state=PrintState.PRINTING, attempts=job.attempts + 1)
        work.prints.put(printing)
        return PrintTask(job.job_id, document, printer, job.copies, pages)

    def _need(self, printer: str) -> None:
        if self._printer(printer) is None:
            raise _no_printer(printer)

    def _put(self, job: PrintJob) -> None:
        with self._store.write() as work:
            work.prints.put(job)
            work.commit()

    def _change(self, job_id: str, **changes: str) -> None:
        with self._store.write() as work:
            work.prints.put(replace(_job(work, job_id), **changes))  # type: ignore[arg-type]
            work.commit()


def _job(work: UnitOfWork, job_id: str) -> PrintJob:
    job = work.prints.get(job_id)
    if job is None:
        raise Refused(say("This print is no longer in the queue."), say("Make it anew."))
    return job


def _document(job: PrintJob) -> Document:
    try:
        return from_json(job.document)
    except UnreadableDocumentError as error:
        raise Refused(say("This print cannot be read any more."), say("Make it anew.")) from error


def _no_printer(name: str) -> Refused:
    if not name:
        return Refused(say("No printer was chosen."), say("Add one in settings, Printers."))
    return Refused(
        say("There is no printer called {name} any more.", name=name),
        say("Choose another printer, or add it in settings."),
    )


def _torn(job: PrintJob) -> PrintJob:
    pages = problem.read(job.problem).pages
    said = Problem(
        say("The program ended while this was being printed."),
        say("Look at the paper: part of it may be out. Then print it again or take it off."),
        pages,
    )
    return replace(job, state=PrintState.FAILED, problem=problem.write(said))


def _stale(job: PrintJob) -> PrintJob:
    said = Problem(
        say("This waited too long to be printed by itself."),
        say("If it is still wanted, print it again."),
        problem.read(job.problem).pages,
    )
    return replace(job, state=PrintState.FAILED, problem=problem.write(said))


def _note(job: PrintJob) -> PrintNote:
    told = problem.read(job.problem)
    return PrintNote(
        job.job_id,
        DocumentKind(job.kind),
        job.title,
        job.printer,
        job.copies,
        job.made_at,
        PrintState(job.state) if job.state in _STATES else PrintState.FAILED,
        job.attempts,
        told.pages,
        told.title,
        told.hint,
    )
