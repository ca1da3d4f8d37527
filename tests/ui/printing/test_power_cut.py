"""The power goes in the middle of a print, over the real store and a real socket."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from leader_app.documents.receipt_printers import EscposPrinters
from leader_app.documents.wires import Patience
from leader_app.domain.document import Document, DocumentKind, Label, parcel_code
from leader_app.domain.printer import Connection, Printer
from leader_app.services.pickup.hand_over import HandOverGoods
from leader_app.services.printing.desk import PrintState
from leader_app.services.printing.printing import Printing
from leader_app.storage.store import SqlStore
from tests.bench import stored
from tests.fakes.pickups import NOON
from tests.fakes.raw_printer import RawPrinter
from tests.fakes.real_store import Counter, enrol
from tests.fakes.sync_side import CountedWake, FakeStatus
from ui.printing.worker import PrintWorker

ROOT = Path(__file__).parents[3]
MANY = 300


def labels(count: int) -> Document:
    made = tuple(
        Label("王**", f"A-{n}", side="7-1801", code=parcel_code(f"A{n:010}")) for n in range(count)
    )
    return Document(DocumentKind.PARCEL_LABELS, "Labels", "", NOON, labels=made)


def printing(store: SqlStore, counter: Counter) -> Printing:
    return Printing(store, counter.clock, os.urandom, lambda: str)


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(tmp_path / "counter")


@pytest.fixture
def printer() -> Iterator[RawPrinter]:
    with RawPrinter().listening() as there:
        yield there


def test_killed_in_the_middle_nothing_is_lost_and_nothing_repeated(
    counter: Counter, printer: RawPrinter, qapp: QApplication
) -> None:
    with counter.opened() as store:
        enrol(store)
        prints = printing(store, counter)
        prints.put_printer(Printer("Labels", Connection.NETWORK, printer.address, "40x30"))
        torn = prints.enqueue(labels(MANY), "Labels")
        counter.clock.advance(timedelta(seconds=1))
        later = prints.enqueue(labels(2), "Labels")
    half = threading.Event()
    printer.on_page = lambda there: half.set() if len(there.paper.pictures) > 30 else None
    _print_and_kill(counter, half)
    assert printer.left.wait(10)
    out = len(printer.paper.pictures)
    assert 30 <= out < MANY
    with counter.opened() as store:
        prints = printing(store, counter)
        states = {note.job_id: note for note in prints.jobs()}
        assert states[torn].state is PrintState.PRINTING
        assert states[later].state is PrintState.WAITING
        prints.queue.recover()
        worker = PrintWorker(prints.queue, EscposPrinters())
        while worker.step():
            pass
        states = {note.job_id: note for note in prints.jobs()}
        assert states[later].state is PrintState.DONE
        told = states[torn]
        assert told.state is PrintState.FAILED
        assert out - 11 <= told.pages <= out
        assert "program ended" in str(told.problem)
        assert len(printer.paper.pictures) == out + 2
        prints.reprint(torn, rest=True)
        assert worker.step()
    assert len(printer.paper.pictures) == out + 2 + MANY - told.pages


def _print_and_kill(counter: Counter, moment: threading.Event) -> None:
    told = {
        "folder": str(counter.folder),
        "secrets": {name: key.hex() for name, key in counter.secrets.kept.items()},
    }
    command = [sys.executable, "-m", "tests.ui.printing.printing_process"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        assert moment.wait(30)
        process.kill()


def test_a_printer_that_hangs_never_holds_up_a_hand_over(
    counter: Counter, qapp: QApplication
) -> None:
    stuck = RawPrinter(answers=False, hang_after=5000)
    began = threading.Event()
    stuck.pause = began.set
    with counter.opened() as store, stuck.listening() as there:
        enrol(store)
        stored.apply_all(store, stored.changes(50))
        prints = printing(store, counter)
        prints.put_printer(Printer("Labels", Connection.NETWORK, there.address, "40x30"))
        job = prints.enqueue(labels(MANY), "Labels")
        worker = PrintWorker(prints.queue, EscposPrinters(Patience(status=0.1, write=30)))
        worker.start()
        assert began.wait(10)
        hand_over = HandOverGoods(store, stored.Ticking(), FakeStatus(), CountedWake(), os.urandom)
        assert _done_in(2.0, lambda: [hand_over(stored.claim_id(n)) for n in range(20)])
        assert _done_in(2.0, lambda: prints.enqueue(labels(1), "Labels"))
        worker.stop()
        note = next(one for one in prints.jobs() if one.job_id == job)
        assert note.state is PrintState.FAILED
        assert "closed" in str(note.problem)


def _done_in(seconds: float, deed: Callable[[], object]) -> bool:
    done = threading.Event()

    def work() -> None:
        deed()
        done.set()

    thread = threading.Thread(target=work)
    thread.start()
    in_time = done.wait(seconds)
    thread.join()
    return in_time
