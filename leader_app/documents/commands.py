"""The few commands of ESC/POS that are used, and what a printer answers."""

from __future__ import annotations

from collections.abc import Iterator

from leader_app.domain.text import Text, say
from leader_app.ports.printing import Raster

INIT = b"\x1b@"
WHY_OFFLINE = b"\x10\x04\x02"
PAPER = b"\x10\x04\x04"
WORKED_OFF = b"\x1dr\x01"
NEXT_LABEL = b"\x1d\x0c"
BAND_BYTES = 4096
"""Old printers keep 4 KiB of what they are sent."""

_RASTER = b"\x1dv0\x00"
_STATUS_MASK, _STATUS_SIGN = 0x93, 0x12
_COVER_OPEN, _PAPER_OUT, _ERROR = 0x04, 0x20, 0x40
_NO_PAPER = 0x60


def bands(raster: Raster) -> Iterator[bytes]:
    """Yield a picture as commands for bands of it, each small enough for any printer."""
    wide = raster.row_bytes
    rows = max(8, BAND_BYTES // wide)
    for top in range(0, raster.height, rows):
        count = min(rows, raster.height - top)
        head = _RASTER + wide.to_bytes(2, "little") + count.to_bytes(2, "little")
        yield head + raster.data[top * wide : (top + count) * wide]


def is_status(answer: bytes) -> bool:
    """Tell whether bytes end with an answer to one of the questions asked at any time."""
    return bool(answer) and answer[-1] & _STATUS_MASK == _STATUS_SIGN


def trouble_of(why_offline: bytes, paper: bytes) -> tuple[Text, Text] | None:
    """Return what two answers say is wrong and what to do about it; ``None`` if nothing is."""
    offline = why_offline[-1] if is_status(why_offline) else 0
    sensed = paper[-1] if is_status(paper) else 0
    if offline & _COVER_OPEN:
        return say("The printer's cover is open."), say("Close it.")
    if offline & _PAPER_OUT or sensed & _NO_PAPER == _NO_PAPER:
        return say("The printer is out of paper."), say("Put in a new roll and close the cover.")
    if offline & _ERROR:
        return (
            say("The printer reports a fault."),
            say("Look for a jam, then switch it off and on again."),
        )
    return None
