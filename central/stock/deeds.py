"""Books sales, write-offs, moves, returns and stocktakes: facts, whatever the stock was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.attachments import names
from central.booking.run import Run, accepted
from central.stock import ledger
from central.storage.bulk import write_rows
from central.storage.database import Database
from central.storage.goods_tables import stock_deeds
from leader_app.domain.command import CommandResult, LoggedCommand, microseconds
from leader_app.domain.delivery import Receipt
from leader_app.domain.stock import StockDeed
from leader_app.domain.stock_deed import stock_deed
from sync.protocol import items

_into = sa.insert(stock_deeds)


@dataclass(slots=True)
class StockDesk:
    """Keeps ``Booking`` for what moves stock without a truck."""

    run: Run
    _deeds: list[StockDeed] = field(default_factory=list)

    def book(self, logged: LoggedCommand) -> CommandResult:
        """Book one deed; ``UnreadableCommandError`` if its body cannot be read."""
        deed = stock_deed(logged.command, self.run.device.device_id)
        self.run.draft.put(self.run.device.point_id, deed)
        self._deeds.append(deed)
        return accepted(logged)

    def write(self) -> None:
        """Write the deeds, their movements and the pictures they name."""
        keep(self.run.database, self.run.connection, self.run.device.point_id, self._deeds)


def stock_desk(run: Run, _commands: Sequence[LoggedCommand]) -> StockDesk:
    """Return a desk for a run."""
    return StockDesk(run)


def keep(
    database: Database,
    connection: Connection,
    point_id: int,
    found: Sequence[StockDeed | Receipt],
) -> None:
    """Write deeds of a point, with their movements and the pictures they name."""
    rows = [_row(database, x, point_id) for x in found]
    write_rows(connection, _into, rows)
    stock = [_stock(x) for x in found]
    ledger.write(connection, [row for deed in stock for row in ledger.rows_of(deed, point_id)])
    pictures = ((_stock(x).deed_id, name) for x in found for name in _pictures(x))
    names.keep(database, connection, point_id, pictures)


def _row(database: Database, found: StockDeed | Receipt, point_id: int) -> dict[str, object]:
    deed = _stock(found)
    return {
        "deed_id": deed.deed_id,
        "point_id": point_id,
        "device_id": deed.device_id,
        "kind": deed.kind.value,
        "reference": deed.reference,
        "at": microseconds(deed.at),
        "final": isinstance(found, Receipt) and found.final,
        "payload": database.sealer.seal(items.pack(found)),
    }


def _stock(found: StockDeed | Receipt) -> StockDeed:
    return found.stock if isinstance(found, Receipt) else found


def _pictures(found: StockDeed | Receipt) -> tuple[str, ...]:
    if isinstance(found, StockDeed):
        return found.photos
    of_findings = (name for finding in found.findings for name in finding.photos)
    signatures = (found.driver_signature, found.leader_signature)
    return (*found.stock.photos, *of_findings, *signatures)
