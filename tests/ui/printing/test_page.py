"""The page where things are printed, by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, reset, touched
from leader_app.domain.document import DocumentKind
from leader_app.domain.printer import Connection, Printer
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.services.printing.desk import PrintState
from leader_app.services.printing.printing import Printing
from tests.fakes.pickups import NOON
from tests.fakes.prints import PrintStore, Shop, a_pick_line, over
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.accessible import nameless
from tests.ui.printing.seen import words_in_pdf
from ui.printing.view import PrintPage
from ui.printing.view_model import Phase, PrintViewModel

PLAIN = Qt.KeyboardModifier.NoModifier
OFFICE = Printer("Office", Connection.SYSTEM, "HP", "A4")
LABELS = Printer("Labels", Connection.FILE, "lp1", "60x40")
COUNTER = Printer("Counter", Connection.FILE, "lp0", "58mm")
AWAY = Unavailable(say("The printer is out of paper."), say("Put in a new roll."))


@dataclass
class FakeWorker:
    woken: int = 0
    asked: int = 0

    def wake(self) -> None:
        self.woken += 1

    def try_now(self) -> None:
        self.asked += 1


@dataclass
class Made:
    store: PrintStore
    prints: Printing
    worker: FakeWorker
    model: PrintViewModel
    page: PrintPage
    asked: list[str] = field(default_factory=list)
    answer: str = ""

    def press(self, key: Qt.Key, with_key: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.page.windowHandle(), key, with_key)
        QApplication.processEvents()


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., Made]:
    def made(*printers: Printer, height: int = 568) -> Made:
        lines = [a_pick_line(n, x) for n in range(1, 40) for x in (1, 2)]
        store, worker = PrintStore(Shop(lines=lines)), FakeWorker()
        prints = over(store)
        for printer in printers:
            prints.put_printer(printer)
        runner = RunsAtOnce()
        model = PrintViewModel(prints, runner, side=runner, now=lambda: NOON, worker=worker)

        def ask(_page: object, name: str) -> str:
            whole.asked.append(name)
            return whole.answer

        page = PrintPage(model, ask)
        whole = Made(store, prints, worker, model, page)
        qtbot.addWidget(page)
        page.resize(968, height)
        with qtbot.waitExposed(page):
            page.show()
        return whole

    return made


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_wish_is_shown_and_printed_by_key(make: Callable[..., Made], qtbot: QtBot) -> None:
    made = make(OFFICE, LABELS, COUNTER)
    assert made.model.wish is None
    assert not made.page.print.isEnabled()
    made.model.show(DocumentKind.PARCEL_LABELS.value, ["A0000000003", "A0000000006"])
    assert made.model.phase is Phase.SHOWN
    assert made.model.printer == LABELS
    assert len(made.model.pages) == 4
    made.model.set_copies(2)
    with qtbot.waitSignal(made.model.queued):
        made.press(Qt.Key.Key_P, CTRL)
    note = made.prints.jobs()[0]
    assert (note.kind, note.printer, note.copies) == (DocumentKind.PARCEL_LABELS, "Labels", 2)
    assert made.worker.asked == 1
    assert "Parcel labels goes to Labels" in made.page.toast.text()
    made.page.toast.dismiss()


def test_every_widget_has_a_name_and_the_page_fits(make: Callable[..., Made]) -> None:
    made = make(OFFICE)
    made.model.show("pick_list", ())
    for tab in ("options", "queue"):
        made.page.tabs.choose(tab)
        made.page.tabs.chosen.emit(tab)
        QApplication.processEvents()
        assert not nameless(made.page), tab
        assert made.page.minimumSizeHint().width() <= 968
        assert made.page.minimumSizeHint().height() <= 568
    assert made.page.tabs.isVisible()
    tall = make(OFFICE, height=900)
    assert tall.page.options.isVisible()
    assert tall.page.queue.isVisible()
    assert not tall.page.tabs.isVisible()
    assert tall.page.minimumSizeHint().height() <= 568


def test_a_pick_list_is_put_together_otherwise(make: Callable[..., Made]) -> None:
    made = make(OFFICE)
    made.model.show("pick_list", ())
    by_room = made.model.document
    made.page.options.groupings.choose("product")
    made.page.options.groupings.chosen.emit("product")
    assert made.model.document != by_room
    assert made.model.wish is not None
    assert made.model.wish.options.grouping == "product"
    made.model.show("stocktake", ())
    assert made.model.phase is Phase.ERROR
    assert not made.page.print.isEnabled()


def test_another_printer_is_remembered_for_this_kind(make: Callable[..., Made]) -> None:
    made = make(OFFICE, COUNTER)
    made.model.show("pick_list", ())
    assert made.model.printer == OFFICE
    wide = made.model.pages
    made.model.choose_printer("Counter")
    assert made.model.pages != wide
    made.model.show("pick_list", ())
    assert made.model.printer == COUNTER


def test_without_a_printer_a_pdf_can_be_made(make: Callable[..., Made], tmp_path: Path) -> None:
    made = make()
    made.model.show("pick_list", ())
    assert "No printer" in made.page.banner.text()
    assert not made.page.print.isEnabled()
    made.answer = str(tmp_path / "list")
    made.press(Qt.Key.Key_S, CTRL)
    assert made.asked == ["Pick list 2026-11-20.pdf"]
    assert "Picklist" in words_in_pdf(tmp_path / "list.pdf")[0]
    made.page.toast.dismiss()
    made.model.choose_paper("A5")
    assert made.model.paper.key == "A5"
    made.answer = str(tmp_path / "nowhere" / "list.pdf")
    made.press(Qt.Key.Key_S, CTRL)
    assert "could not be written" in made.page.banner.text()
    made.answer = ""
    made.press(Qt.Key.Key_S, CTRL)


def test_the_queue_says_what_is_wrong_and_what_can_be_done(make: Callable[..., Made]) -> None:
    made = make(LABELS)
    document = made.prints.make(DocumentKind.PARCEL_LABELS)
    job = made.prints.enqueue(document, "Labels")
    made.prints.queue.take(())
    made.prints.queue.failed(job, AWAY, 3)
    counts: list[int] = []
    made.model.failed_count.connect(counts.append)
    made.model.changes(touched(Entity.PRINT_JOB, job))
    made.page.tabs.choose("queue")
    made.page.tabs.chosen.emit("queue")
    assert counts == [1]
    assert made.worker.woken == 1
    queue = made.page.queue
    chosen = queue.chosen()
    assert chosen is not None
    assert chosen.job_id == job
    assert queue.again.isVisible()
    assert queue.rest.isVisible()
    QTest.mouseClick(queue.rest, Qt.MouseButton.LeftButton)
    task = made.prints.queue.take(())
    assert task is not None
    assert task.first_page == 3
    assert counts[-1] == 0


def test_a_waiting_print_can_be_taken_off_and_looked_at(make: Callable[..., Made]) -> None:
    made = make(LABELS)
    document = made.prints.make(DocumentKind.PARCEL_LABELS, ["A0000000003"])
    job = made.prints.enqueue(document, "Labels", 3)
    made.model.changes(touched(Entity.PRINT_JOB, job))
    made.model.show_job(job)
    assert made.model.document == document
    assert made.model.copies == 3
    queue = made.page.queue
    queue.list.row_chosen.emit(0)
    queue.off.click()
    assert made.prints.jobs()[0].state is PrintState.CANCELLED
    assert not made.model.jobs


def test_a_printer_that_goes_away_is_no_longer_chosen(make: Callable[..., Made]) -> None:
    made = make(OFFICE)
    made.model.show("pick_list", ())
    made.prints.forget_printer("Office")
    made.model.changes(reset(Entity.SETTING))
    assert made.model.printer is None
    assert not made.model.can_print()


def test_the_newest_wish_is_shown(qtbot: QtBot) -> None:
    store, slow = PrintStore(Shop(lines=[a_pick_line(3)])), RunsWhenTold()
    prints = over(store)
    model = PrintViewModel(prints, slow, side=slow, now=lambda: NOON, worker=FakeWorker())
    model.show("pick_list", ())
    assert model.phase is Phase.LOADING
    model.show("parcel_labels", "A0000000003")
    slow.go_all()
    assert model.document is not None
    assert model.document.kind is DocumentKind.PARCEL_LABELS


def test_a_full_disk_is_told(make: Callable[..., Made]) -> None:
    made = make(OFFICE)
    made.model.show("pick_list", ())
    made.store.failure = Unavailable(say("The disk is full: nothing was saved."), say("Free some."))
    made.press(Qt.Key.Key_P, CTRL)
    assert "disk is full" in made.page.banner.text()


def test_keys_of_the_preview(make: Callable[..., Made], qtbot: QtBot) -> None:
    made = make(OFFICE)
    made.model.show("pick_list", ())
    made.page.take_focus()
    preview = made.page.preview
    before = preview.verticalScrollBar().maximum()
    made.press(Qt.Key.Key_Plus)
    assert preview.verticalScrollBar().maximum() > before
    made.press(Qt.Key.Key_0)
    assert preview.verticalScrollBar().maximum() == before
    assert preview.page_in_view() == 1
    made.press(Qt.Key.Key_End)
    assert preview.page_in_view() == len(made.model.pages)
    with qtbot.waitSignal(made.page.left):
        made.press(Qt.Key.Key_Escape)


def test_the_paper_follows_the_language(make: Callable[..., Made]) -> None:
    made = make(OFFICE)
    made.model.show("pick_list", ())
    before = made.model.document
    QApplication.sendEvent(made.page, QEvent(QEvent.Type.LanguageChange))
    assert made.model.document == before
    assert made.model.phase is Phase.SHOWN
