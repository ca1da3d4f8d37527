"""What is sent to members and what may become of it, whatever the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Outcome(StrEnum):
    """What became of a message; ``PASSING``: certainly not sent, may be tried again."""

    TAKEN = "taken"
    PASSING = "passing"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: ``link`` is the page where the member answers, ``name`` is its own for good."""

    name: str
    title: str
    text: str
    link: str


class Gateway(Protocol):
    """One way to a member. It never raises for what the network does."""

    def send(self, address: str, letter: Letter) -> Outcome:
        """Send once."""


class SettingError(ValueError):
    """A setting cannot be used; the message says why, without its secrets."""
