"""Hypothesis strategies: any goods, stock deeds, deliveries and orders a counter may make."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from leader_app.domain.delivery import (
    Delivery,
    DeliveryLine,
    DeliveryState,
    Finding,
    FindingKind,
    KitchenClaim,
    KitchenClaimState,
    Receipt,
)
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Member, Product, Zone
from leader_app.domain.order import LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import HandOver, Pieces
from leader_app.domain.share_out import Arrival
from leader_app.domain.slot import Slot
from leader_app.domain.stock import (
    Count,
    Draw,
    Lot,
    Movement,
    MovementKind,
    PaymentKind,
    StockDeed,
    StockKey,
)

PIECES = 1_000_000


def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Return texts any database can hold."""
    symbols = st.characters(codec="utf-8", exclude_characters="\0")
    return st.text(symbols, min_size=least, max_size=min(most, 12))


ids = texts(64, 1)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
lots = st.builds(Lot, texts(40), st.none() | st.dates(date(2000, 1, 1), date(2199, 12, 31)))
keys = st.builds(StockKey, ids, lots, texts(40))
quantities = st.integers(1, PIECES)
signed = st.integers(-PIECES, PIECES)
money = st.integers(0, 1_000_000_000).map(Fen)
movements = st.builds(Movement, keys, signed.filter(bool), money)
counts = st.builds(Count, keys, st.integers(0, PIECES), signed)
draws = st.builds(Draw, keys, quantities)
attachments = st.binary(min_size=32, max_size=32).map(bytes.hex)
photos = st.lists(attachments, max_size=3).map(tuple)


def several(of: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    """Return a few of something."""
    return st.lists(of, min_size=least, max_size=4).map(tuple)


def deeds(
    kinds: st.SearchStrategy[MovementKind], **fixed: st.SearchStrategy[Any]
) -> st.SearchStrategy[StockDeed]:
    """Return stock deeds of some kinds."""
    free: dict[str, st.SearchStrategy[Any]] = {
        "deed_id": ids,
        "kind": kinds,
        "device_id": ids,
        "staff": texts(60),
        "at": moments,
        "movements": several(movements, 1),
        "reference": texts(64),
        "reason": texts(40),
        "note": texts(500),
        "payment": st.none() | st.sampled_from(PaymentKind),
        "photos": photos,
        "counts": several(counts),
    }
    return st.builds(StockDeed, **{**free, **fixed})


stock_deeds = deeds(
    st.sampled_from([x for x in MovementKind if x not in {"receive", "hand_over"}]),
)
findings = st.builds(
    Finding,
    st.sampled_from(FindingKind),
    st.integers(0, 1000),
    texts(64),
    quantities,
    texts(500),
    photos,
)
signatures = st.just("") | attachments
temperatures = st.none() | st.integers(-1000, 1000)
receipts = st.builds(
    Receipt,
    deeds(st.just(MovementKind.RECEIVE), movements=several(movements)),
    several(findings),
    st.booleans(),
    signatures,
    signatures,
    temperatures,
    temperatures,
)
arrivals = st.builds(Arrival, st.builds(LineKey, ids, st.integers(0, 2**31 - 1)), signed, texts(40))
slots = st.builds(
    Slot,
    texts(40, 1),
    st.integers(0, 9),
    st.sampled_from(Zone),
    st.integers(0, 10**9),
    st.integers(0, 999),
    st.booleans(),
)
products = st.builds(
    Product,
    ids,
    texts(120, 1),
    texts(20),
    st.sampled_from(Zone),
    money,
    several(st.from_regex(r"\A[1-9][0-9]{0,13}\Z")),
    st.sampled_from(FoodKind),
    st.integers(0, 10**9),
    st.integers(0, 36_500),
    st.integers(0, PIECES),
    st.integers(0, PIECES),
    st.booleans(),
    st.booleans(),
)
members = st.builds(
    Member, ids, texts(120, 1), st.from_regex(r"\A[0-9]{0,4}\Z"), texts(20), texts(20)
)
lines = st.builds(
    OrderLine, st.integers(0, 2**31 - 1), ids, quantities, st.integers(0, PIECES), texts(40), money
)
orders = st.builds(
    Order,
    ids,
    st.integers(0, 255),
    ids,
    st.binary(min_size=10, max_size=10).map(bytes.hex),
    st.sampled_from(Payment),
    st.booleans(),
    moments,
    texts(500),
    st.lists(lines, min_size=1, max_size=4, unique_by=lambda x: x.line_no).map(tuple),
)
hand_overs = st.builds(
    HandOver,
    ids,
    st.binary(min_size=10, max_size=10).map(bytes.hex),
    ids,
    texts(60),
    moments,
    st.booleans(),
    several(st.builds(Pieces, st.builds(LineKey, ids, st.integers(0, 999)), quantities), 1),
    st.booleans(),
    st.none(),
    several(draws),
)
deliveries = st.builds(
    Delivery,
    ids,
    st.integers(0, 255),
    texts(60),
    texts(20),
    moments,
    st.sampled_from(DeliveryState),
    several(st.builds(DeliveryLine, st.integers(0, 999), ids, quantities, lots, quantities)),
)
kitchen_claims = st.builds(
    KitchenClaim,
    ids,
    st.integers(0, 255),
    texts(64),
    findings,
    moments,
    st.sampled_from(KitchenClaimState),
    money,
    texts(500),
)
