"""Receipt printers get every dot, or it is said how far they came."""

from __future__ import annotations

import os
import pty
import threading
import tty
from pathlib import Path

import numpy as np
import pytest

from leader_app.documents.receipt_printers import EscposPrinters
from leader_app.documents.wires import Patience
from leader_app.domain.printer import Connection, Printer
from leader_app.errors import Unavailable
from leader_app.ports.printing import PrintInterrupted, Raster
from tests.fakes.raw_printer import COVER_OPEN, OFFLINE_NO_PAPER, PAPER_OUT, Paper, RawPrinter

QUICK = Patience(connect=2.0, write=1.0, status=0.4, confirm=1.0, farewell=0.5)


def a_page(seed: int = 1, height: int = 700, width: int = 384) -> Raster:
    data = np.random.default_rng(seed).integers(0, 256, (height, width // 8), np.uint8)
    return Raster(width, height, data.tobytes())


def dots(page: Raster) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    rows = np.frombuffer(page.data, np.uint8).reshape(page.height, page.row_bytes)
    return (255 * (1 - np.unpackbits(rows, axis=1))).astype(np.uint8)


def at(address: str, connection: Connection = Connection.NETWORK, **more: object) -> Printer:
    return Printer("Counter", connection, address, "58mm", **more)  # type: ignore[arg-type]


def send(printer: Printer, *pages: Raster, patience: Patience = QUICK) -> list[int]:
    told: list[int] = []
    EscposPrinters(patience).print(printer, pages, told.append)
    return told


def test_every_dot_arrives_in_small_bands_and_is_cut() -> None:
    with RawPrinter().listening() as there:
        assert send(at(there.address), a_page(1), a_page(2)) == [1, 2]
    assert [picture.tolist() for picture in there.paper.pictures] == [
        dots(a_page(1)).tolist(),
        dots(a_page(2)).tolist(),
    ]
    assert there.paper.commands[0] == "init"
    assert there.paper.largest <= 4096 + 8


def test_pieces_of_a_roll_are_cut_only_at_the_end() -> None:
    first = Raster(384, 8, bytes(8 * 48), cut=False)
    with RawPrinter().listening() as there:
        send(at(there.address), first, a_page(1))
    assert [picture.shape for picture in there.paper.pictures] == [(708, 384)]


def test_a_printer_without_a_knife_only_feeds() -> None:
    with RawPrinter().listening() as there:
        send(at(there.address, cuts=False), a_page())
    assert "cut" not in there.paper.commands
    assert "feed" in there.paper.commands


def test_label_paper_goes_to_the_next_label() -> None:
    printer = Printer("Labels", Connection.NETWORK, "", "40x30")
    with RawPrinter().listening() as there:
        send(Printer(printer.name, printer.connection, there.address, "40x30"), a_page())
    assert "next label" in there.paper.commands
    assert "cut" not in there.paper.commands


@pytest.mark.parametrize("answers", [True, False])
def test_a_slow_printer_gets_it_all(answers: bool) -> None:
    wait = threading.Event()
    slow = RawPrinter(answers=answers, bytes_a_read=2048, pause=lambda: _no(wait.wait(0.01)))
    with slow.listening() as there:
        send(at(there.address), a_page(height=900), patience=Patience(farewell=10.0))
    assert there.paper.pictures[0].tolist() == dots(a_page(height=900)).tolist()


@pytest.mark.parametrize(
    ("printer", "sentence"),
    [
        (RawPrinter(offline=OFFLINE_NO_PAPER), "out of paper"),
        (RawPrinter(paper_state=PAPER_OUT), "out of paper"),
        (RawPrinter(offline=COVER_OPEN), "cover is open"),
        (RawPrinter(offline=0x52), "reports a fault"),
    ],
)
def test_trouble_is_told_before_anything_is_printed(printer: RawPrinter, sentence: str) -> None:
    with printer.listening() as there, pytest.raises(Unavailable, match=sentence) as told:
        send(at(there.address), a_page())
    assert not isinstance(told.value, PrintInterrupted)
    assert "raster" not in there.paper.commands


def test_paper_that_ends_in_the_middle_says_how_many_are_out() -> None:
    def run_out(printer: RawPrinter) -> None:
        printer.offline, printer.confirms = OFFLINE_NO_PAPER, False

    with RawPrinter(on_page=run_out).listening() as there:
        there.confirms = True
        with pytest.raises(PrintInterrupted, match="out of paper") as told:
            send(at(there.address), a_page(1), a_page(2))
    assert told.value.pages in {0, 1}


def test_who_does_not_confirm_is_not_asked_for_ever() -> None:
    with RawPrinter(confirms=False).listening() as there:
        assert send(at(there.address), a_page(1), a_page(2)) == [1, 2]
    assert there.paper.commands.count("worked off") == 1


def test_nobody_listens() -> None:
    with RawPrinter().listening() as there:
        gone = there.address
    with pytest.raises(Unavailable, match="does not answer") as told:
        send(at(gone), a_page())
    assert "switched on" in str(told.value.hint)


@pytest.mark.parametrize(
    "printer", [RawPrinter(drop_after=9000), RawPrinter(hang_after=9000, answers=False)]
)
def test_dropped_or_stuck_in_the_middle(printer: RawPrinter) -> None:
    with printer.listening() as there, pytest.raises(PrintInterrupted) as told:
        send(at(there.address), *(a_page(n, 4000) for n in range(20)))
    assert told.value.pages < 20


def test_stop_ends_a_print_that_hangs() -> None:
    printers = EscposPrinters(Patience(connect=1, write=30, status=0.1))
    with RawPrinter(hang_after=5000, answers=False).listening() as there:
        stopper = threading.Timer(0.3, printers.stop)
        stopper.start()
        with pytest.raises(PrintInterrupted, match="closed"):
            printers.print(at(there.address), [a_page(n, 4000) for n in range(50)], _no)
        stopper.join()


def test_a_file_gets_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "printer"
    send(at(str(path), Connection.FILE), a_page())
    paper = Paper()
    assert list(paper.take(path.read_bytes())) == ["why offline"]
    assert paper.pictures[0].tolist() == dots(a_page()).tolist()
    with pytest.raises(Unavailable, match="does not answer"):
        send(at(str(tmp_path / "nowhere" / "printer"), Connection.FILE), a_page())


def test_a_serial_line_gets_the_same_dots() -> None:
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    paper, stop = Paper(), threading.Event()

    def work() -> None:
        while not stop.is_set():
            for _ in paper.take(os.read(ours, 4096)):
                os.write(ours, b"\x12")

    reader = threading.Thread(target=work)
    reader.start()
    try:
        send(at(os.ttyname(theirs), Connection.SERIAL, baud=115200), a_page(height=200))
    finally:
        stop.set()
        os.write(theirs, b"\x1b@")
        reader.join()
        os.close(ours)
        os.close(theirs)
    assert paper.pictures[0].tolist() == dots(a_page(height=200)).tolist()


def test_usb_without_libusb_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import usb.core

    def find(**_ids: int) -> None:
        raise usb.core.NoBackendError("No backend available")

    monkeypatch.setattr(usb.core, "find", find)
    with pytest.raises(Unavailable, match="libusb") as told:
        send(at("04b8:0202", Connection.USB), a_page())
    assert "libusb-1.0" in str(told.value.hint)
    monkeypatch.setattr(usb.core, "find", _no)
    with pytest.raises(Unavailable, match="does not answer"):
        send(at("04b8:0202", Connection.USB), a_page())


def _no(*_anything: object, **_ids: int) -> None:
    """Do nothing."""
