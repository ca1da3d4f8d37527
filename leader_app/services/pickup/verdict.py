"""What the counter shows for a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import CAN_HAND_OVER, VerdictKind
from leader_app.domain.text import Text


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One line with names; ``ready`` pieces may be handed over now.

    ``slot`` is where they lie (several, if they lie apart). ``spoilt`` more are past their use-by
    day. ``expires_on`` is the earliest day of what is ready, or else of what is spoilt.
    """

    key: LineKey
    product_name: str
    unit: str
    zone: Zone
    slot: str
    ordered: int
    arrived: int
    taken: int
    ready: int
    spoilt: int = 0
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class GoodsTaken:
    """So many of a product."""

    product_name: str
    unit: str
    quantity: int


@dataclass(frozen=True, slots=True)
class HandOverNote:
    """A hand-over with names; ``own`` says that this counter did it."""

    hand_over_id: str
    claim_id: str
    at: datetime
    device_name: str
    staff: str
    own: bool
    offline: bool
    primary: bool
    reversed_at: datetime | None
    member_name: str
    phone_tail: str
    goods: tuple[GoodsTaken, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One closed answer to one code, with all a screen or script needs to show it.

    ``offline`` says that the centre could not be asked; ``data_at`` is when it was last heard.
    ``member_name`` is masked. ``title`` is the word to read at two metres, ``detail`` the
    sentence under it, ``hint`` what to do.
    """

    kind: VerdictKind
    offline: bool
    data_at: datetime | None
    title: Text
    detail: Text
    hint: Text
    claim_id: str = ""
    order_ids: tuple[str, ...] = ()
    member_name: str = ""
    phone_tail: str = ""
    lines: tuple[VerdictLine, ...] = ()
    hand_overs: tuple[HandOverNote, ...] = ()

    @property
    def can_hand_over(self) -> bool:
        """Whether goods may be handed over now."""
        return self.kind in CAN_HAND_OVER


@dataclass(frozen=True, slots=True)
class HandOverDone:
    """A durable hand-over: it is in the log and will reach the centre."""

    note: HandOverNote
    verdict: Verdict
    undo_until: datetime
