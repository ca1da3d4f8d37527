"""Files for people, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leader_app.domain.text import Text, say
from leader_app.errors import Unavailable


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Yield where to write; at the end it takes the place of ``path``, complete and on the disk.

    ``Unavailable`` if the disk fails; what was at ``path`` is untouched then.
    """
    try:
        with _draft_of(path) as draft:
            yield draft
            _sync(draft)
            draft.replace(path)
    except OSError as error:
        raise Unavailable(
            say("The file {file} could not be written.", file=path.name),
            say("{reason}. Choose another folder or close the file.", reason=_reason(error)),
        ) from error


@contextmanager
def _draft_of(path: Path) -> Iterator[Path]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _reason(error: OSError) -> str | Text:
    return error.strerror or say("The disk did not accept it")
