"""A web address of the leader's own: a JSON object is posted to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from leader_app.domain.channel import ChannelKind
from leader_app.domain.outgoing import Piece, Refusal, Reply
from sync.outgoing.addresses import not_of, safe, two_words, web, wrong_key
from sync.outgoing.answers import by_status, refused
from sync.outgoing.call import Call, Heard
from sync.outgoing.robot import spoken

_SECRET = re.compile(r"[!-~]{4,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Keeps ``robot.Speaker``; kept are the address and, after a space, a secret.

    The secret travels as ``Authorization: Bearer``. Posted are ``title``, ``text`` and ``form``
    (text or card); any 2xx is a yes.
    """

    def kept(self, address: str) -> str:
        """Return the address, and the secret, if nobody else can listen in."""
        word, secret = two_words(address, ChannelKind.WEBHOOK)
        parts = web(word, ChannelKind.WEBHOOK)
        if parts is None:
            raise not_of(ChannelKind.WEBHOOK)
        if secret and not _SECRET.fullmatch(secret):
            raise wrong_key()
        return f"{safe(parts, ChannelKind.WEBHOOK)} {secret}".rstrip()

    def call(self, address: str, piece: Piece) -> Call | Reply:
        """Return the request."""
        if piece.picture is not None:
            return refused(Refusal.OTHER, "a web address takes no pictures")
        url, _, secret = address.partition(" ")
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        body = spoken(title=piece.title, text=piece.text, form=piece.form.value)
        return Call(url, body, headers)

    def reply(self, heard: Heard) -> Reply:
        """Judge by the status."""
        return by_status(heard)
