"""An opened counter: everything a window is built on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from leader_app.domain.text import Text
from leader_app.errors import Unavailable
from leader_app.ports import (
    Announcements,
    CameraScanner,
    KeyTiming,
    PictureReader,
    ScanGuard,
    SyncStatus,
    Wake,
)
from leader_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Counter:
    """The verbs, and what goes on by itself; ``close`` ends all of it, once or again."""

    desk: Desk
    sync: SyncStatus
    wake: Wake
    announcements: Announcements
    camera: CameraScanner
    guard: ScanGuard
    keys: KeyTiming
    pictures: PictureReader
    close: Callable[[], None]


OpenCounter = Callable[[str | None], Counter]
"""Opens the store with a passphrase, or without one; may take half a second.

Raises ``PassphraseNeededError`` if one is needed, ``Refused`` if it is wrong.
"""


class PassphraseNeededError(Unavailable):
    """No keyring can be used here; ``first`` tells that a new passphrase is to be chosen."""

    def __init__(self, title: Text, hint: Text, *, first: bool) -> None:
        super().__init__(title, hint)
        self.first = first


@dataclass(frozen=True, slots=True)
class WindowChoices:
    """What the command line asks of the window; empty means as the settings say.

    ``camera`` is an index, path or URL; ``none`` does without. ``folder`` is where the window
    may keep small things of its own.
    """

    folder: Path

    lang: str = ""
    theme: str = ""
    camera: str = ""
    page: str = "pickup"
