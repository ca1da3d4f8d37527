from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from leader_app.domain.scan import Symbol
from leader_app.scanning.decoder import StagedReader, texts
from leader_app.scanning.opencv import cv2
from leader_app.scanning.stages import WEAK_FORMATS
from tests.unit.scanning.drawing import code_image

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

TEXT = "LDPABCDEFGH234567"
EMPTY = np.full((60, 60), 128, np.uint8)


class ScriptedStage:
    """Finds in each look what the script says next, then nothing."""

    def __init__(self, *script: tuple[Symbol, ...]) -> None:
        self._script = list(script)
        self.looks = 0

    def look(self, grey: Image) -> tuple[Symbol, ...]:
        self.looks += 1
        return self._script.pop(0) if self._script else ()


def _square(text: str, left: int, size: int, kind: str = "QRCode") -> Symbol:
    right = left + size
    return Symbol(text, kind, ((left, left), (right, left), (right, right), (left, right)))


@pytest.mark.parametrize(
    ("kind", "text", "read"),
    [
        ("QRCode", TEXT, TEXT),
        ("QRCode", "团长提货", "团长提货"),
        ("EAN13", "690123456789", "6901234567892"),
        ("EAN8", "9638507", "96385074"),
        ("Code128", "SF1234567890123", "SF1234567890123"),
        ("DataMatrix", "lot 7", "lot 7"),
        ("Aztec", "ticket", "ticket"),
        ("PDF417", "slip", "slip"),
    ],
)
def test_every_kind_of_code_is_read_and_named(kind: str, text: str, read: str) -> None:
    (symbol,) = StagedReader().read_still(code_image(text, kind))
    assert (symbol.text, symbol.valid) == (read, True)
    assert symbol.format.startswith(kind)


def test_colour_pictures_are_read() -> None:
    assert texts(cv2.cvtColor(code_image(TEXT), cv2.COLOR_GRAY2BGR)) == [TEXT]  # type: ignore[arg-type]


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_turned_and_inverted_codes_are_read(turns: int) -> None:
    turned = np.ascontiguousarray(np.rot90(code_image(TEXT), turns))
    assert texts(turned) == [TEXT]
    assert texts(255 - turned) == [TEXT]


def test_corners_are_where_the_code_is_even_if_the_picture_was_enlarged() -> None:
    page = np.full((400, 500), 255, np.uint8)
    code = code_image(TEXT)
    page[100 : 100 + code.shape[0], 200 : 200 + code.shape[1]] = code
    for stage in StagedReader()._second_looks[:1]:
        (symbol,) = stage.look(page)
        xs = [x for x, _ in symbol.corners]
        ys = [y for _, y in symbol.corners]
        quiet = 16
        assert min(xs) == pytest.approx(200 + quiet, abs=3)
        assert min(ys) == pytest.approx(100 + quiet, abs=3)
        assert max(xs) == pytest.approx(200 + code.shape[1] - quiet, abs=3)


def test_frames_get_the_quick_look_and_every_other_one_more_in_turn() -> None:
    quick, first, second, last = (ScriptedStage() for _ in range(4))
    reader = StagedReader(quick, (first, second), (last,))
    for _ in range(10):
        assert reader.read(EMPTY) == ()
    assert (quick.looks, first.looks, second.looks, last.looks) == (10, 3, 2, 0)


def test_a_frame_with_a_quick_find_gets_no_second_look() -> None:
    second = ScriptedStage()
    reader = StagedReader(ScriptedStage((_square("a", 0, 9),)), (second,))
    assert [symbol.text for symbol in reader.read(EMPTY)] == ["a"]
    assert second.looks == 0


def test_a_reader_without_second_looks_takes_the_quick_one_alone() -> None:
    assert StagedReader(ScriptedStage(), ()).read(EMPTY) == ()


def test_a_still_gets_looks_until_one_finds_something() -> None:
    quick, first, second = ScriptedStage(), ScriptedStage((_square("a", 0, 9),)), ScriptedStage()
    reader = StagedReader(quick, (first, second))
    assert [symbol.text for symbol in reader.read_still(EMPTY)] == ["a"]
    assert (quick.looks, first.looks, second.looks) == (1, 1, 0)


def test_the_last_looks_are_for_stills() -> None:
    reader = StagedReader(ScriptedStage(), (), (ScriptedStage((_square("a", 0, 9),)),))
    assert reader.read(EMPTY) == ()
    assert [symbol.text for symbol in reader.read_still(EMPTY)] == ["a"]


@pytest.mark.parametrize("kind", sorted(WEAK_FORMATS))
def test_bars_count_only_if_another_size_agrees(kind: str) -> None:
    right, wrong = _square("right", 0, 9, kind), _square("wrong", 20, 9, kind)
    stage = ScriptedStage((right, wrong), (right,))
    found = StagedReader(ScriptedStage(), (stage,)).read(EMPTY)
    assert [symbol.text for symbol in found] == ["right"]


def test_a_code_with_strong_checks_needs_no_second_opinion() -> None:
    stage = ScriptedStage((_square("a", 0, 9),))
    StagedReader(stage, ()).read_still(EMPTY)
    assert stage.looks == 1


def test_a_code_inside_another_is_left_out_and_neighbours_stay() -> None:
    outer, inner, beside = _square("out", 0, 100), _square("in", 40, 20), _square("next", 200, 50)
    reader = StagedReader(ScriptedStage((inner, outer, beside)), ())
    assert [symbol.text for symbol in reader.read(EMPTY)] == ["out", "next"]


def test_codes_without_corners_are_all_kept() -> None:
    reader = StagedReader(ScriptedStage((Symbol("a", "QRCode"), Symbol("b", "QRCode"))), ())
    assert [symbol.text for symbol in reader.read(EMPTY)] == ["a", "b"]


def test_noise_and_flat_pictures_hold_nothing() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (240, 320), dtype=np.uint8)
    assert texts(noise) == []
    assert texts(EMPTY) == []
