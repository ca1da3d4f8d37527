"""A new counter presents its token."""

from __future__ import annotations

from collections.abc import Callable

from leader_app.domain.code_keys import UntrustedManifestError, trusted
from leader_app.domain.neighbourhood import Point
from leader_app.ports import Enrolment
from sync import manifest
from sync.client import Client
from sync.protocol.messages import ENROL, EnrolAnswer, EnrolRequest
from sync.transport import HttpTransport, Transport
from sync.troubles import Garbled


class HttpEnrolmentDesk:
    """Keeps ``leader_app.ports.EnrolmentDesk``; ``connect`` opens a way to an address."""

    def __init__(self, connect: Callable[[str], Transport] = HttpTransport) -> None:
        self._connect = connect

    def enrol(self, url: str, token: str, device_key: bytes, device_name: str) -> Enrolment:
        """Enrol; the same token and key again give the same answer, so a lost one is no loss.

        ``TurnedDown`` (a ``Refused``) if the centre says no, ``Trouble`` (an ``Unavailable``) if
        it cannot be reached.
        """
        request = EnrolRequest(token.strip(), device_key, device_name)
        client = Client(self._connect(url))
        try:
            return _enrolment(client.ask(ENROL, request, EnrolAnswer))
        finally:
            client.interrupt()


def _enrolment(answer: EnrolAnswer) -> Enrolment:
    keys = manifest.from_wire(answer.manifest)
    try:
        trusted(keys, answer.root_key)
    except UntrustedManifestError as error:
        raise Garbled from error
    return Enrolment(
        device_id=answer.device_id,
        device_name=answer.device_name,
        point=Point(answer.point_id, answer.point_name, answer.point_address, answer.point_hours),
        epoch=answer.epoch,
        root_key=answer.root_key,
        point_secret=answer.point_secret,
        manifest=keys,
    )
