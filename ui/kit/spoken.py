"""Sentences of the core in the language in force. QtCore only: view-models use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.text import Text

CONTEXT = "core"


def spoken(text: Text) -> str:
    """Return ``text``, and the sentences inside it, in the language in force."""
    return text.told(lambda source: QCoreApplication.translate(CONTEXT, source))
