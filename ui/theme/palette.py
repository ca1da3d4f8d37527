"""The colours as Qt's palette, for everything that no style sheet reaches."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from ui.theme.tokens import Colours

_Role = QPalette.ColorRole


def palette(colours: Colours) -> QPalette:
    """Return a palette made from ``colours``."""
    made = QPalette()
    for role, colour in _roles(colours).items():
        made.setColor(role, QColor(colour))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.text_hint))
    return made


def _roles(colours: Colours) -> dict[QPalette.ColorRole, str]:
    return {
        _Role.Window: colours.window,
        _Role.WindowText: colours.text,
        _Role.Base: colours.surface,
        _Role.AlternateBase: colours.sunken,
        _Role.Text: colours.text,
        _Role.PlaceholderText: colours.text_hint,
        _Role.Button: colours.surface,
        _Role.ButtonText: colours.text,
        _Role.BrightText: colours.bad.text,
        _Role.Highlight: colours.accent_fill,
        _Role.HighlightedText: colours.accent.on_fill,
        _Role.Accent: colours.accent_fill,
        _Role.Link: colours.accent.text,
        _Role.LinkVisited: colours.accent.text,
        _Role.ToolTipBase: colours.neutral.fill,
        _Role.ToolTipText: colours.neutral.on_fill,
        _Role.Light: colours.surface,
        _Role.Midlight: colours.hover,
        _Role.Mid: colours.line_strong,
        _Role.Dark: colours.line_strong,
        _Role.Shadow: colours.line,
    }
