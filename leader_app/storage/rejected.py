"""What the centre turned down of what this counter made: its rows go, they are nobody's word."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress

import sqlalchemy as sa

from leader_app.domain import notice_deed, setting_deed
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.changes import Entity
from leader_app.domain.command import INTENTS, Command, CommandKind
from leader_app.domain.order import Order
from leader_app.storage import command_log as log
from leader_app.storage import many, notice_news, own_contacts
from leader_app.storage.goods_tables import slots
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import (
    claims,
    command_log,
    command_state,
    order_lines,
    orders,
    own_hand_overs,
    products,
)

_log = command_log.c
_intents = Prepared(
    sa.select(command_log, command_state.c.code)
    .join(command_state, command_state.c.command_id == _log.command_id)
    .where(many.among(_log.command_id), many.one_of(_log.kind, sorted(x.value for x in INTENTS)))
)
_handed_out = sa.select(own_hand_overs.c.claim_id)
_forget_orders = Prepared(
    sa.delete(orders).where(
        many.among(orders.c.order_id),
        orders.c.version == 0,
        orders.c.claim_id.not_in(_handed_out),
    )
)
_forget_lines = Prepared(
    sa.delete(order_lines).where(
        many.among(order_lines.c.order_id),
        order_lines.c.order_id.not_in(sa.select(orders.c.order_id)),
    )
)
_forget_claims = Prepared(
    sa.delete(claims).where(
        many.among(claims.c.claim_id),
        claims.c.version == 0,
        claims.c.claim_id.not_in(sa.select(orders.c.claim_id)),
    )
)
_forget_slots = Prepared(sa.delete(slots).where(many.among(slots.c.slot_id), slots.c.version == 0))
_forget_products = Prepared(
    sa.delete(products).where(many.among(products.c.product_id), products.c.version == 0)
)


def forget(session: Session, command_ids: Collection[str]) -> None:
    """Drop what these commands put here and the centre never told of.

    Orders of which goods were handed out stay: what left the shop is not made undone.
    """
    for row in _intents.all(session.connection, many.listed(command_ids)):
        with suppress(UnreadableCommandError):
            _forget(session, log.from_row(row).command, row.code)


def _forget(session: Session, command: Command, why: str) -> None:
    match command.kind:
        case CommandKind.IMPORT_ORDERS:
            _forget_imported(session, setting_deed.imported(command).orders)
        case CommandKind.SET_SLOT:
            name = setting_deed.slot(command).slot_id
            _forget_slots.run(session.connection, many.listed([name]))
            session.changed(Entity.SLOT, name)
        case CommandKind.SET_PRODUCT:
            name = setting_deed.product(command).product_id
            _forget_products.run(session.connection, many.listed([name]))
            session.changed(Entity.PRODUCT, name)
        case CommandKind.POST:
            notice_news.refuse(session, [x.message_id for x in notice_deed.posts(command)], why)
        case CommandKind.SET_CONTACT:
            own_contacts.forget(session, notice_deed.contact(command).member_id)


def _forget_imported(session: Session, told: Iterable[Order]) -> None:
    by_claim = {order.order_id: order.claim_id for order in told}
    connection = session.connection
    _forget_orders.run(connection, many.listed(by_claim))
    _forget_lines.run(connection, many.listed(by_claim))
    _forget_claims.run(connection, many.listed(by_claim.values()))
    session.changed(Entity.ORDER, *by_claim)
    session.changed(Entity.CLAIM, *by_claim.values())
