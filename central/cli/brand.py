"""What can be typed for the brand to tell members by itself, and does it."""

from __future__ import annotations

import argparse
import hashlib
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.cli.errors import CommandError
from central.cli.goods_arguments import moment
from central.feed.writing import FeedDraft
from central.notices import brand
from central.notices.brand import BrandNotice, Outcome
from central.storage.database import Database
from central.storage.notice_tables import segment_members
from leader_app.domain.notice import NoticeKind
from leader_app.domain.notice_deed import LONGEST_TEXT, LONGEST_TITLE

_Add = Callable[[str, str], argparse.ArgumentParser]
_Lines = Iterable[dict[str, Any]]
_LONGEST_OCCASION = 64


def arguments(add: _Add) -> None:
    """Add the command."""
    made = add("brand", "Tell members something for the brand, out of their contact budget.")
    made.add_argument("occasion", help="what it is about (a stream's id): told to nobody twice")
    made.add_argument("--title", required=True)
    made.add_argument("--text", required=True)
    made.add_argument(
        "--kind",
        type=NoticeKind,
        default=NoticeKind.LIVESTREAM,
        metavar="KIND",
        help="livestream, free, thanks, recall, delayed or shortage (livestream)",
    )
    made.add_argument("--member", action="append", default=[], help="may be given again")
    made.add_argument("--segment", action="append", default=[], help="may be given again")
    made.add_argument("--until", type=moment, help="when it makes no sense any more")
    made.add_argument("--look", action="store_true", help="only say who would be told")


def tell(database: Database, asked: Namespace) -> _Lines:
    """Tell, or look, and say who was left out and why."""
    notice, now = _notice(asked), datetime.now(UTC)

    def work(connection: Connection) -> Outcome:
        members = [*asked.member, *_of_segments(connection, asked.segment)]
        if not members:
            raise CommandError("Nobody is named, or the segments are empty.")
        if asked.look:
            return brand.look(database, connection, notice, members, now)
        draft = FeedDraft(database)
        outcome = brand.tell(database, connection, draft, notice, members, now)
        draft.write(connection)
        return outcome

    try:
        outcome = database.write(work)
    except ValueError as error:
        raise CommandError(f"{notice.kind} is for the leader to tell.") from error
    for member_id, why in outcome.left_out.items():
        yield {"member": member_id, "left_out": why}
    yield {"told": len(outcome.told), "left_out": len(outcome.left_out), "notice": notice.notice_id}


def _notice(asked: Namespace) -> BrandNotice:
    title, text, occasion = asked.title.strip(), asked.text.strip(), asked.occasion.strip()
    if not (title and text and occasion):
        raise CommandError("A notice needs an occasion, a title and a text.")
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT or len(occasion) > _LONGEST_OCCASION:
        raise CommandError("The title, the text or the occasion is too long.")
    spelled = f"{asked.kind.value}\x1f{occasion}".encode()
    name = hashlib.sha256(spelled).hexdigest()[:32]
    return BrandNotice(name, asked.kind, occasion, title, text, asked.until)


def _of_segments(connection: Connection, segments: Iterable[str]) -> Iterable[str]:
    wanted = sa.select(segment_members.c.member_id).where(
        segment_members.c.segment.in_(list(segments))
    )
    return connection.scalars(wanted.order_by(segment_members.c.member_id)).all()


COMMANDS: dict[str, Callable[[Database, Namespace], _Lines]] = {"brand": tell}
