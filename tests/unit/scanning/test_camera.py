from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.scanning import camera as camera_module
from leader_app.scanning.camera import Camera
from leader_app.scanning.frame import Frame
from leader_app.scanning.mailbox import Mailbox
from leader_app.scanning.source import Source, SourceKind
from tests.fakes.captures import GREY, BrokenCapture, FakeCapture, FakeOpener
from tests.fakes.scan_log import ScanLog

DEVICE = Source(SourceKind.DEVICE, "0")
FILE = Source(SourceKind.FILE, "/videos/phone.avi")
SHORT = (0.001, 0.002, 0.003)


class Rig:
    """A camera with a fake opener, whose threads are ended whatever happens."""

    def __init__(self) -> None:
        self.log = ScanLog()
        self.box: Mailbox[Frame] = Mailbox()
        self.unplugged = Event()
        self.now = 100.0
        self._cameras: list[Camera] = []

    def camera(
        self, source: Source, opener: FakeOpener, *, repeat: bool = False, start: bool = True
    ) -> Camera:
        camera = Camera(
            source,
            self.box,
            self.log.camera_changed,
            opener=opener,
            clock=lambda: self.now,
            retry_s=SHORT,
            repeat=repeat,
        )
        self._cameras.append(camera)
        if start:
            camera.start()
        return camera

    def close(self) -> None:
        self.unplugged.set()
        for camera in self._cameras:
            camera.stop()
            if camera._thread.ident is not None:
                camera._thread.join(5)


@pytest.fixture
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.close()


def test_a_camera_becomes_live_and_its_newest_picture_is_there(rig: Rig) -> None:
    capture = FakeCapture(GREY, until=rig.unplugged)
    camera = rig.camera(DEVICE, FakeOpener(capture))
    frame = rig.box.take(5)
    assert frame is not None
    assert (frame.width, frame.height, frame.stride) == (128, 72, 128 * 3)
    assert bytes(frame.pixels) == GREY.tobytes()
    assert rig.log.wait_for_state(CameraState.LIVE)
    assert rig.log.states == [CameraState.OPENING, CameraState.LIVE]
    rig.unplugged.set()
    camera.stop()
    assert camera.status == CameraStatus(CameraState.STOPPED, "0")
    assert capture.closed.is_set()


def test_a_camera_pulled_and_plugged_in_again_comes_back(rig: Rig) -> None:
    first = FakeCapture(GREY)
    opener = FakeOpener(first, None, None, FakeCapture(GREY, until=rig.unplugged))
    rig.camera(DEVICE, opener)
    assert rig.log.wait_for_state(CameraState.LIVE, times=2)
    assert first.closed.is_set()
    states = rig.log.states
    assert states[:4] == [
        CameraState.OPENING,
        CameraState.LIVE,
        CameraState.NO_SIGNAL,
        CameraState.RETRY,
    ]
    assert states[-1] is CameraState.LIVE
    lost, missing = rig.log.statuses[2], rig.log.statuses[5]
    assert str(lost.reason) == "The camera gives no picture any more. Check its cable."
    assert str(missing.reason) == "There is no camera 0. Is it plugged in?"
    assert rig.log.statuses[-1].reason is None


def test_tries_come_at_growing_distances_up_to_a_limit(rig: Rig) -> None:
    rig.camera(DEVICE, FakeOpener())
    assert rig.log.wait_for_state(CameraState.RETRY, times=5)
    pauses = [s.retry_s for s in rig.log.statuses if s.state is CameraState.RETRY]
    assert pauses[:5] == [0.001, 0.002, 0.003, 0.003, 0.003]


def test_no_old_picture_stays_when_the_camera_is_gone(rig: Rig) -> None:
    rig.camera(DEVICE, FakeOpener(FakeCapture(GREY)))
    assert rig.log.wait_for_state(CameraState.RETRY)
    assert rig.box.peek() is None


@pytest.mark.expects_log("The camera 0 failed")
def test_a_failing_driver_is_borne_and_logged(rig: Rig) -> None:
    rig.camera(DEVICE, FakeOpener(BrokenCapture(), FakeCapture(GREY, until=rig.unplugged)))
    assert rig.log.wait_for_state(CameraState.LIVE)


def test_a_video_ends_and_stays_ended(rig: Rig) -> None:
    opener = FakeOpener(FakeCapture(GREY, GREY))
    camera = rig.camera(FILE, opener)
    assert rig.log.wait_for_state(CameraState.STOPPED)
    assert str(camera.status.reason) == "The video phone.avi has ended."
    assert len(opener.opened) == 1


def test_a_video_plays_at_its_own_speed(rig: Rig) -> None:
    rig.camera(FILE, FakeOpener(FakeCapture(GREY, GREY, frame_s=3600)))
    assert rig.log.wait_for_state(CameraState.LIVE)
    assert rig.box.take(5) is not None
    assert rig.box.take(0.1) is None


def test_a_repeated_video_begins_anew_without_a_word(rig: Rig) -> None:
    opener = FakeOpener(
        FakeCapture(GREY), FakeCapture(GREY), FakeCapture(GREY, until=rig.unplugged)
    )
    camera = rig.camera(FILE, opener, repeat=True)
    assert rig.log.wait_for(lambda: len(opener.opened) == 3 or bool(rig.log.statuses[2:]))
    rig.unplugged.set()
    assert rig.log.wait_for_state(CameraState.STOPPED)
    assert rig.log.states == [CameraState.OPENING, CameraState.LIVE, CameraState.STOPPED]
    assert camera.status.reason is not None


def test_a_camera_that_hangs_is_noticed_once_and_recovers(rig: Rig) -> None:
    hang = Event()
    opener = FakeOpener(FakeCapture(GREY, until=hang), FakeCapture(GREY, until=rig.unplugged))
    camera = rig.camera(DEVICE, opener)
    assert rig.log.wait_for_state(CameraState.LIVE)
    camera.watch()
    assert rig.log.states[1:] == [CameraState.LIVE]
    rig.now += camera_module.STALLED_S + 0.1
    camera.watch()
    camera.watch()
    assert rig.log.states[1:] == [CameraState.LIVE, CameraState.NO_SIGNAL]
    assert rig.box.peek() is None
    hang.set()
    assert rig.log.wait_for_state(CameraState.LIVE, times=2)


def test_stopping_does_not_wait_for_a_hanging_driver(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "STOP_S", 0.05)
    capture = FakeCapture(GREY, until=rig.unplugged)
    camera = rig.camera(DEVICE, FakeOpener(capture))
    assert rig.log.wait_for_state(CameraState.LIVE)
    camera.stop()
    assert camera.status.state is CameraState.STOPPED
    assert not capture.closed.is_set()
    heard = list(rig.log.statuses)
    rig.unplugged.set()
    assert capture.closed.wait(5)
    assert rig.log.statuses == heard


def test_a_camera_never_started_can_be_stopped(rig: Rig) -> None:
    camera = rig.camera(DEVICE, FakeOpener(), start=False)
    camera.stop()
    assert camera.status.state is CameraState.STOPPED
