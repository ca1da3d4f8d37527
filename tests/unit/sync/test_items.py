"""Rows of the feed: every thing comes back as it went, and an older row still reads."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.changes import Entity
from leader_app.domain.feed import FeedItem
from leader_app.domain.neighbourhood import FoodKind, Member, Product
from leader_app.domain.pickup import HandOver
from sync.protocol import items
from tests.fakes import any_goods, any_notices
from tests.fakes.centre_books import entity_of

_things = st.one_of(
    any_goods.stock_deeds,
    any_goods.receipts,
    any_goods.slots,
    any_goods.products,
    any_goods.members,
    any_goods.orders,
    any_goods.hand_overs,
    any_goods.deliveries,
    any_goods.kitchen_claims,
    any_notices.touches(),
    any_notices.reactions,
    any_notices.contacts,
)


_ENTITIES = (
    Entity.STOCK_DEED,
    Entity.RECEIPT,
    Entity.DELIVERY,
    Entity.KITCHEN_CLAIM,
    Entity.TOUCH,
    Entity.REACTION,
    Entity.CONTACT,
)


@given(_things)
def test_every_thing_comes_back_as_it_went(thing: FeedItem) -> None:
    assert items.unpack(entity_of(thing), items.pack(thing)) == thing


def _shortened(thing: FeedItem, fields: int) -> FeedItem | bytes:
    row = msgspec.msgpack.decode(items.pack(thing))
    return items.unpack(entity_of(thing), msgspec.msgpack.encode(row[:fields]))


@given(any_goods.products, any_goods.members, any_goods.hand_overs)
def test_a_row_of_the_first_release_still_reads(
    product: Product, member: Member, deed: HandOver
) -> None:
    plain = Product(product.product_id, product.name, product.unit, product.zone, product.price)
    assert _shortened(product, 5) == plain
    assert plain.food is FoodKind.OTHER
    assert _shortened(member, 3) == replace(member, building="", room="")
    assert _shortened(deed, 9) == replace(deed, drawn=())


@given(_things, st.binary(max_size=40))
def test_a_newer_row_reads_too_and_rubbish_does_not(thing: FeedItem, rubbish: bytes) -> None:
    row = msgspec.msgpack.decode(items.pack(thing))
    newer = msgspec.msgpack.encode([*row, "from a later release"])
    assert items.unpack(entity_of(thing), newer) == thing
    for entity in _ENTITIES:
        with pytest.raises((msgspec.ValidationError, msgspec.DecodeError)):
            items.unpack(entity, rubbish)


def test_a_kind_of_a_later_release_is_kept_as_it_came() -> None:
    assert items.unpack("dragon", b"raw") == b"raw"
