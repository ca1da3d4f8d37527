"""The words of incidents and of refused commands."""

from __future__ import annotations

from leader_app.domain.command import STOCK_KINDS, CommandKind
from leader_app.domain.incident import IncidentKind
from leader_app.domain.text import Text, say
from leader_app.services.pickup.wording import Words

INCIDENTS = {
    IncidentKind.DOUBLE_HAND_OVER: Words(
        say("Handed over twice"),
        say("More of this order left the shelf than was ordered."),
        say("Compare both hand-overs below and talk to whoever collected."),
    ),
    IncidentKind.CANCELLED_BUT_HANDED_OVER: Words(
        say("Cancelled, but handed over"),
        say("The order was cancelled at the centre while the goods were given out."),
        say("The refund is held back until the group leader decides."),
    ),
    IncidentKind.UNPAID_BUT_HANDED_OVER: Words(
        say("Not paid, but handed over"),
        say("The goods were given out although the money was not there."),
        say("Ask the member to pay the order."),
    ),
    IncidentKind.WRONG_POINT: Words(
        say("Handed over at another point"),
        say("The goods were given out at a point the order does not belong to."),
        say("Tell the group leader of the other point; their shelf has one too many."),
    ),
    IncidentKind.UNKNOWN_CLAIM: Words(
        say("Code unknown to the centre"),
        say("Goods were given out for a code that the centre does not know."),
        say("Keep the order's details and ask the centre to look."),
    ),
    IncidentKind.UNKNOWN_HAND_OVER: Words(
        say("Undo without a hand-over"),
        say("A hand-over was undone that the centre never heard of."),
        say("Ask the centre to look; nothing is missing on the shelf."),
    ),
    IncidentKind.IRREGULAR_REVERSAL: Words(
        say("Unusual undo"),
        say("A hand-over was undone late, twice, or at another counter."),
        say("Check the shelf: are the goods really back?"),
    ),
    IncidentKind.FORKED_LOG: Words(
        say("Two logs of one counter"),
        say("A counter's data was copied or set back to an older state."),
        say("Use only one of the two computers and call the centre."),
    ),
    IncidentKind.UNREADABLE_COMMAND: Words(
        say("Unreadable message"),
        say("The centre could not read what a counter sent; it was kept as it came."),
        say("Update the program on all counters; the centre will read it again."),
    ),
    IncidentKind.DELIVERY_RECEIVED_TWICE: Words(
        say("Delivery signed for twice"),
        say("Two counters booked the same delivery as complete; its goods are in stock twice."),
        say("Count the shelf, and correct the stock of what is not there."),
    ),
    IncidentKind.OTHER_POINTS_DELIVERY: Words(
        say("Another point's delivery"),
        say("Goods were received that the truck was to bring to another point."),
        say("Keep them apart and tell the centre; the other point is waiting for them."),
    ),
}

_STOCK = say("The centre did not accept a stock movement")
_KINDS: dict[str, Text] = {
    CommandKind.HAND_OVER.value: say("The centre did not accept a hand-over"),
    CommandKind.REVERSE.value: say("The centre did not accept an undo"),
    CommandKind.RECEIVE.value: say("The centre did not accept a receipt of goods"),
    CommandKind.SHARE_OUT.value: say("The centre did not accept what came for orders"),
    CommandKind.SET_SLOT.value: say("The centre did not accept a slot"),
    CommandKind.SET_PRODUCT.value: say("The centre did not accept a product"),
    CommandKind.IMPORT_ORDERS.value: say("The centre did not accept imported orders"),
    **{kind.value: _STOCK for kind in STOCK_KINDS - {CommandKind.RECEIVE}},
}
_CODES = {
    "parked": say("It was put aside for a person at the centre to look at. Nothing is lost."),
    "other_points": say("It names something of another pickup point."),
    "claim_taken": say("Another order has the same claim. Import the orders again."),
    "unknown_member": say("It names a member the centre does not know."),
    "not_own": say("The centre does not know this product; only the store's own can be added."),
    "unknown_kind": say("The centre is older than this program; it is sent again once it is new."),
    "unreadable": say("The centre could not read it. Nothing is lost; it stays in the log."),
}


def refused_title(kind: str) -> Text:
    """Return what was refused."""
    return _KINDS.get(kind) or say("The centre did not accept a message")


def refused_detail(code: str) -> Text:
    """Return why, in words where we know them."""
    return _CODES.get(code) or say("Reason given: {code}. It stays in the log.", code=code or "-")
