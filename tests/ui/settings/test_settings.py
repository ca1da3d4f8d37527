"""Choices work at once and are kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, reset, touched
from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.services.device.report import Finding, Health
from tests.fakes.desk import FakePreferences
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.fakes.window import FakeCounter
from tests.ui.accessible import nameless
from ui.kit.button import Button
from ui.kit.pill import StatusPill
from ui.kit.toggle import Toggle
from ui.languages import Language
from ui.memory import Look
from ui.settings.camera_section import CameraSection
from ui.settings.counter_section import CounterSection
from ui.settings.machine_section import MachineSection
from ui.settings.machine_view_model import MachineViewModel
from ui.settings.printer_section import PrinterSection
from ui.settings.printer_view_model import PrinterViewModel
from ui.settings.scanner_section import ScannerSection
from ui.settings.scanner_view_model import Hand, ScannerTestViewModel
from ui.settings.view import SettingsPage
from ui.settings.view_model import SettingsViewModel
from ui.theme.current import ThemeChoice


class _BrokenPreferences(FakePreferences):
    def put(self, name: str, value: str) -> None:
        raise Unavailable(say("The disk is full: nothing was saved."), say("Free some space."))


def _model(kept: dict[str, str]) -> SettingsViewModel:
    return SettingsViewModel(FakePreferences(kept), RunsAtOnce(), Look())


def test_defaults_hold_until_somebody_chooses(qtbot: QtBot) -> None:
    model = _model({})
    sounds: list[bool] = []
    cameras: list[str] = []
    model.sound_chosen.connect(sounds.append)
    model.camera_chosen.connect(cameras.append)
    model.load()
    assert (model.sound, model.fast, model.camera) == (True, False, "0")
    assert (sounds, cameras) == ([True], ["0"])


def test_a_choice_is_kept_and_told(qtbot: QtBot) -> None:
    kept: dict[str, str] = {}
    model = _model(kept)
    model.load()
    with qtbot.waitSignals([model.sound_chosen, model.camera_chosen]):
        model.choose_sound(on=False)
        model.choose_fast(on=True)
        model.choose_camera("  http://192.168.1.20/video ")
    assert kept == {"sound": "0", "pickup.fast": "1", "camera": "http://192.168.1.20/video"}
    with qtbot.assertNotEmitted(model.camera_chosen):
        model.choose_camera("http://192.168.1.20/video")


def test_a_choice_made_elsewhere_is_followed(qtbot: QtBot) -> None:
    kept: dict[str, str] = {}
    model = _model(kept)
    model.load()
    kept["pickup.fast"] = "1"
    model.changes(touched(Entity.ORDER, "A1"))
    assert not model.fast
    model.changes(reset(Entity.SETTING))
    assert model.fast


def test_looks_are_chosen_one_by_one(qtbot: QtBot) -> None:
    model = _model({})
    looks: list[Look] = []
    model.look_chosen.connect(looks.append)
    model.choose_language(Language.ENGLISH)
    model.choose_theme(ThemeChoice.DARK)
    model.choose_stillness(still=True)
    model.choose_stillness(still=True)
    assert looks[-1] == Look(Language.ENGLISH, ThemeChoice.DARK, still=True)
    assert len(looks) == 3


def test_a_full_disk_is_told(qtbot: QtBot) -> None:
    model = SettingsViewModel(_BrokenPreferences({}), RunsAtOnce(), Look())
    model.choose_sound(on=False)
    assert model.error is not None


def test_a_burst_of_keys_is_measured(qtbot: QtBot) -> None:
    model = ScannerTestViewModel()
    hands = [model.hand]
    for at, letter in enumerate("LD1\r"):
        model.press(letter, 5000 + 12 * at)
    hands.append(model.hand)
    model.understood("LD1")
    assert [*hands, model.hand] == [Hand.NOBODY, Hand.PERSON, Hand.SCANNER]
    assert (model.average_ms, model.longest_ms, model.ends_with) == (12.0, 12, "⏎")
    model.press("x", 9000)
    assert [press.name for press in model.presses] == ["x"]
    assert model.text == ""


class _Page:
    def __init__(self) -> None:
        self.counter = FakeCounter()
        self.kept: dict[str, str] = {}
        self.model = _model(self.kept)
        self.test = ScannerTestViewModel()
        bundle, runner = self.counter.bundle(), RunsAtOnce()
        self.machine = MachineViewModel(bundle.desk, bundle.wake, runner, runner)
        printing = bundle.desk.goods().printing
        self.printers = PrinterViewModel(printing, runner, runner, lambda: ("Office",))
        self.counter_section = CounterSection(self.model)
        self.camera_section = CameraSection(self.model, bundle.camera.newest_frame)
        self.page = SettingsPage(
            self.model,
            counter=self.counter_section,
            camera=self.camera_section,
            scanner=ScannerSection(self.test),
            printers=PrinterSection(self.printers),
            machine=MachineSection(self.machine, "somewhere"),
        )


@pytest.fixture
def make_page(qtbot: QtBot) -> Callable[[], _Page]:
    def make() -> _Page:
        made = _Page()
        qtbot.addWidget(made.page)
        made.page.resize(968, 568)
        with qtbot.waitExposed(made.page):
            made.page.show()
        return made

    return make


def test_every_section_has_names_and_fits(make_page: Callable[[], _Page]) -> None:
    made = make_page()
    for section in made.page.sections():
        made.page.show_section(section)
        QApplication.processEvents()
        assert not nameless(made.page), section
        assert made.page.minimumSizeHint().width() <= 968
        assert made.page.minimumSizeHint().height() <= 568


def test_toggles_and_sounds(qtbot: QtBot, make_page: Callable[[], _Page]) -> None:
    made = make_page()
    made.page.show_section("counter")
    fast = next(t for t in made.page.findChildren(Toggle) if t.accessibleName() == "Fast mode")
    QTest.mouseClick(fast, Qt.MouseButton.LeftButton)
    assert made.kept["pickup.fast"] == "1"
    refused = next(b for b in made.page.findChildren(Button) if b.text() == "Refused")
    with qtbot.waitSignal(made.counter_section.tried) as heard:
        QTest.mouseClick(refused, Qt.MouseButton.LeftButton)
    assert heard.args == ["refused"]


def test_the_camera_says_how_it_is(make_page: Callable[[], _Page]) -> None:
    made = make_page()
    made.page.show_section("camera")
    assert made.page.is_testing()
    why = say("There is no camera {name}. Is it plugged in?", name="0")
    made.camera_section.set_status(CameraStatus(CameraState.RETRY, "0", why, 2.0))
    pills = made.camera_section.findChildren(StatusPill)
    assert [pill.accessibleName() for pill in pills] == ["Not answering"]


def test_the_scanner_test_hears_keys_only_while_it_is_shown(
    make_page: Callable[[], _Page],
) -> None:
    made = make_page()
    window = made.page.windowHandle()
    made.page.show_section("scanner")
    QTest.keyClick(window, Qt.Key.Key_A)
    assert [press.text for press in made.test.presses] == ["a"]
    made.page.show_section("look")
    QTest.keyClick(window, Qt.Key.Key_B)
    assert len(made.test.presses) == 1


def test_the_doctor_is_asked_when_somebody_looks(make_page: Callable[[], _Page]) -> None:
    made = make_page()
    findings = (Finding("clock", Health.BAD, say("Not genuine"), say("Ask.")),)
    made.counter.desk.findings = findings
    made.page.show_section("machine")
    assert tuple(made.machine.findings) == findings
    assert made.machine.report is not None
    sync = next(b for b in made.page.findChildren(Button) if b.text() == "Sync now")
    QTest.mouseClick(sync, Qt.MouseButton.LeftButton)
    assert made.counter.sync.woken == 1
    assert "Asked the centre" in made.page.toast.text()
    made.page.toast.dismiss()


def test_the_doctor_is_not_asked_twice_at_once(qtbot: QtBot) -> None:
    bundle, side = FakeCounter().bundle(), RunsWhenTold()
    model = MachineViewModel(bundle.desk, bundle.wake, RunsAtOnce(), side)
    model.check()
    model.check()
    assert model.checking
    assert len(side.waiting) == 1
    side.go_all()
    assert not model.checking


def test_key_events_of_a_shortcut_are_not_counted(make_page: Callable[[], _Page]) -> None:
    made = make_page()
    made.page.show_section("scanner")
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(made.page.windowHandle(), event)
    assert not made.test.presses
