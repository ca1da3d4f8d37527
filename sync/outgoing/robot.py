"""A channel that is spoken to over HTTP: a speaker's words, carried and judged."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Protocol

from leader_app.domain.outgoing import Piece, Refusal, Reply
from leader_app.errors import Refused
from sync.outgoing.answers import refused, unsure, without_secrets
from sync.outgoing.call import Call, Caller, Heard, Unheard, Unsent


class Carrier(Protocol):
    """One kind of channel."""

    def kept(self, address: str) -> str:
        """Return an address as it is kept; ``Refused`` says what is wrong with it."""

    def send(self, address: str, piece: Piece) -> Reply:
        """Send once; never raises for what the network or the channel does."""


class Speaker(Protocol):
    """What one kind of robot is told, and what its answers mean."""

    def kept(self, address: str) -> str:
        """As ``Carrier.kept``."""

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request for a piece, or the reason why there is none."""

    def reply(self, heard: Heard) -> Reply:
        """Return what an answer means."""


@dataclass(frozen=True, slots=True)
class Robot:
    """Keeps ``Carrier``: its speaker's request, carried by ``caller``."""

    speaker: Speaker
    caller: Caller

    def kept(self, address: str) -> str:
        """Return an address as it is kept; see ``Carrier``."""
        return self.speaker.kept(address)

    def send(self, address: str, piece: Piece) -> Reply:
        """Send once; see ``Carrier``."""
        try:
            kept = self.speaker.kept(address)
        except Refused as wrong:
            return refused(Refusal.WRONG_ADDRESS, str(wrong.title))
        reply = self._sent(kept, piece)
        return replace(reply, detail=without_secrets(reply.detail, (kept, piece.to)))

    def _sent(self, kept: str, piece: Piece) -> Reply:
        call = self.speaker.call(kept, piece)
        if isinstance(call, Reply):
            return call
        try:
            return self.speaker.reply(self.caller.call(call))
        except Unsent as error:
            return refused(Refusal.OFFLINE, str(error))
        except Unheard as error:
            return unsure(str(error))


def spoken(**fields: object) -> bytes:
    """Return a JSON object as robots read it."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def headline(piece: Piece, longest: int) -> str:
    """Return a title of at most ``longest`` symbols, of the text if there is none."""
    words = " ".join(piece.title.split()) or " ".join(piece.text.strip().split("\n")[0].split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


def broken_lines(text: str) -> str:
    """Return text in which markdown keeps every line end."""
    return text.replace("\n", "  \n")
