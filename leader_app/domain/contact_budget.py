"""The contact budget (情感账户): what a member's or a group's patience holds, line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an account: what happened, when, by how much; one sentence says why."""

    at: datetime
    change: int
    words: Text


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds now, between ``LEAST`` and ``MOST``, and how it came to it."""

    value: int
    entries: Sequence[Entry]
