"""Gives a counter the addresses of some members for one sending, and keeps who asked for whose."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from central.counters.devices import DeviceRow
from central.notices import addresses, people
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.notice_tables import address_lookups
from leader_app.domain.command import microseconds
from leader_app.domain.ids import new_command_id
from leader_app.domain.notice import Purpose
from leader_app.domain.touch import unknown_contact
from sync.protocol.contacts import MAX_CONTACTS, ContactsReply, ContactsRequest, WireContact
from sync.protocol.messages import ErrorCode

MOST_A_DAY = 5_000
_DAY_MICROSECONDS = 86_400_000_000
_l = address_lookups.c


@dataclass(frozen=True, slots=True)
class ContactOffice:
    """Answers counters that send by SMS or mail themselves."""

    database: Database

    def answer(self, device: DeviceRow, asked: ContactsRequest) -> ContactsReply:
        """Return what a counter asked for; ``Refusal`` as ``addresses``."""
        try:
            purpose = Purpose(asked.purpose)
        except ValueError as error:
            raise Refusal(400, ErrorCode.BAD_REQUEST, "Say what for.") from error
        found = self.addresses(device, asked.way, purpose, asked.member_ids)
        return ContactsReply(tuple(WireContact(*one) for one in sorted(found.items())))

    def addresses(
        self, device: DeviceRow, way: str, purpose: Purpose, member_ids: Sequence[str]
    ) -> Mapping[str, str]:
        """Return the addresses of those the point serves and who allow ``purpose``.

        Others are left out without a word. ``Refusal`` for too many at once or in a day.
        """
        if way not in {addresses.SMS, addresses.EMAIL} or not member_ids:
            raise Refusal(400, ErrorCode.BAD_REQUEST, "Ask for sms or email of somebody.")
        if len(member_ids) > MAX_CONTACTS:
            raise Refusal(413, ErrorCode.TOO_LARGE, "Ask for at most 100 members at once.")
        return self.database.write(
            lambda connection: self._look_up(connection, device, way, purpose, member_ids)
        )

    def _look_up(
        self,
        connection: Connection,
        device: DeviceRow,
        way: str,
        purpose: Purpose,
        member_ids: Sequence[str],
    ) -> Mapping[str, str]:
        now = datetime.now(UTC)
        if self._given_since(connection, device, microseconds(now) - _DAY_MICROSECONDS) > (
            MOST_A_DAY - len(member_ids)
        ):
            raise Refusal(429, ErrorCode.QUOTA, "That is more than a counter sends in a day.")
        served = people.served(connection, device.point_id, member_ids)
        contacts = people.contacts_of(self.database, connection, served)
        willing = [x for x in served if contacts.get(x, unknown_contact(x)).allows(purpose)]
        found = addresses.addresses_of(self.database, connection, way, willing)
        row = {
            "lookup_id": new_command_id(now, secrets.token_bytes),
            "device_id": device.device_id,
            "point_id": device.point_id,
            "way": way,
            "member_ids": json.dumps(sorted(found)),
            "given": len(found),
            "at": microseconds(now),
        }
        connection.execute(sa.insert(address_lookups), row)
        return found

    def _given_since(self, connection: Connection, device: DeviceRow, since: int) -> int:
        asked = sa.select(sa.func.coalesce(sa.func.sum(_l.given), 0)).where(
            _l.device_id == device.device_id, _l.at >= since
        )
        return int(connection.execute(asked).scalar_one())
