"""Secrets in a file that a passphrase opens, for computers without a keyring."""

from __future__ import annotations

import os
import threading
import unicodedata
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from filelock import FileLock

from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.storage import faults, whole_file

SHORTEST = 8
_PURPOSE = b"leader-desk/passphrase/v1"
_NONCE_BYTES = 12
_SALT_BYTES = 16
_KEY_BYTES = 32
_MOST_MEMORY_KIB = 1024 * 1024
_MOST_WORK = 64
_WAIT_SECONDS = 30.0


class Cost(msgspec.Struct, frozen=True):
    """What a guess costs (Argon2id): KiB of memory, passes over it, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


COST = Cost()


class _Sealed(msgspec.Struct, frozen=True):
    """The file."""

    version: int
    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes


class PassphraseSecrets:
    """Keeps ``leader_app.ports.SecretStore`` in the file at ``path``."""

    def __init__(self, path: Path, key: bytes, cost: Cost, salt: bytes) -> None:
        self._path = path
        self._cipher = AESGCM(key)
        self._cost = cost
        self._salt = salt
        self._turn = threading.Lock()
        self._between = FileLock(f"{path}.lock", timeout=_WAIT_SECONDS, thread_local=False)

    @classmethod
    def create(cls, path: Path, passphrase: str, cost: Cost | None = None) -> PassphraseSecrets:
        """Make the file. ``Refused`` for a passphrase of fewer than 8 characters."""
        if len(passphrase.strip()) < SHORTEST:
            raise Refused(
                say("This passphrase is too short."),
                say("Choose one of at least {least} characters.", least=SHORTEST),
            )
        chosen, salt = cost or COST, os.urandom(_SALT_BYTES)
        made = cls(path, _derive(passphrase, chosen, salt), chosen, salt)
        made._save({})
        return made

    @classmethod
    def open(cls, path: Path, passphrase: str) -> PassphraseSecrets:
        """Open the file. ``Refused`` if the passphrase is wrong, ``Unavailable`` if it is bad."""
        file = _read(path)
        opened = cls(path, _derive(passphrase, file.cost, file.salt), file.cost, file.salt)
        opened._load()
        return opened

    def get(self, name: str) -> bytes | None:
        """Return a secret or ``None``."""
        with self._turn:
            return self._load().get(name)

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret, durably; ``Unavailable`` if the disk fails."""
        with self._turn, self._between:
            self._save({**self._load(), name: secret})

    def forget(self, name: str) -> None:
        """Drop a secret, if it is there."""
        with self._turn, self._between:
            kept = self._load()
            if kept.pop(name, None) is not None:
                self._save(kept)

    def _load(self) -> dict[str, bytes]:
        file = _read(self._path)
        bound = _bound(file.cost, file.salt)
        try:
            plain = self._cipher.decrypt(file.nonce, file.sealed, bound)
        except InvalidTag:
            raise Refused(
                say("This passphrase is wrong."), say("Check capital letters and try again.")
            ) from None
        return msgspec.json.decode(plain, type=dict[str, bytes])

    def _save(self, secrets: dict[str, bytes]) -> None:
        nonce = os.urandom(_NONCE_BYTES)
        bound = _bound(self._cost, self._salt)
        sealed = self._cipher.encrypt(nonce, msgspec.json.encode(secrets), bound)
        file = _Sealed(1, self._cost, self._salt, nonce, sealed)
        with faults.disk_words():
            whole_file.replace(self._path, msgspec.json.encode(file))


def _read(path: Path) -> _Sealed:
    try:
        with faults.disk_words():
            file = msgspec.json.decode(path.read_bytes(), type=_Sealed)
    except msgspec.MsgspecError as error:
        raise _unreadable() from error
    cost = file.cost
    payable = cost.memory_kib <= _MOST_MEMORY_KIB and cost.passes <= _MOST_WORK
    if file.version != 1 or not payable or len(file.nonce) != _NONCE_BYTES:
        raise _unreadable()
    return file


def _derive(passphrase: str, cost: Cost, salt: bytes) -> bytes:
    """Return the key; the same words in another Unicode spelling give the same one."""
    words = unicodedata.normalize("NFKC", passphrase.strip()).encode()
    try:
        kdf = Argon2id(
            salt=salt,
            length=_KEY_BYTES,
            iterations=cost.passes,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        )
        return kdf.derive(words)
    except ValueError as error:
        raise _unreadable() from error


def _bound(cost: Cost, salt: bytes) -> bytes:
    """Return what is sealed along with the secrets, so that nobody can make guessing cheaper."""
    return _PURPOSE + msgspec.json.encode(cost) + salt


def _unreadable() -> Unavailable:
    return Unavailable(
        say("The file of this counter's secrets cannot be read."),
        say("Restore it from a backup; nothing was changed."),
    )
