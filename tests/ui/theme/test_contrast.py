"""Every pair of colours that meets on the screen can be read."""

from __future__ import annotations

import pytest

from ui.theme.contrast import contrast
from ui.theme.tokens import DARK, LIGHT, Colours, Ink, Tone

TEXT, VERDICT = 4.5, 7.0
THEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def _grounds(colours: Colours) -> list[str]:
    return [colours.window, colours.surface, colours.sunken, colours.hover]


@THEMES
@pytest.mark.parametrize("ink", Ink)
def test_every_ink_can_be_read_on_every_ground(colours: Colours, ink: Ink) -> None:
    for ground in _grounds(colours):
        assert contrast(colours.ink(ink), ground) >= TEXT, (ink, ground)


@THEMES
@pytest.mark.parametrize("tone", Tone)
def test_words_on_a_tone_can_be_read(colours: Colours, tone: Tone) -> None:
    shades = colours.tone(tone)
    assert contrast(shades.text, shades.soft) >= TEXT
    assert contrast(colours.text, shades.soft) >= TEXT
    assert contrast(shades.on_fill, shades.fill) >= VERDICT


@THEMES
def test_the_main_button_can_be_read_in_every_state(colours: Colours) -> None:
    for fill in (colours.accent_fill, colours.accent_hover, colours.accent_press):
        assert contrast(colours.accent.on_fill, fill) >= TEXT


@THEMES
def test_the_focus_ring_stands_out(colours: Colours) -> None:
    for ground in _grounds(colours):
        assert contrast(colours.accent.text, ground) >= 3


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
