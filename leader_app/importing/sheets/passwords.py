"""Workbooks locked by a password."""

from __future__ import annotations

import io
import re

from leader_app.domain.text import say
from leader_app.errors import Locked
from leader_app.importing.container import foreign

# Excel locks "read-only recommended" files with this one, and opens them without a question.
_EXCELS_OWN = "VelvetSweatshop"
_MOST_SPINS = 1_000_000
_SPINS = re.compile(rb'spinCount="(\d+)"')
_BOOK_STREAMS = {"workbook", "book", "encryptedpackage"}


def opened(name: str, data: bytes, password: str) -> bytes:
    """Return the workbook in an OLE file, unlocked with ``password`` where it is locked.

    Raises:
        Locked: No or the wrong password, or something else than a workbook.
    """
    import msoffcrypto
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        streams = {path[0].lower() for path in ole.listdir() if path}
    if not streams & _BOOK_STREAMS:
        raise foreign(name, say("a text document"))
    if any(int(spins) > _MOST_SPINS for spins in _SPINS.findall(data)):
        raise _not_opened(name)
    office = msoffcrypto.OfficeFile(io.BytesIO(data))
    if not office.is_encrypted():
        return data
    for attempt in filter(None, (password, _EXCELS_OWN)):
        if (clear := _unlocked(data, attempt)) is not None:
            return clear
    raise _not_opened(name) if password else _needs_password(name)


def _unlocked(data: bytes, password: str) -> bytes | None:
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    office, clear = msoffcrypto.OfficeFile(io.BytesIO(data)), io.BytesIO()
    try:
        office.load_key(password=password)
        office.decrypt(clear)
    except (InvalidKeyError, DecryptionError):
        return None
    # Some kinds of lock cannot tell a wrong key; what came out then is no workbook.
    plain = clear.getvalue()
    return plain if plain.startswith((b"PK\3\4", b"\xd0\xcf\x11\xe0")) else None


def _needs_password(name: str) -> Locked:
    return Locked(
        say("“{file}” is locked with a password.", file=name),
        say("Give the password, then import it again."),
    )


def _not_opened(name: str) -> Locked:
    return Locked(
        say("The password does not open “{file}”.", file=name),
        say("Look at capitals and spaces, or ask whoever sent the file."),
    )
