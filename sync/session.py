"""A device's session: a signed nonce for a bearer token, which lives in memory only."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TypeVar

from leader_app.domain import signing
from leader_app.ports import Clock
from sync.client import Client
from sync.protocol.messages import (
    NONCE,
    SESSION,
    SESSION_TAG,
    ErrorCode,
    NonceAnswer,
    NonceRequest,
    SessionAnswer,
    SessionRequest,
)
from sync.troubles import TurnedDown

_M = TypeVar("_M")

_SECOND = 1_000_000_000
_MARGIN_SECONDS = 60


@dataclass(frozen=True, slots=True)
class _Pass:
    token: str
    ends_ns: int


class Session:
    """Signs a device in and keeps it signed in; shared by the threads of a sync.

    Only the monotonic clock is used: a wrong date never ends a session.
    """

    def __init__(self, device_id: str, device_seed: bytes, clock: Clock) -> None:
        self.device_id = device_id
        self.device_seed = device_seed
        self._clock = clock
        self._lock = threading.Lock()
        self._pass: _Pass | None = None

    def ask(
        self, client: Client, path: str, message: object, answer_type: type[_M], wait: int = 0
    ) -> _M:
        """Ask as a signed-in device; if the centre has forgotten the session, sign in again once.

        Raises as ``Client.ask``.
        """
        token = self._token(client)
        try:
            return client.ask(path, message, answer_type, token, wait)
        except TurnedDown as no:
            if no.code != ErrorCode.SESSION_EXPIRED:
                raise
        self._forget(token)
        return client.ask(path, message, answer_type, self._token(client), wait)

    def _token(self, client: Client) -> str:
        known = self._pass
        if known is None or self._clock.monotonic_ns() >= known.ends_ns:
            known = self._sign_in(client)
            with self._lock:
                self._pass = known
        return known.token

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._pass is not None and self._pass.token == token:
                self._pass = None

    def _sign_in(self, client: Client) -> _Pass:
        asked_ns = self._clock.monotonic_ns()
        nonce = client.ask(NONCE, NonceRequest(self.device_id), NonceAnswer).nonce
        signed = signing.sign(self.device_seed, SESSION_TAG + self.device_id.encode() + nonce)
        request = SessionRequest(self.device_id, nonce, signed)
        answer = client.ask(SESSION, request, SessionAnswer)
        lasts = max(1, answer.seconds - _MARGIN_SECONDS)
        return _Pass(answer.token, asked_ns + lasts * _SECOND)
