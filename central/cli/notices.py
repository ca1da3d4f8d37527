"""Does what was typed about notices and about reaching members."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.cli.errors import CommandError, point_of
from central.feed.writing import FeedDraft
from central.notices import addresses, touches
from central.notices.budget import balance_of
from central.notices.consenting import Source, Word, keep_word
from central.notices.page_tokens import page_token
from central.notices.people import contacts_of
from central.notices.postman import LOOK_SECONDS, Postman, pusher
from central.notices.pushing import Pusher
from central.notices.sending import SettingError
from central.storage.database import Database
from central.storage.notice_tables import address_lookups
from leader_app.domain.command import from_microseconds
from leader_app.domain.ids import new_command_id
from leader_app.domain.touch import Account, AccountKind, Touch, unknown_contact

Line = dict[str, Any]
Lines = Iterable[Line]


def list_touches(database: Database, asked: Namespace) -> Lines:
    """Yield who was told what, newest first."""
    point_id = point_of(database, asked.point)
    with database.reading() as connection:
        for touch in touches.of_point(database, connection, point_id):
            if asked.member in (None, touch.account.name):
                yield _touch_line(touch)


def balance(database: Database, asked: Namespace) -> Lines:
    """Yield the lines of a member's account."""
    point_id = point_of(database, asked.point)
    account = Account(AccountKind.MEMBER, asked.member)
    with database.reading() as connection:
        _require(connection, asked.member)
        found = balance_of(database, connection, point_id, account, datetime.now(UTC))
    for entry in found.entries:
        yield {"at": entry.at.isoformat(), "change": entry.change, "why": str(entry.words)}
    yield {"member": asked.member, "balance": found.value}


def contact(database: Database, asked: Namespace) -> Lines:
    """Show or change how a member is reached and what they allow."""
    if asked.deed == "set":
        database.write(lambda connection: _set_contact(database, connection, asked))
    with database.reading() as connection:
        _require(connection, asked.member)
        known = contacts_of(database, connection, [asked.member])
    found = known.get(asked.member, unknown_contact(asked.member))
    yield {
        "member": found.member_id,
        "service": found.service,
        "marketing": found.marketing,
        "page": found.page,
        "sms": found.sms,
        "email": found.email,
        "segments": list(found.segments),
    }


def segment(database: Database, asked: Namespace) -> Lines:
    """List segments, or say who is in one."""
    if asked.deed == "set":
        _set_segment(database, asked)
    with database.reading() as connection:
        for name, count in addresses.segments(connection).items():
            yield {"segment": name, "members": count}


def lookups(database: Database, asked: Namespace) -> Lines:
    """Yield which counter asked for whose addresses, newest first."""
    point_id = point_of(database, asked.point)
    mine = sa.select(address_lookups).where(address_lookups.c.point_id == point_id)
    with database.reading() as connection:
        for row in connection.execute(mine.order_by(address_lookups.c.at.desc())):
            yield {
                "at": from_microseconds(row.at).isoformat(),
                "device": row.device_id,
                "way": row.way,
                "members": json.loads(row.member_ids),
            }


def push(database: Database, asked: Namespace) -> Lines:
    """Send what waits to be sent, once or until stopped."""
    work = _pusher(database)
    if not work.gateways:
        raise CommandError("No way to send is set up: see LEADER_CENTRAL_MAIL in the README.")
    while True:
        done = work.run()
        if done.count:
            yield {"looked_at": done.count}
        elif asked.once:
            return
        else:
            threading.Event().wait(LOOK_SECONDS)


@contextlib.contextmanager
def posting(database: Database) -> Iterator[None]:
    """Send in the background what waits, or give it up in time, until the block ends."""
    postman = Postman(_pusher(database))
    postman.start()
    try:
        yield
    finally:
        postman.stop()


def page(database: Database, asked: Namespace) -> Lines:
    """Print where a member reads a notice."""
    point_id = point_of(database, asked.point)
    yield {"path": f"/n/{page_token(database, point_id, asked.message)}"}


def _pusher(database: Database) -> Pusher:
    try:
        return pusher(database, os.environ)
    except SettingError as error:
        raise CommandError(str(error)) from error


def _set_contact(database: Database, connection: Connection, asked: Namespace) -> None:
    _require(connection, asked.member)
    draft = FeedDraft(database)
    for way, address in ((addresses.SMS, asked.sms), (addresses.EMAIL, asked.email)):
        if address is not None:
            try:
                addresses.set_address(database, connection, draft, asked.member, way, address)
            except ValueError as error:
                raise CommandError(f"{address} is no address for {way}.") from error
    if asked.service or asked.marketing:
        before = contacts_of(database, connection, [asked.member])
        known = before.get(asked.member, unknown_contact(asked.member))
        word = Word(
            new_command_id(datetime.now(UTC), os.urandom),
            asked.member,
            service=_said(asked.service, known.service),
            marketing=_said(asked.marketing, known.marketing),
            source=Source.CENTRE,
            at=datetime.now(UTC),
        )
        keep_word(database, connection, draft, word)
    draft.write(connection)


def _set_segment(database: Database, asked: Namespace) -> None:
    name = asked.name.strip()
    listed = asked.members.read_text(encoding="utf-8").split() if asked.members else []
    if not name:
        raise CommandError("A segment needs a name.")
    if not asked.members and not asked.member:
        raise CommandError("Say who is in it: --member, or a file of ids (empty: nobody).")

    def keep(connection: Connection) -> None:
        draft = FeedDraft(database)
        addresses.set_segment(database, connection, draft, name, [*listed, *asked.member])
        draft.write(connection)

    try:
        database.write(keep)
    except LookupError as error:
        raise CommandError(f"There is no member {error.args[0]}.") from error


def _require(connection: Connection, member_id: str) -> None:
    try:
        addresses.require_members(connection, [member_id])
    except LookupError as error:
        raise CommandError(f"There is no member {member_id}.") from error


def _said(word: str | None, before: bool) -> bool:  # noqa: FBT001 - what held before
    return before if word is None else word == "yes"


def _touch_line(touch: Touch) -> Line:
    return {
        "touch": touch.touch_id,
        "at": touch.at.isoformat(),
        "account": str(touch.account),
        "kind": touch.kind.value,
        "channel": touch.channel.value,
        "device": touch.device_id,
        "title": touch.title,
        "members": list(touch.member_ids),
        "lines": [f"{key.order_id}:{key.line_no}" for key in touch.lines],
        "unsure": touch.unsure,
    }


COMMANDS: dict[str, Callable[[Database, Namespace], Lines]] = {
    "touches": list_touches,
    "balance": balance,
    "contact": contact,
    "segment": segment,
    "address-lookups": lookups,
    "push": push,
    "notice-page": page,
}
