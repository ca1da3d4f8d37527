"""Every statement of the store can be compiled, although most are only when they are first run."""

import gc
import importlib
import pkgutil

import pytest
import sqlalchemy as sa

import leader_app.storage
from leader_app.storage import tables
from leader_app.storage.prepared import Prepared


def test_every_statement_compiles() -> None:
    for module in pkgutil.iter_modules(leader_app.storage.__path__):
        importlib.import_module(f"leader_app.storage.{module.name}")
    found = [x for x in gc.get_objects() if isinstance(x, Prepared)]
    assert len(found) > 100
    for statement in found:
        assert statement._plan[0]


def test_one_that_cannot_be_compiled_is_seen() -> None:
    """Negative control: a list of values beside a named one, which the driver could not fill."""
    orders = tables.orders.c
    mixed = orders.stage.in_(["ready"]), orders.claim_id == sa.bindparam("name")
    with pytest.raises(sa.exc.InvalidRequestError):
        assert Prepared(sa.select(orders.order_id).where(*mixed))._plan[0]
