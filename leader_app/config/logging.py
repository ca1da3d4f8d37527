"""The log file: what went wrong, never whose goods, which code or which key."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FILE = "leader-app.log"
_BYTES = 1_000_000
_OLDER = 3
_OURS = ("leader_app", "sync", "ui")
_FORMAT = "%(asctime)s %(levelname)s %(name)s [%(threadName)s] %(message)s"
_HIDDEN = (
    (re.compile(r"\bLDP[A-Z2-7]{5,}", re.IGNORECASE), "<code>"),
    (
        re.compile(r"(?i)\b(bearer|token|passphrase|password|secret|key)([\s:='\"]+)[^\s'\",)]+"),
        r"\1\2<hidden>",
    ),
    (re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"), "<phone>"),
    (re.compile(r"\b[0-9a-f]{40,}\b"), "<hex>"),
    (re.compile(r"(?<![\w/+.-])[\w/+-]{40,}={0,2}(?![\w/+.-])"), "<blob>"),
)


def redact(text: str) -> str:
    """Return ``text`` without pickup codes, tokens, keys and phone numbers."""
    for look, instead in _HIDDEN:
        text = look.sub(instead, text)
    return text


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
