"""What a write changed: enough for every screen to ask whether it concerns it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Entity(StrEnum):
    """The kinds of things that change; the ids of ``STOCK`` are those of products."""

    POINT = "point"
    DEVICE = "device"
    MEMBER = "member"
    PRODUCT = "product"
    ORDER = "order"
    CLAIM = "claim"
    REDEMPTION = "redemption"
    INCIDENT = "incident"
    COMMAND = "command"
    SETTING = "setting"
    DELIVERY = "delivery"
    RECEIPT = "receipt"
    SLOT = "slot"
    STOCK_DEED = "stock_deed"
    STOCK = "stock"
    KITCHEN_CLAIM = "kitchen_claim"
    DRAFT = "draft"
    ATTACHMENT = "attachment"
    PRINT_JOB = "print_job"
    NOTICE = "notice"
    MESSAGE = "message"
    TOUCH = "touch"
    REACTION = "reaction"
    CONTACT = "contact"
    CHANNEL = "channel"
    TEMPLATE = "template"
    NOTICE_RULE = "notice_rule"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The ids touched, and the kinds of which so much changed that ids are not listed."""

    touched: frozenset[tuple[Entity, str]] = frozenset()
    reset: frozenset[Entity] = frozenset()

    def __or__(self, other: ChangeSet) -> ChangeSet:
        """Return what both changed together."""
        return ChangeSet(self.touched | other.touched, self.reset | other.reset)

    def __bool__(self) -> bool:
        """Tell whether anything changed."""
        return bool(self.touched or self.reset)

    def concerns(self, entity: Entity, ids: Iterable[str] | None = None) -> bool:
        """Tell whether any (or one of ``ids``) of ``entity`` changed."""
        if entity in self.reset:
            return True
        if ids is None:
            return any(kind is entity for kind, _ in self.touched)
        return any((entity, name) in self.touched for name in ids)

    def ids(self, entity: Entity) -> frozenset[str]:
        """Return the listed ids of ``entity``."""
        return frozenset(name for kind, name in self.touched if kind is entity)


def touched(entity: Entity, *ids: str) -> ChangeSet:
    """Return a change of the named things."""
    return ChangeSet(frozenset((entity, name) for name in ids))


def reset(*entities: Entity) -> ChangeSet:
    """Return a change of so many things of these kinds that they are not named."""
    return ChangeSet(reset=frozenset(entities))
