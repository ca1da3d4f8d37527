"""Language and colours, changed while the window is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes, Widget, click, picture, press

pytestmark = REAL_WINDOW


def test_language_and_colours_change_everywhere_at_once(
    here: Neighbourhood, see: Eyes, tmp_path: Path
) -> None:
    def choice(*names: str) -> Widget:
        return see.wait(
            window.pid, lambda w: w.role == "check box" and w.name in names, " or ".join(names)
        )

    with here.counter("one").window() as window:
        see.wait_for_words(window.pid, "请扫下一个码")
        press(window.pid, "ctrl+1")
        click(choice("设置"))
        click(choice("English"))
        see.wait_for_words(window.pid, "Reduce motion")
        see.wait_for_words(window.pid, "All sent")

        click(choice("Light"))
        here.wait_until(lambda: _is_bright(tmp_path / "light.png"), 10)
        click(choice("Dark"))
        here.wait_until(lambda: not _is_bright(tmp_path / "dark.png"), 10)

        press(window.pid, "F1")
        see.wait_for_words(window.pid, "Ready for the next code")

    with here.counter("one").window() as again:
        see.wait_for_words(again.pid, "Ready for the next code")
        assert not _is_bright(tmp_path / "again.png")


def _is_bright(path: Path) -> bool:
    picture(path)
    small = QImage(str(path)).scaled(16, 16)
    levels = [small.pixelColor(x, y).lightness() for x in range(16) for y in range(16)]
    return sorted(levels)[len(levels) // 2] > 128
