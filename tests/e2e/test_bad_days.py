"""A full disk, a network that wants a log-in, a program killed again and again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Counter, Neighbourhood
from tests.e2e.screen import Eyes, press, scan

pytestmark = REAL_WINDOW
KILLS = 8


def test_a_full_disk_is_said_and_nothing_is_lost(
    here: Neighbourhood, see: Eyes, tmp_path: Path
) -> None:
    order = here.a_ready_order()
    with _small_disk(tmp_path / "disk") as disk:
        counter = Counter(disk / "one")
        shutil.copytree(here.counter("one").base_dir, counter.base_dir)
        with counter.window() as window:
            see.wait_for_words(window.pid, "在线")
            (counter.base_dir / "store" / "ballast").unlink()  # the room kept back is used up
            _fill(disk / "filler")
            scan(window.pid, here.code(order))
            see.wait_for_words(window.pid, "可以取货")
            press(window.pid, "Return")
            see.wait_for_words(window.pid, "磁盘已满：没有保存")
            assert here.redemptions(order) == []

            (disk / "filler").unlink()
            press(window.pid, "Return")
            see.wait_for_words(window.pid, "取货成功")
            here.wait_until(lambda: len(here.redemptions(order)) == 1)
        assert counter.status()["unsent"] == 0


def test_a_network_that_answers_everything_with_a_page_is_offline_in_words(
    here: Neighbourhood, see: Eyes
) -> None:
    order = here.a_ready_order()
    with here.counter("one").window() as window:
        see.wait_for_words(window.pid, "在线")
        here.cut_the_network()
        with _captive_portal(here.line.port):
            see.wait_for_words(window.pid, "离线", "应答的不是中心")
            scan(window.pid, here.code(order))
            see.wait_for_words(window.pid, "可以取货")
            press(window.pid, "Return")
            see.wait_for_words(window.pid, "取货成功")
        here.mend_the_network()
        here.wait_until(lambda: len(here.redemptions(order)) == 1)
        see.wait_for_words(window.pid, "在线")


def test_killed_right_after_green_again_and_again_each_arrives_exactly_once(
    here: Neighbourhood, see: Eyes
) -> None:
    orders = here.ready_orders(KILLS)
    codes = [here.code(order) for order in orders]
    before = {row["redemption"] for row in here.redemptions()}
    counter = here.counter("one")
    for code in codes:
        with counter.window() as window:
            see.wait_for_words(window.pid, "请扫下一个码")
            scan(window.pid, code)
            see.wait_for_words(window.pid, "可以取货")
            press(window.pid, "Return")
            see.wait_for_words(window.pid, "取货成功")
            window.send_signal(signal.SIGKILL)
            window.wait(10)
    counter.command("sync", "--once")
    done = [row for row in here.redemptions() if row["redemption"] not in before]
    assert [row["primary"] for row in done] == [True] * KILLS
    assert len({row["claim"] for row in done}) == KILLS
    assert here.incidents() == []


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """Yield a disk of its own that is soon full; only root may make one."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=260m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(bytes(size)) == size:
                    pass
            except OSError:
                continue


@contextmanager
def _captive_portal(port: int) -> Iterator[None]:
    """Answer everything with a page to log in on."""
    portal = ThreadingHTTPServer(("127.0.0.1", port), _Portal)
    serving = threading.Thread(target=portal.serve_forever, args=(0.05,), name="portal")
    serving.start()
    try:
        yield
    finally:
        portal.shutdown()
        portal.server_close()
        serving.join()


class _Portal(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        page = b"<html><body>Please log in to this network.</body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
