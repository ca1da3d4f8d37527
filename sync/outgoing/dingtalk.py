"""Group robots of DingTalk (钉钉), signed or not."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, of_host, two_words, web, wrong_key
from sync.outgoing.answers import judged, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.host_clock import HostClock
from sync.outgoing.robot import broken_lines, headline, spoken

_TOKEN = re.compile(r"[0-9a-fA-F]{32,64}", re.ASCII)
_SECRET = re.compile(r"SEC[0-9A-Za-z]{16,80}", re.ASCII)
_LONGEST_TITLE = 60
_SILENCED_SECONDS = 600.0  # whoever is too fast is not heard for ten minutes
_NOT_ALLOWED = 310000  # signature, keyword or network address
_TOO_LONG = "too long"
_CODES: Mapping[int, Refusal] = {
    -1: Refusal.BUSY,
    130101: Refusal.TOO_FAST,
    130102: Refusal.TOO_FAST,
    410100: Refusal.TOO_FAST,
    _NOT_ALLOWED: Refusal.NOT_ALLOWED,
    300001: Refusal.WRONG_ADDRESS,
    300005: Refusal.WRONG_ADDRESS,
    400101: Refusal.WRONG_ADDRESS,
    400013: Refusal.REMOVED,
    400102: Refusal.REMOVED,
    400106: Refusal.REMOVED,
    460101: Refusal.TOO_LONG,
}


@dataclass(frozen=True, slots=True)
class DingTalk:
    """Keeps ``robot.Speaker``; kept are the token and, after a space, the secret."""

    base: str
    clock: HostClock

    def kept(self, address: str) -> str:
        """Return the token, and the secret, out of what was pasted."""
        word, secret = two_words(address, ChannelKind.DINGTALK)
        parts = web(word, ChannelKind.DINGTALK)
        if parts is not None:
            query = parse_qs(of_host(parts, self.base, ChannelKind.DINGTALK).query)
            word = query.get("access_token", [""])[0]
        if not _TOKEN.fullmatch(word):
            raise not_of(ChannelKind.DINGTALK)
        if secret and not _SECRET.fullmatch(secret):
            raise wrong_key()
        return f"{word} {secret}".rstrip()

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request, signed if there is a secret."""
        if piece.picture is not None:
            return refused(Refusal.OTHER, "this robot takes no pictures")
        token, _, secret = address.partition(" ")
        query = {"access_token": token, **(self._signature(secret) if secret else {})}
        if piece.form is Form.CARD:
            card = {"title": headline(piece, _LONGEST_TITLE), "text": broken_lines(piece.text)}
            body = spoken(msgtype="markdown", markdown=card)
        else:
            body = spoken(msgtype="text", text={"content": piece.text}, at={"isAtAll": False})
        return Call(f"{self.base}/robot/send?{urlencode(query)}", body)

    def reply(self, heard: Heard) -> Reply:
        """Judge by the code in the answer."""
        was_wrong = self.clock.learn(heard)
        if (heard.told() or {}).get("punish") == "deny":  # a guard before the robot
            return refused(Refusal.TOO_FAST, "turned away", heard.wait_s)
        reply, code, words = judged(heard, ("errcode",), 0, _CODES)
        if code and _TOO_LONG in words:
            return refused(Refusal.TOO_LONG, reply.detail)
        if code == _NOT_ALLOWED and was_wrong:
            return refused(Refusal.BUSY, f"{code} {words}")  # signed anew it will be good
        if reply.refusal is Refusal.TOO_FAST and not reply.wait_s:
            return replace(reply, wait_s=_SILENCED_SECONDS)
        return reply

    def _signature(self, secret: str) -> Mapping[str, str]:
        at = str(round(self.clock.now() * 1000))
        digest = hmac.new(secret.encode(), f"{at}\n{secret}".encode(), hashlib.sha256).digest()
        return {"timestamp": at, "sign": base64.b64encode(digest).decode()}
