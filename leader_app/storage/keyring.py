"""Secrets in the operating system's keyring; only real ones, never a plain file in disguise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from leader_app.domain.text import Text, say
from leader_app.errors import Unavailable

SERVICE = "leader-desk"
SECRET_BYTES = 32
MOST_ADDRESS_BYTES = 640  # in hex, a Windows credential holds no more
_ADDRESSES = "channel/"
_REAL = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.Windows",
    "keyring.backends.macOS",
)


class Backend(Protocol):
    """What of a keyring backend is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep something."""

    def delete_password(self, service: str, username: str) -> None:
        """Drop something."""


class KeyringSecrets:
    """Keeps ``leader_app.ports.SecretStore`` for one store.

    A key has 32 bytes, the address of a channel of notices up to ``MOST_ADDRESS_BYTES``.
    """

    def __init__(self, backend: Backend, store_id: str) -> None:
        self._backend = backend
        self._store_id = store_id

    def get(self, name: str) -> bytes | None:
        """Return a secret or ``None``; ``Unavailable`` if the keyring is locked or gone."""
        with _answering():
            kept = self._backend.get_password(SERVICE, self._user(name))
        return None if kept is None else _bytes(name, kept)

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret and make sure that it is kept; ``Unavailable`` as above."""
        if not _fits(name, secret):
            msg = f"a secret has {SECRET_BYTES} bytes"
            raise ValueError(msg)
        with _answering():
            self._backend.set_password(SERVICE, self._user(name), secret.hex())
        if self.get(name) != secret:
            raise _unusable(say("The keyring did not keep what it was given."))

    def forget(self, name: str) -> None:
        """Drop a secret, if it is there; ``Unavailable`` as above."""
        if self.get(name) is None:
            return
        with _answering():
            self._backend.delete_password(SERVICE, self._user(name))

    def prove(self) -> None:
        """Keep something and drop it again; ``Unavailable`` if that does not work."""
        self.put("proof", os.urandom(SECRET_BYTES))
        self.forget("proof")

    def _user(self, name: str) -> str:
        return f"{self._store_id}/{name}"


def real_backend() -> Backend:
    """Return the system's keyring; ``Unavailable`` if there is none that protects anything."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        found = keyring.get_keyring()
        candidates = found.backends if isinstance(found, ChainerBackend) else [found]
    except Exception as error:
        raise _unusable(say("The system's keyring does not answer.")) from error
    for backend in candidates:
        if is_real(backend):
            return backend
    raise _unusable(say("This computer has no keyring that can be used."))


def is_real(backend: object) -> bool:
    """Tell whether a backend is an operating system's keyring."""
    return type(backend).__module__.startswith(_REAL)


@contextmanager
def _answering() -> Iterator[None]:
    """Turn whatever a backend raises into ``Unavailable``.

    A locked one raises ``KeyringError``, one whose service has gone what its bus library raises.
    """
    try:
        yield
    except Exception as error:
        raise _locked() from error


def _fits(name: str, secret: bytes) -> bool:
    if name.startswith(_ADDRESSES):
        return 0 < len(secret) <= MOST_ADDRESS_BYTES
    return len(secret) == SECRET_BYTES


def _bytes(name: str, kept: str) -> bytes:
    try:
        secret = bytes.fromhex(kept)
    except ValueError:
        secret = b""
    if not _fits(name, secret):
        raise _unusable(say("The keyring holds something else under this counter's name."))
    return secret


def _locked() -> Unavailable:
    return Unavailable(
        say("The keyring is locked or does not answer."),
        say("Unlock it (log in to the desktop), then start again. Nothing was lost."),
    )


def _unusable(title: Text) -> Unavailable:
    return Unavailable(
        title, say("Start the system's keyring service (on Linux gnome-keyring or KWallet).")
    )
