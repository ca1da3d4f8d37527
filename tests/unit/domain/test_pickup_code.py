"""Nothing but a genuine code is taken for one."""

import base64
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import pickup_code, signing
from leader_app.domain.code_keys import CodeKey, KeyManifest, UntrustedManifestError, seal, trusted
from leader_app.domain.code_keys import read as read_code
from leader_app.domain.pickup_code import CodeKind, Fault, MalformedCodeError, PickupCode

SEED = bytes(range(32))
ROOT = bytes(range(32, 64))
DAY = date(2026, 11, 20)
KEY = CodeKey(3, signing.public_key(SEED), DAY - timedelta(days=10), DAY + timedelta(days=10))
CODE = PickupCode(CodeKind.ORDER, 3, 7, "00112233445566778899", DAY, 14, 1)
TEXT = pickup_code.issue(CODE, SEED)
_NO_ROOM = "out of range|format requires"
VECTORS = Path(__file__).resolve().parents[2] / "vectors"

_codes = st.builds(
    PickupCode,
    kind=st.sampled_from(CodeKind),
    key_id=st.integers(0, 255),
    point_id=st.integers(0, 2**32 - 1),
    claim_id=st.binary(min_size=10, max_size=10).map(bytes.hex),
    issued_on=st.integers(0, 2**16 - 1).map(lambda day: pickup_code.DAY_ZERO + timedelta(day)),
    valid_days=st.integers(0, 255),
    generation=st.integers(0, 255),
)


def _fault(text: str, *keys: CodeKey) -> Fault:
    with pytest.raises(MalformedCodeError) as caught:
        read_code(text, keys or (KEY,))
    return caught.value.fault


def test_a_code_says_what_was_put_in() -> None:
    assert read_code(TEXT, (KEY,)) == CODE
    assert len(TEXT) == pickup_code.TEXT_LENGTH
    assert CODE.last_day == DAY + timedelta(days=14)


@given(_codes)
def test_every_code_survives_its_text(code: PickupCode) -> None:
    assert pickup_code.parse(pickup_code.issue(code, SEED)).code == code


def test_every_flipped_bit_is_refused() -> None:
    raw = bytearray(base64.b32decode(TEXT[3:] + "="))
    flipped = 0
    for bit in range(len(raw) * 8):
        raw[bit // 8] ^= 1 << bit % 8
        text = "LDP" + base64.b32encode(raw).decode().rstrip("=")
        assert _fault(text) in set(Fault) - {Fault.NOT_A_CODE}
        raw[bit // 8] ^= 1 << bit % 8
        flipped += 1
    assert flipped == 672


def test_the_unused_bit_of_the_last_letter_must_be_zero() -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    twin = alphabet[alphabet.index(TEXT[-1]) ^ 1]
    assert base64.b32decode(TEXT[3:-1] + twin + "=") == base64.b32decode(TEXT[3:] + "=")
    assert _fault(TEXT[:-1] + twin) is Fault.MALFORMED


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NOT_A_CODE),
        ("6901234567892", Fault.NOT_A_CODE),
        (TEXT.lower(), Fault.NOT_A_CODE),
        (TEXT[:-1], Fault.MALFORMED),
        (TEXT + "A", Fault.MALFORMED),
        (TEXT[:-1] + "1", Fault.MALFORMED),
        (TEXT[:-1] + "é", Fault.MALFORMED),
        (TEXT[:-1] + "=", Fault.MALFORMED),
        (TEXT[:60] + TEXT[60:].lower(), Fault.MALFORMED),
    ],
)
def test_only_the_exact_text_is_a_code(text: str, fault: Fault) -> None:
    assert _fault(text) is fault


def test_a_key_nobody_told_us_of_is_not_trusted() -> None:
    assert _fault(TEXT, replace(KEY, key_id=4)) is Fault.UNKNOWN_KEY


def test_a_key_counts_only_on_its_days() -> None:
    later = replace(KEY, first_day=DAY + timedelta(days=1))
    earlier = replace(KEY, last_day=DAY - timedelta(days=1))
    assert _fault(TEXT, later, earlier) is Fault.UNKNOWN_KEY


def test_a_key_id_used_again_later_does_not_shadow_the_old_key() -> None:
    newer = CodeKey(3, bytes(32), DAY + timedelta(days=1), DAY + timedelta(days=90))
    assert read_code(TEXT, (newer, KEY)) == CODE


def test_a_signature_by_another_is_refused() -> None:
    assert _fault(pickup_code.issue(CODE, ROOT)) is Fault.BAD_SIGNATURE


def test_a_key_that_is_no_key_verifies_nothing() -> None:
    assert _fault(TEXT, replace(KEY, public_key=b"short")) is Fault.BAD_SIGNATURE


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"claim_id": "0011"}, "10 bytes"),
        ({"claim_id": "no hex"}, "hexadecimal"),
        ({"valid_days": 256}, _NO_ROOM),
        ({"generation": -1}, _NO_ROOM),
        ({"issued_on": date(2019, 12, 31)}, _NO_ROOM),
        ({"point_id": 2**32}, _NO_ROOM),
    ],
)
def test_what_does_not_fit_its_place_is_not_issued(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        pickup_code.issue(replace(CODE, **wrong), SEED)  # type: ignore[arg-type]


def test_known_answers() -> None:
    vectors = json.loads((VECTORS / "pickup_codes.json").read_text(encoding="utf-8"))
    public = bytes.fromhex(vectors["public_key"])
    assert signing.public_key(bytes.fromhex(vectors["seed"])) == public
    for vector in vectors["codes"]:
        code = PickupCode(
            CodeKind(vector["kind"]),
            vector["key_id"],
            vector["point_id"],
            vector["claim_id"],
            date.fromisoformat(vector["issued_on"]),
            vector["valid_days"],
            vector["generation"],
        )
        assert pickup_code.encode(code).hex() == vector["payload"]
        assert pickup_code.issue(code, bytes.fromhex(vectors["seed"])) == vector["text"]
        assert pickup_code.is_genuine(pickup_code.parse(vector["text"]), public)
    for text in vectors["refused"]:
        _fault(text)


def test_a_manifest_is_trusted_by_its_signature_alone() -> None:
    manifest = seal(5, (KEY,), ROOT)
    assert trusted(manifest, signing.public_key(ROOT)) == (KEY,)
    newer_by_hand: KeyManifest = replace(manifest, serial=6)
    with pytest.raises(UntrustedManifestError):
        trusted(newer_by_hand, signing.public_key(ROOT))
    with pytest.raises(UntrustedManifestError):
        trusted(manifest, signing.public_key(SEED))


def test_known_manifest() -> None:
    vector = json.loads((VECTORS / "manifest.json").read_text(encoding="utf-8"))
    keys = tuple(
        CodeKey(
            key["key_id"],
            bytes.fromhex(key["public_key"]),
            date.fromisoformat(key["first_day"]),
            date.fromisoformat(key["last_day"]),
        )
        for key in vector["keys"]
    )
    manifest = seal(vector["serial"], keys, bytes.fromhex(vector["root_seed"]))
    assert manifest.signature.hex() == vector["signature"]
    assert trusted(manifest, bytes.fromhex(vector["root_key"])) == keys


def test_rfc_8032_test_3() -> None:
    seed = "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"
    key = "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    signature = (
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    assert signing.public_key(bytes.fromhex(seed)).hex() == key
    assert signing.sign(bytes.fromhex(seed), b"\xaf\x82").hex() == signature
    assert signing.verify(bytes.fromhex(key), b"\xaf\x82", bytes.fromhex(signature))
