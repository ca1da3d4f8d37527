"""Products as the leader sells them, and what buyers call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import Entity
from leader_app.domain.neighbourhood import Product
from leader_app.storage import provisional
from leader_app.storage.goods_tables import aliases
from leader_app.storage.names import product
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import products

_product = products.c
_products = sa.select(products).order_by(_product.name, _product.product_id)
_all = Prepared(_products)
# A barcode holds nothing but digits, so its spelling in the list is found nowhere else.
_with_barcode = Prepared(
    _products.where(
        _product.active == 1, sa.func.instr(_product.barcodes, sa.bindparam("listed")) > 0
    )
)
_aliases = Prepared(sa.select(aliases).order_by(aliases.c.product_id, aliases.c.alias))
_new = insert(aliases)
_learn = Prepared(
    _new.on_conflict_do_update(
        index_elements=["alias"], set_={"product_id": _new.excluded.product_id}
    )
)


class CatalogueShelf:
    """Keeps ``leader_app.ports.Catalogue``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> Sequence[Product]:
        """Return every product, by name."""
        return [product(row) for row in _all.all(self._session.connection)]

    def with_barcode(self, barcode: str) -> Sequence[Product]:
        """Return the active products of a GTIN without leading zeros, by name."""
        if not (barcode.isascii() and barcode.isdigit()):
            return []
        asked = {"listed": f'"{barcode}"'}
        return [product(row) for row in _with_barcode.all(self._session.connection, asked)]

    def put(self, product: Product) -> None:
        """Keep a product of ours until the centre's word on it comes."""
        provisional.put(self._session, Entity.PRODUCT, {product.product_id: product})
        self._session.changed(Entity.PRODUCT, product.product_id)

    def aliases(self) -> Mapping[str, Collection[str]]:
        """Return what buyers call each product, by product id, as learned in imports."""
        learned: dict[str, list[str]] = defaultdict(list)
        for row in _aliases.all(self._session.connection):
            learned[row.product_id].append(row.alias)
        return dict(learned)

    def learn(self, alias: str, product_id: str) -> None:
        """Remember that buyers say ``alias`` for a product; it stands for one product only."""
        _learn.run(self._session.connection, {"alias": alias, "product_id": product_id})
        self._session.changed(Entity.PRODUCT, product_id)
