"""A small world at the centre: two points, one product, one member, orders as wished."""

from dataclasses import replace
from datetime import UTC, datetime

from central.codes import keys
from central.feed.writing import FeedDraft
from central.intake.writing import Intake
from central.storage.database import Database
from leader_app.domain.local_time import local_day
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member, Point, Product, Zone
from leader_app.domain.order import LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import Pieces

HERE, THERE = 1, 2
NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
POINTS = (Point(HERE, "杨柳店", "杨柳路 18 号", "8-22"), Point(THERE, "北门店", "北门", "8-22"))
PRODUCT = Product("P1", "鲜牛奶", "瓶", Zone.FRIDGE, Fen(1590))
MEMBER = Member("M1", "欧阳小敏", "1234")
PHONE = "19900001234"


def claim_id(number: int) -> str:
    """Return the claim of order ``number``."""
    return f"{number:020x}"


def an_order(
    number: int,
    *,
    quantity: int = 2,
    point_id: int = HERE,
    payment: Payment = Payment.PAID,
    cancelled: bool = False,
) -> Order:
    """Return an order of one line, all of it here."""
    line = OrderLine(1, "P1", quantity, quantity, "冷藏 2", Fen(1590))
    return Order(
        f"A{number}", point_id, "M1", claim_id(number), payment, cancelled, NOW, "放冷柜", (line,)
    )


def some(number: int, quantity: int = 2) -> tuple[Pieces, ...]:
    """Return pieces of order ``number``'s only line."""
    return (Pieces(LineKey(f"A{number}", 1), quantity),)


ORDERS = (
    *(an_order(number) for number in range(1, 6)),
    an_order(6, cancelled=True),
    an_order(7, payment=Payment.UNPAID),
    an_order(8, point_id=THERE),
    replace(an_order(9), note=""),
)


def fill(database: Database) -> None:
    """Put the small world into an empty store."""
    keys.ensure_first_key(database, local_day(NOW))
    with database.writing() as connection:
        draft = FeedDraft(database)
        intake = Intake(database, connection, draft)
        intake.add_points(POINTS)
        intake.add_products([PRODUCT], [HERE, THERE])
        intake.add_members([(MEMBER, PHONE, HERE)])
        intake.add_orders(ORDERS, 30)
        draft.write(connection)


def add_orders(database: Database, first: int, count: int, point_id: int = HERE) -> None:
    """Add orders numbered from ``first``."""
    with database.writing() as connection:
        draft = FeedDraft(database)
        orders = [an_order(first + n, point_id=point_id) for n in range(count)]
        Intake(database, connection, draft).add_orders(orders, 30)
        draft.write(connection)
