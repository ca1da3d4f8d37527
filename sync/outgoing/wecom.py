"""Group robots of WeCom (企业微信)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, of_host, two_words, web
from sync.outgoing.answers import judged, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.robot import spoken

MAX_PICTURE_BYTES = 2 * 1024 * 1024
_KEY = re.compile(r"[0-9A-Za-z]{8}(-[0-9A-Za-z]{4}){3}-[0-9A-Za-z]{12}", re.ASCII)
_PATH = "/cgi-bin/webhook/send"
_A_MINUTE = 60.0
_CODES: Mapping[int, Refusal] = {
    -1: Refusal.BUSY,
    93000: Refusal.WRONG_ADDRESS,
    40001: Refusal.WRONG_ADDRESS,
    41001: Refusal.WRONG_ADDRESS,
    93004: Refusal.REMOVED,
    93008: Refusal.REMOVED,
    60020: Refusal.NOT_ALLOWED,
    45009: Refusal.TOO_FAST,
    45033: Refusal.TOO_FAST,
    45002: Refusal.TOO_LONG,
    40009: Refusal.TOO_LONG,
    40008: Refusal.OTHER,
}
_INVALID = 40058  # a text that is too long, or anything else it does not like


@dataclass(frozen=True, slots=True)
class WeCom:
    """Keeps ``robot.Speaker``; the key of the robot is what is kept."""

    base: str

    def kept(self, address: str) -> str:
        """Return the key out of a pasted address."""
        word, rest = two_words(address, ChannelKind.WECOM)
        parts = web(word, ChannelKind.WECOM)
        if parts is not None:
            query = parse_qs(of_host(parts, self.base, ChannelKind.WECOM).query)
            word = query.get("key", [""])[0]
        if rest or not _KEY.fullmatch(word):
            raise not_of(ChannelKind.WECOM)
        return word

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request; a picture goes alone, as this robot has no message of both."""
        if piece.picture is None:
            name = "markdown_v2" if piece.form is Form.CARD else "text"
            body = spoken(msgtype=name, **{name: {"content": piece.text}})
        elif piece.text:
            return refused(Refusal.OTHER, "a picture goes in a piece of its own")
        elif len(piece.picture) > MAX_PICTURE_BYTES:
            return refused(Refusal.TOO_LONG, "the picture is larger than 2 MB")
        else:
            body = spoken(msgtype="image", image=_image(piece.picture))
        return Call(f"{self.base}{_PATH}?key={address}", body)

    def reply(self, heard: Heard) -> Reply:
        """Judge by the code in the answer; its status is 200 even for a no."""
        reply, code, words = judged(heard, ("errcode",), 0, _CODES)
        if code == _INVALID and ("exceed" in words or "length" in words):
            return refused(Refusal.TOO_LONG, reply.detail)
        if reply.refusal is Refusal.TOO_FAST and not reply.wait_s:
            return replace(reply, wait_s=_A_MINUTE)
        return reply


def _image(picture: bytes) -> Mapping[str, str]:
    digest = hashlib.md5(picture, usedforsecurity=False).hexdigest()
    return {"base64": base64.b64encode(picture).decode(), "md5": digest}
