"""Flattens the picture of a code on cloth, a bag or a bent page. Loads numpy and OpenCV.

The code is first drawn as a square, as if it were flat. What is bent then shows as edges beside
the grid of its modules. How far beside, at each place and in both directions, is the phase of the
edges' strength against a wave of one module's length, averaged around that place; the picture is
shifted by that much and the same is done again, more closely.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from leader_app.domain.scan import Corner
from leader_app.scanning.opencv import cv2

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

    Field: TypeAlias = NDArray[np.float32]

_MODULE = 8  # pixels of a module in the flat picture
_QUIET = 4  # modules of quiet zone
_REACHES = (8, 4, 3)  # modules around a place that are averaged, round by round
_COARSE = 4  # averages are taken on a picture this much smaller
# The corners come in whole pixels and the bottom right one is guessed when a code is bent: each try
# moves that one by modules and all of them by pixels.
_TRIES = ((0.5, 0.0), (0.0, 0.5), (0.5, 0.5), (0.0, 0.0))


def flattened(grey: Image, corners: Sequence[Corner], modules: int) -> Iterator[Image]:
    """Yield the code between ``corners``, ``modules`` wide, as flat as each try gets it."""
    for corner_shift, pixel_shift in _TRIES:
        yield _flat(grey, _view(corners, modules, corner_shift, pixel_shift), modules)


def _view(
    corners: Sequence[Corner], modules: int, corner_shift: float, pixel_shift: float
) -> NDArray[np.float64]:
    """Return the perspective from the flat picture into the real one."""
    low, high = _QUIET * _MODULE, (_QUIET + modules) * _MODULE
    far = high + corner_shift * _MODULE
    flat = np.array([[low, low], [high, low], [far, far], [low, high]], np.float32)
    real = np.array(corners, np.float32) + np.float32(pixel_shift)
    return cv2.getPerspectiveTransform(flat, real).astype(np.float64)


def _flat(grey: Image, view: NDArray[np.float64], modules: int) -> Image:
    side = (modules + 2 * _QUIET) * _MODULE
    ys, xs = np.mgrid[0:side, 0:side].astype(np.float32)
    inside = np.zeros((side, side), np.float32)
    margin = _QUIET * _MODULE - _MODULE // 2
    inside[margin:-margin, margin:-margin] = 1
    down, right = np.zeros_like(ys), np.zeros_like(xs)
    sheet = _drawn(grey, view, xs, ys)
    for reach in _REACHES:
        soft = cv2.GaussianBlur(sheet, (0, 0), _MODULE / 6).astype(np.float32)
        right += _drift(np.abs(cv2.Sobel(soft, cv2.CV_32F, 1, 0)) * inside, xs, reach)
        down += _drift(np.abs(cv2.Sobel(soft, cv2.CV_32F, 0, 1)) * inside, ys, reach)
        sheet = _drawn(grey, view, xs + right, ys + down)
    return sheet


def _drawn(grey: Image, view: NDArray[np.float64], xs: Field, ys: Field) -> Image:
    """Look up each point of the flat picture in the real one."""
    (a, b, c), (d, e, f), (g, h, i) = view.astype(np.float32)
    depth = g * xs + h * ys + i
    real_xs = (a * xs + b * ys + c) / depth - np.float32(0.5)
    real_ys = (d * xs + e * ys + f) / depth - np.float32(0.5)
    drawn: Image = cv2.remap(
        grey, real_xs, real_ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8)
    return drawn


def _drift(edges: Field, along: Field, reach: int) -> Field:
    """Return how far, up to half a module, the edges around each place lie beside the grid."""
    phase = (along + np.float32(0.5)) * np.float32(2 * np.pi / _MODULE)
    sine, cosine = _around(edges * np.sin(phase), reach), _around(edges * np.cos(phase), reach)
    drift: Field = np.arctan2(sine, cosine) * np.float32(_MODULE / (2 * np.pi))
    return drift


def _around(field: Field, reach: int) -> Field:
    """Average over ``reach`` modules around each place."""
    side = field.shape[0]
    small = (side // _COARSE, side // _COARSE)
    coarse = cv2.resize(field, small, interpolation=cv2.INTER_AREA)
    blurred = cv2.GaussianBlur(coarse, (0, 0), reach * _MODULE / _COARSE)
    return cv2.resize(blurred, (side, side), interpolation=cv2.INTER_LINEAR).astype(np.float32)
