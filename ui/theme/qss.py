"""The style sheet, written out from the tokens."""

from __future__ import annotations

from ui.theme.tokens import Colours, Ink, Radius, Size, Space, Tone, Type


def style_sheet(colours: Colours) -> str:
    """Return the one style sheet of the application in ``colours``."""
    parts = (_grounds, _words, _fields, _lists, _scrolling, _popups)
    return "\n".join(part(colours) for part in parts)


def _grounds(c: Colours) -> str:
    tones = "\n".join(
        f'QFrame[card="{tone}"] {{ background: {c.tone(tone).soft};'
        f" border: 1px solid {c.tone(tone).soft}; border-radius: {Radius.CARD}px; }}"
        for tone in Tone
    )
    floating = "\n".join(
        f'QFrame[card="{tone}"][floating="true"] {{ border-color: {c.tone(tone).text}; }}'
        for tone in Tone
    )
    return f"""
QMainWindow, QDialog {{ background: {c.window}; }}
QWidget[ground="window"] {{ background: {c.window}; }}
QWidget[ground="surface"] {{ background: {c.surface}; }}
QFrame[card="plain"] {{
    background: {c.surface}; border: {Size.LINE}px solid {c.line}; border-radius: {Radius.CARD}px;
}}
QFrame[card="sunken"] {{
    background: {c.sunken}; border: {Size.LINE}px solid {c.line}; border-radius: {Radius.CARD}px;
}}
{tones}
{floating}
QFrame[rule="true"] {{ background: {c.line}; border: none; }}
"""


def _words(c: Colours) -> str:
    inks = "\n".join(f'QLabel[ink="{ink}"] {{ color: {c.ink(ink)}; }}' for ink in Ink)
    return f"QLabel {{ background: transparent; color: {c.text}; }}\n{inks}"


def _fields(c: Colours) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox {{
    background: {c.surface}; color: {c.text};
    border: {Size.LINE}px solid {c.line_strong}; border-radius: {Radius.CONTROL}px;
    padding: 0 {Space.M - 2}px; min-height: {Size.CONTROL - 2}px;
    selection-background-color: {c.accent_fill}; selection-color: {c.accent.on_fill};
    placeholder-text-color: {c.text_hint};
}}
QPlainTextEdit, QTextEdit {{ padding: {Space.S}px; }}
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover {{ border-color: {c.text_hint}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
    border: {Size.FOCUS}px solid {c.accent.text}; padding: 0 {Space.M - 3}px;
    min-height: {Size.CONTROL - 4}px;
}}
QPlainTextEdit:focus, QTextEdit:focus {{ padding: {Space.S - 1}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{
    background: {c.sunken}; color: {c.text_hint}; border-color: {c.line};
}}
QLineEdit[wrong="true"] {{ border-color: {c.bad.text}; }}
QLineEdit[large="true"] {{
    min-height: {Size.CONTROL_LARGE - 2}px; border-radius: {Radius.CONTROL}px;
    padding: 0 {Space.L}px;
}}
QLineEdit[large="true"]:focus {{ min-height: {Size.CONTROL_LARGE - 4}px; }}
QLineEdit[large="huge"] {{
    min-height: {Size.CONTROL_HUGE - 2}px; border-radius: {Radius.CARD}px; padding: 0 {Space.L}px;
}}
QLineEdit[large="huge"]:focus {{ min-height: {Size.CONTROL_HUGE - 4}px; }}
QLineEdit[search="true"], QLineEdit[search="true"]:focus {{ padding-left: 0; }}
QComboBox::drop-down {{ border: none; width: {Space.XL + Space.S}px; }}
QComboBox::down-arrow {{ image: none; }}
"""


def _lists(c: Colours) -> str:
    return f"""
QAbstractItemView {{
    background: {c.surface}; color: {c.text}; border: none; outline: none;
    selection-background-color: {c.accent.soft}; selection-color: {c.text};
}}
QAbstractItemView[ground="clear"] {{ background: transparent; }}
QHeaderView {{ background: {c.surface}; border: none; }}
QHeaderView::section {{
    background: {c.surface}; color: {c.text_hint}; font-size: {Type.CAPTION}px;
    border: none; border-bottom: {Size.LINE}px solid {c.line};
    padding: 0 {Space.M}px; min-height: {Size.ROW_OFFICE}px;
}}
QTableCornerButton::section {{ background: {c.surface}; border: none; }}
"""


def _scrolling(c: Colours) -> str:
    return f"""
QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget[ground="clear"] {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {c.line_strong}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: {Space.XXL}px; }}
QScrollBar::handle:horizontal {{ min-width: {Space.XXL}px; }}
QScrollBar::handle:hover {{ background: {c.text_hint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _popups(c: Colours) -> str:
    return f"""
QToolTip {{
    background: {c.neutral.fill}; color: {c.neutral.on_fill}; border: none;
    padding: {Space.XS}px {Space.S}px;
}}
QMenu, QComboBox QAbstractItemView {{
    background: {c.surface}; color: {c.text};
    border: {Size.LINE}px solid {c.line_strong}; border-radius: {Radius.CONTROL}px;
    padding: {Space.XS}px;
}}
QMenu::item, QComboBox QAbstractItemView::item {{
    min-height: {Size.ROW_OFFICE - 4}px; padding: 0 {Space.M}px; border-radius: {Radius.SMALL}px;
}}
QMenu::item:selected, QComboBox QAbstractItemView::item:selected {{
    background: {c.accent.soft}; color: {c.text};
}}
QMenu::separator {{ height: 1px; background: {c.line}; margin: {Space.XS}px; }}
"""
