"""Members as rows of their table: names, phones and homes sealed."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from central.storage.master_key import Sealer
from leader_app.domain.neighbourhood import Member


def member_row(
    sealer: Sealer, member: Member, phone: str, point_id: int | None
) -> dict[str, object]:
    """Return the row of a member; ``point_id`` is the point that brought them, if one did."""
    return {
        "member_id": member.member_id,
        "name": sealer.seal(member.name.encode()),
        "phone": sealer.seal(phone.encode()),
        "phone_tail": member.phone_tail,
        "home": sealed_home(sealer, member),
        "point_id": point_id,
    }


def sealed_home(sealer: Sealer, member: Member) -> bytes:
    """Return a member's building and room, sealed."""
    return sealer.seal(json.dumps([member.building, member.room]).encode())


def member_of(sealer: Sealer, row: sa.Row[Any]) -> Member:
    """Return the member in a row."""
    home = ["", ""] if row.home is None else json.loads(sealer.open(row.home))
    return Member(row.member_id, sealer.open(row.name).decode(), row.phone_tail, *home)


def phone_of(sealer: Sealer, row: sa.Row[Any]) -> str:
    """Return the whole phone number in a row."""
    return sealer.open(row.phone).decode()
