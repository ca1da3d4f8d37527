"""The queue is printed by itself, whatever the printers do, and what came out is told truly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from leader_app.documents.receipt_printers import EscposPrinters
from leader_app.documents.wires import Patience
from leader_app.domain.document import Document, DocumentKind
from leader_app.domain.printer import Connection, Printer
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports.printing import PrintInterrupted, Raster
from leader_app.scanning.decoder import texts
from leader_app.services.printing.desk import PrintNote, PrintState
from leader_app.services.printing.printing import Printing
from tests.fakes.prints import PrintStore, Shop, a_pick_line, over
from tests.fakes.raw_printer import OFFLINE_NO_PAPER, READY, RawPrinter
from ui.printing.worker import LONGEST_REST, PrintWorker

pytestmark = pytest.mark.usefixtures("qapp")
QUICK = Patience(connect=2.0, write=1.0, status=0.4, confirm=2.0, farewell=0.5)
COUNTER = Printer("Counter", Connection.FILE, "lp0", "58mm")
KITCHEN = Printer("Kitchen", Connection.FILE, "lp1", "40x30")


@dataclass
class FakeReceipts:
    """Prints into memory; ``troubles`` are raised by the next prints."""

    troubles: list[Exception] = field(default_factory=list)
    printed: list[tuple[str, int]] = field(default_factory=list)
    stopped: bool = False

    def print(
        self, printer: Printer, pages: Iterable[Raster], printed: Callable[[int], None]
    ) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        count = 0
        for count, _ in enumerate(pages, 1):
            printed(count)
        self.printed.append((printer.name, count))

    def stop(self) -> None:
        self.stopped = True


class Ticks:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Bench:
    store: PrintStore
    prints: Printing
    receipts: FakeReceipts
    ticks: Ticks
    worker: PrintWorker

    def labels(self, count: int = 2) -> Document:
        lines = [a_pick_line(3 * number) for number in range(1, count + 1)]
        self.store.kept.lines = lines
        return self.prints.make(DocumentKind.PARCEL_LABELS)

    def notes(self) -> dict[str, PrintNote]:
        return {note.job_id: note for note in self.prints.jobs()}


@pytest.fixture
def bench() -> Bench:
    store = PrintStore(Shop())
    prints, receipts, ticks = over(store), FakeReceipts(), Ticks()
    prints.put_printer(COUNTER)
    prints.put_printer(KITCHEN)
    worker = PrintWorker(prints.queue, receipts, clock=ticks)
    return Bench(store, prints, receipts, ticks, worker)


def away() -> Unavailable:
    return Unavailable(say("The printer {name} does not answer.", name="Counter"), say("Check."))


def test_copies_are_printed_one_after_the_other(bench: Bench) -> None:
    job = bench.prints.enqueue(bench.labels(2), "Kitchen", copies=3)
    assert bench.worker.step()
    assert not bench.worker.step()
    assert bench.receipts.printed == [("Kitchen", 6)]
    assert bench.notes()[job].state is PrintState.DONE


def test_a_printer_that_is_away_rests_while_others_print(bench: Bench) -> None:
    waits = bench.prints.enqueue(bench.labels(), "Counter")
    goes = bench.prints.enqueue(bench.labels(), "Kitchen")
    bench.receipts.troubles = [away()]
    assert bench.worker.step()
    assert bench.worker.step()
    assert not bench.worker.step()
    assert bench.notes()[goes].state is PrintState.DONE
    assert bench.notes()[waits].state is PrintState.WAITING
    assert "does not answer" in str(bench.notes()[waits].problem)
    bench.ticks.now += LONGEST_REST
    assert bench.worker.step()
    assert bench.notes()[waits].state is PrintState.DONE


def test_pauses_grow_and_end(bench: Bench) -> None:
    job = bench.prints.enqueue(bench.labels(), "Counter")
    bench.receipts.troubles = [away() for _ in range(20)]
    pauses, began = [], 0.0
    while bench.notes()[job].state is PrintState.WAITING:
        if bench.worker.step():
            pauses.append(bench.ticks.now - began)
            began = bench.ticks.now
        bench.ticks.now += 1
    assert pauses == sorted(pauses)
    assert pauses[1:4] == [2, 4, 8]
    assert pauses[-1] <= LONGEST_REST + 1
    assert bench.notes()[job].state is PrintState.FAILED
    assert len(pauses) == 10


def test_a_person_can_have_it_tried_at_once(bench: Bench) -> None:
    job = bench.prints.enqueue(bench.labels(), "Counter")
    bench.receipts.troubles = [away()]
    bench.worker.step()
    assert not bench.worker.step()
    bench.worker.try_now()
    assert bench.worker.step()
    assert bench.notes()[job].state is PrintState.DONE


def test_stopped_in_the_middle_is_never_repeated_by_itself(bench: Bench) -> None:
    job = bench.prints.enqueue(bench.labels(4), "Kitchen", copies=2)
    stopped = PrintInterrupted(say("The printer is out of paper."), say("Put in."), 5)
    bench.receipts.troubles = [stopped]
    bench.worker.step()
    assert not bench.worker.step()
    note = bench.notes()[job]
    assert (note.state, note.pages) == (PrintState.FAILED, 5)
    bench.prints.reprint(job, rest=True)
    bench.worker.step()
    assert bench.receipts.printed == [("Kitchen", 3)]


@pytest.mark.expects_log("a print failed in a way nobody thought of")
def test_a_bug_in_one_print_does_not_stop_the_rest(bench: Bench) -> None:
    bad = bench.prints.enqueue(bench.labels(), "Kitchen")
    good = bench.prints.enqueue(bench.labels(), "Kitchen")
    bench.receipts.troubles = [ZeroDivisionError()]
    while bench.worker.step():
        pass
    assert bench.notes()[bad].state is PrintState.FAILED
    assert bench.notes()[good].state is PrintState.DONE


def test_the_thread_prints_what_comes_and_ends(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    done, finished = threading.Event(), bench.prints.queue.done

    def finish(job: str) -> None:
        finished(job)
        done.set()

    monkeypatch.setattr(bench.prints.queue, "done", finish)
    bench.worker.start()
    bench.prints.enqueue(bench.labels(), "Kitchen")
    bench.worker.wake()
    assert done.wait(10)
    bench.worker.stop()
    assert bench.receipts.stopped
    assert bench.receipts.printed == [("Kitchen", 2)]


@pytest.mark.expects_log("the print queue cannot be read")
def test_a_store_in_trouble_does_not_end_the_thread(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = threading.Event()

    def take(_resting: object) -> None:
        tried.set()
        raise Unavailable(say("The disk is full: nothing was saved."), say("Free some space."))

    monkeypatch.setattr(bench.prints.queue, "take", take)
    bench.worker.start()
    assert tried.wait(10)
    bench.worker.stop()


@pytest.fixture
def real(bench: Bench) -> Iterator[tuple[Bench, RawPrinter]]:
    with RawPrinter().listening() as printer:
        there = Printer("Real", Connection.NETWORK, printer.address, "40x30")
        bench.prints.put_printer(there)
        bench.worker = PrintWorker(bench.prints.queue, EscposPrinters(QUICK), clock=bench.ticks)
        yield bench, printer


def test_labels_on_a_real_socket_are_read_back(real: tuple[Bench, RawPrinter]) -> None:
    bench, printer = real
    document = bench.labels(3)
    bench.prints.enqueue(document, "Real")
    assert bench.worker.step()
    assert [texts(np.ascontiguousarray(x)) for x in printer.paper.pictures] == [
        [label.code] for label in document.labels
    ]


def test_a_receipt_on_a_real_socket_is_as_wide_as_the_head(
    real: tuple[Bench, RawPrinter],
) -> None:
    bench, printer = real
    address = printer.address
    for key, width in (("58mm", 384), ("80mm", 576)):
        bench.prints.put_printer(Printer(key, Connection.NETWORK, address, key))
        bench.prints.print_test(key)
        assert bench.worker.step()
        picture = printer.paper.pictures[-1]
        assert picture.shape[1] == width
        assert texts(np.ascontiguousarray(picture)) == ["LDT1-TEST"]


def test_no_paper_then_paper(real: tuple[Bench, RawPrinter]) -> None:
    bench, printer = real
    printer.offline = OFFLINE_NO_PAPER
    job = bench.prints.enqueue(bench.labels(), "Real")
    bench.worker.step()
    assert bench.notes()[job].state is PrintState.WAITING
    assert "out of paper" in str(bench.notes()[job].problem)
    printer.offline = READY
    bench.ticks.now += LONGEST_REST
    bench.worker.step()
    assert bench.notes()[job].state is PrintState.DONE
    assert len(printer.paper.pictures) == 2


def test_a_connection_lost_in_the_middle(real: tuple[Bench, RawPrinter]) -> None:
    bench, printer = real
    printer.drop_after = 40_000
    job = bench.prints.enqueue(bench.labels(40), "Real")
    bench.worker.step()
    note = bench.notes()[job]
    assert note.state is PrintState.FAILED
    assert 0 < note.pages < 40
    assert note.pages <= len(printer.paper.pictures)
    visits = printer.visits
    bench.ticks.now += LONGEST_REST
    assert not bench.worker.step()
    assert printer.visits == visits
