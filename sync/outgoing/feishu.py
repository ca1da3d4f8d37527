"""Custom group robots of Feishu (飞书) and of Lark, its twin abroad."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, of_host, two_words, web, wrong_key
from sync.outgoing.answers import judged, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.host_clock import HostClock
from sync.outgoing.robot import headline, spoken

_PATH = "/open-apis/bot/v2/hook/"
_TOKEN = re.compile(r"[0-9a-zA-Z]{8}(-[0-9a-zA-Z]{4}){3}-[0-9a-zA-Z]{12}", re.ASCII)
_SECRET = re.compile(r"[0-9A-Za-z_-]{16,64}", re.ASCII)
_LONGEST_TITLE = 60
_BAD_SIGNATURE = 19021
_BAD_REQUEST = 9499
_CODES: Mapping[int, Refusal] = {
    11232: Refusal.TOO_FAST,
    11233: Refusal.TOO_FAST,
    99991400: Refusal.TOO_FAST,
    19001: Refusal.WRONG_ADDRESS,
    19007: Refusal.REMOVED,
    19021: Refusal.NOT_ALLOWED,
    19022: Refusal.NOT_ALLOWED,
    19024: Refusal.NOT_ALLOWED,
}


@dataclass(frozen=True, slots=True)
class Feishu:
    """Keeps ``robot.Speaker``; kept are the robot's id and, after a space, its signing key."""

    base: str
    clock: HostClock
    kind: ChannelKind = ChannelKind.FEISHU

    def kept(self, address: str) -> str:
        """Return the id, and the signing key, out of what was pasted."""
        word, secret = two_words(address, self.kind)
        parts = web(word, self.kind)
        if parts is not None:
            path = of_host(parts, self.base, self.kind).path
            word = path.removeprefix(_PATH).rstrip("/") if path.startswith(_PATH) else ""
        if not _TOKEN.fullmatch(word):
            raise not_of(self.kind)
        if secret and not _SECRET.fullmatch(secret):
            raise wrong_key()
        return f"{word} {secret}".rstrip()

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request, signed if there is a key."""
        if piece.picture is not None:
            return refused(Refusal.OTHER, "this robot takes no pictures")
        token, _, secret = address.partition(" ")
        signed = self._signature(secret) if secret else {}
        return Call(f"{self.base}{_PATH}{token}", spoken(**signed, **_message(piece)))

    def reply(self, heard: Heard) -> Reply:
        """Judge by the code in the answer."""
        was_wrong = self.clock.learn(heard)
        reply, code, words = judged(heard, ("code", "StatusCode"), 0, _CODES)
        if code == _BAD_SIGNATURE and was_wrong:
            return refused(Refusal.BUSY, f"{code} {words}")  # signed anew it will be good
        if code == _BAD_REQUEST and "too many" in words.lower():
            return refused(Refusal.TOO_FAST, reply.detail, heard.wait_s)
        return reply

    def _signature(self, secret: str) -> Mapping[str, str]:
        at = str(round(self.clock.now()))
        digest = hmac.new(f"{at}\n{secret}".encode(), b"", hashlib.sha256).digest()
        return {"timestamp": at, "sign": base64.b64encode(digest).decode()}


def _message(piece: Piece) -> Mapping[str, Any]:
    if piece.form is not Form.CARD:
        return {"msg_type": "text", "content": {"text": piece.text}}
    title = {"tag": "plain_text", "content": headline(piece, _LONGEST_TITLE)}
    card = {
        "schema": "2.0",
        "header": {"title": title, "template": "green"},
        "body": {"elements": [{"tag": "markdown", "content": piece.text}]},
    }
    return {"msg_type": "interactive", "card": card}
