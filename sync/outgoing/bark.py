"""Bark: to one's own telephone, by its maker's server or one in the shop."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leader_app.domain.channel import ChannelKind
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, safe, two_words, web
from sync.outgoing.answers import judged, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.robot import headline, spoken

_KEY = re.compile(r"[0-9A-Za-z_-]{16,64}", re.ASCII)
_LONGEST_TITLE = 60
_GONE = ("Unregistered", "BadDeviceToken", "DeviceTokenNotForTopic", "ExpiredToken")
_UNKNOWN = "device token"
_TOO_LARGE = "PayloadTooLarge"
_TOO_MANY = "TooManyRequests"
_CODES: Mapping[int, Refusal] = {400: Refusal.OTHER, 404: Refusal.WRONG_ADDRESS}


@dataclass(frozen=True, slots=True)
class Bark:
    """Keeps ``robot.Speaker``; kept is ``SERVER/KEY``."""

    base: str

    def kept(self, address: str) -> str:
        """Return server and key out of what was pasted: a bare key, or the app's own example."""
        word, rest = two_words(address, ChannelKind.BARK)
        parts = web(word, ChannelKind.BARK)
        if parts is None:
            server, segments = self.base, [word]
        else:
            server = safe(parts._replace(path="", query="", fragment=""), ChannelKind.BARK)
            segments = [segment for segment in parts.path.split("/") if segment]
        found = next((n for n, word in enumerate(segments) if _KEY.fullmatch(word)), None)
        if rest or found is None or not all(segment.isascii() for segment in segments[:found]):
            raise not_of(ChannelKind.BARK)
        return "/".join([server, *segments[: found + 1]])

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request."""
        if piece.picture is not None:
            return refused(Refusal.OTHER, "this service takes no pictures")
        server, _, key = address.rpartition("/")
        title = headline(piece, _LONGEST_TITLE)
        return Call(f"{server}/push", spoken(device_key=key, title=title, body=piece.text))

    def reply(self, heard: Heard) -> Reply:
        """Judge by the code, and by what Apple said to its server."""
        reply, code, words = judged(heard, ("code",), 200, _CODES)
        if code is None or code == 200:  # noqa: PLR2004 - its word for success
            return reply
        if any(sign in words for sign in _GONE):
            return refused(Refusal.REMOVED, f"{code} {words}")
        if _UNKNOWN in words:
            return refused(Refusal.WRONG_ADDRESS, f"{code} {words}")
        if _TOO_LARGE in words:
            return refused(Refusal.TOO_LONG, f"{code} {words}")
        if _TOO_MANY in words:
            return refused(Refusal.TOO_FAST, f"{code} {words}", heard.wait_s)
        return reply
