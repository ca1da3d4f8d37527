"""Deliveries at the centre, and what counters say of them."""

from datetime import date, timedelta

from sqlalchemy.engine import Connection

from central.feed.writing import FeedDraft
from central.stock import ledger
from central.storage.database import Database
from central.supply import deliveries
from leader_app.domain.command import CommandKind, LoggedCommand
from leader_app.domain.delivery import Delivery, DeliveryLine, DeliveryState, Finding, Receipt
from leader_app.domain.share_out import Arrival
from leader_app.domain.stock import Lot, Movement, MovementKind, StockDeed, StockKey
from leader_app.domain.stock_deed import receipt_body, share_out_body, stock_body
from tests.central.counter import Counter
from tests.central.goods import HERE, NOW

LOT = Lot("L2611A", date(2026, 11, 30))
MILK = StockKey("P1", LOT, "冷藏 2")


def announce(database: Database, delivery_id: str = "T1", point_id: int = HERE) -> Delivery:
    """Announce a truck with 24 bottles of milk."""
    lines = (DeliveryLine(1, "P1", 24, LOT, 12),)
    at = NOW + timedelta(hours=2)
    delivery = Delivery(
        delivery_id, point_id, "城北中央厨房", "浙A·12345", at, DeliveryState.ON_THE_WAY, lines
    )

    def keep(connection: Connection) -> None:
        draft = FeedDraft(database)
        deliveries.add(connection, draft, [delivery])
        draft.write(connection)

    database.write(keep)
    return delivery


def receives(
    counter: Counter,
    pieces: int = 24,
    *findings: Finding,
    delivery_id: str = "T1",
    final: bool = True,
    signature: str = "",
) -> LoggedCommand:
    """Take milk from a truck."""
    moves = (Movement(MILK, pieces),) if pieces else ()
    stock = StockDeed("", MovementKind.RECEIVE, "", "小林", NOW, moves, delivery_id)
    receipt = Receipt(stock, findings, final, signature, "", 42)
    return counter.does(CommandKind.RECEIVE, receipt_body(receipt))


def shares_out(counter: Counter, *arrivals: Arrival) -> LoggedCommand:
    """Say what came for which order."""
    return counter.does(CommandKind.SHARE_OUT, share_out_body("T1", "小林", arrivals))


def moves_stock(
    counter: Counter, kind: CommandKind, *movements: Movement, note: str = ""
) -> LoggedCommand:
    """Move stock in any other way."""
    return counter.does(kind, stock_body(movements, "小林", note=note))


def levels(database: Database, point_id: int = HERE) -> dict[StockKey, int]:
    """Return the ledger's sums."""
    with database.reading() as connection:
        return {level.key: level.quantity for level in ledger.levels(connection, point_id)}
