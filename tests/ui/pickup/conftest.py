"""A counter's page in a real window, its keys as the system sends them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.domain.scan import Scan, ScanSource, Symbol
from leader_app.scanning.wedge import WedgeTiming
from leader_app.services.pickup.verdict import Verdict
from tests.fakes.desk import FakeDesk
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.fakes.shown import NOW, a_line, a_note, a_verdict
from tests.ui import typing
from tests.ui.pickup.presenter import Counter
from ui.keyboard import WedgeFilter
from ui.languages import Language, Languages
from ui.pickup.camera import CameraViewModel
from ui.pickup.history import HistoryViewModel
from ui.pickup.pictures import PictureInput
from ui.pickup.view import Inputs, PickupPage
from ui.pickup.view_model import PickupViewModel
from ui.theme.current import ThemeChoice, use


@dataclass
class FakePictures:
    """Finds what a test says is in any picture."""

    symbols: tuple[Symbol, ...] = ()
    read: list[object] = field(default_factory=list)

    def read_file(self, path: Path) -> tuple[Symbol, ...]:
        self.read.append(path)
        return self.symbols

    def read_bytes(self, data: bytes) -> tuple[Symbol, ...]:
        self.read.append(data)
        return self.symbols


class Till:
    """The page with everything around it faked, and a keyboard."""

    def __init__(self) -> None:
        self.desk = FakeDesk(notes=[a_note("old")])
        self.runner = RunsWhenTold()
        self.pictures = FakePictures()
        desk = self.desk.bundle()
        self.model = PickupViewModel(desk, self.runner, now=self.desk.now)
        self.history = HistoryViewModel(desk, self.runner, now=self.desk.now)
        self.camera = CameraViewModel(lambda: None)
        self.wedge = WedgeFilter(WedgeTiming())
        pictures = PictureInput(self.pictures, RunsAtOnce(), self.model)
        inputs = Inputs(self.camera, pictures, self.wedge.is_trailing)
        self.page = PickupPage(self.model, self.history, inputs)
        self.wedge.scanned.connect(self.scan)

    @property
    def window(self) -> QWindow:
        return self.page.windowHandle()

    def scan(self, text: str) -> None:
        self.model.scanned(Scan(text, "", ScanSource.WEDGE, NOW))
        self.runner.go_all()

    def show(self, verdict: Verdict | None = None) -> None:
        """Have the card show a verdict."""
        self.desk.put("CODE", verdict or a_verdict(a_line(1), a_line(2, "三文鱼", 3)))
        self.scan("CODE")

    def press(self, *keys: Qt.Key) -> None:
        """Press keys one after the other and let everything be done."""
        said = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Space: " "}
        for key in keys:
            text = said.get(key, chr(key).lower() if key < Qt.Key.Key_Escape else "")
            typing.press(self.window, key, text)
            QApplication.processEvents()
            self.wedge._flush()
            self.runner.go_all()

    def write(self, text: str) -> None:
        """Type as a person does."""
        typing.write(self.window, text)
        self.wedge._flush()
        self.runner.go_all()

    def done(self, verb: str) -> int:
        """Count the calls of a verb."""
        return sum(call[0] == verb for call in self.desk.calls)


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    made.use(Language.ENGLISH)
    yield made
    made.use(Language.ENGLISH)


@pytest.fixture
def till(qtbot: QtBot, qapp: QApplication, languages: Languages) -> Iterator[Till]:
    use(ThemeChoice.LIGHT)
    made = Till()
    qtbot.addWidget(made.page)
    made.page.resize(968, 568)
    made.page.show()
    made.page.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.page.windowHandle())
    made.page.take_focus()
    made.wedge.follow(qapp)
    made.runner.go_all()
    yield made
    made.wedge.stop()


@pytest.fixture
def counter(qapp: object) -> Counter:
    made = Counter()
    made.desk.put("CODE", a_verdict(a_line(1), a_line(2, "三文鱼", 3)))
    return made
