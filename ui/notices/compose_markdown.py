"""The little markdown of a card as a chat draws it: headings, bold words, lists, links."""

from __future__ import annotations

import re
from html import escape

from ui.theme.tokens import LINE_HEIGHT, Type

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]*\)")
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_ITEM = re.compile(r"[-*]\s+(.*)")
_QUOTE = re.compile(r"&gt;\s?(.*)")


def as_html(text: str) -> str:
    """Return what a chat would draw; nothing in ``text`` is read as HTML, no link leads away."""
    lines = [_line(escape(line, quote=False)) for line in text.split("\n")]
    share = round(LINE_HEIGHT * 100)
    return "".join(f'<p style="line-height:{share}%; margin:0">{line}</p>' for line in lines)


def _line(line: str) -> str:
    if heading := _HEADING.fullmatch(line):
        return f'<b style="font-size:{int(Type.LEAD)}px">{_inline(heading.group(1))}</b>'
    if item := _ITEM.fullmatch(line):
        return f"• {_inline(item.group(1))}"
    if quote := _QUOTE.fullmatch(line):
        return f"<i>{_inline(quote.group(1))}</i>"
    return _inline(line) or "&nbsp;"


def _inline(line: str) -> str:
    return _LINK.sub(r"<u>\1</u>", _BOLD.sub(r"<b>\1</b>", line))
