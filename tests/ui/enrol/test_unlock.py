"""The passphrase of a store without a keyring."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.services.counter import Counter
from tests.fakes.runner import RunsAtOnce
from tests.fakes.window import FakeCounter
from tests.ui.accessible import focused, nameless
from ui.enrol.unlock_view import UnlockPage
from ui.enrol.unlock_view_model import Slip, UnlockViewModel

RIGHT = "correct horse"


class _Store:
    def __init__(self) -> None:
        self.tried: list[str | None] = []
        self.counter = FakeCounter().bundle()

    def __call__(self, passphrase: str | None) -> Counter:
        self.tried.append(passphrase)
        if passphrase != RIGHT:
            raise Refused(say("This passphrase is wrong."), say("Try again."))
        return self.counter


def test_the_right_words_open(qtbot: QtBot) -> None:
    store = _Store()
    model = UnlockViewModel(store, RunsAtOnce(), first=False)
    with qtbot.waitSignal(model.opened) as heard:
        model.submit(RIGHT, "")
    assert heard.args == [store.counter]


def test_wrong_words_are_told_and_do_not_open(qtbot: QtBot) -> None:
    model = UnlockViewModel(_Store(), RunsAtOnce(), first=False)
    with qtbot.assertNotEmitted(model.opened):
        model.submit("wrong", "")
    assert model.error is not None
    assert not model.busy


@pytest.mark.parametrize(
    ("first", "words", "again", "slip"),
    [
        (True, "seven77", "seven77", Slip.SHORT),
        (True, RIGHT, RIGHT + "x", Slip.DIFFERENT),
        (False, "", "", Slip.SHORT),
    ],
)
def test_slips_are_noticed_before_anything_is_tried(
    qtbot: QtBot, first: bool, words: str, again: str, slip: Slip
) -> None:
    store = _Store()
    model = UnlockViewModel(store, RunsAtOnce(), first=first)
    model.submit(words, again)
    assert model.slip is slip
    assert not store.tried


@pytest.mark.parametrize("first", [True, False])
def test_the_page_by_keyboard_alone(qtbot: QtBot, first: bool) -> None:
    store = _Store()
    model = UnlockViewModel(store, RunsAtOnce(), first=first)
    page = UnlockPage(model)
    qtbot.addWidget(page)
    page.resize(1024, 560)
    with qtbot.waitExposed(page):
        page.show()
    page.take_focus()
    assert not nameless(page)
    QTest.keyClicks(focused(), RIGHT)
    if first:
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        QTest.keyClicks(focused(), RIGHT)
    with qtbot.waitSignal(model.opened):
        QTest.keyClick(focused(), Qt.Key.Key_Return)


def test_a_wrong_passphrase_is_drawn(qtbot: QtBot) -> None:
    model = UnlockViewModel(_Store(), RunsAtOnce(), first=False)
    page = UnlockPage(model)
    qtbot.addWidget(page)
    model.submit("wrong", "")
    assert "wrong" in page.banner.text()
