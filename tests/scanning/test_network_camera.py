from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache

import pytest

from leader_app.domain.scan import CameraState
from leader_app.scanning.camera_scan import CameraScan
from leader_app.scanning.steady import SteadyGuard
from tests.fakes.mjpeg_server import MjpegServer
from tests.fakes.scan_log import ScanLog
from tests.fakes.video import Show, jpeg_frames, phone_video

HELD = Show(comes_s=0.05, stays_s=0.3, goes_s=0.05, empty_s=0.0)


@cache
def _pictures(text: str) -> tuple[bytes, ...]:
    return tuple(jpeg_frames(phone_video([text], HELD)))


@pytest.fixture
def server() -> Iterator[MjpegServer]:
    with MjpegServer(_pictures("FIRST CUSTOMER")) as server:
        yield server


@pytest.fixture
def log() -> ScanLog:
    return ScanLog()


@pytest.fixture
def scanner() -> Iterator[CameraScan]:
    scanner = CameraScan(SteadyGuard())
    yield scanner
    scanner.stop()


def test_a_camera_cut_off_and_put_back_goes_on_by_itself(
    server: MjpegServer, log: ScanLog, scanner: CameraScan
) -> None:
    scanner.start(server.url, log)
    assert log.wait_for_text("FIRST CUSTOMER")
    server.cut()
    assert log.wait_for_state(CameraState.RETRY)
    assert scanner.newest_frame() is None
    lost = next(s for s in log.statuses if s.state is CameraState.NO_SIGNAL)
    assert str(lost.reason) == "The camera at 127.0.0.1 stopped sending pictures."
    server.show(_pictures("SECOND CUSTOMER"))
    server.restore()
    assert log.wait_for_text("SECOND CUSTOMER")
    assert scanner.status().state is CameraState.LIVE
    assert log.texts == ["FIRST CUSTOMER", "SECOND CUSTOMER"]


def test_a_camera_that_falls_silent_is_noticed(
    server: MjpegServer, log: ScanLog, scanner: CameraScan
) -> None:
    scanner.start(server.url, log)
    assert log.wait_for_state(CameraState.LIVE)
    server.freeze()
    assert log.wait_for_state(CameraState.NO_SIGNAL)
    server.cut()
    server.restore()
    assert log.wait_for_state(CameraState.LIVE, times=2)


def test_stopping_in_the_middle_of_silence_takes_two_seconds_at_most(
    server: MjpegServer, log: ScanLog, scanner: CameraScan
) -> None:
    scanner.start(server.url, log)
    assert log.wait_for_state(CameraState.LIVE)
    server.freeze()
    assert log.wait_for_state(CameraState.NO_SIGNAL)
    begun = time.monotonic()
    scanner.stop()
    assert time.monotonic() - begun < 3
    assert log.states[-1] is CameraState.STOPPED


def test_a_camera_nobody_answers_for_is_tried_again(log: ScanLog, scanner: CameraScan) -> None:
    server = MjpegServer([b""])
    server.cut()
    scanner.start(server.url, log)
    assert log.wait_for_state(CameraState.RETRY, times=2)
    assert str(log.statuses[-1].reason) == "The camera at 127.0.0.1 does not answer."
