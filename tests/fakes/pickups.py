"""Orders, claims and deeds for tests, with everything unimportant filled in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from leader_app.domain.money import Fen
from leader_app.domain.order import Claim, LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import ClaimState, HandOver, Pieces, Reversal

CLAIM_ID = "00112233445566778899"
POINT = 7
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def a_claim(
    claim_id: str = CLAIM_ID, point_id: int = POINT, *, generation: int = 1, tag: bytes = bytes(16)
) -> Claim:
    """Return a claim issued two days before ``TODAY``, good for 14 days."""
    return Claim(claim_id, point_id, "M1", generation, TODAY - timedelta(days=2), 14, tag)


def a_line(line_no: int = 1, quantity: int = 1, arrived: int | None = None) -> OrderLine:
    """Return a line of 9.90 apiece, all of it here unless ``arrived`` says otherwise."""
    here = quantity if arrived is None else arrived
    return OrderLine(line_no, f"P{line_no}", quantity, here, "A-01", Fen(990))


def an_order(
    *lines: OrderLine,
    order_id: str = "A1",
    claim_id: str = CLAIM_ID,
    payment: Payment = Payment.PAID,
    cancelled: bool = False,
) -> Order:
    """Return a paid order of ``lines`` (one piece that has arrived)."""
    return Order(
        order_id, POINT, "M1", claim_id, payment, cancelled, NOON, "", lines or (a_line(),)
    )


def a_state(*orders: Order, claim: Claim | None = None) -> ClaimState:
    """Return a claim of ``orders`` (one, ready) of which nothing was handed over."""
    return ClaimState(claim or a_claim(), orders or (an_order(),))


def pieces(line_no: int = 1, quantity: int = 1, order_id: str = "A1") -> Pieces:
    """Return pieces of a line."""
    return Pieces(LineKey(order_id, line_no), quantity)


def a_deed(
    *taken: Pieces, hand_over_id: str = "h1", device_id: str = "D1", at: datetime = NOON
) -> HandOver:
    """Return a hand-over of ``taken`` (one piece of line 1)."""
    return HandOver(
        hand_over_id, CLAIM_ID, device_id, "", at, offline=False, lines=taken or (pieces(),)
    )


def a_reversal(hand_over_id: str = "h1", device_id: str = "D1", minutes: float = 5) -> Reversal:
    """Return a reversal made so many minutes after ``NOON``."""
    at = NOON + timedelta(minutes=minutes)
    return Reversal(f"r-{hand_over_id}", hand_over_id, device_id, "", at, "wrong goods")


def reversed_by(deed: HandOver, reversal: Reversal) -> HandOver:
    """Return ``deed`` as taken back."""
    return replace(deed, reversal=reversal)
