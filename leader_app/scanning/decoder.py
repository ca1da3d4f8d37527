"""Finds codes in a picture: one quick look, and second looks that take turns.

A camera shows the same code in many frames, so each gets the quick look for QR codes; while
nothing is found, every other frame gets one of the second looks: other treatments of the picture,
other kinds of codes. A still picture gets one look after the other until one finds something.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from leader_app.domain.scan import Symbol
from leader_app.scanning.stages import LAST_LOOKS, QUICK, SECOND_LOOKS, WEAK_FORMATS, Stage

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

_GREY_DIMENSIONS = 2
_FRAMES_A_SECOND_LOOK = 2
_CHECKING_SCALES = (1.25, 0.75, 2.0)
_CHECKED_AT_MOST = 8_000_000  # pixels of an enlarged picture


class StagedReader:
    """Reads frames and stills; used by one thread at a time."""

    def __init__(
        self,
        quick: Stage = QUICK,
        second_looks: Sequence[Stage] = SECOND_LOOKS,
        last_looks: Sequence[Stage] = LAST_LOOKS,
    ) -> None:
        self._quick = quick
        self._second_looks = tuple(second_looks)
        self._last_looks = tuple(last_looks)
        self._empty_frames = 0

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Return the codes found in one frame of many, with a bounded effort.

        ``image`` has 8-bit pixels, grey or blue, green, red.
        """
        grey = _grey(image)
        return _outermost(self._quick.look(grey) or self._second_look(grey))

    def read_still(self, image: Image) -> tuple[Symbol, ...]:
        """Return the codes found in a picture that comes alone, with all effort."""
        grey = _grey(image)
        stages = (self._quick, *self._second_looks, *self._last_looks)
        looks = (_sure(stage, grey) for stage in stages)
        return _outermost(next(filter(None, looks), ()))

    def _second_look(self, grey: Image) -> tuple[Symbol, ...]:
        """Look in the way whose turn it is, or rest."""
        turn, resting = divmod(self._empty_frames, _FRAMES_A_SECOND_LOOK)
        self._empty_frames += 1
        if resting or not self._second_looks:
            return ()
        return _sure(self._second_looks[turn % len(self._second_looks)], grey)


def texts(image: Image) -> list[str]:
    """Return the texts of all codes in a still picture."""
    return [symbol.text for symbol in StagedReader().read_still(image)]


def _grey(image: Image) -> Image:
    if image.ndim == _GREY_DIMENSIONS:
        return image
    from leader_app.scanning.opencv import cv2

    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)  # type: ignore[return-value]


def _sure(stage: Stage, grey: Image) -> tuple[Symbol, ...]:
    """Look, and keep a symbol with a weak check only if a picture of another size agrees."""
    found = stage.look(grey)
    unsure = {symbol.text for symbol in found if symbol.format in WEAK_FORMATS}
    if not unsure:
        return found
    agreed = unsure & _texts_at_other_sizes(stage, grey, unsure)
    return tuple(symbol for symbol in found if symbol.text in agreed or symbol.text not in unsure)


def _texts_at_other_sizes(stage: Stage, grey: Image, wanted: set[str]) -> set[str]:
    from leader_app.scanning.opencv import cv2

    seen: set[str] = set()
    for scale in _CHECKING_SCALES:
        if wanted <= seen or grey.size * scale**2 > max(grey.size, _CHECKED_AT_MOST):
            continue
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        other = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=way)
        seen |= {symbol.text for symbol in stage.look(other)}  # type: ignore[arg-type]
    return seen


def _outermost(found: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Leave out codes drawn inside another code: whoever shows that one means the large one."""
    return tuple(
        symbol
        for symbol in found
        if not any(_lies_in(symbol, other) for other in found if other is not symbol)
    )


def _lies_in(inner: Symbol, outer: Symbol) -> bool:
    edges = tuple(pairwise((*outer.corners, *outer.corners[:1])))
    return bool(edges) and all(
        (x2 - x1) * (y - y1) > (y2 - y1) * (x - x1)
        for (x1, y1), (x2, y2) in edges
        for x, y in inner.corners
    )
