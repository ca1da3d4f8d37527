"""What people see as one symbol stays one, held to Qt's own table of grapheme clusters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QTextBoundaryFinder

from leader_app.domain.symbols import symbols

PARTS = st.sampled_from(
    ["👨", "🏴", "👩", "👧", "\u200d", "🏽", "🇨", "🇳", "🇺", "e", "\u0301", "\ufe0f", "\u20e3", "1",
     "好", "\r", "\n", "각", "\u1100", "\u1161", "\u11a8", "क", "\u094d", "ष", "ि", "น", "ำ",
     "\u0600", "\U000e0067", "\U000e007f", " ", "a", "\u0d4e", "ﾞ", "᭄", "เ"]
)  # fmt: skip


def _fit_for_qt(text: str) -> str:
    """Leave out what Qt gets wrong itself: a byte order mark, and flags behind an emoji."""
    return re.sub("(?<![🇦-🇿])(?=[🇦-🇿])", "x", text.replace("\ufeff", ""))


KNOWN = st.characters(exclude_categories=["Cs", "Cn"])  # Qt knows newer ones than Python
TEXTS = (st.lists(PARTS, max_size=12).map("".join) | st.text(KNOWN, max_size=20)).map(_fit_for_qt)


def ends_by_qt(text: str) -> set[int]:
    """Where Qt would let a cursor stand, in characters."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units = text.encode("utf-16-le", errors="surrogatepass")
    found = set()
    while (at := finder.toNextBoundary()) >= 0:
        found.add(len(units[: 2 * at].decode("utf-16-le", errors="surrogatepass")))
    return found


@given(TEXTS)
def test_symbols_end_only_where_a_cursor_may_stand(text: str) -> None:
    found = list(symbols(text))
    assert "".join(found) == text
    at, ends = 0, set()
    for symbol in found:
        at += len(symbol)
        ends.add(at)
    assert ends - {0} <= ends_by_qt(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("草莓", 2),
        ("👨‍👩‍👧‍👦", 1),
        ("👍🏽👍", 2),
        ("🇨🇳🇨🇳🇨", 3),
        ("1️⃣2️⃣", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿x", 2),
        ("e\u0301e", 2),
        ("a\r\nb", 3),
        ("a\n\u0301", 3),
        ("각한", 2),
        ("❤️‍🔥", 1),
    ],
)
def test_symbols_are_counted_as_people_do(text: str, count: int) -> None:
    assert len(list(symbols(text))) == count
