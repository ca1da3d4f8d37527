"""Every design in every shape and mood: words within bounds, codes read back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations, product

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from leader_app.domain.poster import Mood, Poster, PosterDesign, Shape
from leader_app.scanning.decoder import texts
from tests.fakes.posters import emoji, english, longest, strawberries, usual
from tests.ui.posters.alike import are_alike
from ui.posters.render import MOST_BYTES, painted, render
from ui.posters.sheet import Sheet, Written
from ui.theme.contrast import contrast
from ui.theme.poster_colours import POSTER_COLOURS

WRITERS: dict[str, Callable[[PosterDesign], Poster]] = {
    "usual": usual,
    "longest": longest,
    "english": english,
    "emoji": emoji,
    "empty": Poster,
    "words": lambda design: longest(design, "unbelievable "),
}
CHAT_WIDTH = 720
CHAT_QUALITY = 60
EDGE = 0.5
Pixels = npt.NDArray[np.uint8]


def faults(sheet: Sheet) -> list[str]:
    """Return what of the words is cut, outside its box or the sheet, or upon other words."""
    whole = QRectF(0, 0, sheet.width, sheet.height).adjusted(-EDGE, -EDGE, EDGE, EDGE)
    found = [f"outside: {one}" for one in sheet.written if not whole.contains(one.where)]
    found += [f"cut: {one}" for one in sheet.written if _bare(one.lines) != _bare([one.text])]
    found += [f"over its box: {one}" for one in sheet.written if not _fits(one)]
    code = [(x.text, box) for box, x in product(sheet.codes, sheet.written) if _meet(x.where, box)]
    return found + [f"on the code: {text}" for text, _ in code] + _collisions(sheet.written)


def _collisions(written: Sequence[Written]) -> list[str]:
    pairs = combinations(written, 2)
    return [f"{a.text} upon {b.text}" for a, b in pairs if _meet(a.where, b.where)]


def _meet(one: QRectF, other: QRectF) -> bool:
    both = one.intersected(other)
    return both.width() > 1 and both.height() > 1


def _fits(one: Written) -> bool:
    room = one.box.adjusted(-1, -1, 2, 2)
    return one.where.width() <= room.width() and one.where.height() <= room.height()


def _bare(lines: Sequence[str]) -> str:
    return "".join("".join(lines).split())


def _pixels(data: bytes) -> Pixels:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return np.asarray(image, np.uint8)


def _as_in_a_chat(data: bytes) -> Pixels:
    image = _pixels(data)
    high = round(image.shape[0] * CHAT_WIDTH / image.shape[1])
    small = cv2.resize(image, (CHAT_WIDTH, high), interpolation=cv2.INTER_AREA)
    _, packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, CHAT_QUALITY])
    return _pixels(packed.tobytes())


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("design", PosterDesign)
def test_nothing_is_cut_and_nothing_meets(
    qtbot: QtBot, design: PosterDesign, shape: Shape, writer: str
) -> None:
    poster = replace(WRITERS[writer](design), shape=shape)
    assert faults(painted(poster)) == []


def test_the_faults_are_found(qtbot: QtBot) -> None:
    sheet = painted(usual(PosterDesign.CALM))
    first, second = sheet.written[:2]
    beside = replace(first, where=first.where.translated(sheet.width, 0))
    upon = replace(second, where=first.where, box=first.box)
    short = replace(first, lines=("今",))
    for wrong, word in ((beside, "outside"), (upon, "upon"), (short, "cut")):
        sheet.written = [first, second, wrong][-2:] if wrong is not upon else [first, upon]
        assert any(word in fault for fault in faults(sheet))


@pytest.mark.parametrize("mood", Mood)
@pytest.mark.parametrize("design", PosterDesign)
def test_the_code_is_read_also_after_a_chat_made_it_small(
    qtbot: QtBot, design: PosterDesign, mood: Mood
) -> None:
    picture = strawberries()
    for shape in Shape:
        poster = replace(usual(design), shape=shape, mood=mood)
        made = render(poster, picture)
        assert len(made.data) <= MOST_BYTES
        assert texts(_pixels(made.data)) == [poster.code]
        assert texts(_as_in_a_chat(made.data)) == [poster.code]


@pytest.mark.parametrize("shape", Shape)
def test_the_longest_code_is_read_too(qtbot: QtBot, shape: Shape) -> None:
    poster = replace(longest(PosterDesign.TONIGHT), shape=shape)
    made = render(poster)
    assert texts(_as_in_a_chat(made.data)) == [poster.code]


def test_without_a_code_none_is_found(qtbot: QtBot) -> None:
    made = render(replace(usual(PosterDesign.FRESH), code=""))
    assert texts(_pixels(made.data)) == []


@pytest.mark.parametrize("design", PosterDesign)
def test_the_same_poster_looks_the_same(qtbot: QtBot, design: PosterDesign) -> None:
    first, again = render(usual(design)), render(usual(design))
    assert are_alike(first.data, again.data)
    other = render(replace(usual(design), headline="明天再来"))
    assert not are_alike(first.data, other.data)


def test_a_picture_too_fine_for_png_becomes_jpeg(qtbot: QtBot) -> None:
    poster = replace(usual(PosterDesign.FRESH), shape=Shape.STORY)
    made = render(poster, strawberries(noise=True))
    assert made.suffix == "jpg"
    assert made.data.startswith(b"\xff\xd8\xff")
    assert len(made.data) <= MOST_BYTES


@pytest.mark.parametrize(
    "rubbish", [b"", b"no picture", strawberries.__name__.encode(), b"\x89PNG"]
)
def test_a_picture_that_is_none_is_drawn_instead(qtbot: QtBot, rubbish: bytes) -> None:
    poster = usual(PosterDesign.FRESH)
    assert are_alike(render(poster, rubbish).data, render(poster).data)


@pytest.mark.parametrize("mood", Mood)
def test_words_can_be_read_on_what_is_behind_them(mood: Mood) -> None:
    c = POSTER_COLOURS[mood]
    pairs = [
        *product((c.on_ground, c.on_ground_quiet), (c.ground, c.ground_low)),
        *product((c.ink, c.quiet, c.price_on_panel), (c.panel,)),
        (c.on_accent, c.accent),
        (c.on_burst, c.burst),
    ]
    weak = [(ink, ground) for ink, ground in pairs if contrast(ink, ground) < 4.5]
    assert weak == []
