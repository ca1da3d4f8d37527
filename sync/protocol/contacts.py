"""How a counter asks for the addresses of members it is about to write to, for one sending."""

from __future__ import annotations

from sync.protocol.messages import Message

CONTACTS = "/v1/contacts"
MAX_CONTACTS = 100


class ContactsRequest(Message, frozen=True):
    """Who is to be reached how: ``way`` is ``sms`` or ``email``, ``purpose`` a ``Purpose``.

    At most ``MAX_CONTACTS`` members.
    """

    way: str
    purpose: str
    member_ids: tuple[str, ...]


class WireContact(Message, frozen=True):
    """Where a member is reached: a telephone number or a mail address."""

    member_id: str
    address: str


class ContactsReply(Message, frozen=True):
    """The addresses of those who may be told, in any order; others are left out."""

    contacts: tuple[WireContact, ...]
