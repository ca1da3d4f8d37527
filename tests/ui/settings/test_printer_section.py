"""Printers are set up, tried and removed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, reset
from leader_app.domain.document import DocumentKind
from leader_app.domain.printer import Connection, Printer
from leader_app.services.printing.printing import Printing
from tests.fakes.prints import PrintStore, over
from tests.fakes.runner import RunsAtOnce
from tests.ui.accessible import nameless
from ui.settings.printer_section import PrinterSection
from ui.settings.printer_view_model import PrinterViewModel

COUNTER = Printer("Counter", Connection.NETWORK, "192.168.1.50", "58mm")


@dataclass
class Made:
    prints: Printing
    model: PrinterViewModel
    section: PrinterSection


@pytest.fixture
def make(qtbot: QtBot) -> Callable[..., Made]:
    def made(*printers: Printer) -> Made:
        prints, runner = over(PrintStore()), RunsAtOnce()
        for printer in printers:
            prints.put_printer(printer)
        model = PrinterViewModel(prints, runner, runner, lambda: ("HP", "TSC"))
        section = PrinterSection(model)
        qtbot.addWidget(section)
        section.resize(888, 400)
        with qtbot.waitExposed(section):
            section.show()
        return Made(prints, model, section)

    return made


def test_a_printer_of_the_system_is_set_up_from_the_keyboard(make: Callable[..., Made]) -> None:
    made = make()
    QTest.mouseClick(made.section.add, Qt.MouseButton.LeftButton)
    assert not made.section.save.isEnabled()
    editor = made.section.form.name.editor
    QTest.keyClicks(editor, "Office")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert list(made.prints.printers()) == [Printer("Office", Connection.SYSTEM, "HP", "A4")]
    assert "Office is set up" in made.section.banner.text()
    assert made.model.editing == "Office"


def test_a_receipt_printer_needs_an_address_that_can_be(make: Callable[..., Made]) -> None:
    made = make()
    made.model.begin_new()
    made.model.change(name="Counter")
    made.model.connect_by(Connection.NETWORK)
    assert made.section.form.address.isVisible()
    assert not made.section.form.systems.isVisible()
    made.section.save.click()
    assert "cannot be found" in made.section.banner.text()
    assert not made.prints.printers()
    QTest.keyClicks(made.section.form.address.editor, " 192.168.1.50:9101 ")
    made.section.save.click()
    assert made.prints.printers()[0].address == "192.168.1.50:9101"
    assert made.prints.printers()[0].paper_key == "80mm"


def test_a_printer_is_changed_tried_and_removed(make: Callable[..., Made]) -> None:
    made = make(COUNTER, Printer("Labels", Connection.SYSTEM, "TSC", "60x40"))
    assert made.model.editing == "Counter"
    made.section.list.row_chosen.emit(1)
    assert made.model.editing == "Labels"
    made.section.test.click()
    assert made.prints.jobs()[0].kind is DocumentKind.TEST_PAGE
    assert "Labels" in made.section.banner.text()
    made.model.change(name="Parcel labels", paper_key="100x100")
    made.section.save.click()
    assert [x.name for x in made.prints.printers()] == ["Counter", "Parcel labels"]
    made.section.forget.click()
    assert list(made.prints.printers()) == [COUNTER]
    assert made.model.editing == "Counter"


def test_what_is_asked_depends_on_the_way(make: Callable[..., Made]) -> None:
    made = make()
    form = made.section.form
    made.model.connect_by(Connection.SERIAL)
    assert form.baud.isVisible()
    assert form.cuts.isVisible()
    made.model.change(paper_key="40x30")
    assert not form.cuts.isVisible()
    assert form.dots.isVisible()
    made.model.connect_by(Connection.SYSTEM)
    assert not form.dots.isVisible()


def test_names_are_there_and_it_fits(make: Callable[..., Made]) -> None:
    made = make(COUNTER)
    for connection in Connection:
        made.model.connect_by(connection)
        QApplication.processEvents()
        assert not nameless(made.section), connection
        assert made.section.minimumSizeHint().width() <= 888
        assert made.section.minimumSizeHint().height() <= 400


def test_printers_set_up_elsewhere_come_in(make: Callable[..., Made]) -> None:
    made = make()
    made.prints.put_printer(COUNTER)
    made.model.changes(reset(Entity.SETTING))
    assert list(made.model.printers) == [COUNTER]
