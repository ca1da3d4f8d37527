"""The faces of each system, Chinese first, with figures of one width."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from ui.theme.tokens import Type

_WINDOWS = ("Microsoft YaHei UI", "Microsoft YaHei", "Segoe UI")
_MAC = ("PingFang SC", "Helvetica Neue")
_ELSEWHERE = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
    "DejaVu Sans",
)
_FIXED = ("Consolas", "Menlo", "Noto Sans Mono", "DejaVu Sans Mono", "WenQuanYi Micro Hei Mono")


@cache
def families() -> list[str]:
    """Return the faces to write with, the installed ones of this system first.

    Asked once: every paint wants to know, and the list of installed faces is long.
    """
    wanted = {"win32": _WINDOWS, "darwin": _MAC}.get(sys.platform, _ELSEWHERE)
    installed = set(QFontDatabase.families())
    found = [name for name in wanted if name in installed]
    return found or [QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()]


def font(size: Type = Type.BODY, *, strong: bool = False) -> QFont:
    """Return the face at ``size``, with figures that line up in columns."""
    return QFont(_made(size, QFont.Weight.Bold if strong else QFont.Weight.Normal))


def fixed_font(size: Type = Type.BODY) -> QFont:
    """Return a face in which all letters have one width, for codes and raw data."""
    made = QFont(_made(size, QFont.Weight.Normal))
    made.setFamilies([*_FIXED, *families()])
    made.setStyleHint(QFont.StyleHint.Monospace)
    return made


@cache
def has_bold() -> bool:
    """Tell whether the face in use has a bold cut of its own."""
    family = families()[0]
    styles = QFontDatabase.styles(family)
    return any(QFontDatabase.weight(family, style) > QFont.Weight.Medium for style in styles)


@cache
def has_emoji() -> bool:
    """Tell whether a face for emoji is installed; without one they are empty boxes."""
    return any("emoji" in name.casefold() for name in QFontDatabase.families())


@cache
def _made(size: Type, weight: QFont.Weight) -> QFont:
    made = QFont(families())
    made.setPixelSize(size)
    made.setWeight(weight)
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made
