from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Event, current_thread
from typing import TYPE_CHECKING

import pytest

from leader_app.domain.scan import CameraState, Scan, ScanSource, Symbol
from leader_app.ports.scanning import CameraScanner, KeyTiming, PictureReader, ScanGuard
from leader_app.scanning.camera_scan import CameraScan
from leader_app.scanning.frame import Frame
from leader_app.scanning.mailbox import Mailbox
from leader_app.scanning.pictures import Pictures
from leader_app.scanning.reader_loop import ReaderLoop
from leader_app.scanning.steady import SteadyGuard
from leader_app.scanning.wedge import WedgeTiming
from tests.fakes.captures import GREY, FakeCapture, FakeOpener
from tests.fakes.scan_log import ScanLog

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

NOON = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)


class ScriptedReader:
    """Finds in each frame what the script says next, then nothing."""

    def __init__(self, *script: tuple[str, ...] | Exception) -> None:
        self._script = list(script)
        self.done = Event()

    def read(self, image: Image) -> tuple[Symbol, ...]:
        if not self._script:
            self.done.set()
            return ()
        found = self._script.pop(0)
        if isinstance(found, Exception):
            raise found
        return tuple(Symbol(text, "QRCode", valid=text != "broken") for text in found)


class EndlessCapture(FakeCapture):
    """A camera that always has a picture."""

    def read(self) -> Image | None:
        self.pause.wait(0.001)
        return GREY

    pause = Event()


@pytest.fixture
def log() -> ScanLog:
    return ScanLog()


@pytest.fixture
def scanners() -> Iterator[list[CameraScan]]:
    made: list[CameraScan] = []
    yield made
    for scanner in made:
        scanner.stop()


def _scanner(scanners: list[CameraScan], reader: ScriptedReader, opener: FakeOpener) -> CameraScan:
    scanner = CameraScan(SteadyGuard(), reader, opener=opener, now=lambda: NOON)
    scanners.append(scanner)
    return scanner


def test_each_code_is_presented_once_with_all_there_is_to_know(
    log: ScanLog, scanners: list[CameraScan]
) -> None:
    reader = ScriptedReader(("a",), ("a",), ("a", "b"), ("broken",), ("b",), ("a",))
    _scanner(scanners, reader, FakeOpener(EndlessCapture())).start("0", log)
    assert reader.done.wait(10)
    assert log.scans == [
        Scan("a", "QRCode", ScanSource.CAMERA, NOON),
        Scan("b", "QRCode", ScanSource.CAMERA, NOON),
    ]


@pytest.mark.expects_log("A picture could not be read")
def test_a_picture_that_breaks_the_reader_stops_nothing_and_is_logged_once(
    log: ScanLog, scanners: list[CameraScan], caplog: pytest.LogCaptureFixture
) -> None:
    errors = (ValueError("first"), ValueError("second"), KeyError("third"))
    reader = ScriptedReader(*errors, ("a",))
    _scanner(scanners, reader, FakeOpener(EndlessCapture())).start("0", log)
    assert log.wait_for_text("a")
    assert [r.levelname for r in caplog.records] == ["ERROR", "ERROR"]


def test_the_newest_picture_and_the_state_can_be_asked_for(
    log: ScanLog, scanners: list[CameraScan]
) -> None:
    scanner = _scanner(scanners, ScriptedReader(), FakeOpener(EndlessCapture()))
    assert scanner.newest_frame() is None
    assert scanner.status().state is CameraState.STOPPED
    scanner.start("0", log)
    assert log.wait_for_state(CameraState.LIVE)
    assert scanner.newest_frame() is not None
    assert scanner.status().state.value == "live"
    scanner.stop()
    assert scanner.newest_frame() is None
    assert log.states[-1] is CameraState.STOPPED


def test_starting_anew_takes_the_new_source(log: ScanLog, scanners: list[CameraScan]) -> None:
    first = EndlessCapture()
    opener = FakeOpener(first, EndlessCapture())
    scanner = _scanner(scanners, ScriptedReader(), opener)
    scanner.start("0", log)
    assert log.wait_for_state(CameraState.LIVE)
    scanner.start("1", log)
    assert log.wait_for_state(CameraState.LIVE, times=2)
    assert first.closed.is_set()
    assert [source.address for source in opener.opened] == ["0", "1"]
    assert scanner.status().source == "1"


def test_stopping_twice_is_harmless_and_ends_the_scans(
    log: ScanLog, scanners: list[CameraScan]
) -> None:
    scanner = _scanner(scanners, ScriptedReader(), FakeOpener(EndlessCapture()))
    scanner.start("0", log)
    scanner.stop()
    heard = len(log.statuses)
    scanner.stop()
    assert len(log.statuses) == heard


def test_nothing_comes_out_of_a_loop_that_was_told_to_stop() -> None:
    box: Mailbox[Frame] = Mailbox()
    log = ScanLog()
    names: list[str] = []

    class StopsInTheMiddle(ScriptedReader):
        def read(self, image: Image) -> tuple[Symbol, ...]:
            names.append(current_thread().name)
            loop._stopping.set()
            return (Symbol("late", "QRCode"),)

    loop = ReaderLoop(
        box,
        StopsInTheMiddle(),
        SteadyGuard(),
        log.scanned,
        on_idle=lambda: None,
        now=lambda: NOON,
    )
    loop.start()
    box.put(Frame(GREY, 0.0))
    loop._thread.join(5)
    loop.stop()
    assert names == ["decoder"]
    assert log.scans == []


def test_a_loop_without_pictures_says_so() -> None:
    idle = Event()
    loop = ReaderLoop(
        Mailbox(),
        ScriptedReader(),
        SteadyGuard(),
        ScanLog().scanned,
        on_idle=idle.set,
        now=lambda: NOON,
        idle_s=0.01,
    )
    loop.start()
    assert idle.wait(5)
    loop.stop()


def test_the_parts_fit_their_ports() -> None:
    guard: ScanGuard = SteadyGuard()
    scanner: CameraScanner = CameraScan(guard)
    timing: KeyTiming = WedgeTiming()
    pictures: PictureReader = Pictures()
    assert (scanner.status().state, timing.deadline_ms) == (CameraState.STOPPED, None)
    assert guard.is_new("a")
    assert pictures is not None
