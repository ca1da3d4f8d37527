"""Puts names to ids: what a verdict, a list or an incident shows of deeds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from leader_app.domain.drawing import draws_of
from leader_app.domain.neighbourhood import Device, Member, Product, Zone
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import ClaimState, HandOver, LineState
from leader_app.domain.stock import Draw, Level
from leader_app.ports import UnitOfWork
from leader_app.services.pickup.verdict import GoodsTaken, HandOverNote, VerdictLine


def member_shown(work: UnitOfWork, member_id: str) -> tuple[str, str]:
    """Return the masked name and the phone tail of a member, empty if not here."""
    member = work.names.members([member_id]).get(member_id)
    return ("", "") if member is None else (member.masked_name, member.phone_tail)


def lines_of(
    work: UnitOfWork, lines: Collection[LineState], levels: Collection[Level], today: date
) -> tuple[VerdictLine, ...]:
    """Return ``lines`` with names, in the order in which one walks along the shelf.

    ``levels`` are where their products lie, as far as the ledger knows.
    """
    products = work.names.products({line.product_id for line in lines})
    drawn = draws_of(lines, levels, today)
    named = [_line(line, products.get(line.product_id), drawn[line.key], levels) for line in lines]
    return tuple(sorted(named, key=lambda x: (x.slot, x.key.order_id, x.key.line_no)))


def notes_of_claim(work: UnitOfWork, state: ClaimState, own: str) -> tuple[HandOverNote, ...]:
    """Return the hand-overs of one claim, newest first."""
    products = {
        LineKey(order.order_id, line.line_no): line.product_id
        for order in state.orders
        for line in order.lines
    }
    owners = {state.claim.claim_id: state.claim.member_id}
    newest_first = sorted(
        state.hand_overs, key=lambda deed: (deed.at, deed.hand_over_id), reverse=True
    )
    return _notes(work, newest_first, owners, products, own)


def notes_of_deeds(
    work: UnitOfWork, deeds: Sequence[HandOver], own: str
) -> tuple[HandOverNote, ...]:
    """Return hand-overs of any claims, in the order given."""
    owners = work.claims.owners({deed.claim_id for deed in deeds})
    products = work.orders.products({line.key.order_id for deed in deeds for line in deed.lines})
    return _notes(work, deeds, owners, products, own)


def _notes(
    work: UnitOfWork,
    deeds: Sequence[HandOver],
    owners: Mapping[str, str],
    products: Mapping[LineKey, str],
    own: str,
) -> tuple[HandOverNote, ...]:
    devices = work.names.devices({deed.device_id for deed in deeds})
    members = work.names.members(set(owners.values()))
    goods = work.names.products(set(products.values()))
    return tuple(
        _note(
            deed,
            devices.get(deed.device_id),
            members.get(owners.get(deed.claim_id, "")),
            _goods(deed, products, goods),
            own,
        )
        for deed in deeds
    )


def _note(
    deed: HandOver,
    device: Device | None,
    member: Member | None,
    goods: tuple[GoodsTaken, ...],
    own: str,
) -> HandOverNote:
    return HandOverNote(
        hand_over_id=deed.hand_over_id,
        claim_id=deed.claim_id,
        at=deed.at,
        device_name=device.name if device else deed.device_id,
        staff=deed.staff,
        own=deed.device_id == own,
        offline=deed.offline,
        primary=deed.primary,
        reversed_at=deed.reversal.at if deed.reversal else None,
        member_name=member.masked_name if member else "",
        phone_tail=member.phone_tail if member else "",
        goods=goods,
    )


def _goods(
    deed: HandOver, products: Mapping[LineKey, str], names: Mapping[str, Product]
) -> tuple[GoodsTaken, ...]:
    found = [(names.get(products.get(line.key, "")), line) for line in deed.lines]
    return tuple(
        GoodsTaken(
            product.name if product else line.key.order_id,
            product.unit if product else "",
            line.quantity,
        )
        for product, line in found
    )


def _line(
    line: LineState,
    product: Product | None,
    drawn: Collection[Draw],
    levels: Collection[Level],
) -> VerdictLine:
    lots = {x.key.lot for x in drawn} or {
        x.key.lot
        for x in levels
        if line.spoilt and x.key.product_id == line.product_id and x.quantity > 0
    }
    return VerdictLine(
        key=line.key,
        product_name=product.name if product else line.product_id,
        unit=product.unit if product else "",
        zone=product.zone if product else Zone.SHELF,
        slot=", ".join(dict.fromkeys(x.key.slot for x in drawn if x.key.slot)) or line.slot,
        ordered=line.ordered,
        arrived=line.arrived,
        taken=line.taken,
        ready=line.ready,
        spoilt=line.spoilt,
        expires_on=min((x.expires_on for x in lots if x.expires_on), default=None),
    )
