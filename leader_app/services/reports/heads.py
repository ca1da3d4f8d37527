"""The figures at the head of reports, each beside that of as many days before."""

from __future__ import annotations

from leader_app.domain.stock import MovementKind
from leader_app.domain.text import Text, say
from leader_app.services.reports.desk import CellKind, Figure
from leader_app.services.reports.span import COUNTED, IN, LOST, OUT, SOLD, Span, per_mille

_NAMES: dict[MovementKind, tuple[Text, Text]] = {
    OUT: (say("Handed over"), say("Pieces given to members, less those taken back.")),
    IN: (say("Received"), say("Pieces taken from trucks.")),
    SOLD: (say("Takings"), say("Walk-in sales, as paid.")),
    LOST: (say("Written off"), say("Thrown away or lost, at today's prices.")),
}


def usual(span: Span) -> tuple[Figure, ...]:
    """Return what a shop day is judged by."""
    return (
        _pieces(span, OUT),
        _pieces(span, IN),
        _money(span, SOLD),
        _money(span, LOST),
        *_collected(span),
        _owed(span),
    )


def lost(span: Span) -> tuple[Figure, ...]:
    """Return what was lost, and out of how much."""
    missing, before = (_sums(x, COUNTED) for x in (span, span.before))
    share = per_mille(-_sums(span, LOST)[0], _sums(span, IN)[0])
    rate = (
        Figure(
            say("Of what came"),
            share,
            CellKind.PER_MILLE,
            per_mille(-_sums(span.before, LOST)[0], _sums(span.before, IN)[0]),
            say("Pieces written off out of a thousand received."),
        )
        if share is not None
        else None
    )
    found = Figure(
        say("Stocktake differences"),
        missing[1],
        CellKind.MONEY,
        before[1],
        say("Found less missing, at today's prices."),
    )
    return (_money(span, LOST), found, *((rate,) if rate else ()))


def _pieces(span: Span, kind: MovementKind) -> Figure:
    name, why = _NAMES[kind]
    sign = 1 if kind is IN else -1
    now, before = _sums(span, kind)[0], _sums(span.before, kind)[0]
    return Figure(name, sign * now, CellKind.PIECES, sign * before, why)


def _money(span: Span, kind: MovementKind) -> Figure:
    name, why = _NAMES[kind]
    now, before = _sums(span, kind)[1], _sums(span.before, kind)[1]
    return Figure(name, -now, CellKind.MONEY, -before, why)


def _sums(span: Span, kind: MovementKind) -> tuple[int, int]:
    """Return pieces and money of a kind, as the ledger has them."""
    sums = span.work.reports.moved(span.start, span.end, [kind], "kind")
    return sum(x.pieces for x in sums), sum(int(x.value) for x in sums)


def _collected(span: Span) -> tuple[Figure, ...]:
    """Return the pick-up rate; nothing while nothing that was ordered has come."""
    now, before = (span.work.reports.fulfilment(x.start, x.end) for x in (span, span.before))
    rate = per_mille(now.taken, now.arrived)
    if rate is None:
        return ()
    why = say("Of the pieces ordered in these days that came, those collected by now.")
    earlier = per_mille(before.taken, before.arrived)
    return (Figure(say("Collected"), rate, CellKind.PER_MILLE, earlier, why),)


def _owed(span: Span) -> Figure:
    """Return what members still wait for because too little came; it is that of now."""
    names = [product.product_id for product in span.work.catalogue.all()]
    waiting = span.work.deliveries.demand(names)
    owed = sum(x.missing for x in waiting if x.owed and x.is_paid)
    why = say("Paid pieces that came too short and are still to come, as of now.")
    return Figure(say("Open shortages"), owed, CellKind.PIECES, None, why)
