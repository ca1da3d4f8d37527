"""What is printed is read back: codes by the counter's own reader, words out of the PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from leader_app.domain.document import DocumentKind
from leader_app.domain.paper import PAPERS, Paper, PaperForm, head_dots
from leader_app.domain.printer import Connection, Printer
from leader_app.errors import Unavailable
from leader_app.services.printing.desk import Grouping, PrintOptions
from tests.fakes.prints import Shop, a_pick_line, a_printing
from tests.ui.printing.seen import (
    bare,
    codes_in,
    codes_in_pdf,
    letters_beside_the_page,
    words_in_pdf,
)
from ui.kit.qr import modules
from ui.printing.faces import face
from ui.printing.layout import lay_out
from ui.printing.marks import Code, Page
from ui.printing.outputs import dots_a_unit, is_whole, picture, raster, write_pdf
from ui.printing.system_printers import SystemPrinters, system_printer_names

pytestmark = pytest.mark.usefixtures("qapp")
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LABELS = [paper for paper in PAPERS.values() if paper.form is PaperForm.LABEL]
UUID = "0190aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee"


def shop() -> Shop:
    return Shop(lines=[a_pick_line(n, line) for n in range(1, 13) for line in range(1, 3)])


def names(papers: list[Paper]) -> list[str]:
    return [paper.key for paper in papers]


@pytest.mark.parametrize("paper", LABELS, ids=names(LABELS))
@pytest.mark.parametrize("dpi", [203, 300])
def test_codes_of_labels_are_read_from_dots(paper: Paper, dpi: int) -> None:
    document = a_printing(shop()).make(DocumentKind.PARCEL_LABELS)
    for page in lay_out(document, paper):
        wanted = [mark.text for mark in page.marks if isinstance(mark, Code)]
        assert codes_in(picture(page, dpi)) == wanted


@pytest.mark.parametrize("paper", LABELS, ids=names(LABELS))
def test_codes_and_words_of_labels_are_read_from_a_pdf(paper: Paper, tmp_path: Path) -> None:
    document = a_printing(shop()).make(DocumentKind.PARCEL_LABELS)
    pages, path = list(lay_out(document, paper)), tmp_path / "labels.pdf"
    write_pdf(path, pages, document.title, 203)
    wanted = [[m.text for m in page.marks if isinstance(m, Code)] for page in pages]
    assert codes_in_pdf(path) == wanted
    assert not letters_beside_the_page(path)
    words = words_in_pdf(path)
    for label, said in zip(document.labels, words, strict=True):
        for text in (label.headline, label.place, label.mark, *(x.words for x in label.lines)):
            assert bare(text) in said


def test_letters_beside_the_page_would_be_seen(tmp_path: Path) -> None:
    path, words = tmp_path / "bad.pdf", face(400).at("番茄牛腩饭", 3000, 100)
    write_pdf(path, [Page(4000, 3000, [words])], "")
    assert letters_beside_the_page(path)


@pytest.mark.parametrize("order_id", ["A1000000001", UUID, UUID.upper(), "f" * 64])
def test_long_order_numbers_fit_the_smallest_label(order_id: str) -> None:
    line = a_pick_line(1)
    key = type(line.key)(order_id, 1)
    document = a_printing(Shop(lines=[a_pick_line(1, key=key)])).make(DocumentKind.PARCEL_LABELS)
    for page in lay_out(document, PAPERS["40x30"]):
        assert codes_in(picture(page, 203)) == [f"LDL1-{order_id}"]


@pytest.mark.parametrize("dpi", [203, 300])
def test_modules_are_whole_dots(dpi: int) -> None:
    document = a_printing(shop()).make(DocumentKind.PARCEL_LABELS)
    for paper in LABELS:
        page = next(lay_out(document, paper))
        code = next(mark for mark in page.marks if isinstance(mark, Code))
        share, rows = dots_a_unit(dpi), modules(code.text)
        one = int(code.width * share / len(rows))
        whole = raster(page, dpi, head_dots(paper, dpi))
        bits = np.unpackbits(np.frombuffer(whole.data, np.uint8).reshape(whole.height, -1), axis=1)
        left = int((code.left + code.width) * share) - one * len(rows)
        top = int(np.ceil(code.top * share))
        there = bits[top : top + one * len(rows), left : left + one * len(rows)]
        wanted = np.kron(np.array([list(row) for row in rows]), np.ones((one, one), int))
        assert (there == wanted).all()
        assert one >= 3


def test_every_kind_of_list_says_all_of_it_in_a_pdf(tmp_path: Path) -> None:
    prints = a_printing(shop())
    for grouping in Grouping:
        document = prints.make(DocumentKind.PICK_LIST, (), PrintOptions(grouping))
        for key in ("A4", "A5", "58mm", "80mm", "100x100"):
            path = tmp_path / f"{grouping}-{key}.pdf"
            write_pdf(path, list(lay_out(document, PAPERS[key])), document.title)
            said = "".join(words_in_pdf(path))
            assert not letters_beside_the_page(path)
            for block in document.sheets[0].blocks:
                for row in block.rows:
                    assert all(bare(cell) in said for cell in row.cells), (key, row)


def test_a_pdf_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    document = a_printing(shop()).make(DocumentKind.PICK_LIST)
    pages = list(lay_out(document, PAPERS["A4"]))
    with pytest.raises(Unavailable, match="could not be written"):
        write_pdf(tmp_path / "nowhere" / "list.pdf", pages, "")
    old = tmp_path / "list.pdf"
    old.mkdir()
    with pytest.raises(Unavailable):
        write_pdf(old, pages, "")
    assert list(tmp_path.iterdir()) == [old]


def test_half_a_pdf_is_known(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    document = a_printing(shop()).make(DocumentKind.PICK_LIST)
    write_pdf(path, list(lay_out(document, PAPERS["A4"])), "")
    assert is_whole(path)
    path.write_bytes(path.read_bytes()[:-200])
    assert not is_whole(path)


def test_labels_on_a_plain_sheet_are_tiled(tmp_path: Path) -> None:
    document = a_printing(shop()).make(DocumentKind.PARCEL_LABELS)
    pages, path = list(lay_out(document, PAPERS["A4"])), tmp_path / "sheet.pdf"
    write_pdf(path, pages, document.title)
    assert len(pages) == -(-len(document.labels) // 18)
    codes = [text for page in codes_in_pdf(path, 200) for text in page]
    assert sorted(codes) == sorted(label.code for label in document.labels)


def test_a_printer_of_the_system_gets_pages_of_the_right_size(
    qapp: QApplication, tmp_path: Path
) -> None:
    path, told = tmp_path / "out.pdf", list[int]()

    def to_file(_name: str) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
        return made

    document = a_printing(shop()).make(DocumentKind.PARCEL_LABELS)
    paper = PAPERS["60x40"]
    printer = Printer("Labels", Connection.SYSTEM, "TSC", "60x40")
    pages = list(lay_out(document, paper))
    SystemPrinters(to_file).print(printer, pages, document.title, told.append)
    assert told == list(range(1, len(pages) + 1))
    assert codes_in_pdf(path) == [[label.code] for label in document.labels]
    assert not letters_beside_the_page(path)


def test_a_printer_the_system_does_not_know(qapp: QApplication) -> None:
    assert "No such printer" not in system_printer_names()
    printer = Printer("Labels", Connection.SYSTEM, "No such printer", "60x40")
    with pytest.raises(Unavailable, match="knows no printer"):
        SystemPrinters().print(printer, [], "", print)
