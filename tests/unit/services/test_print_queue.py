"""The queue of prints loses nothing, repeats nothing, and leaves doubts to a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.document import Document, DocumentKind, Label
from leader_app.domain.printer import Connection, Printer
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.services.printing.desk import PrintState
from leader_app.services.printing.printing import Printing
from leader_app.services.printing.queue import MOST_ATTEMPTS, STALE
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import NOON
from tests.fakes.prints import PrintStore, over

COUNTER = Printer("Counter", Connection.FILE, "lp0", "58mm")
KITCHEN = Printer("Kitchen", Connection.FILE, "lp1", "40x30")
DOCUMENT = Document(DocumentKind.SHELF_LABELS, "Labels", "", NOON, labels=(Label("A-01"),))
AWAY = Unavailable(say("The printer is out of paper."), say("Close it."))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store() -> PrintStore:
    return PrintStore()


@pytest.fixture
def prints(store: PrintStore, clock: FakeClock) -> Printing:
    made = over(store, clock)
    made.put_printer(COUNTER)
    made.put_printer(KITCHEN)
    return made


def state_of(prints: Printing, job: str) -> PrintState:
    return next(note.state for note in prints.jobs() if note.job_id == job)


def test_jobs_go_in_order_and_end_as_done(prints: Printing) -> None:
    first, second = (prints.enqueue(DOCUMENT, "Counter", copies) for copies in (1, 3))
    task = prints.queue.take(())
    assert task is not None
    assert (task.job_id, task.document, task.printer) == (first, DOCUMENT, COUNTER)
    assert state_of(prints, first) is PrintState.PRINTING
    prints.queue.done(first)
    assert state_of(prints, first) is PrintState.DONE
    after = prints.queue.take(())
    assert after is not None
    assert (after.job_id, after.copies) == (second, 3)
    assert prints.queue.take(()) is None


def test_a_printer_that_rests_does_not_hold_up_the_others(prints: Printing) -> None:
    prints.enqueue(DOCUMENT, "Counter")
    there = prints.enqueue(DOCUMENT, "Kitchen")
    task = prints.queue.take({"Counter"})
    assert task is not None
    assert task.job_id == there
    assert prints.queue.take({"Counter"}) is None


def test_what_did_not_begin_is_tried_again_but_not_for_ever(prints: Printing) -> None:
    job = prints.enqueue(DOCUMENT, "Counter")
    tries = []
    while prints.queue.take(()) is not None:
        tries.append(prints.queue.put_back(job, AWAY))
    assert tries == [True] * (MOST_ATTEMPTS - 1) + [False]
    note = prints.jobs()[0]
    assert (note.state, note.title) == (PrintState.FAILED, "Labels")
    assert str(note.problem) == "The printer is out of paper."


def test_a_crash_in_the_middle_is_left_to_a_person(prints: Printing, store: PrintStore) -> None:
    job = prints.enqueue(DOCUMENT, "Counter")
    assert prints.queue.take(()) is not None
    prints.queue.progress(job, 9)
    prints.queue.progress(job, 10)
    after = over(store)
    after.queue.recover()
    assert after.queue.take(()) is None
    note = after.jobs()[0]
    assert (note.state, note.pages) == (PrintState.FAILED, 10)
    assert note.hint is not None


def test_without_a_crash_nothing_is_touched(prints: Printing) -> None:
    job = prints.enqueue(DOCUMENT, "Counter")
    prints.queue.recover()
    task = prints.queue.take(())
    assert task is not None
    assert task.job_id == job


def test_what_waited_for_half_a_day_is_asked_about(prints: Printing, clock: FakeClock) -> None:
    job = prints.enqueue(DOCUMENT, "Counter")
    clock.advance(STALE + timedelta(minutes=1))
    prints.queue.recover()
    assert state_of(prints, job) is PrintState.FAILED
    assert prints.queue.take(()) is None


def test_the_rest_can_be_printed(prints: Printing) -> None:
    job = prints.enqueue(DOCUMENT, "Counter", copies=5)
    prints.queue.take(())
    prints.queue.failed(job, AWAY, 3)
    again = prints.reprint(job, "Kitchen", rest=True)
    assert state_of(prints, job) is PrintState.CANCELLED
    task = prints.queue.take(())
    assert task is not None
    assert (task.job_id, task.first_page, task.printer) == (again, 3, KITCHEN)
    prints.queue.put_back(again, AWAY)
    later = prints.queue.take(())
    assert later is not None
    assert later.first_page == 3


def test_all_of_it_can_be_printed_again(prints: Printing) -> None:
    job = prints.enqueue(DOCUMENT, "Counter")
    with pytest.raises(Refused, match="being printed"):
        prints.reprint(job)
    prints.queue.take(())
    prints.queue.done(job)
    again = prints.reprint(job)
    assert state_of(prints, job) is PrintState.DONE
    task = prints.queue.take(())
    assert task is not None
    assert (task.job_id, task.first_page) == (again, 0)


def test_cancelled_is_not_printed(prints: Printing) -> None:
    job = prints.enqueue(DOCUMENT, "Counter")
    prints.cancel(job)
    assert prints.queue.take(()) is None
    assert state_of(prints, job) is PrintState.CANCELLED
    running = prints.enqueue(DOCUMENT, "Counter")
    prints.queue.take(())
    with pytest.raises(Refused, match="being printed"):
        prints.cancel(running)
    with pytest.raises(Refused, match="no longer"):
        prints.cancel("nothing")


def test_one_bad_print_does_not_block_the_rest(prints: Printing, store: PrintStore) -> None:
    prints.put_printer(Printer("Gone", Connection.FILE, "lp2", "58mm"))
    lost = prints.enqueue(DOCUMENT, "Gone")
    good = prints.enqueue(DOCUMENT, "Counter")
    prints.forget_printer("Gone")
    task = prints.queue.take(())
    assert task is not None
    assert task.job_id == good
    assert state_of(prints, lost) is PrintState.FAILED
    assert "no printer called Gone" in str(next(x for x in prints.jobs() if x.problem).problem)
    assert prints.document(good) == DOCUMENT


def test_what_a_later_version_put_there_disturbs_nobody(
    prints: Printing, store: PrintStore
) -> None:
    good = prints.enqueue(DOCUMENT, "Counter")
    job = store.kept.jobs[good]
    strange = (replace(job, job_id="1", kind="poem"), replace(job, job_id="2", state="framed"))
    store.kept.jobs |= {one.job_id: one for one in strange}
    store.kept.jobs["3"] = replace(job, job_id="3", document="{}", problem="[]")
    assert {note.job_id for note in prints.jobs()} == {good, "2", "3"}
    prints.queue.recover()
    taken = []
    while (task := prints.queue.take(())) is not None:
        taken.append(task.job_id)
    assert good in taken
    assert state_of(prints, "3") is PrintState.FAILED


@pytest.mark.parametrize(
    ("document", "printer", "copies", "sentence"),
    [
        (DOCUMENT, "Counter", 0, "0 copies"),
        (DOCUMENT, "Counter", 100, "100 copies"),
        (DOCUMENT, "Office", 1, "no printer called Office"),
        (DOCUMENT, "", 1, "No printer was chosen"),
        (Document(DocumentKind.PICK_LIST, "", "", NOON), "Counter", 1, "nothing to print"),
    ],
)
def test_what_cannot_be_printed(
    prints: Printing, document: Document, printer: str, copies: int, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        prints.enqueue(document, printer, copies)
    assert not prints.jobs()


def test_a_full_disk_puts_nothing_into_the_queue(prints: Printing, store: PrintStore) -> None:
    store.failure = Unavailable(say("The disk is full: nothing was saved."), say("Free some."))
    with pytest.raises(Unavailable):
        prints.enqueue(DOCUMENT, "Counter")
    assert not prints.jobs()


def test_old_prints_go(prints: Printing, clock: FakeClock) -> None:
    prints.queue.take(())
    job = prints.enqueue(DOCUMENT, "Counter")
    prints.queue.take(())
    prints.queue.done(job)
    clock.advance(timedelta(days=8))
    prints.queue.recover()
    assert not prints.jobs()
