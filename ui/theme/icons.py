"""Our own icons: strokes on a 24-pixel grid, tinted when drawn, sharp at every scale."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_INK = "currentColor"


@lru_cache(maxsize=128)
def source(name: str) -> str:
    """Return the drawing ``name`` as SVG text; raises ``FileNotFoundError`` for an unknown one."""
    path = resources.files("resources") / "icons" / f"{name}.svg"
    return path.read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return ``name`` in ``colour``, ``size`` logical pixels wide, for one screen's ``ratio``."""
    pixels = round(size * ratio)
    made = QPixmap(QSize(pixels, pixels))
    made.fill(Qt.GlobalColor.transparent)
    svg = source(name).replace(_INK, QColor(colour).name())
    painter = QPainter(made)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, colour: str, size: int) -> QIcon:
    """Return ``name`` for Qt classes that want a ``QIcon``; ours call :func:`paint`."""
    made = QIcon()
    for ratio in {1.0, 2.0, _screen_ratio()}:
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def paint(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """Draw ``name`` in the middle of ``where``, as large as its shorter side; no name, nothing."""
    if not name:
        return
    size = round(min(where.width(), where.height()))
    ratio = painter.device().devicePixelRatioF()
    corner = QPointF(where.center().x() - size / 2, where.center().y() - size / 2)
    painter.drawPixmap(corner, pixmap(name, colour, size, ratio))


def logo(size: int = 64) -> QIcon:
    """Return the application's own sign."""
    made = QIcon()
    for step in (16, 24, 32, 48, size, 128, 256):
        made.addPixmap(pixmap("logo", "#ffffff", step, 1.0))
    return made


def names() -> list[str]:
    """Return the names of all drawings."""
    folder = resources.files("resources") / "icons"
    found = (entry.name for entry in folder.iterdir())
    return sorted(name.removesuffix(".svg") for name in found if name.endswith(".svg"))


def _screen_ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)
