"""What all documents are made with: the store, the language, the names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from leader_app.domain.local_time import local
from leader_app.domain.money import Fen, yuan
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.text import Text, say
from leader_app.ports import PickLine, UnitOfWork

ZONES = {Zone.SHELF: say("Shelf"), Zone.FRIDGE: say("Fridge"), Zone.FREEZER: say("Freezer")}
COLD = (Zone.FRIDGE, Zone.FREEZER)
ZONE_ORDER = (Zone.SHELF, Zone.FRIDGE, Zone.FREEZER)
_MOST_STARS = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """One unit of work to read from, what translates, the time, and whose paper it is."""

    work: UnitOfWork
    translate: Callable[[str], str]
    now: datetime
    head: str

    def tell(self, text: Text) -> str:
        """Return a sentence in the language of the document."""
        return text.told(self.translate)

    def mark(self, zone: Zone) -> str:
        """Return the word for a cold zone, nothing for the shelf."""
        return self.tell(ZONES[zone]) if zone in COLD else ""

    def room(self, building: str, room: str) -> str:
        """Return where somebody lives, as short as it is said."""
        return "-".join(part for part in (building, room) if part)


def masked(name: str) -> str:
    """Return a name as it may be read by anybody: its first character and a few stars."""
    bare = name.strip()
    return bare[:1] + "*" * min(max(len(bare) - 1, 0), _MOST_STARS)


def counted(quantity: int, unit: str) -> str:
    """Return pieces with their unit: 3 盒, 3 × 500g."""
    if not unit:
        return f"{quantity}"
    return f"{quantity} × {unit}" if unit[0].isdigit() else f"{quantity} {unit}"


def to_pick(line: PickLine) -> int:
    """Return the pieces of a line that are to be handed out some day."""
    return max(0, line.quantity - line.taken)


def here(line: PickLine) -> int:
    """Return the pieces of a line that wait at the point."""
    return max(0, line.arrived - line.taken)


def owed(line: PickLine) -> int:
    """Return the pieces of a line that have not come."""
    return max(0, line.quantity - max(line.arrived, line.taken))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key by which 7-301 comes before 7-1801."""
    parts = re.findall(r"\d+|\D+", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def money(amount: Fen) -> str:
    """Return an amount in yuan with its thousands apart: 1,234.50."""
    sign = "-" if amount < 0 else ""
    whole, _, cents = yuan(Fen(abs(amount))).partition(".")
    return f"{sign}{int(whole):,}.{cents}"


def day_of(moment: datetime) -> str:
    """Return a local day and time, 11-22 18:05."""
    return f"{local(moment):%m-%d %H:%M}"


def short_day(day: date | None) -> str:
    """Return a day, 2026-11-22; nothing for none."""
    return f"{day:%Y-%m-%d}" if day is not None else ""
