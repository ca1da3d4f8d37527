"""The one secret of the centre, kept in a file of its own; every other key is derived from it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12


class KeyFileError(RuntimeError):
    """The key file is missing, unreadable or not a key; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """Derives keys by purpose (HKDF-SHA256) and seals personal data (AES-256-GCM)."""

    secret: bytes

    def derive(self, purpose: str) -> bytes:
        """Return the 32-byte key for ``purpose``."""
        expand = HKDF(SHA256(), KEY_BYTES, b"leader-central/v1", purpose.encode())
        return expand.derive(self.secret)

    def sealer(self) -> Sealer:
        """Return what seals and opens column values."""
        return Sealer(AESGCM(self.derive("personal data")))


@dataclass(frozen=True, slots=True)
class Sealer:
    """Seals bytes for the database; each sealing has a random nonce of its own."""

    cipher: AESGCM

    def seal(self, plain: bytes) -> bytes:
        """Return nonce and sealed bytes."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self.cipher.encrypt(nonce, plain, None)

    def open(self, sealed: bytes) -> bytes:
        """Return the plain bytes; ``cryptography.exceptions.InvalidTag`` for another key's."""
        return self.cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], None)


def load_or_make(path: Path) -> MasterKey:
    """Return the key in ``path``, made on first use, readable by its owner only.

    Raises ``KeyFileError`` if it cannot be read or made, or holds something else.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _load(path)
        with os.fdopen(handle, "w") as file:
            file.write(os.urandom(KEY_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return _load(path)
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be used: {error.strerror}.") from error


def _load(path: Path) -> MasterKey:
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except ValueError as error:
        raise KeyFileError(f"{path} is not a key file.") from error
    if len(secret) != KEY_BYTES:
        raise KeyFileError(f"{path} is not a key file.")
    return MasterKey(secret)
