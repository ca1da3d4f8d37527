"""What scanning hands to the rest: codes seen, and the state of the camera."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leader_app.domain.text import Text

Corner = tuple[int, int]


class ScanSource(StrEnum):
    """Where a text came from."""

    CAMERA = "camera"
    WEDGE = "wedge"
    SERIAL = "serial"
    PICTURE = "picture"
    PASTE = "paste"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Symbol:
    """One code found in a picture.

    ``format`` is the kind of symbol, such as ``QRCode`` or ``EAN13``. ``corners`` are pixels
    (x, y) from the symbol's top left onwards. ``valid`` tells that its check sums were right.
    """

    text: str
    format: str
    corners: tuple[Corner, ...] = ()
    valid: bool = True


@dataclass(frozen=True, slots=True)
class Scan:
    """A text that is presented once; ``format`` is empty when no picture was involved."""

    text: str
    format: str
    source: ScanSource
    at: datetime


class CameraState(StrEnum):
    """What the camera is doing."""

    OPENING = "opening"
    LIVE = "live"
    NO_SIGNAL = "no_signal"
    RETRY = "retry"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """The camera's state, why (unless all is well), and the seconds until the next try."""

    state: CameraState
    source: str = ""
    reason: Text | None = None
    retry_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Key:
    """One key press, as the window saw it.

    ``text`` is what the key types (empty for a key that types nothing), ``at_ms`` the time stamp
    of the key event, ``token`` whatever the window needs to send the key again, ``repeat`` tells
    that the key is being held down.
    """

    text: str
    at_ms: int
    token: object = None
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class KeyVerdict:
    """What the window shall do now.

    ``held``: swallow the present key event. ``released``: keys held so far that a person typed;
    send them again, in this order, before the present one. ``scan``: a scanner's whole text.
    ``trailing``: the present key ends a line right after fast keys that were no scan; it must
    not press a button.
    """

    held: bool = False
    released: tuple[Key, ...] = ()
    scan: str | None = None
    trailing: bool = False
