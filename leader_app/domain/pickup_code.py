"""The pickup code a member shows: 20 bytes and an Ed25519 signature, as base32 text.

Layout of the 20 bytes, big-endian: kind and version 1, key id 1, point 4, claim 10,
day issued 2 (days since 2020-01-01), valid days 1, generation 1. The text is ``LDP``
followed by base32 (RFC 4648) of the 84 bytes without padding: 138 letters and digits, which
keyboard scanners and input methods leave alone.
"""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum

from leader_app.domain import signing

PREFIX = "LDP"
PAYLOAD_BYTES = 20
TEXT_LENGTH = 138
DAY_ZERO = date(2020, 1, 1)
_DOMAIN_TAG = b"leader-desk/pickup-code/v1\x00"
_LAYOUT = struct.Struct(">BBI10sHBB")
_VERSION = 1


class CodeKind(IntEnum):
    """What a code opens: one order, or all orders of a member that wait at the point."""

    ORDER = 1
    MEMBER = 2


class Fault(StrEnum):
    """Why a text cannot be taken as a pickup code of ours."""

    NOT_A_CODE = "not_a_code"
    MALFORMED = "malformed"
    UNKNOWN_KEY = "unknown_key"
    BAD_SIGNATURE = "bad_signature"


@dataclass(frozen=True, slots=True)
class PickupCode:
    """What a code says. Ids only: no name, phone, goods or price."""

    kind: CodeKind
    key_id: int
    point_id: int
    claim_id: str
    issued_on: date
    valid_days: int
    generation: int

    @property
    def last_day(self) -> date:
        """The last day on which the code is valid."""
        return self.issued_on + timedelta(days=self.valid_days)


@dataclass(frozen=True, slots=True)
class SignedCode:
    """A well-formed code whose signature has not been looked at yet."""

    code: PickupCode
    signature: bytes


class MalformedCodeError(ValueError):
    """The text is not a pickup code; ``fault`` says how far it came."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def encode(code: PickupCode) -> bytes:
    """Return the 20 bytes of a code; ``ValueError`` if a field does not fit its place."""
    claim = bytes.fromhex(code.claim_id)
    if len(claim) != 10:  # noqa: PLR2004 - the size of the place in the layout above
        msg = "a claim id has 10 bytes"
        raise ValueError(msg)
    try:
        return _LAYOUT.pack(
            (code.kind << 4) | _VERSION,
            code.key_id,
            code.point_id,
            claim,
            (code.issued_on - DAY_ZERO).days,
            code.valid_days,
            code.generation,
        )
    except struct.error as error:
        raise ValueError(str(error)) from error


def issue(code: PickupCode, seed: bytes) -> str:
    """Return the text of ``code`` signed with the 32-byte private ``seed``."""
    payload = encode(code)
    return _to_text(payload + signing.sign(seed, _DOMAIN_TAG + payload))


def parse(text: str) -> SignedCode:
    """Read the exact text of a code; ``MalformedCodeError`` unless re-encoding gives ``text``."""
    if not text.startswith(PREFIX):
        raise MalformedCodeError(Fault.NOT_A_CODE)
    if len(text) != TEXT_LENGTH:
        raise MalformedCodeError(Fault.MALFORMED)
    try:
        raw = base64.b32decode(text[len(PREFIX) :] + "=")
    except (binascii.Error, ValueError) as error:
        raise MalformedCodeError(Fault.MALFORMED) from error
    if _to_text(raw) != text:
        raise MalformedCodeError(Fault.MALFORMED)
    return SignedCode(_decode(raw[:PAYLOAD_BYTES]), raw[PAYLOAD_BYTES:])


def is_genuine(signed: SignedCode, public_key: bytes) -> bool:
    """Tell whether the owner of ``public_key`` signed this code."""
    return signing.verify(public_key, _DOMAIN_TAG + encode(signed.code), signed.signature)


def _to_text(raw: bytes) -> str:
    return PREFIX + base64.b32encode(raw).decode().rstrip("=")


def _decode(payload: bytes) -> PickupCode:
    head, key_id, point_id, claim, day, valid_days, generation = _LAYOUT.unpack(payload)
    if head & 0xF != _VERSION or head >> 4 not in tuple(CodeKind):
        raise MalformedCodeError(Fault.MALFORMED)
    return PickupCode(
        kind=CodeKind(head >> 4),
        key_id=key_id,
        point_id=point_id,
        claim_id=claim.hex(),
        issued_on=DAY_ZERO + timedelta(days=day),
        valid_days=valid_days,
        generation=generation,
    )
