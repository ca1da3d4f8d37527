"""The log file: what went wrong, never whose goods, which code or which key."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

from leader_app.config.redaction import redact

_FILE = "leader-app.log"
_BYTES = 1_000_000
_OLDER = 3
_OURS = ("leader_app", "sync", "ui")
_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"


class RedactingFormatter(logging.Formatter):
    """Formats a record, tracebacks too, and takes out what nobody may read later."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for ``record``."""
        return redact(super().format(record))


@contextlib.contextmanager
def logging_to(folder: Path) -> Iterator[None]:
    """Write the log into ``folder``; without one that can be written there is no log."""
    root, ours = logging.getLogger(), [logging.getLogger(name) for name in _OURS]
    handler: logging.Handler
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / _FILE, maxBytes=_BYTES, backupCount=_OLDER, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(RedactingFormatter(_FORMAT))
    before = [logger.level for logger in ours]
    root.addHandler(handler)
    for logger in ours:
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        for logger, level in zip(ours, before, strict=True):
            logger.setLevel(level)
        handler.close()
