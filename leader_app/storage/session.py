"""What the shelves of one unit of work share: a connection, the clock, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.command import LoggedCommand
from leader_app.domain.order import Order
from leader_app.ports import Clock

_LISTED = 200


@dataclass(slots=True)
class Session:
    """One transaction. ``logged`` are the commands the journal must hold after COMMIT.

    ``orders`` remembers the orders of claims that were read: no deed changes them, a page of the
    feed does and never looks here.
    """

    connection: Connection
    clock: Clock
    touched: dict[Entity, set[str]] = field(default_factory=dict)
    orders: dict[str, tuple[Order, ...]] = field(default_factory=dict)
    reset: set[Entity] = field(default_factory=set)
    logged: list[LoggedCommand] = field(default_factory=list)

    def changed(self, entity: Entity, *ids: str) -> None:
        """Remember that these things changed."""
        self.touched.setdefault(entity, set()).update(ids)

    def changed_much(self, *entities: Entity) -> None:
        """Remember that of these kinds so much changed that ids are not listed."""
        self.reset.update(entities)

    def take(self) -> tuple[list[LoggedCommand], ChangeSet]:
        """Return what was logged and what changed since the last time."""
        logged, changes = self.logged, self._changes()
        self.logged, self.touched, self.reset = [], {}, set()
        return logged, changes

    def _changes(self) -> ChangeSet:
        """Return what changed; kinds with very many ids come without them."""
        many = {kind for kind, ids in self.touched.items() if len(ids) > _LISTED} | self.reset
        listed = {kind: ids for kind, ids in self.touched.items() if kind not in many}
        return ChangeSet(
            frozenset((kind, name) for kind, ids in listed.items() for name in ids),
            frozenset(many),
        )
