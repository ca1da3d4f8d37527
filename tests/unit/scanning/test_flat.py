from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from leader_app.scanning.decoder import StagedReader, texts
from leader_app.scanning.opencv import cv2
from leader_app.scanning.stages import QUICK, SECOND_LOOKS, Unbent
from tests.unit.scanning.drawing import code_image

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

# As long as a real pickup code.
TEXT = "LDP" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 4 + "ABCDEFG"


def _on_cloth(text: str, bend: float) -> Image:
    """A code on a dark cloth with folds in both directions, ``bend`` modules deep."""
    scale = 6
    page = cv2.copyMakeBorder(
        code_image(text, scale=scale), 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(40,)
    )
    ys, xs = np.mgrid[0 : page.shape[0], 0 : page.shape[1]].astype(np.float32)
    right = bend * scale * np.sin(ys / page.shape[0] * 5.9 + 5.5)
    down = bend * scale * np.sin(xs / page.shape[1] * 3.9 + 0.4)
    bent = cv2.remap(page, xs + right, ys + down, cv2.INTER_LINEAR, borderValue=(40,))
    return bent.astype(np.uint8)


@pytest.mark.parametrize("bend", [0.7, 0.8, 0.9])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_code_on_bent_cloth_is_read_by_flattening_alone(bend: float, turns: int) -> None:
    picture = np.ascontiguousarray(np.rot90(_on_cloth(TEXT, bend), turns))
    others = tuple(stage for stage in SECOND_LOOKS if not isinstance(stage, Unbent))
    assert StagedReader(QUICK, others).read_still(picture) == ()
    assert texts(picture) == [TEXT]


def test_a_code_that_is_flat_already_is_read_as_it_is() -> None:
    (symbol,) = Unbent().look(code_image(TEXT))
    assert (symbol.text, symbol.valid) == (TEXT, True)


def test_a_code_too_torn_to_read_gives_no_text() -> None:
    torn = code_image(TEXT).copy()
    middle = torn.shape[0] // 2
    torn[middle - 20 : middle + 40, 60:-30] = 255
    assert texts(torn) == []


def test_a_code_too_large_to_flatten_in_time_is_left_alone() -> None:
    assert Unbent().look(_on_cloth("A" * 1200, 4)) == ()
