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
    """A customer in the group; of the phone number the counter knows the last four digits.

    ``building`` and ``room`` are as people say them (7, 1801), empty where not known.
    """

    member_id: str
    name: str
    phone_tail: str
    building: str = ""
    room: str = ""

    @property
    def household(self) -> str:
        """What members of one home share: building and room; their own id where not known."""
        return f"{self.building}-{self.room}" if self.building and self.room else self.member_id

    @property
    def masked_name(self) -> str:
        """The name with all but its first character hidden, as screens show it."""
        return self.name[:1] + "*" * (len(self.name) - 1)


class FoodKind(StrEnum):
    """What happens to goods nobody collects depends on it."""

    COOKED = "cooked"
    FRESH = "fresh"
    FROZEN = "frozen"
    PACKED = "packed"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Product:
    """Something that is sold, by the piece of its ``unit`` (份, 盒, 500g).

    ``barcodes`` are GTINs without leading zeros. ``volume_ml`` is the space a piece takes and
    ``shelf_days`` how long it keeps, 0 where not known; at ``low_stock`` pieces or fewer the
    leader is told. ``own`` goods are the store's, beside what is pre-ordered.
    """

    product_id: str
    name: str
    unit: str
    zone: Zone
    price: Fen
    barcodes: tuple[str, ...] = ()
    food: FoodKind = FoodKind.OTHER
    volume_ml: int = 0
    shelf_days: int = 0
    low_stock: int = 0
    pieces_per_carton: int = 0
    own: bool = False
    active: bool = True
