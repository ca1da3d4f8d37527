"""The shelf of the store for figures: what is to be picked, and sums over the past."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import FoodKind, Zone
from leader_app.domain.order import LineKey, Order, Stage
from leader_app.domain.stock import MovementKind


@dataclass(frozen=True, slots=True)
class PickLine:
    """One order line to be picked, with whom it is for and where it lies.

    ``quantity`` pieces were ordered, ``arrived`` came, ``taken`` were handed over already;
    ``short_tail`` is the end of the order's number, for a person to tell parcels apart by.
    """

    key: LineKey
    product_id: str
    product_name: str
    unit: str
    zone: Zone
    quantity: int
    arrived: int
    taken: int
    slot: str
    member_id: str
    member_name: str
    phone_tail: str
    building: str
    room: str
    note: str
    placed_at: datetime
    short_tail: str


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure of a report: pieces and money of a group in a span, from ``count`` deeds or orders.

    Of movements, what left is negative, pieces and money alike; sales count at what was paid,
    everything else at the product's price of today.
    """

    group: str
    pieces: int
    value: Fen
    count: int


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What became of paid pieces that were ordered: how many came, how many were collected."""

    ordered: int
    arrived: int
    taken: int


class Reports(Protocol):
    """Figures over movements and orders."""

    def pick_lines(self, order_ids: Collection[str] | None = None) -> Sequence[PickLine]:
        """Return open paid lines (or those of orders), uncollected pieces only."""

    def moved(
        self,
        start: datetime,
        end: datetime,
        kinds: Collection[MovementKind],
        group: str,
        product_id: str | None = None,
    ) -> Sequence[Sum]:
        """Sum movements by ``group``: "product", "day", "kind", "reason", "payment", "hour".

        Groups come in order of their names: product ids, days as 2026-11-22 and hours as 00-23
        on the point's wall. ``ValueError`` for another group.
        """

    def ordered(self, start: datetime, end: datetime, group: str) -> Sequence[Sum]:
        """Sum orders placed in a span by "product", "day" or "member"; cancelled ones not."""

    def fulfilment(self, start: datetime, end: datetime) -> Fulfilment:
        """Return what became so far of the paid orders placed in a span."""

    def orders_of(
        self, member_id: str, start: datetime, end: datetime
    ) -> Sequence[tuple[Order, Stage]]:
        """Return what a member ordered in a span, newest first, and where each order stands."""

    def unclaimed(self, today: date) -> Sequence[tuple[FoodKind, PickLine]]:
        """Return pieces that are here and waited for, by food type, longest waiting first.

        Orders placed after ``today`` (a day at the point) are left out.
        """
