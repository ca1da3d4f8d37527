"""Sentences of the core in the language of the window."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from leader_app.domain.text import Text

CONTEXT = "core"


def sentence(text: Text) -> str:
    """Return ``text`` translated and with its places filled in, inner sentences too."""
    template = QCoreApplication.translate(CONTEXT, text.source)
    return template.format(**{name: _shown(value) for name, value in text.params})


def _shown(value: str | int | datetime | Text) -> str:
    if isinstance(value, Text):
        return sentence(value)
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    return str(value)
