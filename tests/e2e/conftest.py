"""Where the pictures of the window go: a folder to look at, never the repository."""

import os
from pathlib import Path

import pytest


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return the folder for pictures; ``LEADER_DESK_PICTURES`` names one that stays."""
    folder = Path(os.environ.get("LEADER_DESK_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
