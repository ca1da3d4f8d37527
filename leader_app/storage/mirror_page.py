"""Applies the changes of a feed page inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.order import Order
from leader_app.domain.pickup import HandOver
from leader_app.ports import FeedChange
from leader_app.storage import many, mirror_rows, stages
from leader_app.storage.mirror_rows import SHAPES
from leader_app.storage.session import Session
from leader_app.storage.tables import order_lines, redemptions, tombstones, unknown_rows

_Changes = Sequence[FeedChange]

_of_kind: sa.BindParameter[str] = sa.bindparam("entity")
_graves = sa.select(tombstones.c.id, tombstones.c.version, tombstones.c.era).where(
    tombstones.c.entity == _of_kind, many.among(tombstones.c.id)
)
_exhume = sa.delete(tombstones).where(tombstones.c.entity == _of_kind, many.among(tombstones.c.id))
_raw_versions = sa.select(unknown_rows.c.id, unknown_rows.c.version, unknown_rows.c.era).where(
    unknown_rows.c.entity == _of_kind, many.among(unknown_rows.c.id)
)
_raw_remove = sa.delete(unknown_rows).where(
    unknown_rows.c.entity == _of_kind, many.among(unknown_rows.c.id)
)
_remove_lines = sa.delete(order_lines).where(many.among(order_lines.c.order_id))
_claims_of = sa.select(redemptions.c.claim_id).where(many.among(redemptions.c.hand_over_id))
_bury = mirror_rows.statement(tombstones)
_put_raw = mirror_rows.statement(unknown_rows)
_put_line = mirror_rows.statement(order_lines)


def apply(session: Session, changes: _Changes, era: int) -> None:
    """Keep every change that is newer than what is here, redemptions before orders."""
    by_kind: dict[str, list[FeedChange]] = {}
    for change in changes:
        by_kind.setdefault(str(change.entity), []).append(change)
    for kind in sorted(by_kind, key=_turn):
        _apply_kind(session, kind, by_kind[kind], era)


def _turn(kind: str) -> int:
    known = list(SHAPES)
    return known.index(kind) if kind in SHAPES else len(known)


def _apply_kind(session: Session, kind: str, changes: _Changes, era: int) -> None:
    newer = _newer(session, kind, changes, era)
    if not newer:
        return
    gone = [change for change in newer if change.item is None]
    kept = [change for change in newer if change.item is not None]
    claims = _claims(session, newer) if kind == Entity.REDEMPTION else set()
    _remove(session, kind, gone, era)
    _put(session, kind, kept, era)
    if kind in SHAPES:
        session.changed(Entity(kind), *(change.id for change in newer))
    if claims:
        stages.refresh(session, claims)
        session.changed(Entity.CLAIM, *claims)


def _newer(session: Session, kind: str, changes: _Changes, era: int) -> _Changes:
    """Return the newest change of each thing, if it is newer than what this era has told."""
    newest: dict[str, FeedChange] = {}
    for change in changes:
        if change.id not in newest or change.version > newest[change.id].version:
            newest[change.id] = change
    held = _held(session, kind, newest, era)
    return [change for change in newest.values() if change.version > held.get(change.id, -1)]


def _held(session: Session, kind: str, names: Iterable[str], era: int) -> Mapping[str, int]:
    """Return the versions this era has told of living and of gone things."""
    wanted = {"entity": kind, **many.listed(names)}
    if kind in SHAPES:
        living = session.connection.execute(SHAPES[kind].versions, many.listed(names)).all()
    else:
        living = session.connection.execute(_raw_versions, wanted).all()
    graves = session.connection.execute(_graves, wanted).all()
    return {str(name): version for name, version, told in [*living, *graves] if told == era}


def _claims(session: Session, changes: _Changes) -> set[str]:
    """Return the claims of redemptions, of gone ones too."""
    told = {change.item.claim_id for change in changes if isinstance(change.item, HandOver)}
    names = many.listed(change.id for change in changes)
    return told.union(session.connection.execute(_claims_of, names).scalars())


def _remove(session: Session, kind: str, gone: _Changes, era: int) -> None:
    if not gone:
        return
    names = many.listed(change.id for change in gone)
    if kind in SHAPES:
        session.connection.execute(SHAPES[kind].remove, names)
    else:
        session.connection.execute(_raw_remove, {"entity": kind, **names})
    if kind == Entity.ORDER:
        session.connection.execute(_remove_lines, names)
    graves = [(kind, change.id, change.version, era) for change in gone]
    session.connection.exec_driver_sql(_bury, graves)


def _put(session: Session, kind: str, kept: _Changes, era: int) -> None:
    if not kept:
        return
    names = many.listed(change.id for change in kept)
    session.connection.execute(_exhume, {"entity": kind, **names})
    if kind == Entity.ORDER:
        _put_orders(session, kept, era)
    elif kind in SHAPES:
        values = SHAPES[kind].values
        rows = [(x.id, x.version, era, *values(x.item)) for x in kept]
        session.connection.exec_driver_sql(SHAPES[kind].put, rows)
    else:
        raw = [(kind, change.id, change.version, era, change.item) for change in kept]
        session.connection.exec_driver_sql(_put_raw, raw)


def _put_orders(session: Session, kept: _Changes, era: int) -> None:
    """Put orders with their stage and their lines, in place of the lines they had."""
    orders = [change.item for change in kept if isinstance(change.item, Order)]
    stage_of = stages.of(session, orders)
    shape = SHAPES[Entity.ORDER]
    rows = [
        (change.id, change.version, era, *shape.values((change.item, stage_of[change.id])))
        for change in kept
    ]
    session.connection.execute(_remove_lines, many.listed(order.order_id for order in orders))
    session.connection.exec_driver_sql(shape.put, rows)
    lines = mirror_rows.lines(orders)
    if lines:
        session.connection.exec_driver_sql(_put_line, lines)
    session.changed(Entity.CLAIM, *(order.claim_id for order in orders))
