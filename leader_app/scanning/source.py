"""Where camera pictures come from: a camera's number, a video file or a stream's address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from leader_app.domain.text import Text, say


class SourceKind(StrEnum):
    """What kind of thing gives the pictures."""

    DEVICE = "device"
    FILE = "file"
    STREAM = "stream"


@dataclass(frozen=True, slots=True)
class Source:
    """A place pictures come from; ``address`` is what a person wrote for it."""

    kind: SourceKind
    address: str

    @property
    def target(self) -> int | str:
        """What the video library takes: a number for a camera, else text."""
        return int(self.address) if self.address.isdecimal() else self.address

    @property
    def name(self) -> str:
        """What may be shown and logged: never a stream's user name, password or query."""
        if self.kind is SourceKind.STREAM:
            return urlsplit(self.address).hostname or ""
        return Path(self.address).name if self.kind is SourceKind.FILE else self.address

    def missing(self) -> Text:
        """Say that it cannot be opened."""
        if self.kind is SourceKind.STREAM:
            return say("The camera at {name} does not answer.", name=self.name)
        if self.kind is SourceKind.FILE:
            return say("The video {name} cannot be opened.", name=self.name)
        return say("There is no camera {name}. Is it plugged in?", name=self.name)

    def lost(self) -> Text:
        """Say that it gave pictures and stopped doing so."""
        if self.kind is SourceKind.STREAM:
            return say("The camera at {name} stopped sending pictures.", name=self.name)
        return say("The camera gives no picture any more. Check its cable.")

    def ended(self) -> Text:
        """Say that a file has come to its end."""
        return say("The video {name} has ended.", name=self.name)


def parse_source(text: str) -> Source:
    """Read ``0`` (a camera's number), a device's or a file's path, or an address with ``://``."""
    address = text.strip()
    if address.startswith("file://"):
        return Source(SourceKind.FILE, address.removeprefix("file://"))
    if "://" in address:
        return Source(SourceKind.STREAM, address)
    if address.isdecimal() or address.startswith("/dev/"):
        return Source(SourceKind.DEVICE, address)
    return Source(SourceKind.FILE, address)
