"""Sentences of the core in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.text import Text

CONTEXT = "core"
_FULL_STOPS = ("。", "？")


def sentence(text: Text) -> str:
    """Return ``text`` translated and with its places filled in, inner sentences too."""
    return text.told(lambda source: QCoreApplication.translate(CONTEXT, source))


def together(*texts: Text | None) -> str:
    """Return several sentences as one line; Chinese ones need no space between them."""
    told = ""
    for said in (sentence(text) for text in texts if text is not None):
        told += said if not told or told.endswith(_FULL_STOPS) else f" {said}"
    return told
