"""The public keys pickup codes are signed with, in a manifest signed by the root key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leader_app.domain import canonical, pickup_code, signing
from leader_app.domain.pickup_code import Fault, MalformedCodeError, PickupCode

_DOMAIN_TAG = b"leader-desk/code-keys/v1\x00"
PUBLISHED_AHEAD_DAYS = 35


@dataclass(frozen=True, slots=True)
class CodeKey:
    """One public key (32 bytes) and the days on which codes may have been issued with it."""

    key_id: int
    public_key: bytes
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class KeyManifest:
    """All keys in use; a higher ``serial`` replaces a lower one."""

    serial: int
    keys: tuple[CodeKey, ...]
    signature: bytes


class UntrustedManifestError(ValueError):
    """The manifest was not signed by the root key this counter was enrolled with."""


def seal(serial: int, keys: tuple[CodeKey, ...], root_seed: bytes) -> KeyManifest:
    """Return a manifest of ``keys`` signed with the 32-byte private root seed."""
    return KeyManifest(serial, keys, signing.sign(root_seed, _message(serial, keys)))


def trusted(manifest: KeyManifest, root_key: bytes) -> tuple[CodeKey, ...]:
    """Return the keys of ``manifest``; ``UntrustedManifestError`` unless ``root_key`` signed it."""
    message = _message(manifest.serial, manifest.keys)
    if not signing.verify(root_key, message, manifest.signature):
        raise UntrustedManifestError
    return manifest.keys


def read(text: str, keys: tuple[CodeKey, ...]) -> PickupCode:
    """Return what a genuine code says.

    Raises ``MalformedCodeError`` with the fault: not a code, malformed, signed with a key
    nobody told us of (or on a day outside that key's days), or a wrong signature.
    """
    signed = pickup_code.parse(text)
    code = signed.code
    for key in keys:
        if key.key_id == code.key_id and key.first_day <= code.issued_on <= key.last_day:
            if pickup_code.is_genuine(signed, key.public_key):
                return code
            raise MalformedCodeError(Fault.BAD_SIGNATURE)
    raise MalformedCodeError(Fault.UNKNOWN_KEY)


def _message(serial: int, keys: tuple[CodeKey, ...]) -> bytes:
    rows = [
        [key.key_id, key.public_key.hex(), key.first_day.isoformat(), key.last_day.isoformat()]
        for key in keys
    ]
    return _DOMAIN_TAG + canonical.pack([serial, rows])
