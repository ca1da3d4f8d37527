"""Make this computer a counter of a point."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from urllib.parse import urlsplit

from leader_app.domain import signing
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import EnrolmentDesk, SecretStore, Store, Wake
from leader_app.services.device.describe import report
from leader_app.services.device.report import DeviceReport

DEVICE_KEY = "device-key"
_ENROLLED_WITH = "enrolled_with"
_LONGEST_NAME = 40


class EnrolDevice:
    """Presents the token with a key made here; a lost reply or a crash costs only a retry."""

    def __init__(
        self,
        store: Store,
        secrets: SecretStore,
        desk: EnrolmentDesk,
        wake: Wake,
        random: Callable[[int], bytes],
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._desk = desk
        self._wake = wake
        self._random = random

    def __call__(self, url: str, token: str, device_name: str = "") -> DeviceReport:
        """Enrol and return who this counter is now.

        The same token again gives the same answer, even after a crash. ``Refused`` if the
        address or token is wrong or this is a counter already, ``Unavailable`` if the centre
        cannot be reached or the key cannot be kept.
        """
        address, presented = _address(url), _token(token)
        proof = hashlib.sha256(presented.encode()).hexdigest()
        if already := self._already(proof):
            return already
        enrolment = self._desk.enrol(
            address, presented, signing.public_key(self._key()), device_name.strip()[:_LONGEST_NAME]
        )
        with self._store.write() as work:
            work.device.enrol(enrolment, address)
            work.settings.put(_ENROLLED_WITH, proof)
            work.commit()
            done = report(work)
        self._wake.wake()
        return done

    def _already(self, proof: str) -> DeviceReport | None:
        with self._store.read() as work:
            if work.device.identity() is None:
                return None
            now = report(work)
            if work.settings.get(_ENROLLED_WITH) == proof:
                return now
        raise Refused(
            say(
                "This computer is already {name} of {point}.",
                name=now.device_name,
                point=now.point_name or str(now.point_id),
            ),
            say("Another counter on this computer needs a folder of its own (--base-dir)."),
        )

    def _key(self) -> bytes:
        """Return the private key of this computer, kept before anyone hears of it."""
        key = self._secrets.get(DEVICE_KEY)
        if key is None:
            key = self._random(signing.SEED_BYTES)
            self._secrets.put(DEVICE_KEY, key)
        return key


def _address(url: str) -> str:
    """Return the centre's address without a slash at its end; ``Refused`` if it is none."""
    plain = url.strip().rstrip("/")
    try:
        parts = urlsplit(plain)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise Refused(
            say("This is not the address of a centre."),
            say("It begins with https:// and stands next to the token."),
        )
    return plain


def _token(token: str) -> str:
    plain = "".join(token.split())
    if not plain or not plain.isascii() or not plain.isprintable():
        raise Refused(say("This is not an enrolment token."), say("Ask the centre for a new one."))
    return plain
