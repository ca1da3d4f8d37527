"""Sentences of the core in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.text import Text

CONTEXT = "core"


def sentence(text: Text) -> str:
    """Return ``text`` translated and with its places filled in, inner sentences too."""
    return text.told(lambda source: QCoreApplication.translate(CONTEXT, source))
