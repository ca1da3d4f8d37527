"""Pushplus (推送加): to oneself, or to everybody of a topic."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, of_host, two_words, web
from sync.outgoing.answers import judged, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.robot import headline, spoken

_TOKEN = re.compile(r"[0-9a-fA-F]{32}", re.ASCII)
_TOPIC = re.compile(r"[0-9A-Za-z_.-]{1,64}", re.ASCII)
_LONGEST_TITLE = 100
_CODES: Mapping[int, Refusal] = {
    401: Refusal.WRONG_ADDRESS,
    403: Refusal.NOT_ALLOWED,
    805: Refusal.NOT_ALLOWED,
    888: Refusal.NOT_ALLOWED,
    900: Refusal.TOO_FAST,
    903: Refusal.WRONG_ADDRESS,
    905: Refusal.NOT_ALLOWED,
}


@dataclass(frozen=True, slots=True)
class Pushplus:
    """Keeps ``robot.Speaker``; kept are the token and, after a space, the topic."""

    base: str

    def kept(self, address: str) -> str:
        """Return the token, and the topic, out of what was pasted."""
        word, topic = two_words(address, ChannelKind.PUSHPLUS)
        parts = web(word, ChannelKind.PUSHPLUS)
        if parts is not None:
            query = parse_qs(of_host(parts, self.base, ChannelKind.PUSHPLUS).query)
            word = query.get("token", [""])[0]
            topic = topic or query.get("topic", [""])[0]
        if not _TOKEN.fullmatch(word) or (topic and not _TOPIC.fullmatch(topic)):
            raise not_of(ChannelKind.PUSHPLUS)
        return f"{word} {topic}".rstrip()

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request."""
        if piece.picture is not None:
            return refused(Refusal.OTHER, "this service takes no pictures")
        token, _, topic = address.partition(" ")
        fields = {
            "token": token,
            "title": headline(piece, _LONGEST_TITLE),
            "content": piece.text,
            "template": "markdown" if piece.form is Form.CARD else "txt",
        }
        return Call(f"{self.base}/send", spoken(**fields, **({"topic": topic} if topic else {})))

    def reply(self, heard: Heard) -> Reply:
        """Judge by the code in the answer."""
        return judged(heard, ("code",), 200, _CODES)[0]
