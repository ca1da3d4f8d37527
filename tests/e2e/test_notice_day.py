"""A notice from the arrival to the hand-over: goods come, the group hears once, somebody comes.

The robot is an address of the shop's own on a real socket. In the other test the power fails while
the robot has the message and has not answered: nothing goes twice, and a person is asked.
"""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import POINT, Neighbourhood
from tests.e2e.quiet import without_quiet_times
from tests.e2e.screen import Eyes, click, picture, press, type_text
from tests.e2e.truck_steps import PERSON_MS, awaited_product, scan_goods, sign_and_book
from tests.fakes.robots.pushes import OwnAddress
from tests.fakes.robots.server import Asked, Said, served

pytestmark = REAL_WINDOW
WEBHOOK = 9  # of the kinds a channel may have, from 0
SECRET = "key-of-the-group"


def test_goods_arrive_the_group_is_told_and_a_neighbour_comes(
    here: Neighbourhood, see: Eyes, pictures: Path
) -> None:
    product = awaited_product(here)
    here.centre("delivery", "add", "--point", POINT, "--id", "T-1", "--line", f"{product}:2")
    one = here.counter("one")
    one.command("sync", "--once")
    without_quiet_times(one)
    robot = OwnAddress(secret=SECRET)
    with served(robot) as address, one.window() as window:
        pid = window.pid
        see.wait_for_words(pid, "在线")
        _receive(here, product, see, pid)
        order = _arrived(here, product)
        _add_channel(f"{address}/hook", see, pid)
        picture(pictures / "channel.png")
        _tell(see, pid, pictures)
        here.wait_until(lambda: bool(robot.heard) and bool(_touches(here)))
        picture(pictures / "told.png")
        lines = {line for touch in _touches(here) for line in touch["lines"]}
        assert f"{order}:1" in lines
        text = "\n".join(str(body) for body in robot.heard)
        assert _goods_name(here, product) in text
        assert SECRET not in text
        _hand_over(here, order, see, pid)
        before = len(robot.heard)
        _tell_again(see, pid)
        picture(pictures / "again.png")
    assert len(robot.heard) == before
    assert here.incidents() == []


def test_a_message_cut_off_by_a_power_failure_is_asked_about_and_not_sent_again(
    here: Neighbourhood, see: Eyes, pictures: Path
) -> None:
    one = here.counter("one")
    one.command("sync", "--once")
    without_quiet_times(one)
    robot = Silent(secret=SECRET)
    with served(robot) as address:
        with one.window() as window:
            see.wait_for_words(window.pid, "在线")
            _add_channel(f"{address}/hook", see, window.pid)
            _tell(see, window.pid, pictures)
            assert robot.asked.wait(30)
            os.kill(window.pid, signal.SIGKILL)
        robot.speaks.set()
        with one.window() as window:
            see.wait_for_words(window.pid, "在线")
            press(window.pid, "F5")
            see.wait_for_words(window.pid, "可能已发出")
            picture(pictures / "unsure.png")
            here.wait_until(lambda: any(touch["unsure"] for touch in _touches(here)))
    texts = [str(body["text"]) for body in robot.heard]
    assert len(set(texts)) == len(texts), "what was cut off went again"


@dataclass
class Silent(OwnAddress):
    """Hears a message and says nothing until it may."""

    asked: threading.Event = field(default_factory=threading.Event)
    speaks: threading.Event = field(default_factory=threading.Event)

    def answer(self, asked: Asked) -> Said:
        self.asked.set()
        self.speaks.wait(60)
        return super().answer(asked)


def _receive(here: Neighbourhood, product: str, see: Eyes, pid: int) -> None:
    scan_goods(here, product, see, pid, of=2)
    sign_and_book(see, pid)
    here.wait_until(lambda: here.centre("deliveries", "--state", "received") != [])


def _add_channel(address: str, see: Eyes, pid: int) -> None:
    press(pid, "F5")
    click(see.wait_for_words(pid, "渠道"))
    press(pid, "alt+a")
    see.wait_for_words(pid, "新渠道")
    press(pid, *["Down"] * WEBHOOK)
    click(see.wait(pid, lambda w: w.role == "text" and "名称" in w.name, "the channel's name"))
    type_text(pid, "Robot", PERSON_MS)
    click(see.wait(pid, lambda w: w.role == "password text", "its address"))
    type_text(pid, f"{address} {SECRET}", PERSON_MS)
    press(pid, "ctrl+Return")
    see.wait(pid, lambda w: w.role == "table cell" and "Robot" in w.name, "the new channel")


def _tell(see: Eyes, pid: int, pictures: Path) -> None:
    click(see.wait_for_words(pid, "写通知"))
    press(pid, "Return")
    see.wait_for_words(pid, "发给")
    picture(pictures / "written.png")
    press(pid, "ctrl+Return")
    press(pid, "ctrl+Return")


def _tell_again(see: Eyes, pid: int) -> None:
    press(pid, "F5")
    click(see.wait_for_words(pid, "写通知"))
    press(pid, "Return")


def _hand_over(here: Neighbourhood, order: str, see: Eyes, pid: int) -> None:
    press(pid, "F1")
    type_text(pid, here.code(order), 4)
    see.wait_for_words(pid, "交付")
    press(pid, "Return")
    see.wait_for_words(pid, "取货成功")
    here.wait_until(lambda: len(here.redemptions(order)) == 1)


def _touches(here: Neighbourhood) -> list[dict[str, Any]]:
    return here.centre("touches", "--point", POINT)


def _arrived(here: Neighbourhood, product: str) -> str:
    """Return an order that got some of the product."""
    for order in here.centre("orders", "--point", POINT):
        first = order["lines"][0]
        if first["product"] == product and first["arrived"] and order["state"] == "ready":
            return str(order["order"])
    raise AssertionError(product)


def _goods_name(here: Neighbourhood, product: str) -> str:
    rows = here.centre("stock", "--point", POINT)
    return next(str(row["name"]) for row in rows if row["product"] == product)
