"""Printers that were set up, and which document goes where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leader_app.domain.document import DocumentKind
from leader_app.domain.printer import Connection, Printer
from leader_app.errors import Refused
from leader_app.services.printing.printers import DEFAULTS, PRINTERS
from tests.fakes.prints import PrintStore, over

COUNTER = Printer("Counter", Connection.NETWORK, "192.168.1.50", "58mm")
LABELS = Printer("Labels", Connection.SYSTEM, "TSC", "60x40", 300)
OFFICE = Printer("Office", Connection.SYSTEM, "HP", "A4")


def test_printers_are_kept_by_name() -> None:
    store = PrintStore()
    for printer in (OFFICE, COUNTER, LABELS):
        over(store).put_printer(printer)
    assert list(over(store).printers()) == [COUNTER, LABELS, OFFICE]
    over(store).forget_printer("Office")
    assert list(over(store).printers()) == [COUNTER, LABELS]


def test_each_kind_goes_where_its_paper_is_until_somebody_chooses() -> None:
    prints = over(PrintStore())
    assert prints.default_printer(DocumentKind.PICK_LIST) is None
    for printer in (COUNTER, LABELS, OFFICE):
        prints.put_printer(printer)
    assert prints.default_printer(DocumentKind.PARCEL_LABELS) == LABELS
    assert prints.default_printer(DocumentKind.SALE_RECEIPT) == COUNTER
    assert prints.default_printer(DocumentKind.PICK_LIST) == OFFICE
    prints.choose_printer(DocumentKind.PICK_LIST, "Counter")
    assert prints.default_printer(DocumentKind.PICK_LIST) == COUNTER
    prints.put_printer(replace(COUNTER, name="Till"), replaces="Counter")
    assert prints.default_printer(DocumentKind.PICK_LIST) == replace(COUNTER, name="Till")
    prints.forget_printer("Till")
    assert prints.default_printer(DocumentKind.PICK_LIST) == OFFICE


@pytest.mark.parametrize(
    ("printer", "sentence"),
    [
        (replace(COUNTER, name=""), "needs a name"),
        (replace(COUNTER, name=" x"), "needs a name"),
        (replace(COUNTER, name="x" * 41), "needs a name"),
        (replace(COUNTER, paper_key="B7"), "paper"),
        (replace(COUNTER, dpi=1), "paper"),
        (replace(COUNTER, address="not an address"), "cannot be found"),
        (replace(COUNTER, connection=Connection.USB), "cannot be found"),
    ],
)
def test_what_cannot_be_a_printer(printer: Printer, sentence: str) -> None:
    prints = over(PrintStore())
    with pytest.raises(Refused, match=sentence):
        prints.put_printer(printer)
    assert not prints.printers()


def test_two_printers_need_two_names() -> None:
    prints = over(PrintStore())
    prints.put_printer(COUNTER)
    prints.put_printer(LABELS)
    with pytest.raises(Refused, match="already"):
        prints.put_printer(replace(LABELS, name="Counter"), replaces="Labels")
    assert list(prints.printers()) == [COUNTER, LABELS]


@pytest.mark.parametrize("kept", ["", "x", "{}", '[1, {"name": "a"}, {"connection": "fax"}]'])
def test_what_cannot_be_read_is_left_out(kept: str) -> None:
    store = PrintStore()
    store.kept.settings = {PRINTERS: kept, DEFAULTS: kept}
    assert not over(store).printers()
    assert over(store).default_printer(DocumentKind.PICK_LIST) is None


def test_a_test_page_goes_to_its_printer() -> None:
    prints = over(PrintStore())
    prints.put_printer(COUNTER)
    prints.put_printer(LABELS)
    for name in ("Counter", "Labels"):
        prints.print_test(name)
    assert [(note.kind, note.printer) for note in prints.jobs()] == [
        (DocumentKind.TEST_PAGE, "Labels"),
        (DocumentKind.TEST_PAGE, "Counter"),
    ]
    with pytest.raises(Refused, match="no printer called Fax"):
        prints.print_test("Fax")
