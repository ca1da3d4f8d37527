"""The named places of one counter, all under one folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from leader_app.domain.text import say
from leader_app.errors import Unavailable

_APP = "LeaderDesk"


@dataclass(frozen=True, slots=True)
class Places:
    """``base`` and what is in it; two counters on one computer have two bases."""

    base: Path

    @property
    def store(self) -> Path:
        """The encrypted store with its journal."""
        return self.base / "store"

    @property
    def window(self) -> Path:
        """Small things of the window's own."""
        return self.base / "window"

    @property
    def logs(self) -> Path:
        """Log files, without personal data."""
        return self.base / "logs"

    @property
    def centre(self) -> Path:
        """The demo's own central service."""
        return self.base / "centre"

    @property
    def own_centre(self) -> Path:
        """The central service of a leader who has none elsewhere."""
        return self.base / "own-centre"

    @property
    def codes(self) -> Path:
        """Pictures of pickup codes to try the demo with."""
        return self.base / "codes"


def places(base_dir: Path | None) -> Places:
    """Return the places under ``base_dir``, or under the person's own data folder."""
    return Places((base_dir or user_data_path(_APP, appauthor=False)).absolute())


def make(folder: Path) -> Path:
    """Make ``folder`` for this person alone and return it; ``Unavailable`` if that fails."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            say("The folder {folder} cannot be used.", folder=str(folder)),
            say("Choose another with --base-dir, or ask for the right to write there."),
        ) from error
    return folder
