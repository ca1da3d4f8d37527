"""The clipboard of this machine: what is put there is read back, for others may hold it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QImage

from leader_app.services.notices.desk import PasteStep


def is_readable(step: PasteStep) -> bool:
    """Tell whether a step is text, or a picture that is there and can be shown."""
    if step.picture is None:
        return bool(step.text)
    return not QImage.fromData(step.picture).isNull()


def put(step: PasteStep) -> bool:
    """Put a step's picture, or else its text, on the clipboard; tell whether it is there."""
    clipboard = QGuiApplication.clipboard()
    if step.picture is None:
        clipboard.setText(step.text)
        return clipboard.text() == _as_kept(step.text)
    image = QImage.fromData(step.picture)
    clipboard.setImage(image)
    return clipboard.image().size() == image.size()


def _as_kept(text: str) -> str:
    return text.replace("\r\n", "\n")
