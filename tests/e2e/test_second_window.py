"""A second start on the same store."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes, press

pytestmark = REAL_WINDOW


def test_a_second_window_says_that_one_is_open_and_the_first_stays(
    here: Neighbourhood, see: Eyes
) -> None:
    counter = here.counter("one")
    command = [sys.executable, "-m", "leader_app", "--base-dir", str(counter.base_dir)]
    with counter.window() as first:
        see.wait_for_words(first.pid, "请扫下一个码")
        second = subprocess.run(
            command, env=os.environ, capture_output=True, text=True, timeout=30, check=False
        )
        assert second.returncode != 0
        assert "团长台已经打开" in second.stdout + second.stderr
        press(first.pid, "F2")
        see.wait_for_words(first.pid, "手机尾号、姓名或订单号")
        assert first.poll() is None
