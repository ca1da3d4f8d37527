"""The camera's plug, pulled and put back while people wait."""

from __future__ import annotations

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes
from tests.fakes.mjpeg_server import MjpegServer
from tests.fakes.video import Show, jpeg_frames, phone_video

pytestmark = REAL_WINDOW


def test_a_camera_pulled_and_put_back_reads_on_and_says_so_in_words(
    here: Neighbourhood, see: Eyes
) -> None:
    code = here.code(here.a_ready_order())
    nobody = jpeg_frames(phone_video([], Show(empty_s=0.3)))
    phone = jpeg_frames(phone_video([code], Show(0.1, 0.6, 0.1, 0.0)))
    with MjpegServer(nobody) as camera, here.counter("one").window(camera.url) as window:
        see.wait_for_words(window.pid, "摄像头正常")
        camera.cut()
        see.wait_for_words(window.pid, "摄像头无响应")
        see.wait_for_words(window.pid, "可先用扫码枪或手输")
        camera.restore()
        see.wait_for_words(window.pid, "摄像头正常")
        camera.show(phone)
        see.wait_for_words(window.pid, "可以取货")
