"""Work goes elsewhere and comes back on the GUI thread, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from threading import Event, get_ident

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from ui.tasks import Tasks, database_tasks, side_tasks

GUI = get_ident()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = database_tasks()
    yield made
    made.stop()


def test_results_come_back_in_order_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    receiver, heard = QObject(), list[tuple[int, bool, bool]]()
    for number in range(20):

        def work(number: int = number) -> tuple[int, bool]:
            return number, get_ident() == GUI

        tasks.run(receiver, work, lambda told: heard.append((*told, get_ident() == GUI)))
    qtbot.waitUntil(lambda: len(heard) == 20)
    assert heard == [(number, False, True) for number in range(20)]


def test_a_rule_that_says_no_is_an_answer(qtbot: QtBot, tasks: Tasks) -> None:
    refused, heard = Refused(say("No"), say("Ask")), list[LeaderError]()

    def work() -> None:
        raise refused

    receiver = QObject()
    tasks.run(receiver, work, lambda _: None, heard.append)
    qtbot.waitUntil(lambda: heard == [refused])


def test_a_bug_reaches_the_reporter_and_ends_the_waiting(qtbot: QtBot, tasks: Tasks) -> None:
    receiver, heard = QObject(), list[LeaderError]()
    with qtbot.captureExceptions() as bugs:
        tasks.run(receiver, lambda: 1 // 0, lambda _: None, heard.append)
        qtbot.waitUntil(lambda: len(heard) == 1)
    assert [kind for kind, _, _ in bugs] == [ZeroDivisionError]


def test_nothing_is_delivered_to_the_dead(qtbot: QtBot, tasks: Tasks) -> None:
    receiver, alive, go, heard = QObject(), QObject(), Event(), list[str]()
    tasks.run(receiver, lambda: go.wait(10), lambda _: heard.append("dead"))
    delete(receiver)
    go.set()
    tasks.run(alive, lambda: None, lambda _: heard.append("alive"))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["alive"]


def test_of_outdated_questions_only_the_newest_is_asked(qtbot: QtBot, tasks: Tasks) -> None:
    receiver, go, asked, heard = QObject(), Event(), list[str](), list[str]()

    def question(text: str) -> str:
        asked.append(text)
        return text

    tasks.run(receiver, lambda: go.wait(10), lambda _: None)
    for text in ("3", "38", "382", "3827"):
        tasks.run(receiver, partial(question, text), heard.append, latest="search")
    go.set()
    qtbot.waitUntil(lambda: bool(heard))
    assert (asked, heard) == (["3827"], ["3827"])


def test_stop_finishes_what_was_begun_and_takes_on_no_more(qtbot: QtBot) -> None:
    tasks, receiver, done = database_tasks(), QObject(), list[int]()
    for number in range(5):
        tasks.run(receiver, partial(done.append, number), lambda _: None)
    tasks.stop()
    assert done == [0, 1, 2, 3, 4]
    tasks.run(receiver, lambda: done.append(9), lambda _: None)
    assert 9 not in done


def test_the_side_pool_does_several_things_at_once(qtbot: QtBot) -> None:
    tasks, receiver, both = side_tasks(), QObject(), Event()
    heard: list[bool] = []
    tasks.run(receiver, lambda: both.wait(10), heard.append)
    tasks.run(receiver, both.set, lambda _: None)
    qtbot.waitUntil(lambda: heard == [True])
    tasks.stop()
