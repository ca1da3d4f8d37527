"""A second, append-only home for facts: should the database be lost, they are still here.

A frame is a header (magic, epoch, seq, length, checksum) and the command sealed with AES-GCM under
a key derived from the store's. Frames are written whole, in one write, to the end of the file and
flushed to the disk; a frame torn by a crash is skipped when reading, whatever follows it.
"""

from __future__ import annotations

import logging
import os
import struct
import sys
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from filelock import FileLock

from leader_app.domain.command import Command, LoggedCommand, from_microseconds, microseconds

_MAGIC = b"LDJ1"
_HEADER = struct.Struct(">4sIQII")  # magic, epoch, seq, sealed length, CRC-32 of all the rest
_RANDOM_BYTES = 8
_NONCE_BYTES = 12
_LONGEST = 16 * 1024 * 1024
_PURPOSE = b"leader-desk/journal/v1"
_NEW_FILE_MODE = 0o600
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame as found: its place in the log, and where it ends in the file."""

    epoch: int
    seq: int
    sealed: bytes
    end: int


class Journal:
    """The file at ``path`` (made if missing); ``store_key`` is the database's key.

    Appending is safe from several threads and processes.
    """

    def __init__(self, path: Path, store_key: bytes) -> None:
        self.path = path
        self._cipher = AESGCM(HKDF(SHA256(), 32, None, _PURPOSE).derive(store_key))
        self._turn = threading.Lock()
        self._late: list[LoggedCommand] = []
        # Windows has no appending write that is whole beside another process.
        self._between = FileLock(f"{path}.lock") if sys.platform == "win32" else None

    def append(self, commands: Sequence[LoggedCommand]) -> bool:
        """Write commands durably; tell whether that worked.

        What could not be written is written again, before anything newer, by the next call.
        """
        with self._turn:
            waiting = [*self._late, *commands]
            try:
                self._write(b"".join(self._frame(logged) for logged in waiting))
            except OSError as error:
                _log.warning("the journal cannot be written: %s", error.strerror)
                self._late = waiting
                return False
            self._late = []
            return True

    @property
    def late(self) -> int:
        """How many commands wait for a journal that can be written."""
        return len(self._late)

    def size(self) -> int:
        """Return the file's length in bytes, 0 if there is none."""
        return self.path.stat().st_size if self.path.exists() else 0

    def frames(self, start: int = 0) -> Iterator[Frame]:
        """Yield the whole frames from a position on, without opening the seals."""
        if self.path.exists():
            with self.path.open("rb") as file:
                file.seek(start)
                yield from _frames(file.read(), start)

    def commands(self) -> Iterator[LoggedCommand]:
        """Yield every command that can be read, in order of the file; some may come twice."""
        for frame in self.frames():
            with suppress(InvalidTag, msgspec.MsgspecError, ValueError):
                yield self._open(frame)

    def salvage(self) -> Sequence[LoggedCommand]:
        """Return every command that can be read, each once, in order of the log."""
        found = {(logged.epoch, logged.seq): logged for logged in self.commands()}
        return [found[place] for place in sorted(found)]

    def _write(self, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        if self._between is not None:
            with self._between:
                _write_through(self.path, flags, data)
        else:
            _write_through(self.path, flags, data)

    def _frame(self, logged: LoggedCommand) -> bytes:
        random = os.urandom(_RANDOM_BYTES)
        nonce = (logged.seq & 0xFFFFFFFF).to_bytes(4, "big") + random
        place = _place(logged.epoch, logged.seq)
        sealed = nonce + self._cipher.encrypt(nonce, _pack(logged), place)
        checksum = zlib.crc32(sealed, zlib.crc32(place))
        header = _HEADER.pack(_MAGIC, logged.epoch, logged.seq, len(sealed), checksum)
        return header + sealed

    def _open(self, frame: Frame) -> LoggedCommand:
        nonce, sealed = frame.sealed[:_NONCE_BYTES], frame.sealed[_NONCE_BYTES:]
        return _unpack(self._cipher.decrypt(nonce, sealed, _place(frame.epoch, frame.seq)))


def _write_through(path: Path, flags: int, data: bytes) -> None:
    """Append ``data`` in one write and wait until the disk has it."""
    handle = os.open(path, flags, _NEW_FILE_MODE)
    try:
        if os.write(handle, data) != len(data):
            raise OSError(0, "the disk took only a part")
        flush(handle)
    finally:
        os.close(handle)


def flush(handle: int) -> None:
    """Wait until the disk itself has what was written to an open file."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
    elif hasattr(os, "fdatasync"):
        os.fdatasync(handle)
    else:
        os.fsync(handle)


def _frames(data: bytes, offset: int) -> Iterator[Frame]:
    at = data.find(_MAGIC)
    while at >= 0:
        frame = _frame_at(data, at, offset)
        if frame is not None:
            yield frame
        at = data.find(_MAGIC, at + len(_MAGIC) if frame is None else frame.end - offset)


def _frame_at(data: bytes, at: int, offset: int) -> Frame | None:
    """Return the frame that begins at ``at``, ``None`` if it is torn or changed."""
    if len(data) - at < _HEADER.size:
        return None
    _, epoch, seq, length, checksum = _HEADER.unpack_from(data, at)
    start = at + _HEADER.size
    sealed = data[start : start + length] if length <= _LONGEST else b""
    if len(sealed) != length or zlib.crc32(sealed, zlib.crc32(_place(epoch, seq))) != checksum:
        return None
    return Frame(epoch, seq, sealed, offset + start + length)


def _place(epoch: int, seq: int) -> bytes:
    return epoch.to_bytes(4, "big") + seq.to_bytes(8, "big")


def _pack(logged: LoggedCommand) -> bytes:
    command = logged.command
    return msgspec.msgpack.encode(
        (
            logged.device_id,
            logged.epoch,
            logged.seq,
            command.command_id,
            command.kind,
            command.schema,
            command.body,
            microseconds(command.at),
            command.monotonic_ns,
            command.boot_id,
            command.base_cursor,
            logged.previous_hash,
            logged.hash,
        )
    )


_Fields = tuple[str, int, int, str, str, int, bytes, int, int, str, str, bytes, bytes]


def _unpack(data: bytes) -> LoggedCommand:
    device, epoch, seq, name, kind, schema, body, at, mono, boot, cursor, previous, digest = (
        msgspec.msgpack.decode(data, type=_Fields)
    )
    command = Command(name, kind, schema, body, from_microseconds(at), mono, boot, cursor)
    return LoggedCommand(device, epoch, seq, command, previous, digest)


def missing(commands: Iterable[LoggedCommand], frames: Iterable[Frame]) -> list[LoggedCommand]:
    """Return the commands of the log that no frame holds."""
    held = {(frame.epoch, frame.seq) for frame in frames}
    return [logged for logged in commands if (logged.epoch, logged.seq) not in held]
