"""Applies the changes of a feed page inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.delivery import Receipt
from leader_app.domain.neighbourhood import Device
from leader_app.domain.order import Order
from leader_app.domain.pickup import HandOver
from leader_app.domain.stock import StockDeed
from leader_app.ports import FeedChange
from leader_app.storage import (
    arrivals,
    hand_overs,
    ledger,
    line_moments,
    many,
    mirror_rows,
    moments,
    notice_news,
    stages,
)
from leader_app.storage.mirror_rows import SHAPES
from leader_app.storage.mirror_shape import statement
from leader_app.storage.prepared import Prepared, Row
from leader_app.storage.session import Session
from leader_app.storage.tables import (
    order_lines,
    own_hand_overs,
    redemptions,
    tombstones,
    unknown_rows,
)

_Changes = Sequence[FeedChange]
_Versions = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Kind:
    """The changes of one kind in one era; those that are not ``readable`` are kept raw.

    What grew ``arrived`` at this moment (microseconds), if that is known.
    """

    name: str
    readable: bool
    era: int
    applied_seq: int
    arrived: int | None


_of_kind: sa.BindParameter[str] = sa.bindparam("entity")
_graves = Prepared(
    sa.select(tombstones.c.id, tombstones.c.version, tombstones.c.era).where(
        tombstones.c.entity == _of_kind, many.among(tombstones.c.id)
    )
)
_unbury = Prepared(
    sa.delete(tombstones).where(tombstones.c.entity == _of_kind, many.among(tombstones.c.id))
)
_raw_versions = Prepared(
    sa.select(unknown_rows.c.id, unknown_rows.c.version, unknown_rows.c.era).where(
        unknown_rows.c.entity == _of_kind, many.among(unknown_rows.c.id)
    )
)
_raw_remove = Prepared(
    sa.delete(unknown_rows).where(unknown_rows.c.entity == _of_kind, many.among(unknown_rows.c.id))
)
_HEARD = frozenset({Entity.TOUCH, Entity.REACTION, Entity.CONTACT})
_remove_lines = Prepared(sa.delete(order_lines).where(many.among(order_lines.c.order_id)))
_claims_of = Prepared(
    sa.select(redemptions.c.claim_id).where(many.among(redemptions.c.hand_over_id))
)
_unbooked = Prepared(
    sa.select(redemptions.c.hand_over_id).where(
        many.among(redemptions.c.claim_id), ~ledger.is_booked(redemptions.c.hand_over_id)
    )
)
_unbooked_at = Prepared(
    sa.select(redemptions.c.hand_over_id).where(
        many.among(redemptions.c.device_id), ~ledger.is_booked(redemptions.c.hand_over_id)
    )
)
_unbooked_own = Prepared(
    sa.select(own_hand_overs.c.hand_over_id).where(
        many.among(own_hand_overs.c.claim_id), ~ledger.is_booked(own_hand_overs.c.hand_over_id)
    )
)
_bury = statement(tombstones)
_put_raw = statement(unknown_rows)
_put_line = statement(order_lines)


def apply(
    session: Session,
    changes: _Changes,
    era: int,
    applied_seq: int,
    arrived: datetime | None = None,
) -> None:
    """Keep every change that is newer than what is here, redemptions before orders.

    Rows nobody here can read are kept as they came; of what they tell, the last good row stays.
    ``applied_seq`` is the last command of ours that changes without one of their own contain.
    Pieces that are new ``arrived`` then; ``None`` where all of it is new.
    """
    at = moments.column(arrived)
    by_kind: dict[tuple[str, bool], list[FeedChange]] = {}
    for change in changes:
        readable = change.entity in SHAPES and not isinstance(change.item, bytes)
        by_kind.setdefault((str(change.entity), readable), []).append(change)
    news: list[FeedChange] = []
    for kind, readable in sorted(by_kind, key=_turn):
        told = _Kind(kind, readable, era, applied_seq, at)
        news += _apply_kind(session, told, by_kind[kind, readable])
    _book(session, news)


def _book(session: Session, news: _Changes) -> None:
    """Book in the ledger what moved stock, now that the page's orders are here."""
    items = [change.item for change in news]
    deeds = [x for x in items if isinstance(x, StockDeed)]
    deeds += [x.stock for x in items if isinstance(x, Receipt)]
    if deeds:
        ledger.book(session, deeds)
    redeemed = [x.hand_over_id for x in items if isinstance(x, HandOver)]
    claims = many.listed({x.claim_id for x in items if isinstance(x, Order)})
    redeemed += _unbooked.values(session.connection, claims)
    redeemed += _unbooked_own.values(session.connection, claims)
    counters = many.listed({x.device_id for x in items if isinstance(x, Device)})
    redeemed += _unbooked_at.values(session.connection, counters)
    if redeemed:
        found = hand_overs.by_id(session.connection, list(dict.fromkeys(redeemed)))
        ledger.book_hand_overs(session, found)


def _turn(kind: tuple[str, bool]) -> int:
    known = list(SHAPES)
    return known.index(kind[0]) if kind[0] in SHAPES else len(known)


def _apply_kind(session: Session, kind: _Kind, changes: _Changes) -> _Changes:
    """Keep what is news of one kind, and return it."""
    newest = _newest(changes)
    living, graves = _held(session, kind, newest)
    newer = [x for x in newest.values() if _is_news(x, living, kind) and _is_news(x, graves, kind)]
    if not newer:
        return newer
    claims = _claims(session, newer) if kind.name == Entity.REDEMPTION else set()
    _exhume(session, kind, graves.keys() & {change.id for change in newer})
    _remove(session, kind, [change for change in newer if change.item is None])
    kept = [change for change in newer if change.item is not None]
    if kept and kind.readable:
        _put(session, kind, kept, living.keys())
    elif kept:
        raw = [(kind.name, change.id, change.version, kind.era, change.item) for change in kept]
        session.connection.exec_driver_sql(_put_raw, raw)
    if kind.readable:
        session.changed(Entity(kind.name), *(change.id for change in newer))
        if kind.name in _HEARD:
            notice_news.heard(session, newer, living.keys(), kind.applied_seq)
    if claims:
        stages.refresh(session, claims)
        session.changed(Entity.CLAIM, *claims)
    return newer


def _newest(changes: _Changes) -> dict[str, FeedChange]:
    """Return the newest change of each thing."""
    newest: dict[str, FeedChange] = {}
    for change in changes:
        if change.id not in newest or change.version > newest[change.id].version:
            newest[change.id] = change
    return newest


def _held(session: Session, kind: _Kind, names: Iterable[str]) -> tuple[_Versions, _Versions]:
    """Return what was told of these things, the living and the gone: version and era by id."""
    wanted = {"entity": kind.name, **many.listed(names)}
    living = SHAPES[kind.name].versions if kind.readable else _raw_versions
    return _versions(living.all(session.connection, wanted)), _versions(
        _graves.all(session.connection, wanted)
    )


def _versions(rows: Iterable[Row]) -> _Versions:
    return {str(name): (version, era) for name, version, era in rows}


def _is_news(change: FeedChange, held: _Versions, kind: _Kind) -> bool:
    """Tell whether ``change`` is newer than what this era has told."""
    version, told = held.get(change.id, (0, -1))
    return told != kind.era or change.version > version


def _claims(session: Session, changes: _Changes) -> set[str]:
    """Return the claims of redemptions, of gone ones too."""
    told = {change.item.claim_id for change in changes if isinstance(change.item, HandOver)}
    names = many.listed(change.id for change in changes)
    return told.union(_claims_of.values(session.connection, names))


def _exhume(session: Session, kind: _Kind, names: Collection[str]) -> None:
    if names:
        _unbury.run(session.connection, {"entity": kind.name, **many.listed(names)})


def _remove(session: Session, kind: _Kind, gone: _Changes) -> None:
    if not gone:
        return
    names = {"entity": kind.name, **many.listed(change.id for change in gone)}
    _raw_remove.run(session.connection, names)
    if kind.readable and not SHAPES[kind.name].is_fact:
        SHAPES[kind.name].remove.run(session.connection, names)
    if kind.name == Entity.ORDER:
        _remove_lines.run(session.connection, names)
    graves = [(kind.name, change.id, change.version, kind.era) for change in gone]
    session.connection.exec_driver_sql(_bury, graves)


def _put(session: Session, kind: _Kind, kept: _Changes, known: Collection[str]) -> None:
    """Put rows; ``known`` are those that may be there already."""
    shape = SHAPES[kind.name]
    if kind.name == Entity.ORDER:
        kept = arrivals.laid_over(session.connection, kept, kind.applied_seq)
    items = _staged(session, kept) if kind.name == Entity.ORDER else [x.item for x in kept]
    rows = [
        (change.id, change.version, kind.era, *shape.values(item))
        for change, item in zip(kept, items, strict=True)
    ]
    session.connection.exec_driver_sql(shape.put, rows)
    moved = [shape.moved(row) for row in rows if row[0] in known] if shape.move else []
    if moved:
        session.connection.exec_driver_sql(shape.move, moved)
    if kind.name == Entity.ORDER:
        told = [x.item for x in kept if isinstance(x.item, Order)]
        _put_lines(session, told, known, kind.arrived)
    elif kind.name == Entity.RECEIPT:
        _put_stock_of_receipts(session, kind, kept)


def _staged(session: Session, kept: _Changes) -> list[tuple[Order, str]]:
    """Return orders with the stage they are in after what was handed out."""
    orders = [change.item for change in kept if isinstance(change.item, Order)]
    stage_of = stages.of(session, orders)
    return [(order, stage_of[order.order_id]) for order in orders]


def _put_lines(
    session: Session, orders: Sequence[Order], known: Collection[str], arrived: int | None
) -> None:
    """Put the lines of orders in place of those they had."""
    connection = session.connection
    had = [order.order_id for order in orders if order.order_id in known]
    before = line_moments.before(connection, had) if had else {}
    lines = mirror_rows.lines(orders, line_moments.since(before, arrived))
    if lines:
        connection.exec_driver_sql(_put_line, lines)
    line_moments.remove(connection, before.keys() - {(line[0], line[1]) for line in lines})
    session.changed(Entity.CLAIM, *(order.claim_id for order in orders))


def _put_stock_of_receipts(session: Session, kind: _Kind, kept: _Changes) -> None:
    """Put the deeds of stock that receipts hold."""
    shape = SHAPES[Entity.STOCK_DEED]
    told = [(x.version, x.item.stock) for x in kept if isinstance(x.item, Receipt)]
    rows = [(x.deed_id, version, kind.era, *shape.values(x)) for version, x in told]
    session.connection.exec_driver_sql(shape.put, rows)
    session.changed(Entity.STOCK_DEED, *(x.deed_id for _, x in told))
    session.changed(Entity.DELIVERY, *(x.reference for _, x in told if x.reference))
