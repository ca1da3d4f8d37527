"""Where a line breaks that is too long: by the rules of its language, anywhere if need be."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def wrapped(text: str, face: QFont, width: float) -> list[str]:
    """Return the lines of a text (itself one line) that is at most ``width`` wide; at least one."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, face)
    layout.setTextOption(option)
    layout.beginLayout()
    encoded, lines = text.encode("utf-16-le", "surrogatepass"), []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        start, length = 2 * line.textStart(), 2 * line.textLength()
        lines.append(encoded[start : start + length].decode("utf-16-le", "replace").rstrip())
    layout.endLayout()
    return lines or [text]
