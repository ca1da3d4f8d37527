from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from leader_app.scanning.capture import open_capture
from leader_app.scanning.opencv import cv2
from leader_app.scanning.source import parse_source
from tests.fakes.video import FRAMES_PER_SECOND, phone_video, write_video


class FakeVideo:
    """A camera as OpenCV gives it."""

    opened: FakeVideo
    there = True

    def __init__(self, target: int | str, *_: object) -> None:
        FakeVideo.opened = self
        self.target = target
        self.wishes: dict[int, float] = {}
        self.released = False

    def isOpened(self) -> bool:
        return self.there

    def set(self, wish: int, value: float) -> bool:
        self.wishes[wish] = value
        return False

    def get(self, _wish: int) -> float:
        return 0.0

    def read(self) -> tuple[bool, np.ndarray | None]:
        return True, None

    def release(self) -> None:
        self.released = True


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeVideo, "there", True)


def test_a_camera_is_asked_for_lively_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", FakeVideo)
    capture = open_capture(parse_source("1"))
    assert capture is not None
    video = FakeVideo.opened
    assert video.target == 1
    assert video.wishes[cv2.CAP_PROP_FRAME_WIDTH] == 1280
    assert video.wishes[cv2.CAP_PROP_BUFFERSIZE] == 1
    assert capture.read() is None
    assert capture.frame_s() == pytest.approx(1 / 30)
    capture.close()
    assert video.released


def test_a_camera_that_is_not_there_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", FakeVideo)
    monkeypatch.setattr(FakeVideo, "there", False)
    assert open_capture(parse_source("1")) is None
    assert FakeVideo.opened.released
    assert FakeVideo.opened.wishes == {}


def test_a_video_tells_its_speed_and_ends(tmp_path: Path) -> None:
    frames = list(phone_video([]))[:3]
    capture = open_capture(parse_source(str(write_video(tmp_path / "a.avi", frames))))
    assert capture is not None
    assert capture.frame_s() == pytest.approx(1 / FRAMES_PER_SECOND)
    assert [capture.read() is not None for _ in range(4)] == [True, True, True, False]
    capture.close()
