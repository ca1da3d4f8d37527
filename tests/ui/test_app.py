"""The window as a program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader_app.services.counter import Counter, WindowChoices
from tests.fakes.window import FakeCounter
from ui import app, shots
from ui.instance import SingleInstance
from ui.languages import Languages
from ui.shell.frame import Frame
from ui.theme import current
from ui.theme.current import ThemeChoice


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made: list[Languages] = []
    plain = Languages.__init__

    def remember(self: Languages, application: QApplication) -> None:
        plain(self, application)
        made.append(self)

    monkeypatch.setattr(Languages, "__init__", remember)
    yield
    for languages in made:
        languages.leave()
    current.use(ThemeChoice.LIGHT)
    current.reduce_motion(wanted=False)


def test_the_window_runs_until_it_is_closed(qtbot: QtBot, tmp_path: Path) -> None:
    counter = FakeCounter()
    watch = QTimer(interval=20)
    pages: list[str] = []

    def close_when_ready() -> None:
        for window in QApplication.topLevelWidgets():
            for frame in window.findChildren(Frame):
                if frame.current() and not pages:
                    pages.append(frame.current())
                    watch.stop()
                    window.close()

    watch.timeout.connect(close_when_ready)
    watch.start()
    choices = WindowChoices(tmp_path, lang="en", theme="dark", camera="none", page="orders")
    assert app.run(lambda _: counter.bundle(), choices) == 0
    assert pages == ["orders"]
    assert counter.closed == 1
    again = SingleInstance(tmp_path)
    assert again.is_first()
    again.close()
    for window in QApplication.topLevelWidgets():
        window.deleteLater()


def test_a_second_start_calls_the_first_window_and_says_so(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = SingleInstance(tmp_path)
    assert first.is_first()
    opened: list[str | None] = []

    def open_counter(passphrase: str | None) -> Counter:
        opened.append(passphrase)
        return FakeCounter().bundle()

    with qtbot.waitSignal(first.called, timeout=3000):
        assert app.run(open_counter, WindowChoices(tmp_path, lang="en")) == 1
    assert "open already" in capsys.readouterr().out
    assert not opened
    first.close()


def test_every_page_is_drawn_in_the_size_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    counter = FakeCounter()
    out = tmp_path / "pictures"
    written = shots.draw(counter.bundle(), out, "zh_CN", "dark", (1024, 600))
    names = {path.name for path in written}
    assert "pickup-zh_CN-dark-1024x600.png" in names
    assert "settings-machine-zh_CN-dark-1024x600.png" in names
    for path in written:
        picture = QImage(str(path))
        assert (picture.width(), picture.height()) == (1024, 600)
        seen = {picture.pixel(x, y) for x in range(0, 1024, 16) for y in range(0, 600, 16)}
        assert len(seen) > 4, path.name
    assert not counter.announcements.listeners


def test_all_languages_themes_and_sizes_are_drawn_if_none_is_named(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[object, ...]] = []

    def note(_counter: Counter, look: object, size: object, *_rest: object) -> list[Path]:
        drawn.append((look, size))
        return []

    monkeypatch.setattr(shots, "_draw_all", note)
    shots.draw(FakeCounter().bundle(), tmp_path, "", "", None)
    assert len(drawn) == 2 * 2 * 3
