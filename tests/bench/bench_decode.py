"""Reading codes: time a frame, frames a second, and how many hard pictures are read.

With ``LEADER_DESK_QR_PHOTOS`` naming a folder that holds photographs and a ``manifest.csv``
(columns file and text), those are read as well, in four rotations.
"""

from __future__ import annotations

import csv
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import zxingcpp

from leader_app.scanning.decoder import StagedReader, texts
from leader_app.scanning.opencv import cv2
from tests.bench.figure import Figure
from tests.fakes.video import Show, phone_video

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

TEXT = "LDP" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 4 + "ABCDEFG"
PHOTOS = "LEADER_DESK_QR_PHOTOS"
_HELD = Show(comes_s=0.1, stays_s=4.0, goes_s=0.1, empty_s=1.0)


def figures() -> Iterable[Figure]:
    """Take the figures."""
    reader = StagedReader()
    with_code = _frame_ms(reader.read, _held_frames())
    plain = _frame_ms(_plain, _held_frames())
    empty = _frame_ms(reader.read, _empty_frames())
    yield Figure(
        "frame of 1280 x 720 with a code, median CPU",
        f"{statistics.median(with_code):.2f} ms",
        f"3 ms; zxing-cpp alone {statistics.median(plain):.2f} ms",
        statistics.median(with_code) <= 3,
    )
    slow = float(np.percentile(with_code + empty, 95))
    yield Figure("frame with and without a code, 95 %", f"{slow:.1f} ms", "50 ms", slow <= 50)
    rate = 1000 / statistics.mean(empty)
    yield Figure("frames a second with nothing in view", f"{rate:.0f}", "30", rate >= 30)
    for name, spoil in _HARDSHIPS.items():
        yield _hardship(name, spoil)
    if folder := os.environ.get(PHOTOS):
        yield _photographs(Path(folder))


def _plain(image: Image) -> bool:
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    kinds = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCodeModel2])
    found = zxingcpp.read_barcodes(grey, formats=kinds)
    return any(code.text == TEXT for code in found)


def _frame_ms(read: Callable[[Image], object], frames: list[Image]) -> list[float]:
    read(frames[0])
    spent = []
    for frame in frames:
        started = time.process_time()
        read(frame)
        spent.append((time.process_time() - started) * 1000)
    return spent


@cache
def _video() -> tuple[Image, ...]:
    return tuple(phone_video([TEXT], _HELD))


def _held_frames() -> list[Image]:
    middle = len(_video()) // 2
    return list(_video()[middle - 50 : middle + 50])


def _empty_frames() -> list[Image]:
    return [*_video()[:30], *_video()[-30:]]


def _hardship(name: str, spoil: Callable[[Image, int], Image]) -> Figure:
    frames = [spoil(frame, number) for number, frame in enumerate(_held_frames()[::4])]
    ours = sum(texts(frame) == [TEXT] for frame in frames)
    plain = sum(_plain(frame) for frame in frames)
    share = f"{ours} of {len(frames)}"
    return Figure(f"read: {name}", share, f"zxing-cpp alone {plain}", met=None)


def _motion(image: Image, number: int) -> Image:
    length = 5 + number
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1 / length
    return cv2.filter2D(image, -1, kernel).astype(np.uint8)


def _defocus(image: Image, number: int) -> Image:
    return cv2.GaussianBlur(image, (0, 0), 1.5 + number / 8).astype(np.uint8)


def _low_light(image: Image, number: int) -> Image:
    noise = np.random.default_rng(number).normal(0, 4 + number / 3, image.shape)
    dark: Image = np.clip(image * 0.12 + noise, 0, 255).astype(np.uint8)
    return dark


def _glare(image: Image, number: int) -> Image:
    spot = np.zeros(image.shape[:2], np.float32)
    cv2.circle(spot, (560 + 8 * number, 300), 60 + 3 * number, (255,), -1)
    glow = cv2.GaussianBlur(spot, (0, 0), 25)[..., None]
    lit: Image = np.clip(image + glow, 0, 255).astype(np.uint8)
    return lit


def _small(image: Image, number: int) -> Image:
    scale = 0.5 - number / 100
    little = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return little.astype(np.uint8)


def _bent(image: Image, number: int) -> Image:
    ys, xs = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    depth = np.float32(2 + number / 5)
    right, down = xs + depth * np.sin(ys / 55), ys + depth * np.sin(xs / 70)
    return cv2.remap(image, right, down, cv2.INTER_LINEAR).astype(np.uint8)


_HARDSHIPS: dict[str, Callable[[Image, int], Image]] = {
    "motion": _motion,
    "out of focus": _defocus,
    "low light": _low_light,
    "glare": _glare,
    "small": _small,
    "bent": _bent,
}


def _photographs(folder: Path) -> Figure:
    results = [
        (text in found, any(other != text for other in found))
        for picture, text in _labelled(folder)
        for found in [[_plain_breaks(read) for read in texts(picture)]]
    ]
    read, wrong = sum(right for right, _ in results), sum(bad for _, bad in results)
    share = read / len(results)
    return Figure(
        f"photographs read, {len(results)} in all",
        f"{share:.2%}, {wrong} wrong",
        "96 %, 0 wrong; zxing-cpp alone 91.0 %",
        share >= 0.96 and wrong == 0,
    )


def _labelled(folder: Path) -> Iterator[tuple[Image, str]]:
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            picture = cv2.imread(str(folder / row["file"]), cv2.IMREAD_GRAYSCALE)
            if picture is None:
                raise FileNotFoundError(row["file"])
            text = row["text"].replace("\\r", "\r").replace("\\n", "\n").replace("\\\\", "\\")
            for turns in range(4):
                yield (
                    np.ascontiguousarray(np.rot90(picture, turns)).astype(np.uint8),
                    (_plain_breaks(text)),
                )


def _plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").rstrip("\n").replace("\x00", "")
