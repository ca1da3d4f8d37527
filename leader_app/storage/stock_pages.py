"""The list of products in stock, searched, counted and paged."""

from __future__ import annotations

import json
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.neighbourhood import Product
from leader_app.ports import StockLine, StockQuery
from leader_app.storage import places
from leader_app.storage.goods_tables import movements, stock_levels
from leader_app.storage.many import ByName
from leader_app.storage.names import product
from leader_app.storage.prepared import Row
from leader_app.storage.tables import products

_product, _level = products.c, stock_levels.c
_of_product = _level.product_id == _product.product_id
_SEPARATOR = "\x1f"
_summed = ByName(
    sa.select(
        _level.product_id,
        sa.func.sum(_level.quantity).label("quantity"),
        sa.func.count((_level.expires_on + _SEPARATOR + _level.lot_code).distinct()).label("lots"),
        sa.func.min(
            sa.case((sa.and_(_level.quantity > 0, _level.expires_on != ""), _level.expires_on))
        ).label("next_expiry"),
        sa.func.json_group_array(_level.slot.distinct()).label("slots"),
    ).group_by(_level.product_id),
    _level.product_id,
)
# What was handed out only is in stock still, as a number below zero.
_ever_here = sa.or_(
    sa.exists().where(
        movements.c.product_id == _product.product_id,
        movements.c.kind != sa.literal_column("'hand_over'"),
    ),
    sa.exists().where(_of_product),
)
_total = (
    sa.select(sa.func.coalesce(sa.func.sum(_level.quantity), 0))
    .where(_of_product)
    .scalar_subquery()
)


def count(connection: Connection, query: StockQuery) -> int:
    """Count the products of a query."""
    counting = sa.select(sa.func.count()).select_from(products).where(*_conditions(query))
    return int(connection.execute(counting).scalar_one())


def page(connection: Connection, query: StockQuery, offset: int, limit: int) -> Sequence[StockLine]:
    """Return products by name, with what there is of them."""
    wanted = (
        sa.select(products)
        .where(*_conditions(query))
        .order_by(_product.name, _product.product_id)
        .offset(offset)
        .limit(limit)
    )
    found = [product(row) for row in connection.execute(wanted)]
    sums = {x.product_id: x for x in _summed.all(connection, [x.product_id for x in found])}
    return [_line(x, sums.get(x.product_id)) for x in found]


def _line(found: Product, summed: Row | None) -> StockLine:
    if summed is None:
        return StockLine(found, 0, 0, None, "")
    return StockLine(
        product=found,
        quantity=summed.quantity,
        lots=summed.lots,
        next_expiry=places.day(summed.next_expiry or ""),
        slots=" ".join(sorted(filter(None, json.loads(summed.slots)))),
    )


def _conditions(query: StockQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [sa.or_(_product.own == 1, _ever_here)]
    if query.zone is not None:
        conditions.append(_product.zone == query.zone.value)
    if query.slot is not None:
        conditions.append(_with_level(_level.slot == query.slot))
    text = query.text.strip()
    if text:
        conditions.append(_meant(text))
    if query.only:
        conditions.append(_only(query))
    return conditions


def _meant(text: str) -> ColumnElement[bool]:
    """Part of a name, a barcode (or the end of one), or the beginning of a slot's name."""
    meant = [
        _product.name.contains(text, autoescape=True),
        _with_level(_level.slot.startswith(text, autoescape=True)),
    ]
    if text.isascii() and text.isdigit():
        meant.append(_product.barcodes.contains(f'{text}"', autoescape=True))
    return sa.or_(*meant)


def _only(query: StockQuery) -> ColumnElement[bool]:
    """Return what ``query.only`` stands for; ``ValueError`` for a word nobody knows."""
    until = places.day_text(query.until)
    dated = (_level.expires_on != "", _level.quantity > 0)
    match query.only:
        case "low":
            return sa.and_(_product.low_stock > 0, _total <= _product.low_stock)
        case "expiring":
            return _with_level(*dated, _level.expires_on <= until)
        case "past_use_by":
            return _with_level(*dated, _level.expires_on < until)
        case "negative":
            return _with_level(_level.quantity < 0)
        case "own":
            return _product.own == 1
        case _:
            raise ValueError(query.only)


def _with_level(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return _product.product_id.in_(sa.select(_level.product_id).where(*conditions))
