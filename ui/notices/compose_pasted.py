"""A picture on the clipboard, as a file."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QClipboard


def pasted_picture(clipboard: QClipboard) -> bytes | None:
    """Return the clipboard's picture as PNG; ``None`` if it holds none."""
    image = clipboard.image()
    if image.isNull():
        return None
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only
    buffer.close()
    return bytes(kept.data())
