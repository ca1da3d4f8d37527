"""Pieces carried to another slot, thrown away, or sent back to the kitchen; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.command import CommandKind
from leader_app.domain.pickup import UNDO_GRACE
from leader_app.domain.stock import (
    Movement,
    MovementKind,
    StockDeed,
    StockKey,
    WriteOffReason,
    moved,
)
from leader_app.domain.stock_deed import stock_body
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.moment import enrolled, on_duty
from leader_app.services.pickup.wording import NOTHING_UNDONE
from leader_app.services.stock.booking import Floor, book
from leader_app.services.stock.checks import (
    few_photos,
    known_product,
    known_slot,
    short_note,
    whole_pieces,
)
from leader_app.services.stock.settling import settle

_MAY_BE_TAKEN_BACK = frozenset(
    {
        MovementKind.SELL,
        MovementKind.MOVE,
        MovementKind.WRITE_OFF,
        MovementKind.RETURN_GOODS,
        MovementKind.ADJUST,
    }
)


def move(floor: Floor, work: UnitOfWork, key: StockKey, slot: str, quantity: int) -> StockDeed:
    """Book pieces into another slot."""
    target = known_slot(work, slot)
    if target == key.slot:
        raise Refused(say("The goods lie there already."), say("Choose another slot."))
    _here(work, key, quantity)
    body = stock_body(moved(key, target, quantity), on_duty(work))
    return book(floor, work, CommandKind.MOVE, body)


def write_off(
    floor: Floor,
    work: UnitOfWork,
    key: StockKey,
    quantity: int,
    reason: WriteOffReason,
    note: str,
    photos: Sequence[str],
) -> StockDeed:
    """Book pieces as thrown away; ``OTHER`` needs a note that says why."""
    said = short_note(note)
    if reason is WriteOffReason.OTHER and not said:
        raise Refused(
            say("Why are they thrown away?"),
            say("Choose a reason, or write a word about it."),
        )
    _here(work, key, quantity)
    body = stock_body(
        [Movement(key, -quantity)],
        on_duty(work),
        reason=reason.value,
        note=said,
        photos=few_photos(photos),
    )
    return _settled(floor, work, CommandKind.WRITE_OFF, body)


def return_goods(
    floor: Floor,
    work: UnitOfWork,
    key: StockKey,
    quantity: int,
    note: str,
    photos: Sequence[str],
) -> StockDeed:
    """Book pieces as sent back to the kitchen."""
    _here(work, key, quantity)
    body = stock_body(
        [Movement(key, -quantity)],
        on_duty(work),
        note=short_note(note),
        photos=few_photos(photos),
    )
    return _settled(floor, work, CommandKind.RETURN_GOODS, body)


def take_back(floor: Floor, work: UnitOfWork, deed_id: str, reason: str) -> StockDeed:
    """Book the opposite of a deed of this counter; the words say why, the reason stays its own."""
    deed = _may_be_undone(floor, work, deed_id)
    back = [Movement(x.key, -x.quantity, x.unit_price) for x in deed.movements]
    body = stock_body(
        back,
        on_duty(work),
        reference=deed_id,
        reason=deed.reason,
        note=short_note(reason),
        payment=deed.payment,
    )
    return _settled(floor, work, CommandKind(deed.kind), body)


def _settled(floor: Floor, work: UnitOfWork, kind: CommandKind, body: bytes) -> StockDeed:
    """Book a deed, and what it means for the members whose goods they were."""
    deed = book(floor, work, kind, body)
    settle(floor, work, [deed])
    return deed


def _here(work: UnitOfWork, key: StockKey, quantity: int) -> None:
    """Refuse pieces that the ledger does not have in that place."""
    product = known_product(work, key.product_id)
    here = work.stock.level(key)
    if whole_pieces(quantity, 1) > here:
        raise Refused(
            say("Only {count} of {product} lie there.", count=max(0, here), product=product.name),
            say("Count the place if that is wrong: a stocktake puts the books right."),
        )


def _may_be_undone(floor: Floor, work: UnitOfWork, deed_id: str) -> StockDeed:
    deed = work.stock.deed(deed_id)
    if deed is None:
        raise Refused(NOTHING_UNDONE, say("There is no such deed here."))
    if deed.kind not in _MAY_BE_TAKEN_BACK:
        raise Refused(NOTHING_UNDONE, say("A receipt stays; correct it by a stocktake."))
    if deed.device_id != enrolled(work).device_id:
        raise Refused(NOTHING_UNDONE, say("Another counter did this; only that one can undo it."))
    if any(other.kind is deed.kind for other in work.stock.deeds(deed_id)):
        raise Refused(NOTHING_UNDONE, say("This was already undone."))
    if deed.reference and work.stock.deed(deed.reference) is not None:
        raise Refused(NOTHING_UNDONE, say("This takes another deed back; do that one again."))
    if floor.clock.now() - deed.at > UNDO_GRACE:
        raise Refused(NOTHING_UNDONE, say("More than an hour has passed: a stocktake corrects it."))
    return deed
