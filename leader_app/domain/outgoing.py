"""Messages on their way: one to one account over one channel, in one or more pieces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leader_app.domain.notice import Form
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Account


class MessageState(StrEnum):
    """Where a message is.

    ``SENDING`` is written before a piece leaves: found after a crash it becomes ``UNSURE``, and a
    person says whether it is there. ``EXPIRED``: it made no sense any more. ``POSTED``: handed to
    the centre, which has not answered yet.
    """

    QUEUED = "queued"
    SENDING = "sending"
    POSTED = "posted"
    SENT = "sent"
    READ = "read"
    REFUSED = "refused"
    UNSURE = "unsure"
    EXPIRED = "expired"
    STOPPED = "stopped"


OPEN_STATES = frozenset({MessageState.QUEUED, MessageState.SENDING, MessageState.POSTED})


@dataclass(frozen=True, slots=True)
class Message:
    """One message; ``pieces`` are empty until it is due, then what was or will be sent.

    ``member_id`` is who is told ("" in a group), ``member_ids`` everybody it is for, ``lines`` the
    order lines it speaks of, ``reasons`` what it tells. ``pieces_done`` have gone for certain.
    ``problem`` is the code of the last refusal. ``sort`` keeps the order of a broadcast.
    """

    message_id: str
    notice_id: str
    channel_id: str
    account: Account
    member_id: str
    member_ids: tuple[str, ...]
    lines: tuple[LineKey, ...]
    reasons: tuple[str, ...]
    state: MessageState
    not_before: datetime
    expires_at: datetime | None = None
    title: str = ""
    pieces: tuple[str, ...] = ()
    pieces_done: int = 0
    attempts: int = 0
    problem: str = ""
    detail: str = ""
    changed_at: datetime | None = None
    sort: int = 0


TO_SENDER = "@sender"  # to the mailbox it is sent from: a test that bothers nobody


@dataclass(frozen=True, slots=True)
class Piece:
    """What one call to a channel carries; ``picture`` is a PNG or JPEG or nothing.

    ``to`` is the address of the person where the channel reaches persons, or ``TO_SENDER``.
    """

    form: Form
    title: str
    text: str
    picture: bytes | None = None
    to: str = ""


class Refusal(StrEnum):
    """Why a channel did not take a message; the first three mend themselves."""

    OFFLINE = "offline"
    TOO_FAST = "too_fast"
    BUSY = "busy"
    WRONG_ADDRESS = "wrong_address"
    REMOVED = "removed"
    NOT_ALLOWED = "not_allowed"
    TOO_LONG = "too_long"
    NO_ADDRESS = "no_address"
    OTHER = "other"


PASSING = frozenset({Refusal.OFFLINE, Refusal.TOO_FAST, Refusal.BUSY})
CHANNEL_BROKEN = frozenset({Refusal.WRONG_ADDRESS, Refusal.REMOVED, Refusal.NOT_ALLOWED})


class Fate(StrEnum):
    """What became of a piece for certain; ``UNSURE`` when the answer was lost."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Reply:
    """A channel's answer; ``wait_s`` is how long it asked us to wait, 0 if it did not say.

    ``detail`` is what it said, without secrets, at most 200 symbols.
    """

    fate: Fate
    refusal: Refusal | None = None
    wait_s: float = 0.0
    detail: str = ""
