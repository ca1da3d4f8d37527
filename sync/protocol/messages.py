"""What is said over the wire. Arrays, not maps: field order is the contract, add at the end.

Times are whole microseconds since 1970 UTC, money is fen, days count from 2020-01-01. Keys,
hashes and signatures are raw bytes (base64 in the JSON form).
"""

from __future__ import annotations

import msgspec

PROTOCOL = 1
PROTOCOL_HEADER = "Leader-Protocol"
MSGPACK = "application/msgpack"
JSON = "application/json"

MAX_PUSH_COMMANDS = 200
MAX_PUSH_BYTES = 256 * 1024
MAX_PAGE_ROWS = 1_000
MAX_PAGE_BYTES = 1024 * 1024
MAX_PART_BYTES = 256 * 1024
MAX_ANSWER_BYTES = 16 * 1024 * 1024
LONG_POLL_SECONDS = 25
TOKEN_MINUTES = 30

ENROL = "/v1/enrol"
NONCE = "/v1/session/nonce"
SESSION = "/v1/session"
PUSH = "/v1/push"
PULL = "/v1/pull"
ATTACHMENT = "/v1/attachment"
ATTACHMENT_PART = "/v1/attachment/part"

SESSION_TAG = b"leader-desk/session/v1\x00"


class Message(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=False):
    """One message or part of one."""


class WireKey(Message, frozen=True):
    """A public key that signs pickup codes."""

    key_id: int
    public_key: bytes
    first_day: int
    last_day: int


class WireManifest(Message, frozen=True):
    """The key manifest, signed by the root key."""

    serial: int
    keys: tuple[WireKey, ...]
    signature: bytes


class EnrolRequest(Message, frozen=True):
    """A token presented by a device for the key it made."""

    token: str
    device_key: bytes
    device_name: str


class EnrolAnswer(Message, frozen=True):
    """Who the device is from now on."""

    device_id: str
    device_name: str
    point_id: int
    point_name: str
    point_address: str
    point_hours: str
    epoch: int
    root_key: bytes
    point_secret: bytes
    manifest: WireManifest


class NonceRequest(Message, frozen=True):
    """A device asks for something to sign."""

    device_id: str


class NonceAnswer(Message, frozen=True):
    """Something to sign, good for a minute and once."""

    nonce: bytes


class SessionRequest(Message, frozen=True):
    """``SESSION_TAG`` + device id (UTF-8) + nonce, signed with the device key."""

    device_id: str
    nonce: bytes
    signature: bytes


class SessionAnswer(Message, frozen=True):
    """A bearer token and how many seconds it lasts."""

    token: str
    seconds: int


class WireCommand(Message, frozen=True):
    """One place of a device's log; the device and epoch are those of the push.

    ``hash``, and ``previous_hash`` of all but the first of a push, may be empty: the reader
    computes them (``sync.protocol.log``).
    """

    seq: int
    command_id: str
    kind: str
    schema: int
    body: bytes
    at: int
    monotonic_ns: int
    boot_id: str
    base_cursor: str
    previous_hash: bytes
    hash: bytes


class PushRequest(Message, frozen=True):
    """A run of commands; ``digest`` is SHA-256 over their hashes, ``signature`` is of the head."""

    epoch: int
    count: int
    digest: bytes
    signature: bytes
    commands: tuple[WireCommand, ...]


class WireResult(Message, frozen=True):
    """The word on one command."""

    seq: int
    command_id: str
    outcome: str
    code: str = ""
    incident_id: str = ""


class PushAnswer(Message, frozen=True):
    """One result a command, in order."""

    results: tuple[WireResult, ...]
    applied_seq: int


class PullRequest(Message, frozen=True):
    """Ask for what came after ``cursor`` (empty: everything); wait up to ``wait`` seconds."""

    cursor: str
    wait: int = 0
    limit: int = MAX_PAGE_ROWS
    manifest_serial: int = 0


class WireChange(Message, frozen=True):
    """One row of the feed; ``payload`` is the packed row, ``None`` for a thing that is gone."""

    entity: str
    id: str
    version: int
    payload: bytes | None


class PullAnswer(Message, frozen=True):
    """A page; ``checksum`` is SHA-256 over what ``digest.of_page`` spells.

    ``remaining`` is how many rows were still to come when the page was made; ``manifest`` comes
    only if it is newer than the asker's.
    """

    changes: tuple[WireChange, ...]
    cursor: str
    applied_seq: int
    remaining: int
    centre_time: int
    checksum: bytes
    manifest: WireManifest | None = None


class AttachmentRequest(Message, frozen=True):
    """A picture is to come, or its rest; named by the SHA-256 of its bytes in hex."""

    attachment_id: str
    media_type: str
    size: int


class PartRequest(Message, frozen=True):
    """Bytes of a picture from ``offset``, 1 to ``MAX_PART_BYTES`` of them."""

    attachment_id: str
    offset: int
    data: bytes


class AttachmentAnswer(Message, frozen=True):
    """How many bytes are here, to go on from; ``complete`` once they are all and genuine."""

    received: int
    complete: bool


class ErrorAnswer(msgspec.Struct, frozen=True):
    """Why a request was turned down; ``expected_seq`` and ``epoch`` where they help."""

    code: str
    message: str
    expected_seq: int = 0


class ErrorCode:
    """The closed list of ``ErrorAnswer.code``."""

    BAD_REQUEST = "bad_request"
    BAD_TOKEN = "bad_token"  # noqa: S105 - a name for an error, not a secret
    TOKEN_USED = "token_used"  # noqa: S105 - as above
    UNKNOWN_DEVICE = "unknown_device"
    REVOKED = "revoked"
    BAD_SIGNATURE = "bad_signature"
    SESSION_EXPIRED = "session_expired"
    GAP = "gap"
    FORK = "fork"
    BAD_DIGEST = "bad_digest"
    BAD_CURSOR = "bad_cursor"
    EPOCH_CHANGED = "epoch_changed"
    TOO_LARGE = "too_large"
    NOT_A_PICTURE = "not_a_picture"
    QUOTA = "quota"
    UNKNOWN_ATTACHMENT = "unknown_attachment"
    TOO_MANY_REQUESTS = "too_many_requests"
    INTERNAL = "internal"
