"""What points say of slots and products.

A point's own products are its own to say; of a product of the brand it may say its barcodes
(beside the brand's), at how few pieces to warn, and the space a piece takes: for itself only.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.booking.run import RejectedError, Run, accepted
from central.catalogue.products import product_of, product_row
from central.catalogue.slots import slot_row
from central.storage.goods_tables import product_settings, slots
from central.storage.tables import products
from leader_app.domain import setting_deed
from leader_app.domain.command import CommandResult, LoggedCommand
from leader_app.domain.neighbourhood import Product
from leader_app.domain.setting_deed import MOST_BARCODES

OTHER_POINTS = "other_points"
NOT_OWN = "not_own"


def set_slot(run: Run, logged: LoggedCommand) -> CommandResult:
    """Set a slot of the counter's point."""
    slot = setting_deed.slot(logged.command)
    if slot.point_id != run.device.point_id:
        raise RejectedError(OTHER_POINTS)
    key = ("point_id", "slot_id")
    row = slot_row(slot)
    said = {name: value for name, value in row.items() if name not in key}
    statement = run.database.insert(slots).values(row)
    run.connection.execute(statement.on_conflict_do_update(index_elements=key, set_=said))
    run.draft.put(slot.point_id, slot)
    return accepted(logged)


def set_product(run: Run, logged: LoggedCommand) -> CommandResult:
    """Set a product of the counter's point, or what the point says of one of the brand."""
    product = setting_deed.product(logged.command)
    statement = sa.select(products).where(products.c.product_id == product.product_id)
    known = run.connection.execute(statement.with_for_update()).one_or_none()
    if known is not None and known.point_id is None:
        product = _of_the_brand(run, product_of(known), product)
    else:
        _own(run, known, product)
    run.draft.put(run.device.point_id, product)
    return accepted(logged)


def as_seen(connection: Connection, point_id: int, product: Product) -> Product:
    """Return a product of the brand as a point has it."""
    mine = sa.select(product_settings).where(
        product_settings.c.point_id == point_id,
        product_settings.c.product_id == product.product_id,
    )
    row = connection.execute(mine).one_or_none()
    return product if row is None else _merged(product, row)


def _own(run: Run, known: sa.Row[Any] | None, product: Product) -> None:
    point_id = run.device.point_id
    if not product.own:
        raise RejectedError(NOT_OWN)
    row = {**product_row(product), "point_id": point_id}
    if known is None:
        run.connection.execute(sa.insert(products).values(row))
    elif known.point_id != point_id:
        raise RejectedError(OTHER_POINTS)
    else:
        mine = products.c.product_id == product.product_id
        run.connection.execute(sa.update(products).where(mine).values(row))


def _of_the_brand(run: Run, known: Product, wanted: Product) -> Product:
    said = {
        "barcodes": json.dumps([x for x in wanted.barcodes if x not in known.barcodes]),
        "low_stock": wanted.low_stock,
        "volume_ml": wanted.volume_ml,
    }
    name = {"point_id": run.device.point_id, "product_id": known.product_id}
    statement = run.database.insert(product_settings).values({**name, **said})
    run.connection.execute(
        statement.on_conflict_do_update(index_elements=["point_id", "product_id"], set_=said)
    )
    return as_seen(run.connection, run.device.point_id, known)


def _merged(product: Product, row: sa.Row[Any]) -> Product:
    own = (x for x in json.loads(row.barcodes) if x not in product.barcodes)
    return replace(
        product,
        barcodes=(*product.barcodes, *own)[:MOST_BARCODES],
        low_stock=row.low_stock,
        volume_ml=row.volume_ml,
    )
