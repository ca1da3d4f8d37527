"""What a person means by something typed into the counter's line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leader_app.domain import short_code
from leader_app.domain.pickup_code import PREFIX
from leader_app.domain.scanned_text import normalise

PHONE_TAIL = 4
_LONGEST_SEARCH = 40


class Meaning(StrEnum):
    """What to do with it."""

    NOTHING = "nothing"
    CODE = "code"
    PHONE_TAIL = "phone_tail"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Typed:
    """A text cleaned of what keyboards do to it, and what it is taken for."""

    text: str
    meaning: Meaning


def understand(raw: str) -> Typed:
    """Return what ``raw`` means: a code, the last four digits of a phone, or an order or name."""
    text = normalise(raw)
    if not text:
        return Typed("", Meaning.NOTHING)
    if len(text) == PHONE_TAIL and text.isascii() and text.isdigit():
        return Typed(text, Meaning.PHONE_TAIL)
    if text.startswith(PREFIX) or short_code.normalise(text) or len(text) > _LONGEST_SEARCH:
        return Typed(text, Meaning.CODE)
    return Typed(text, Meaning.ORDER)
