"""The one state machine of a pickup: what may be handed over, and what a deed changes.

The counter decides with it provisionally, the centre finally. ``decide`` looks, ``propose``
chooses lines, ``apply`` and ``take_back`` add facts. What a fact amounts to is said in
``leader_app.domain.judgement``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from leader_app.domain.order import Claim, LineKey, Order, OrderLine, Payment
from leader_app.domain.stock import Draw

UNDO_GRACE = timedelta(minutes=60)


class VerdictKind(StrEnum):
    """The closed list of what a counter can say about a code."""

    READY = "ready"
    PARTLY_READY = "partly_ready"
    REST_READY = "rest_ready"
    ALREADY_COLLECTED = "already_collected"
    NOT_ARRIVED = "not_arrived"
    UNPAID = "unpaid"
    CANCELLED = "cancelled"
    REFUND_RUNNING = "refund_running"
    REFUNDED = "refunded"
    WRONG_POINT = "wrong_point"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    TAMPERED = "tampered"
    FOREIGN = "foreign"
    NOT_A_CODE = "not_a_code"
    NOT_HERE_YET = "not_here_yet"
    NO_SUCH_CODE = "no_such_code"
    TOO_MANY_TRIES = "too_many_tries"
    PAST_USE_BY = "past_use_by"


CAN_HAND_OVER = frozenset({VerdictKind.READY, VerdictKind.PARTLY_READY, VerdictKind.REST_READY})
_WITHERING = CAN_HAND_OVER | {VerdictKind.NOT_ARRIVED}
_NOTHING: Mapping[LineKey, int] = MappingProxyType({})
_BY_PAYMENT = {
    Payment.UNPAID: VerdictKind.UNPAID,
    Payment.REFUND_RUNNING: VerdictKind.REFUND_RUNNING,
    Payment.REFUNDED: VerdictKind.REFUNDED,
    Payment.PAID: VerdictKind.ALREADY_COLLECTED,
}
_GRAVEST_FIRST = (
    VerdictKind.UNPAID,
    VerdictKind.REFUND_RUNNING,
    VerdictKind.CANCELLED,
    VerdictKind.REFUNDED,
    VerdictKind.ALREADY_COLLECTED,
)


class Refusal(StrEnum):
    """Why a wish to hand over or to take back is turned down."""

    NOTHING_READY = "nothing_ready"
    UNKNOWN_LINE = "unknown_line"
    TOO_MANY = "too_many"
    NO_PIECES = "no_pieces"
    UNKNOWN_HAND_OVER = "unknown_hand_over"
    ALREADY_REVERSED = "already_reversed"
    OTHER_DEVICE = "other_device"
    TOO_LATE = "too_late"


@dataclass(frozen=True, slots=True)
class Pieces:
    """So many pieces of one order line."""

    key: LineKey
    quantity: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """The fact that a hand-over was taken back; ``reversal_id`` is its command's id."""

    reversal_id: str
    hand_over_id: str
    device_id: str
    staff: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """The fact that goods left the counter; ``hand_over_id`` is its command's id.

    ``primary`` is false for one that went beyond what the claim had left. ``offline`` says that
    the counter had no network when it happened. ``drawn`` is where the pieces were taken from,
    as far as the ledger of stock knew.
    """

    hand_over_id: str
    claim_id: str
    device_id: str
    staff: str
    at: datetime
    offline: bool
    lines: tuple[Pieces, ...]
    primary: bool = True
    reversal: Reversal | None = None
    drawn: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimState:
    """A claim, the orders it opens, and everything that happened to it so far."""

    claim: Claim
    orders: tuple[Order, ...]
    hand_overs: tuple[HandOver, ...] = ()


@dataclass(frozen=True, slots=True)
class LineState:
    """One line as the counter sees it; ``ready`` pieces may be handed over now.

    ``spoilt`` more would be ready, were they not past their use-by day.
    """

    key: LineKey
    product_id: str
    slot: str
    ordered: int
    arrived: int
    taken: int
    ready: int
    spoilt: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What ``decide`` found."""

    kind: VerdictKind
    lines: tuple[LineState, ...]


def taken(hand_overs: Sequence[HandOver]) -> Mapping[LineKey, int]:
    """Return the pieces gone from each line: all hand-overs that were not taken back."""
    pieces: Counter[LineKey] = Counter()
    for deed in hand_overs:
        if deed.reversal is None:
            for line in deed.lines:
                pieces[line.key] += line.quantity
    return pieces


def decide(state: ClaimState) -> Decision:
    """Say what may be handed over of a known claim, or why nothing may."""
    gone = taken(state.hand_overs)
    lines = tuple(
        _line_state(order, line, gone.get(LineKey(order.order_id, line.line_no), 0))
        for order in state.orders
        for line in order.lines
    )
    return Decision(_kind(state, lines), lines)


def decide_here(
    state: ClaimState, point_id: int, today: date, spoilt: Mapping[LineKey, int] = _NOTHING
) -> Decision:
    """Decide at a point on a day there: ``decide``, unless claim and place or day do not fit.

    ``spoilt`` pieces of a line are past their use-by day: they stay, whatever else may go.
    """
    decision = decide(state)
    if state.claim.point_id != point_id:
        return withheld(decision, VerdictKind.WRONG_POINT)
    if today > state.claim.last_day and decision.kind in _WITHERING:
        return withheld(decision, VerdictKind.EXPIRED)
    return _sorted_out(decision, spoilt)


def withheld(decision: Decision, kind: VerdictKind) -> Decision:
    """Return ``decision`` as one of ``kind`` under which nothing is ready."""
    return Decision(kind, tuple(replace(line, ready=0) for line in decision.lines))


def propose(
    state: ClaimState,
    wanted: Sequence[Pieces] | None = None,
    spoilt: Mapping[LineKey, int] = _NOTHING,
) -> tuple[Pieces, ...] | Refusal:
    """Return the pieces to hand over: all that is ready, or exactly ``wanted`` if that is."""
    ready = {line.key: line.ready for line in _sorted_out(decide(state), spoilt).lines}
    if wanted is None:
        everything = tuple(Pieces(key, count) for key, count in ready.items() if count)
        return everything or Refusal.NOTHING_READY
    sums: Counter[LineKey] = Counter()
    for pieces in wanted:
        sums[pieces.key] += pieces.quantity
    if not sums or any(pieces.quantity <= 0 for pieces in wanted):
        return Refusal.NO_PIECES
    if not sums.keys() <= ready.keys():
        return Refusal.UNKNOWN_LINE
    if any(count > ready[key] for key, count in sums.items()):
        return Refusal.TOO_MANY
    return tuple(Pieces(key, count) for key, count in sums.items())


def apply(state: ClaimState, deed: HandOver) -> ClaimState:
    """Return the state with ``deed`` in it; the same deed again changes nothing."""
    if any(known.hand_over_id == deed.hand_over_id for known in state.hand_overs):
        return state
    return replace(state, hand_overs=(*state.hand_overs, deed))


def take_back(state: ClaimState, reversal: Reversal) -> ClaimState:
    """Return the state with a hand-over reversed; the first reversal of a hand-over stays."""
    return replace(
        state,
        hand_overs=tuple(
            replace(deed, reversal=reversal)
            if deed.hand_over_id == reversal.hand_over_id and deed.reversal is None
            else deed
            for deed in state.hand_overs
        ),
    )


def may_take_back(
    state: ClaimState, hand_over_id: str, device_id: str, now: datetime
) -> Refusal | None:
    """Say why a counter may not undo a hand-over: only its own, once, within the hour."""
    for deed in state.hand_overs:
        if deed.hand_over_id == hand_over_id:
            if deed.reversal is not None:
                return Refusal.ALREADY_REVERSED
            if deed.device_id != device_id:
                return Refusal.OTHER_DEVICE
            return Refusal.TOO_LATE if now - deed.at > UNDO_GRACE else None
    return Refusal.UNKNOWN_HAND_OVER


def _sorted_out(decision: Decision, spoilt: Mapping[LineKey, int]) -> Decision:
    """Return ``decision`` without what may not leave the shop any more."""
    held = {line.key: min(line.ready, spoilt.get(line.key, 0)) for line in decision.lines}
    if not any(held.values()):
        return decision
    lines = tuple(
        replace(line, ready=line.ready - held[line.key], spoilt=held[line.key])
        for line in decision.lines
    )
    something = any(line.ready for line in lines)
    return Decision(VerdictKind.PARTLY_READY if something else VerdictKind.PAST_USE_BY, lines)


def _payable(order: Order) -> bool:
    return not order.cancelled and order.payment is Payment.PAID


def _line_state(order: Order, line: OrderLine, gone: int) -> LineState:
    here = min(line.arrived, line.quantity) if _payable(order) else 0
    return LineState(
        key=LineKey(order.order_id, line.line_no),
        product_id=line.product_id,
        slot=line.slot,
        ordered=line.quantity,
        arrived=line.arrived,
        taken=gone,
        ready=max(0, here - gone),
    )


def _kind(state: ClaimState, lines: tuple[LineState, ...]) -> VerdictKind:
    payable = {order.order_id for order in state.orders if _payable(order)}
    due = [line for line in lines if line.key.order_id in payable]
    left = [line for line in due if line.taken < line.ordered]
    if any(line.ready for line in due):
        if all(line.taken + line.ready >= line.ordered for line in due):
            return VerdictKind.REST_READY if any(x.taken for x in due) else VerdictKind.READY
        return VerdictKind.PARTLY_READY
    if left:
        return VerdictKind.NOT_ARRIVED
    if lines and all(line.taken >= line.ordered for line in lines):
        return VerdictKind.ALREADY_COLLECTED
    return _why_nothing(state.orders)


def _why_nothing(orders: tuple[Order, ...]) -> VerdictKind:
    reasons = {
        VerdictKind.CANCELLED if order.cancelled else _BY_PAYMENT[order.payment] for order in orders
    }
    return min(reasons, key=_GRAVEST_FIRST.index, default=VerdictKind.NOT_HERE_YET)
