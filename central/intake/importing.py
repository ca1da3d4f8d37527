"""Takes in the orders a point brings itself, from spreadsheets and order chains.

The point's own ids are kept. An order the centre knows already is not made again; of what the
second telling says only the steps that cannot go back are taken: paid, cancelled. Members the
point brought before are corrected; of a member of the brand only building and room are taken.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from central.booking.run import RejectedError, Run, accepted
from central.intake.claims import lines_by_order, order_of
from central.intake.people import member_of, member_row, phone_of
from central.intake.writing import Intake
from central.storage.tables import claims, feed, members, orders
from leader_app.domain.changes import Entity
from leader_app.domain.command import CommandResult, LoggedCommand
from leader_app.domain.local_time import local_day
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import Order, Payment
from leader_app.domain.setting_deed import Imported, imported

VALID_DAYS = 30
OTHER_POINTS = "other_points"
CLAIM_TAKEN = "claim_taken"
UNKNOWN_MEMBER = "unknown_member"


def take_in(run: Run, logged: LoggedCommand) -> CommandResult:
    """Take in an import wholly, or turn it down."""
    brought = imported(logged.command)
    point_id = run.device.point_id
    if any(order.point_id != point_id for order in brought.orders):
        raise RejectedError(OTHER_POINTS)
    intake = Intake(run.database, run.connection, run.draft)
    _take_members(run, intake, brought)
    known = _known(run, brought.orders)
    new = [order for order in brought.orders if order.order_id not in known]
    _require_free(run, [order.claim_id for order in new])
    intake.add_orders(new, VALID_DAYS, local_day(datetime.now(UTC)))
    for order in brought.orders:
        if order.order_id in known:
            _step_on(run, known[order.order_id], order)
    return accepted(logged)


def _take_members(run: Run, intake: Intake, brought: Imported) -> None:
    told = {member.member_id: member for member in brought.members}
    wanted = sorted(told.keys() | {order.member_id for order in brought.orders})
    statement = sa.select(members).where(members.c.member_id.in_(wanted))
    rows = run.connection.execute(statement.order_by(members.c.member_id).with_for_update())
    known = {row.member_id: row for row in rows}
    if not known.keys() | told.keys() >= set(wanted):
        raise RejectedError(UNKNOWN_MEMBER)
    if not _are_served(run, known.values()):
        raise RejectedError(OTHER_POINTS)
    new = [member for name, member in told.items() if name not in known]
    point_id = run.device.point_id
    phones = brought.phones
    intake.add_members([(x, phones.get(x.member_id, ""), point_id) for x in new], point_id)
    for name, member in told.items():
        if name in known:
            _correct(run, known[name], member, phones.get(name, ""))


def _are_served(run: Run, known: Collection[sa.Row[Any]]) -> bool:
    """Tell whether these are the point's own members, or members of the brand it was told of."""
    if any(row.point_id not in {None, run.device.point_id} for row in known):
        return False
    of_brand = [row.member_id for row in known if row.point_id is None]
    heard = sa.select(sa.func.count()).where(
        feed.c.scope == run.device.point_id,
        feed.c.entity == Entity.MEMBER.value,
        feed.c.id.in_(of_brand),
    )
    return not of_brand or run.connection.scalar(heard) == len(of_brand)


def _correct(run: Run, row: sa.Row[Any], said: Member, phone: str) -> None:
    sealer, before = run.database.sealer, member_of(run.database.sealer, row)
    if row.point_id == run.device.point_id:
        after = said
    else:
        after = replace(
            before,
            building=said.building or before.building,
            room=said.room or before.room,
        )
        phone = ""
    if after == before and not phone:
        return
    values = member_row(sealer, after, phone or phone_of(sealer, row), row.point_id)
    mine = members.c.member_id == row.member_id
    run.connection.execute(sa.update(members).where(mine).values(values))
    run.draft.put(run.device.point_id, after)


def _known(run: Run, found: Sequence[Order]) -> dict[str, sa.Row[Any]]:
    wanted = sorted(order.order_id for order in found)
    statement = sa.select(orders).where(orders.c.order_id.in_(wanted)).order_by(orders.c.order_id)
    rows = run.connection.execute(statement.with_for_update()).all()
    if any(row.point_id != run.device.point_id for row in rows):
        raise RejectedError(OTHER_POINTS)
    return {row.order_id: row for row in rows}


def _require_free(run: Run, claim_ids: Collection[str]) -> None:
    taken = sa.select(claims.c.claim_id).where(claims.c.claim_id.in_(claim_ids)).limit(1)
    if run.connection.scalar(taken) is not None:
        raise RejectedError(CLAIM_TAKEN)


def _step_on(run: Run, row: sa.Row[Any], said: Order) -> None:
    """Take what a second telling of the point's own order adds: that it is paid or cancelled."""
    pays = row.payment == Payment.UNPAID.value and said.payment is Payment.PAID
    cancels = said.cancelled and not row.cancelled
    if not row.imported or not (pays or cancels):
        return
    payment = said.payment.value if pays else row.payment
    values = {"payment": payment, "cancelled": row.cancelled or said.cancelled}
    mine = orders.c.order_id == row.order_id
    run.connection.execute(sa.update(orders).where(mine).values(values))
    lines = lines_by_order(run.connection, [row.order_id])[row.order_id]
    before = order_of(run.database, row, tuple(lines))
    after = replace(before, payment=Payment(payment), cancelled=row.cancelled or said.cancelled)
    run.draft.put(run.device.point_id, after)
