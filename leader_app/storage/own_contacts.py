"""What members said at this counter of being told things, until the centre's word contains it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.touch import Contact
from leader_app.ports import FeedChange
from leader_app.storage import command_log, many
from leader_app.storage.notice_tables import own_contacts
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import device
from leader_app.storage.upserts import upsert

_own = own_contacts.c
_put = upsert(own_contacts)
_forget = Prepared(sa.delete(own_contacts).where(_own.member_id == sa.bindparam("member")))
_contained = Prepared(
    sa.select(_own.member_id, _own.epoch, _own.seq, device.c.epoch.label("present"))
    .select_from(own_contacts.join(device, sa.true()))
    .where(many.among(_own.member_id))
)


def put(session: Session, contact: Contact) -> None:
    """Keep what a member allows; its other fields are the centre's to say."""
    head = command_log.head(session.connection)
    row = {
        "member_id": contact.member_id,
        "service": int(contact.service),
        "marketing": int(contact.marketing),
        "epoch": head.epoch,
        "seq": head.seq,
    }
    _put.run(session.connection, row)
    session.changed(Entity.CONTACT, contact.member_id)


def heard(session: Session, news: Sequence[FeedChange], applied_seq: int) -> None:
    """Let the centre's word stand where it contains what was said here.

    Numbers of an earlier life of this counter mean nothing to it: there its word counts.
    """
    told = {x.id: applied_seq if x.applied_seq is None else x.applied_seq for x in news}
    for row in _contained.all(session.connection, many.listed(told)):
        if row.epoch != row.present or row.seq <= told[row.member_id]:
            forget(session, row.member_id)


def forget(session: Session, member_id: str) -> None:
    """Drop what was said here by a member."""
    _forget.run(session.connection, {"member": member_id})
    session.changed(Entity.CONTACT, member_id)
