"""One page of the feed: whether it is sound, and what it says."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from leader_app.domain.command import from_microseconds
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import FeedChange, FeedPage
from sync.protocol.codec import page_checksum
from sync.protocol.items import unpack
from sync.protocol.messages import PullAnswer, PullRequest, WireChange
from sync.troubles import Garbled

_log = logging.getLogger(__name__)


def check(request: PullRequest, answer: PullAnswer) -> None:
    """Raise ``Garbled`` for a page that is not what the centre made, or leads nowhere."""
    sum_of_page = page_checksum(answer.changes, answer.cursor, answer.applied_seq)
    if sum_of_page != answer.checksum or not answer.cursor:
        raise Garbled
    if answer.remaining > 0 and (not answer.changes or answer.cursor == request.cursor):
        raise Garbled


def read(answer: PullAnswer, received_at: datetime) -> tuple[FeedPage, int]:
    """Return a sound page's rows, and how many could not be read and are kept as they came.

    Raises ``Garbled`` for a time no calendar has.
    """
    changes, unreadable = _changes(answer.changes, answer.applied_seq)
    page = FeedPage(
        changes=changes,
        cursor=answer.cursor,
        applied_seq=answer.applied_seq,
        more=answer.remaining > 0,
        centre_time=_time(answer.centre_time),
        received_at=received_at,
    )
    return page, unreadable


def _changes(rows: Sequence[WireChange], applied_seq: int) -> tuple[Sequence[FeedChange], int]:
    unreadable = 0
    changes = []
    for row in rows:
        try:
            item = None if row.payload is None else unpack(row.entity, row.payload)
        except (ValueError, OverflowError):
            unreadable += 1
            item = row.payload
            _log.warning("a row of kind %s could not be read and is kept as it came", row.entity)
        changes.append(FeedChange(row.entity, row.id, row.version, item, applied_seq))
    return changes, unreadable


def _time(told: int) -> datetime:
    try:
        return from_microseconds(told)
    except OverflowError as error:
        raise Garbled from error


def untrusted_keys() -> LeaderError:
    """Return the words for a key manifest the root key did not sign."""
    return Refused(
        say("The centre sent new code keys that nobody vouches for. They are not used."),
        say("Tell the centre's operator. Codes made with the known keys keep working."),
    )


def unreadable_rows(count: int) -> LeaderError:
    """Return the words for rows that are kept as they came."""
    return Refused(
        say("The centre sent {count} records this program cannot read.", count=count),
        say("They are kept and the rest goes on. Update this program or tell the operator."),
    )
