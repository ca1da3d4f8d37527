"""Videos of a phone held to the counter's camera: it comes, shakes, tilts and goes again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import zxingcpp

from leader_app.scanning.opencv import cv2

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leader_app.scanning.frame import Image

WIDTH, HEIGHT = 1280, 720
FRAMES_PER_SECOND = 30
_PHONE_WIDTH, _PHONE_HEIGHT = 420, 760
_SCREEN_MARGIN = 18
_CODECS = {".avi": "MJPG", ".mp4": "mp4v"}


@dataclass(frozen=True, slots=True)
class Show:
    """How the phone is held: times in seconds, tilt in degrees, noise in grey levels."""

    comes_s: float = 0.4
    stays_s: float = 1.2
    goes_s: float = 0.4
    empty_s: float = 0.4
    tilt: float = 12.0
    shake: float = 6.0
    blur: float = 0.8
    noise: float = 5.0
    seed: int = 1


def qr_image(text: str, scale: int = 8) -> Image:
    """A grey picture of a QR code with its quiet zone."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    return np.array(zxingcpp.write_barcode_to_image(code, scale=scale), dtype=np.uint8)


def phone_video(texts: Iterable[str], show: Show | None = None) -> Iterator[Image]:
    """Yield the frames of phones that show ``texts``, one after the other."""
    show = show or Show()
    random = np.random.default_rng(show.seed)
    counter = _counter(random)
    yield from (_seen(counter, show, random) for _ in range(_frames(show.empty_s)))
    for text in texts:
        phone = _phone(text)
        for moment in range(_frames(show.comes_s + show.stays_s + show.goes_s)):
            held = _hold(counter, phone, show, moment / FRAMES_PER_SECOND)
            yield _seen(held, show, random)
        yield from (_seen(counter, show, random) for _ in range(_frames(show.empty_s)))


def write_video(path: Path, frames: Iterable[Image]) -> Path:
    """Write an ``.avi`` (Motion JPEG) or ``.mp4`` (MPEG-4) file and return its path."""
    codec = cv2.VideoWriter.fourcc(*_CODECS[path.suffix])
    writer = cv2.VideoWriter(str(path), codec, FRAMES_PER_SECOND, (WIDTH, HEIGHT))
    if not writer.isOpened():
        raise RuntimeError(f"no encoder for {path.suffix}")
    try:
        for frame in frames:
            writer.write(frame)
    finally:
        writer.release()
    return path


def jpeg_frames(frames: Iterable[Image]) -> list[bytes]:
    """Pack each frame as JPEG, as network cameras send them."""
    return [bytes(cv2.imencode(".jpg", frame)[1]) for frame in frames]


def _frames(seconds: float) -> int:
    return round(seconds * FRAMES_PER_SECOND)


def _counter(random: np.random.Generator) -> Image:
    """A shop behind the counter: light from above, some shelves and boxes."""
    light = np.linspace(150, 70, HEIGHT)[:, None, None]
    room = np.broadcast_to(light, (HEIGHT, WIDTH, 3)).astype(np.uint8)
    room = np.ascontiguousarray(room)
    for _ in range(14):
        left, top = int(random.integers(0, WIDTH)), int(random.integers(0, HEIGHT))
        colour = tuple(int(level) for level in random.integers(40, 190, 3))
        cv2.rectangle(room, (left, top), (left + 150, top + 90), colour, -1)
    return room


def _phone(text: str) -> Image:
    """A dark phone with a bright page: a title, the code, two lines of text."""
    phone = np.full((_PHONE_HEIGHT, _PHONE_WIDTH, 3), 25, np.uint8)
    inside = slice(_SCREEN_MARGIN, -_SCREEN_MARGIN)
    phone[inside, inside] = 250
    size = _PHONE_WIDTH - 2 * _SCREEN_MARGIN
    code = cv2.resize(qr_image(text), (size, size), interpolation=cv2.INTER_AREA)
    top = 150
    phone[top : top + size, inside] = code[..., None]
    for line, width in ((80, 200), (580, 300), (620, 240)):
        cv2.rectangle(phone, (40, line), (40 + width, line + 14), (90, 90, 90), -1)
    return phone


def _hold(counter: Image, phone: Image, show: Show, at_s: float) -> Image:
    """Draw the phone into the picture as it is held at ``at_s``."""
    way_in = min(1.0, at_s / show.comes_s)
    way_out = max(0.0, (at_s - show.comes_s - show.stays_s) / show.goes_s)
    away = max(1 - way_in, way_out) * HEIGHT * 1.1
    sway = show.shake * math.sin(at_s * 9)
    middle = np.array([WIDTH / 2 + sway, HEIGHT / 2 + away + sway / 2])
    place = _tilted(show, at_s) + middle
    corners = [(0, 0), (_PHONE_WIDTH, 0), (_PHONE_WIDTH, _PHONE_HEIGHT), (0, _PHONE_HEIGHT)]
    warp = cv2.getPerspectiveTransform(np.array(corners, np.float32), place.astype(np.float32))
    seen = counter.copy()
    way = cv2.INTER_AREA
    cv2.warpPerspective(
        phone, warp, (WIDTH, HEIGHT), seen, flags=way, borderMode=cv2.BORDER_TRANSPARENT
    )
    return seen


def _tilted(show: Show, at_s: float) -> NDArray[np.float64]:
    """The phone's corners around its middle, turned and leaning back, on a 0.85 scale."""
    turn = math.radians(show.tilt / 2 * math.sin(at_s * 4))
    lean = math.radians(show.tilt) * math.cos(at_s * 3)
    half = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (_PHONE_WIDTH / 2, _PHONE_HEIGHT / 2)
    depth = 1 + half[:, 1:] / _PHONE_HEIGHT * math.sin(lean)
    spin = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    result: NDArray[np.float64] = 0.85 * (half / depth) @ spin.T
    return result


def _seen(picture: Image, show: Show, random: np.random.Generator) -> Image:
    """What a cheap camera makes of it: a little out of focus, with noise."""
    soft = cv2.GaussianBlur(picture, (0, 0), show.blur) if show.blur else picture
    grain = random.normal(0, show.noise, (HEIGHT, WIDTH, 1)).astype(np.int16)
    grainy: Image = np.clip(soft.astype(np.int16) + grain, 0, 255).astype(np.uint8)
    return grainy
