"""First use: from an invitation to a counter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Connection, SyncState
from leader_app.services.device.report import DeviceReport
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.fakes.shown import NOW
from tests.ui.accessible import focused, nameless
from ui.enrol.invitation import Invitation, clean_address, read_invitation
from ui.enrol.view import EnrolPage
from ui.enrol.view_model import EnrolViewModel, Step, Wrong
from ui.kit.button import Button
from ui.kit.progress import Progress

URL, TOKEN = "https://centre.example:8443", "kq7-3fzz-91aa"


class _Centre:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.error: Refused | None = None

    def __call__(self, url: str, token: str, device_name: str = "") -> DeviceReport:
        self.asked.append((url, token, device_name))
        if self.error is not None:
            raise self.error
        name = device_name or "2号台"
        return DeviceReport(True, "D2", name, 7, "春风里", url, None, 0, 0, timedelta(0))

    def alone(self, point_name: str, device_name: str = "") -> DeviceReport:
        return self(point_name, "", device_name)


@pytest.mark.parametrize(
    "text",
    [
        f"{URL} {TOKEN}",
        f"  {TOKEN}\n{URL}\n",
        f"{URL}#{TOKEN}",
        f"Address: {URL}\nToken: {TOKEN}",
        f'{{"url": "{URL}", "token": "{TOKEN}"}}',
    ],
)
def test_an_invitation_is_understood_in_every_form(text: str) -> None:
    assert read_invitation(text) == Invitation(URL, TOKEN)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a"', "你好 世界", "{}", "x" * 5000])
def test_rubbish_is_no_invitation(text: str) -> None:
    assert not read_invitation(text).url


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (URL, URL),
        (f" {URL}/ ", URL),
        ("centre.example", "https://centre.example"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("", ""),
        ("hello", ""),
        ("ftp://centre.example", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_is_completed_or_refused(typed: str, address: str) -> None:
    assert clean_address(typed) == address


def test_what_is_missing_is_said_before_anybody_is_asked(qtbot: QtBot) -> None:
    centre = _Centre()
    model = EnrolViewModel(centre, centre.alone, RunsAtOnce())
    model.present("hello", "  ", "")
    assert model.wrong == {Wrong.ADDRESS, Wrong.TOKEN}
    assert model.step is Step.FORM
    assert not centre.asked


def test_the_counter_opens_when_everything_was_fetched(qtbot: QtBot) -> None:
    centre = _Centre()
    model = EnrolViewModel(centre, centre.alone, RunsAtOnce())
    model.present(URL, TOKEN, " 2号台 ")
    assert centre.asked == [(URL, TOKEN, "2号台")]
    assert model.step is Step.FETCHING
    model.set_sync(SyncState(Connection.CONNECTING, pulled=500, expected=4000))
    assert model.step is Step.FETCHING
    with qtbot.waitSignal(model.finished):
        model.set_sync(SyncState(Connection.ONLINE, NOW, pulled=4000, expected=4000))
    with qtbot.assertNotEmitted(model.finished):
        model.set_sync(SyncState(Connection.ONLINE, NOW))


def test_a_refusal_is_told_and_can_be_tried_again(qtbot: QtBot) -> None:
    centre = _Centre()
    centre.error = Refused(say("The centre does not know this enrolment token."), say("Ask."))
    model = EnrolViewModel(centre, centre.alone, RunsAtOnce())
    model.present(URL, TOKEN, "")
    assert (model.step, model.error) == (Step.FORM, centre.error)
    centre.error = None
    model.present(URL, TOKEN, "")
    assert (model.step, model.error) == (Step.FETCHING, None)


def test_asking_twice_asks_once(qtbot: QtBot) -> None:
    centre, runner = _Centre(), RunsWhenTold()
    model = EnrolViewModel(centre, centre.alone, runner)
    model.present(URL, TOKEN, "")
    model.present(URL, TOKEN, "")
    runner.go_all()
    assert len(centre.asked) == 1


@pytest.fixture
def make_page(qtbot: QtBot) -> Callable[[EnrolViewModel], EnrolPage]:
    def make(model: EnrolViewModel) -> EnrolPage:
        page = EnrolPage(model)
        qtbot.addWidget(page)
        page.resize(1024, 560)
        with qtbot.waitExposed(page):
            page.show()
        return page

    return make


def test_the_page_can_be_used_by_keyboard_alone(
    qtbot: QtBot, make_page: Callable[[EnrolViewModel], EnrolPage]
) -> None:
    centre = _Centre()
    page = make_page(EnrolViewModel(centre, centre.alone, RunsAtOnce()))
    page.take_focus()
    QTest.keyClicks(focused(), URL)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), TOKEN)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert centre.asked == [(URL, TOKEN, "")]
    assert not nameless(page)


@pytest.mark.parametrize(
    "typed", [f"{URL}#{TOKEN}\r", f"{URL} {TOKEN}\r", f"{URL}\r{TOKEN}\r", f"{TOKEN}\r{URL}\r"]
)
def test_a_scanner_may_type_the_invitation_in_one_go(
    qtbot: QtBot, make_page: Callable[[EnrolViewModel], EnrolPage], typed: str
) -> None:
    centre = _Centre()
    page = make_page(EnrolViewModel(centre, centre.alone, RunsAtOnce()))
    if typed.startswith(TOKEN):
        QTest.keyClick(page, Qt.Key.Key_Tab)
    else:
        page.take_focus()
    for letter in typed:
        if letter == "\r":
            QTest.keyClick(focused(), Qt.Key.Key_Return)
        else:
            QTest.keyClicks(focused(), letter)
    assert centre.asked == [(URL, TOKEN, "")]


def test_a_pasted_invitation_fills_both_fields(
    qtbot: QtBot, make_page: Callable[[EnrolViewModel], EnrolPage]
) -> None:
    centre = _Centre()
    page = make_page(EnrolViewModel(centre, centre.alone, RunsAtOnce()))
    QApplication.clipboard().setText(f"{URL}\n{TOKEN}")
    _press(page, "Paste invitation")
    _press(page, "Join")
    assert centre.asked == [(URL, TOKEN, "")]


def test_errors_and_progress_are_drawn(
    qtbot: QtBot, make_page: Callable[[EnrolViewModel], EnrolPage]
) -> None:
    centre = _Centre()
    centre.error = Refused(say("The centre does not know this enrolment token."), say("Ask."))
    model = EnrolViewModel(centre, centre.alone, RunsAtOnce())
    page = make_page(model)
    model.present(URL, TOKEN, "")
    assert "does not know" in page.banner.text()
    centre.error = None
    model.present(URL, TOKEN, "")
    assert page.banner.text() == ""
    model.set_sync(SyncState(Connection.CONNECTING, pulled=500, expected=4000))
    (bar,) = page.findChildren(Progress)
    assert (bar.value(), bar.maximum()) == (500, 4000)
    lost = SyncState(Connection.OFFLINE, problem=say("The centre cannot be reached."))
    model.set_sync(lost)
    assert "cannot be reached" in page.banner.text()
    with qtbot.waitSignal(model.finished):
        _press(page, "Open now, fetch the rest meanwhile")


def _press(page: EnrolPage, text: str) -> None:
    button = next(b for b in page.findChildren(Button) if b.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_leader_without_a_centre_begins_with_two_names(qtbot: QtBot) -> None:
    centre = _Centre()
    runner = RunsWhenTold()
    page = EnrolPage(EnrolViewModel(centre, centre.alone, runner))
    qtbot.addWidget(page)
    page.show()
    model = page._model
    page._alone.click()
    form = page._alone_form
    QTest.keyClick(form._point.editor, Qt.Key.Key_Return)
    assert model.wrong == {Wrong.POINT}
    form._point.editor.setText("春风里便利店")
    form._name.editor.setText("1号台")
    QTest.keyClick(form._name.editor, Qt.Key.Key_Return)
    assert model.step.value == "making"
    runner.go()
    assert centre.asked == [("春风里便利店", "", "1号台")]
    assert model.step.value == "fetching"
    assert nameless(page) == []


def test_what_went_wrong_alone_is_said_and_there_is_a_way_back(qtbot: QtBot) -> None:
    centre = _Centre()
    centre.error = Refused(say("The pickup point has no name."), say("Type it."))
    page = EnrolPage(EnrolViewModel(centre, centre.alone, RunsAtOnce()))
    qtbot.addWidget(page)
    page.show()
    page._model.choose_alone(alone=True)
    page._model.begin_alone("店", "")
    assert page._model.step.value == "alone"
    assert page.banner.isVisible()
    page._alone_form._back.click()
    assert page._model.step.value == "form"
    assert not page.banner.isVisible()
