"""Hand-overs as known here: the centre's and this counter's own, each once, by command id."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from leader_app.domain.command import from_microseconds
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import HandOver, Pieces, Reversal
from leader_app.domain.stock import Draw
from leader_app.storage import places
from leader_app.storage.many import ByName
from leader_app.storage.prepared import Row
from leader_app.storage.tables import own_hand_overs, own_reversals, redemptions

_NOTHING = "[]"
_told = sa.select(redemptions)
_own = sa.select(own_hand_overs)
_told_of_claims = ByName(_told, redemptions.c.claim_id)
_own_of_claims = ByName(_own, own_hand_overs.c.claim_id)
_told_by_id = ByName(_told, redemptions.c.hand_over_id)
_own_by_id = ByName(_own, own_hand_overs.c.hand_over_id)
_reversals = ByName(
    sa.select(own_reversals).order_by(own_reversals.c.reversal_id), own_reversals.c.hand_over_id
)


def of_claim(connection: Connection, claim_id: str) -> tuple[HandOver, ...]:
    """Return a claim's hand-overs, oldest first."""
    return of_claims(connection, [claim_id]).get(claim_id, ())


def of_claims(
    connection: Connection, claim_ids: Collection[str]
) -> Mapping[str, tuple[HandOver, ...]]:
    """Return the hand-overs of many claims, each claim's oldest first."""
    deeds = merged(
        connection,
        _told_of_claims.all(connection, claim_ids),
        _own_of_claims.all(connection, claim_ids),
    )
    found: dict[str, tuple[HandOver, ...]] = {}
    for deed in sorted(deeds, key=_age):
        found[deed.claim_id] = (*found.get(deed.claim_id, ()), deed)
    return found


def by_id(connection: Connection, hand_over_ids: Collection[str]) -> Sequence[HandOver]:
    """Return the hand-overs of these ids that are known, oldest first."""
    told = _told_by_id.all(connection, hand_over_ids)
    own = _own_by_id.all(connection, hand_over_ids)
    return sorted(merged(connection, told, own), key=_age)


def merged(connection: Connection, told: Sequence[Row], own: Sequence[Row]) -> list[HandOver]:
    """Return the union of both by id: the centre's row wins, a reversal of ours is added."""
    deeds = {row.hand_over_id: _told_deed(row) for row in told}
    for row in own:
        deeds.setdefault(row.hand_over_id, _deed(row))
    return _with_own_reversals(connection, deeds) if deeds else []


def lines_text(lines: Iterable[Pieces]) -> str:
    """Return the stored spelling of a hand-over's lines."""
    return json.dumps([[x.key.order_id, x.key.line_no, x.quantity] for x in lines])


def drawn_text(draws: Sequence[Draw]) -> str:
    """Return the stored spelling of where a hand-over's pieces were drawn from."""
    return json.dumps([[*places.values(x.key), x.quantity] for x in draws]) if draws else _NOTHING


def _drawn(text: str) -> tuple[Draw, ...]:
    if text == _NOTHING:
        return ()
    return tuple(Draw(places.key(*place), count) for *place, count in json.loads(text))


def _with_own_reversals(connection: Connection, deeds: dict[str, HandOver]) -> list[HandOver]:
    standing = [name for name, deed in deeds.items() if deed.reversal is None]
    for row in _reversals.all(connection, standing):
        if deeds[row.hand_over_id].reversal is None:
            deeds[row.hand_over_id] = replace(deeds[row.hand_over_id], reversal=_reversal(row))
    return list(deeds.values())


def _age(deed: HandOver) -> tuple[object, str]:
    return deed.at, deed.hand_over_id


def _deed(row: Row) -> HandOver:
    return HandOver(
        hand_over_id=row.hand_over_id,
        claim_id=row.claim_id,
        device_id=row.device_id,
        staff=row.staff,
        at=from_microseconds(row.at),
        offline=bool(row.offline),
        lines=tuple(
            Pieces(LineKey(order_id, line_no), count)
            for order_id, line_no, count in json.loads(row.lines)
        ),
        drawn=_drawn(row.drawn),
    )


def _told_deed(row: Row) -> HandOver:
    deed = replace(_deed(row), primary=bool(row.is_primary))
    if row.reversal_id is None:
        return deed
    reversal = Reversal(
        row.reversal_id,
        row.hand_over_id,
        row.reversed_by_device,
        row.reversed_by,
        from_microseconds(row.reversed_at),
        row.reversal_reason,
    )
    return replace(deed, reversal=reversal)


def _reversal(row: Row) -> Reversal:
    return Reversal(
        row.reversal_id,
        row.hand_over_id,
        row.device_id,
        row.staff,
        from_microseconds(row.at),
        row.reason,
    )
