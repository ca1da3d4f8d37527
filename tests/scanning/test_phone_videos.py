from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leader_app.domain.scan import CameraState
from leader_app.scanning.camera_scan import CameraScan
from leader_app.scanning.steady import SteadyGuard
from tests.fakes.scan_log import ScanLog
from tests.fakes.video import HEIGHT, WIDTH, Show, phone_video, write_video

# As long as a real pickup code.
FIRST = "LDP" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 4 + "ABCDEFG"
SECOND = "LDP" + "765432ZYXWVUTSRQPONMLKJIHGFEDCBA" * 4 + "GFEDCBA"
BRIEF = Show(comes_s=0.2, stays_s=0.5, goes_s=0.2, empty_s=0.2)


@pytest.fixture
def log() -> ScanLog:
    return ScanLog()


@pytest.fixture
def scanner() -> Iterator[CameraScan]:
    scanner = CameraScan(SteadyGuard())
    yield scanner
    scanner.stop()


@pytest.mark.parametrize("ending", [".avi", ".mp4"])
def test_two_phones_after_each_other_give_two_scans(
    ending: str, tmp_path: Path, log: ScanLog, scanner: CameraScan
) -> None:
    video = write_video(tmp_path / f"手机{ending}", phone_video([FIRST, SECOND], BRIEF))
    scanner.start(str(video), log)
    assert log.wait_for_state(CameraState.STOPPED)
    assert log.texts == [FIRST, SECOND]
    assert log.states == [CameraState.OPENING, CameraState.LIVE, CameraState.STOPPED]


def test_a_phone_held_for_long_gives_one_scan(
    tmp_path: Path, log: ScanLog, scanner: CameraScan
) -> None:
    video = write_video(
        tmp_path / "phone.avi",
        phone_video([FIRST], Show(comes_s=0.2, stays_s=1.2, goes_s=0.2, empty_s=0.1)),
    )
    scanner.start(str(video), log)
    assert log.wait_for_state(CameraState.STOPPED)
    assert log.texts == [FIRST]


def test_an_undone_code_still_in_view_is_a_scan_again(tmp_path: Path, log: ScanLog) -> None:
    guard = SteadyGuard()
    scanner = CameraScan(guard, repeat=True)
    video = write_video(tmp_path / "phone.avi", phone_video([FIRST], BRIEF))
    scanner.start(str(video), log)
    assert log.wait_for_text(FIRST)
    guard.forget(FIRST)
    assert log.wait_for_text(FIRST, times=2)
    scanner.stop()


def test_a_poor_picture_is_read(tmp_path: Path, log: ScanLog, scanner: CameraScan) -> None:
    poor = Show(comes_s=0.2, stays_s=1.0, goes_s=0.2, tilt=25, blur=1.6, noise=18)
    video = write_video(tmp_path / "phone.avi", phone_video([FIRST], poor))
    scanner.start(str(video), log)
    assert log.wait_for_state(CameraState.STOPPED)
    assert log.texts == [FIRST]


def test_the_preview_has_the_videos_size(tmp_path: Path, log: ScanLog, scanner: CameraScan) -> None:
    video = write_video(tmp_path / "phone.avi", phone_video([], Show(empty_s=1.0)))
    scanner.start(str(video), log)
    assert log.wait_for_state(CameraState.LIVE)
    frame = scanner.newest_frame()
    assert frame is not None
    assert (frame.width, frame.height, len(frame.pixels)) == (WIDTH, HEIGHT, WIDTH * HEIGHT * 3)


def test_a_video_that_is_put_there_later_is_found(
    tmp_path: Path, log: ScanLog, scanner: CameraScan
) -> None:
    path = tmp_path / "later.avi"
    scanner.start(str(path), log)
    assert log.wait_for_state(CameraState.RETRY)
    ready = write_video(tmp_path / "ready.avi", phone_video([FIRST], BRIEF))
    ready.rename(path)
    assert log.wait_for_text(FIRST)


def test_a_file_that_is_no_video_is_said_to_be_unreadable(
    tmp_path: Path, log: ScanLog, scanner: CameraScan
) -> None:
    path = tmp_path / "notes.avi"
    path.write_text("not a video")
    scanner.start(str(path), log)
    assert log.wait_for_state(CameraState.RETRY)
    assert str(log.statuses[-1].reason) == "The video notes.avi cannot be opened."
