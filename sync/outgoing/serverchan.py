"""ServerChan (Server酱): the old service, and the newer one with a host for each user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, two_words, web
from sync.outgoing.answers import judged, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.robot import broken_lines, headline, spoken

_OLD = re.compile(r"SCT[0-9]+T[0-9A-Za-z]{8,64}", re.ASCII)
_NEW = re.compile(r"sctp([0-9]{1,12})t[0-9A-Za-z]{8,64}", re.ASCII)
_LONGEST_TITLE = 32
_HOUR = 3600.0
_NO_MORE_TODAY = "超过当天"
_TOO_OFTEN = ("频率", "过快", "频繁")
_WRONG_KEY = ("错误的Key", "bad pushtoken", "AUTH")
_CODES: Mapping[int, Refusal] = {20001: Refusal.WRONG_ADDRESS}


@dataclass(frozen=True, slots=True)
class ServerChan:
    """Keeps ``robot.Speaker``; the send key is kept. ``newer`` has ``{uid}`` in its host."""

    base: str
    newer: str

    def kept(self, address: str) -> str:
        """Return the send key out of what was pasted."""
        word, rest = two_words(address, ChannelKind.SERVERCHAN)
        parts = web(word, ChannelKind.SERVERCHAN)
        host = ""
        if parts is not None:
            host = parts.hostname or ""
            word = parts.path.rpartition("/")[2].removesuffix(".send")
        if rest or not (_OLD.fullmatch(word) or _NEW.fullmatch(word)):
            raise not_of(ChannelKind.SERVERCHAN, host)
        return word

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request; its text is always markdown."""
        if piece.picture is not None:
            return refused(Refusal.OTHER, "this service takes no pictures")
        newer = _NEW.fullmatch(address)
        url = (
            f"{self.newer.format(uid=newer[1])}/send/{address}.send"
            if newer
            else f"{self.base}/{address}.send"
        )
        text = piece.text if piece.form is Form.CARD else broken_lines(piece.text)
        return Call(url, spoken(title=headline(piece, _LONGEST_TITLE), desp=text))

    def reply(self, heard: Heard) -> Reply:
        """Judge by the code, and by its words where one code means many things."""
        reply, code, words = judged(heard, ("code", "errno"), 0, _CODES)
        if code is None or code == 0:
            return reply
        if _NO_MORE_TODAY in words:
            return refused(Refusal.TOO_FAST, reply.detail, heard.wait_s or _HOUR)
        if any(sign in words for sign in _TOO_OFTEN):
            return refused(Refusal.TOO_FAST, reply.detail, heard.wait_s)
        if any(sign in words for sign in _WRONG_KEY):
            return replace(reply, refusal=Refusal.WRONG_ADDRESS)
        return reply
