"""Who and what a pickup point deals with: points, counters, members, products."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leader_app.domain.money import Fen


class Zone(StrEnum):
    """The temperature a product is kept at."""

    SHELF = "shelf"
    FRIDGE = "fridge"
    FREEZER = "freezer"


@dataclass(frozen=True, slots=True)
class Point:
    """A pickup point (自提点)."""

    point_id: int
    name: str
    address: str
    hours: str


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled counter of a point."""

    device_id: str
    point_id: int
    name: str
    public_key: bytes
    active: bool


@dataclass(frozen=True, slots=True)
class Member:
    """A customer in the group; of the phone number the counter knows the last four digits."""

    member_id: str
    name: str
    phone_tail: str

    @property
    def masked_name(self) -> str:
        """The name with all but its first character hidden, as screens show it."""
        return self.name[:1] + "*" * (len(self.name) - 1)


@dataclass(frozen=True, slots=True)
class Product:
    """Something that is sold, by the piece of its ``unit`` (份, 盒, 500g)."""

    product_id: str
    name: str
    unit: str
    zone: Zone
    price: Fen
