"""Cards as pictures: as high as their words, nothing fetched, nothing read as HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from tests.fakes.posters import as_bytes
from tests.ui.posters.alike import are_alike
from ui.posters.card import WIDTH, card_png
from ui.posters.render import MOST_BYTES

TEXT = "### 冷藏\n**草莓** 3 盒，在 **A-03**\n> 明天打烊前来取\n- 牛奶 1 瓶\n- 鸡蛋 1 盒"


def _image(title: str, text: str) -> QImage:
    data = card_png(title, text)
    assert len(data) <= MOST_BYTES
    image = QImage.fromData(data)
    assert image.width() == WIDTH
    return image


def test_more_words_make_it_higher(qtbot: QtBot) -> None:
    assert _image("到店啦", TEXT).height() < _image("到店啦", TEXT + "\n- 豆腐 2 块" * 9).height()


@pytest.mark.parametrize(("title", "text"), [("", ""), ("到店啦", ""), ("", TEXT)])
def test_either_may_be_missing(qtbot: QtBot, title: str, text: str) -> None:
    assert _image(title, text).height() > 0


def test_the_longest_card_is_a_picture_still(qtbot: QtBot) -> None:
    assert _image("长" * 60, "草莓 3 盒，A-03。\n" * 400).height() <= 8_000


def test_the_same_card_looks_the_same(qtbot: QtBot) -> None:
    assert are_alike(card_png("到店啦", TEXT), card_png("到店啦", TEXT))


def test_no_picture_is_fetched_from_the_disk(qtbot: QtBot, tmp_path: Path) -> None:
    red = QImage(400, 400, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    path = tmp_path / "red.png"
    path.write_bytes(as_bytes(red, "png"))
    for text in (f"![x]({path})", f"![x]({path.as_uri()})", f'<img src="{path}">'):
        image = _image("", text)
        pixels = {
            image.pixel(x, y) for x in range(0, WIDTH, 7) for y in range(0, image.height(), 7)
        }
        assert red.pixel(0, 0) not in pixels


def test_html_is_words(qtbot: QtBot) -> None:
    bare, tagged = _image("", "草莓"), _image("", '<font color="red">草莓</font><script>x</script>')
    assert tagged != bare
