"""Who was told what, what came back, and who may be told."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.touch import (
    Account,
    Contact,
    Reaction,
    ReactionKind,
    Touch,
    unknown_contact,
)
from leader_app.ports import Person
from leader_app.storage import (
    held_reasons,
    many,
    message_rows,
    notice_news,
    own_contacts,
    provisional,
)
from leader_app.storage.notice_tables import contacts, reactions, touches
from leader_app.storage.notice_tables import own_contacts as said_here
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import members

_touch, _back, _contact = touches.c, reactions.c, contacts.c
_said, _member = said_here.c, members.c
_since: sa.BindParameter[int] = sa.bindparam("since")
_people = many.ByName(
    sa.select(
        members,
        sa.func.coalesce(_said.service, _contact.service).label("service"),
        sa.func.coalesce(_said.marketing, _contact.marketing).label("marketing"),
        _contact.page,
        _contact.sms,
        _contact.email,
        _contact.segments,
    ).select_from(
        members.outerjoin(contacts, _contact.member_id == _member.member_id).outerjoin(
            said_here, _said.member_id == _member.member_id
        )
    ),
    _member.member_id,
)
_everybody = Prepared(sa.select(_member.member_id).order_by(_member.member_id))
_segment = sa.func.json_each(_contact.segments).table_valued("value")
_in_segments = Prepared(
    sa.select(_contact.member_id)
    .distinct()
    .select_from(contacts.join(_segment, sa.true()))
    .where(many.among(_segment.c.value))
)
_segments = Prepared(
    sa.select(
        _segment.c.value.label("segment"),
        sa.func.count(_contact.member_id.distinct()).label("count"),
    )
    .select_from(contacts.join(_segment, sa.true()))
    .group_by(_segment.c.value)
)


_touches = sa.select(touches).order_by(_touch.at, _touch.touch_id)
_touch_known = Prepared(sa.select(_touch.touch_id).where(_touch.touch_id == sa.bindparam("name")))
_touches_since = Prepared(_touches.where(_touch.at >= _since))
_touches_of_accounts = Prepared(
    _touches.where(_touch.at >= _since, many.among(_touch.account, "accounts"))
)
_touches_of_notice = Prepared(_touches.where(_touch.notice_id == sa.bindparam("name")))
_reactions = sa.select(reactions).order_by(_back.at, _back.reaction_id)
_reaction_known = Prepared(
    sa.select(_back.reaction_id).where(_back.reaction_id == sa.bindparam("name"))
)
_reactions_since = Prepared(_reactions.where(_back.at >= _since))
_reactions_of_accounts = Prepared(
    _reactions.where(_back.at >= _since, many.among(_back.account, "accounts"))
)
_reactions_to = Prepared(
    _reactions.where(
        many.among(_back.touch_id),
        # Said for the index, which leaves out what came back in general.
        _back.touch_id != sa.literal_column("''"),
    )
)


class ContactShelf:
    """Keeps ``leader_app.ports.Contacts``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection

    def people(self, member_ids: Collection[str]) -> Mapping[str, Person]:
        """Return members with what is known of reaching them; those not here are left out."""
        rows = _people.all(self._connection, member_ids)
        return {row.member_id: _person(row) for row in rows}

    def everybody(self) -> Sequence[str]:
        """Return the ids of all members of the point."""
        return _everybody.values(self._connection)

    def in_segments(self, segments: Collection[str]) -> Collection[str]:
        """Return the ids of members who are in any of these segments."""
        return set(_in_segments.values(self._connection, many.listed(segments)))

    def segments(self) -> Mapping[str, int]:
        """Count members by segment."""
        return {row.segment: row.count for row in _segments.all(self._connection)}

    def put(self, contact: Contact) -> None:
        """Keep what a member allows, said here, until the centre's word on it comes."""
        own_contacts.put(self._session, contact)

    def record_touch(self, touch: Touch) -> None:
        """Book a touch of this counter; again changes nothing."""
        if not self.has_touch(touch.touch_id):
            provisional.put(self._session, Entity.TOUCH, {touch.touch_id: touch})
            notice_news.touched(self._session, [touch])
            self._session.changed(Entity.TOUCH, touch.touch_id)

    def record_reaction(self, reaction: Reaction) -> None:
        """Book a reaction heard at this counter; again changes nothing."""
        if _reaction_known.value(self._connection, {"name": reaction.reaction_id}) is None:
            provisional.put(self._session, Entity.REACTION, {reaction.reaction_id: reaction})
            notice_news.reacted(self._session, [reaction])
            self._session.changed(Entity.REACTION, reaction.reaction_id)

    def told(self, keys: Collection[str]) -> Collection[str]:
        """Return which of these (``touch.told_key``) were told, or wait in the queue."""
        return held_reasons.told(self._connection, keys)

    def touches(self, accounts: Collection[Account], since: datetime) -> Sequence[Touch]:
        """Return touches of accounts, oldest first; no accounts: of all."""
        asked = {"since": microseconds(since)}
        if accounts:
            named = many.listed(map(str, accounts), "accounts")
            rows = _touches_of_accounts.all(self._connection, {**asked, **named})
        else:
            rows = _touches_since.all(self._connection, asked)
        return [_touch_of(row) for row in rows]

    def has_touch(self, touch_id: str) -> bool:
        """Tell whether a touch is booked."""
        return _touch_known.value(self._connection, {"name": touch_id}) is not None

    def touches_of(self, notice_id: str) -> Sequence[Touch]:
        """Return the touches of a notice, oldest first."""
        rows = _touches_of_notice.all(self._connection, {"name": notice_id})
        return [_touch_of(row) for row in rows]

    def reactions(self, accounts: Collection[Account], since: datetime) -> Sequence[Reaction]:
        """Return reactions of accounts, oldest first; no accounts: of all."""
        asked = {"since": microseconds(since)}
        if accounts:
            named = many.listed(map(str, accounts), "accounts")
            rows = _reactions_of_accounts.all(self._connection, {**asked, **named})
        else:
            rows = _reactions_since.all(self._connection, asked)
        return [_reaction_of(row) for row in rows]

    def reactions_to(self, touch_ids: Collection[str]) -> Sequence[Reaction]:
        """Return the reactions to touches, oldest first."""
        rows = _reactions_to.all(self._connection, many.listed(touch_ids))
        return [_reaction_of(row) for row in rows]


def _person(row: Row) -> Person:
    contact = unknown_contact(row.member_id)
    if row.segments is not None:
        contact = replace(
            contact,
            page=bool(row.page),
            sms=bool(row.sms),
            email=bool(row.email),
            segments=tuple(json.loads(row.segments)),
        )
    if row.service is not None:
        service, marketing = bool(row.service), bool(row.marketing)
        contact = replace(contact, service=service, marketing=marketing)
    return Person(row.member_id, row.name, row.phone_tail, row.building, row.room, contact)


def _touch_of(row: Row) -> Touch:
    return Touch(
        touch_id=row.touch_id,
        notice_id=row.notice_id,
        point_id=row.point_id,
        account=message_rows.account(row.account),
        kind=NoticeKind(row.kind),
        purpose=Purpose(row.purpose),
        channel=ChannelKind(row.channel),
        channel_name=row.channel_name,
        title=row.title,
        member_ids=tuple(json.loads(row.member_ids)),
        reasons=tuple(json.loads(row.reasons)),
        lines=message_rows.lines(row.lines),
        at=from_microseconds(row.at),
        device_id=row.device_id,
        staff=row.staff,
        late=bool(row.late),
        unsure=bool(row.unsure),
    )


def _reaction_of(row: Row) -> Reaction:
    return Reaction(
        reaction_id=row.reaction_id,
        point_id=row.point_id,
        account=message_rows.account(row.account),
        touch_id=row.touch_id,
        kind=ReactionKind(row.kind),
        at=from_microseconds(row.at),
        detail=row.detail,
    )
