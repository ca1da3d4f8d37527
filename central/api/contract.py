"""The OpenAPI side of messages: their JSON form and every way a route can turn one down."""

from __future__ import annotations

from typing import Any

import msgspec

from sync.protocol import messages
from sync.protocol.contacts import ContactsReply, ContactsRequest
from sync.protocol.messages import JSON, MSGPACK, ErrorAnswer

MESSAGES = (
    messages.EnrolRequest,
    messages.EnrolAnswer,
    messages.NonceRequest,
    messages.NonceAnswer,
    messages.SessionRequest,
    messages.SessionAnswer,
    messages.PushRequest,
    messages.PushAnswer,
    messages.PullRequest,
    messages.PullAnswer,
    messages.AttachmentRequest,
    messages.PartRequest,
    messages.AttachmentAnswer,
    ContactsRequest,
    ContactsReply,
    ErrorAnswer,
)
REFUSALS = {
    400: "Not understood, damaged, or a cursor that is not ours",
    401: "No session, or a session that is over",
    403: "A token or signature that does not fit",
    404: "There is nothing here",
    405: "Not this method",
    409: "A gap before these commands, a forked log, or too many pictures no deed names",
    410: "The centre began anew: start over from an empty cursor",
    413: "Too large",
    415: "Neither JSON nor msgpack, or neither JPEG nor PNG",
    429: "More addresses than a counter sends to in a day",
    500: "A fault of the centre; the same request may be sent again",
}


def schemas() -> dict[str, Any]:
    """Return the JSON schema of every message, by name."""
    _, found = msgspec.json.schema_components(MESSAGES, ref_template="#/components/schemas/{name}")
    return found


def route(request: type, reply: type) -> dict[str, Any]:
    """Return what a route's OpenAPI entry says beyond its docstring."""
    return {
        "requestBody": {"required": True, "content": _content(request)},
        "responses": {
            "200": {"description": "Done", "content": _content(reply)},
            **{
                str(status): {"description": words, "content": _content(ErrorAnswer)}
                for status, words in REFUSALS.items()
            },
        },
    }


def _content(message: type) -> dict[str, Any]:
    reference = {"$ref": f"#/components/schemas/{message.__name__}"}
    packed = {"type": "string", "format": "binary"}
    return {JSON: {"schema": reference}, MSGPACK: {"schema": packed}}
