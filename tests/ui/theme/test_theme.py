"""The theme as a whole: no colour from elsewhere, switched while running."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

import ui
from ui.kit.label import Label
from ui.theme import current, fonts, icons
from ui.theme.current import ThemeChoice
from ui.theme.qss import style_sheet
from ui.theme.tokens import DARK, LIGHT, Colours, Ink, Motion, Tone, ToneColours, Type

SOURCES = sorted(Path(ui.__file__).parent.rglob("*.py"))


@pytest.fixture(autouse=True)
def _as_before(qapp: QApplication) -> Iterator[None]:
    yield
    current.use(ThemeChoice.LIGHT)
    current.reduce_motion(wanted=False)


def test_no_colour_or_size_literal_outside_the_tokens() -> None:
    literal = re.compile(r"#[0-9a-fA-F]{6}\b|QColor\(\s*\d|setPointSize|font-size: ?\d|rgba?\(")
    allowed = {"tokens.py", "contrast.py", "icons.py", "poster_colours.py"}
    found = [
        f"{path.name}: {line.strip()}"
        for path in SOURCES
        if path.name not in allowed
        for line in path.read_text(encoding="utf-8").splitlines()
        if literal.search(line)
    ]
    assert not found


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_a_colour(colours: Colours) -> None:
    for field in fields(colours):
        value = getattr(colours, field.name)
        parts = [getattr(value, f.name) for f in fields(value)] if _is_tone(value) else [value]
        for part in parts:
            assert isinstance(part, bool) or re.fullmatch("#[0-9a-f]{6}", part), field.name


def test_both_themes_differ_everywhere_it_matters() -> None:
    assert LIGHT.window != DARK.window
    assert all(LIGHT.tone(tone) != DARK.tone(tone) for tone in Tone)
    assert all(LIGHT.ink(ink) != DARK.ink(ink) for ink in Ink)


def test_the_theme_is_switched_while_running(qtbot: QtBot) -> None:
    label = Label("words", ink=Ink.PRIMARY)
    qtbot.addWidget(label)
    label.show()
    for choice, colours in ((ThemeChoice.DARK, DARK), (ThemeChoice.LIGHT, LIGHT)):
        current.use(choice)
        assert current.colours() is colours
        window = QApplication.palette().color(QPalette.ColorRole.Window)
        assert window.name() == colours.window
        label.ensurePolished()
        assert label.palette().color(QPalette.ColorRole.WindowText).name() == colours.text


def test_what_stands_in_an_empty_field_can_be_read(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    current.use(ThemeChoice.DARK)
    field.ensurePolished()
    shown = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert (shown.name(), shown.alpha()) == (DARK.text_hint, 255)


def test_the_system_is_followed(qapp: QApplication) -> None:
    current.use(ThemeChoice.SYSTEM)
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert current.colours() is (DARK if dark else LIGHT)
    assert current.choice() is ThemeChoice.SYSTEM


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_qt_understands_the_style_sheet(
    qtbot: QtBot, colours: Colours, capfd: pytest.CaptureFixture[str]
) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    label.setStyleSheet(style_sheet(colours))
    label.show()
    assert "parse" not in capfd.readouterr().err.lower()


def test_reduced_motion_stops_every_animation() -> None:
    current.reduce_motion(wanted=True)
    assert current.duration(Motion.CALM) == 0
    current.reduce_motion(wanted=False)
    assert 120 <= current.duration(Motion.QUICK) <= current.duration(Motion.CALM) <= 180


def test_figures_stand_in_columns_and_chinese_is_written(qapp: QApplication) -> None:
    face = fonts.font(Type.TITLE)
    assert face.pixelSize() == 20
    assert face.isFeatureSet(QFont.Tag("tnum"))
    assert QFontInfo(face).family() in fonts.families()
    assert fonts.font(strong=True).bold()


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, name: str) -> None:
    picture = icons.pixmap(name, "#ff0000", 24, 2.0)
    assert picture.width() == 48
    assert picture.devicePixelRatio() == 2.0
    image = picture.toImage()
    drawn = [
        image.pixelColor(x, y)
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert drawn
    if name != "logo":
        assert all(colour.red() > 240 and colour.green() < 15 for colour in drawn)


def test_an_unknown_icon_is_a_mistake(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no such drawing", "#ff0000", 24)


def _is_tone(value: object) -> bool:
    return isinstance(value, ToneColours)
