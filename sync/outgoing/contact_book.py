"""Asks the centre, as a signed-in counter, where the people of one sending are reached."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Purpose
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Clock, Identity
from sync.client import Client
from sync.protocol.contacts import CONTACTS, MAX_CONTACTS, ContactsReply, ContactsRequest
from sync.session import Session
from sync.transport import HttpTransport, Transport

_log = logging.getLogger(__name__)

_WAYS = frozenset({ChannelKind.SMS, ChannelKind.EMAIL})


class HttpContactBook:
    """Keeps ``leader_app.ports.ContactBook``; addresses are passed on and never kept.

    ``identity`` is read before every question (nothing before enrolment), ``device_seed``
    whenever it changed. For one thread; others may ``interrupt``.
    """

    def __init__(
        self,
        identity: Callable[[], Identity | None],
        device_seed: Callable[[], bytes],
        clock: Clock,
        connect: Callable[[str], Transport] = HttpTransport,
    ) -> None:
        self._whose = identity
        self._device_seed = device_seed
        self._clock = clock
        self._connect = connect
        self._identity: Identity | None = None
        self._line: tuple[Client, Session] | None = None

    def addresses(
        self,
        kind: ChannelKind,
        member_ids: Sequence[str],
        purpose: Purpose = Purpose.SERVICE,
    ) -> Mapping[str, str]:
        """Return the addresses of those who allow it; see the port.

        ``Refused`` before enrolment and when the centre says no.
        """
        asked = tuple(dict.fromkeys(member_ids))
        if kind not in _WAYS or not asked:
            return {}
        client, session = self._dialled()
        found: dict[str, str] = {}
        for start in range(0, len(asked), MAX_CONTACTS):
            some = asked[start : start + MAX_CONTACTS]
            request = ContactsRequest(kind.value, purpose.value, some)
            reply = session.ask(client, CONTACTS, request, ContactsReply)
            told = {contact.member_id: contact.address for contact in reply.contacts}
            found.update((member, told[member]) for member in some if told.get(member))
        _log.info("the centre gave %d of %d addresses", len(found), len(asked))
        return found

    def interrupt(self) -> None:
        """End a wait for the centre, from any thread; the next question dials anew."""
        line, self._line = self._line, None
        if line is not None:
            line[0].interrupt()

    def _dialled(self) -> tuple[Client, Session]:
        identity = self._whose()
        if identity is None:
            raise Refused(
                say("This computer is not a counter yet."), say("Enrol it with a token first.")
            )
        line = self._line
        if line is None or identity != self._identity:
            self.interrupt()
            session = Session(identity.device_id, self._device_seed(), self._clock)
            line = (Client(self._connect(identity.centre_url)), session)
            self._line, self._identity = line, identity
        return line
