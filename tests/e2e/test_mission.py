"""The mission in one test: a code held to a camera at an offline counter becomes one redemption.

Real parts only: a central process on loopback, a real window on a real (virtual) screen, a video
of a phone in front of the camera, the network cut, real key events, SIGKILL right after green.
What the window shows is read the way a screen reader does.
"""

from __future__ import annotations

import signal
from pathlib import Path

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Counter, Neighbourhood
from tests.e2e.screen import Eyes, picture, press, type_text
from tests.fakes.video import phone_video, write_video

pytestmark = REAL_WINDOW


def test_a_code_at_an_offline_counter_becomes_exactly_one_redemption(
    here: Neighbourhood, see: Eyes, tmp_path: Path, pictures: Path
) -> None:
    order = here.a_ready_order()
    video = write_video(tmp_path / "phone.avi", phone_video([here.code(order)]))
    one, two = here.counter("one"), here.counter("two")

    here.cut_the_network()
    _hand_over_offline_and_die(one, see, video, pictures)
    assert here.redemptions(order) == []
    assert one.status()["unsent"] == 1

    here.mend_the_network()
    with one.window() as again:
        see.wait_for_words(again.pid, "团长台")
        here.wait_until(lambda: len(here.redemptions(order)) == 1)
    assert [r["primary"] for r in here.redemptions(order)] == [True]

    _second_counter_knows(here, two, order, see, pictures)
    assert len(here.redemptions(order)) == 1
    assert here.incidents() == []


def _hand_over_offline_and_die(counter: Counter, see: Eyes, video: Path, pictures: Path) -> None:
    with counter.window(camera=str(video)) as window:
        see.wait_for_words(window.pid, "可以取货")
        picture(pictures / "ready.png")
        press(window.pid, "Return")
        see.wait_for_words(window.pid, "取货成功")
        window.send_signal(signal.SIGKILL)
        window.wait(10)


def _second_counter_knows(
    here: Neighbourhood, counter: Counter, order: str, see: Eyes, pictures: Path
) -> None:
    with counter.window() as window:
        see.wait_for_words(window.pid, "在线")
        type_text(window.pid, here.code(order), gap_ms=4)
        see.wait_for_words(window.pid, "已被取走", "one")
        picture(pictures / "already-collected.png")
