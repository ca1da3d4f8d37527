"""The frame around the pages, and the window around the frame."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.domain.text import say
from leader_app.ports import Connection, SyncState
from tests.fakes.shown import NOW
from tests.ui.accessible import nameless
from ui.kit.label import ElidedLabel
from ui.kit.page import Page
from ui.kit.title import TitleLine
from ui.languages import Language
from ui.memory import Look, Memory
from ui.shell.frame import Frame
from ui.shell.page import Place
from ui.shell.rail import Rail
from ui.shell.status import StatusViewModel
from ui.shell.window import Window
from ui.theme.current import ThemeChoice
from ui.theme.tokens import Ink, Size


class _OnePage(Page):
    made = 0

    def __init__(self) -> None:
        super().__init__(TitleLine())
        type(self).made += 1
        self.field = QLineEdit()
        self.field.setAccessibleName("Words")
        self.body.addWidget(self.field)

    def take_focus(self) -> None:
        self.field.setFocus()


@pytest.fixture
def status(qtbot: QtBot) -> StatusViewModel:
    QLocale.setDefault(QLocale("en"))
    made = StatusViewModel(lambda: NOW)
    made.stop()
    return made


@pytest.fixture
def frame(qtbot: QtBot, status: StatusViewModel) -> Frame:
    _OnePage.made = 0
    places = [
        Place("pickup", "pickup", lambda: "Pickup", _OnePage),
        Place("orders", "orders", lambda: "Orders", _OnePage),
        Place("settings", "settings", lambda: "Settings", _OnePage, at_foot=True),
    ]
    made = Frame(places, status)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_pages_are_made_on_the_first_visit(frame: Frame) -> None:
    assert (_OnePage.made, frame.current()) == (0, "")
    first = frame.go_to("pickup")
    frame.go_to("orders")
    assert frame.go_to("pickup") is first
    assert (_OnePage.made, frame.current()) == (2, "pickup")


@pytest.mark.parametrize(
    ("key", "modifier", "place"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier, "orders"),
        (Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier, "settings"),
    ],
)
def test_keys_go_to_places_even_from_a_field(
    frame: Frame, key: Qt.Key, modifier: Qt.KeyboardModifier, place: str
) -> None:
    page = frame.go_to("pickup")
    assert isinstance(page, _OnePage)
    assert page.field.hasFocus()
    QTest.keyClick(page.field, key, modifier)
    assert frame.current() == place


def test_the_rail_says_where_one_is_and_what_waits(frame: Frame) -> None:
    frame.go_to("orders")
    (rail,) = frame.findChildren(Rail)
    names = {button.accessibleName(): button for button in rail.findChildren(QAbstractButton)}
    assert [name for name, button in names.items() if button.isChecked()] == ["Orders"]
    frame.set_badge("orders", 3)
    assert names["Orders"].accessibleName() == "Orders 3"
    assert names["Pickup"].accessibleDescription() == "F1"
    QTest.mouseClick(names["Pickup"], Qt.MouseButton.LeftButton)
    assert frame.current() == "pickup"


def test_the_rail_is_narrow_where_room_is_scarce(qtbot: QtBot, frame: Frame) -> None:
    (rail,) = frame.findChildren(Rail)
    assert rail.width() == Size.RAIL
    frame.resize(1024, 600)
    qtbot.waitUntil(lambda: rail.width() == Size.RAIL_NARROW)
    assert frame.minimumSizeHint().width() <= 1024
    assert frame.minimumSizeHint().height() <= 600


def test_nothing_in_the_frame_is_nameless(frame: Frame) -> None:
    frame.go_to("pickup")
    assert not nameless(frame)


def test_a_bug_is_told_in_a_line(frame: Frame) -> None:
    page = frame.go_to("pickup")
    frame.tell_bug("ZeroDivisionError")
    assert "ZeroDivisionError" in page.banner.text()


@pytest.mark.parametrize("connection", Connection)
def test_every_connection_has_its_own_words(
    status: StatusViewModel, connection: Connection
) -> None:
    status.set_sync(SyncState(connection, problem=say("The centre is very busy.")))
    item = status.connection()
    assert item.words
    assert item.hint == "The centre is very busy."
    others = set()
    for other in Connection:
        status.set_sync(SyncState(other))
        others.add(status.connection().words)
    assert len(others) == len(Connection)


def test_age_unsent_and_camera(status: StatusViewModel) -> None:
    assert status.age() is None
    status.set_sync(SyncState(Connection.OFFLINE, NOW - timedelta(minutes=7)))
    age, clear = status.age(), status.unsent()
    assert age is not None
    assert age.hint == "Today 14:13"
    status.set_data_at(NOW - timedelta(days=2))
    assert status.age() == age
    status.set_sync(SyncState(Connection.OFFLINE))
    older = status.age()
    assert older is not None
    assert older.hint == "20 November 14:20"
    assert clear is not None
    assert (clear.words, clear.ink) == ("All sent", Ink.HINT)
    status.set_unsent(3)
    waiting = status.unsent()
    assert waiting is not None
    assert waiting.ink is Ink.WARN
    why = say("There is no camera {name}. Is it plugged in?", name="0")
    status.set_camera(CameraStatus(CameraState.RETRY, "0", why, 2.0))
    assert (status.camera().ink, status.camera().hint) == (Ink.WARN, str(why))


def test_the_status_line_can_be_read_aloud(frame: Frame, status: StatusViewModel) -> None:
    problem, hint = say("The centre cannot be reached."), say("Check the network.")
    status.set_sync(SyncState(Connection.OFFLINE, NOW, problem, hint))
    told = [label.text() for label in frame.findChildren(ElidedLabel)]
    assert "The centre cannot be reached. Check the network." in told
    status.set_sync(SyncState(Connection.ONLINE, NOW))
    status.set_unsent(2)
    names = {child.accessibleName() for child in frame.findChildren(QWidget)}
    assert {"Online", "Camera on"} & names == {"Online"}


def test_a_window_remembers_its_place_and_its_look(qtbot: QtBot, tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    window = Window(memory)
    qtbot.addWidget(window)
    window.show()
    window.resize(1200, 700)
    window.close()
    look = Look(Language.ENGLISH, ThemeChoice.DARK, still=True)
    memory.keep_look(look)
    again = Memory(tmp_path)
    assert again.look() == look
    other = Window(again)
    qtbot.addWidget(other)
    assert other.height() == 700


def test_a_damaged_memory_is_as_good_as_none(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "window.ini").write_bytes(b"\x00\xff[[[\ngeometry=@nonsense\nlanguage=xx\n")
    memory = Memory(tmp_path)
    assert memory.look() == Look()
    qtbot.addWidget(Window(memory))


def test_the_command_line_overrides_the_memory() -> None:
    assert Look().overridden("en", "dark") == Look(Language.ENGLISH, ThemeChoice.DARK)
    assert Look().overridden("xx", "") == Look()


def test_the_smallest_window_is_small_enough(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(Memory(tmp_path))
    qtbot.addWidget(window)
    assert (window.minimumWidth(), window.minimumHeight()) == (1024, 600)
