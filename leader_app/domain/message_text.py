"""The text of a message as a channel takes it: how long it is, where it is cut, what is harmless.

Sources: SMS segments by 3GPP TS 23.040 and the alphabet of TS 23.038.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

from leader_app.domain.channel import ChannelKind, Unit
from leader_app.domain.notice import Form
from leader_app.domain.symbols import symbols

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("\f^{}\\[~]|€")
_SMS_SINGLE, _SMS_PART = 70, 67
_GSM_SINGLE, _GSM_PART = 160, 153
_NUMBERING = "({}/{})\n"
_ENDS = frozenset("。！？；…")
_ENDS_BEFORE_SPACE = frozenset(".!?;")
_RESTS = frozenset("，、,： ")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")
_PLACES_FIRST = r"^((?:\{[^{}\n]{0,60}\})*)[ \t]{0,3}"
_HEADING = re.compile(_PLACES_FIRST + r"(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
_BULLET = re.compile(_PLACES_FIRST + r"[-*][ \t]+", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_LINKED = re.compile(r"\[([^\[\]\n]*)\]\(([^()\s]*)\)")


def length(text: str, unit: Unit) -> int:
    """Return how long a channel finds a text.

    For SMS it is the length in the units of its alphabet: 160 plain letters, or 70 of others, fit
    one segment. Lone surrogates count as what replaces them.
    """
    if unit is Unit.BYTES:
        return len(text.encode(errors="replace"))
    if unit is Unit.SYMBOLS:
        return len(text)
    if unit is Unit.SMS and _is_gsm(text):
        return len(text) + sum(symbol in _GSM_TWICE for symbol in text)
    return len(text.encode("utf-16-le", errors="replace")) // 2


def sms_segments(text: str) -> int:
    """Return how many SMS a text costs; no symbol is divided between two of them."""
    is_gsm = _is_gsm(text)
    single, part = (_GSM_SINGLE, _GSM_PART) if is_gsm else (_SMS_SINGLE, _SMS_PART)
    if length(text, Unit.SMS) <= single:
        return 1
    segments, used = 1, 0
    for character in text:
        size = length(character, Unit.SMS if is_gsm else Unit.UTF16)
        if used + size > part:
            segments, used = segments + 1, 0
        used += size
    return segments


def split(text: str, unit: Unit, limit: int) -> tuple[str, ...]:
    """Return ``text`` in numbered pieces none of which is longer than ``limit`` (0: no limit).

    It is cut at the end of a line, else of a sentence, else at a rest, else between two symbols
    as people see them; a single symbol longer than a whole piece is cut too. One piece has no
    number. Raises ``ValueError`` if a piece cannot even hold its number and a symbol.
    """
    if limit <= 0 or length(text, unit) <= limit:
        return (text,)
    count, pieces = 2, _cut(text, unit, _room(2, unit, limit))
    while len(str(len(pieces))) > len(str(count)):
        count = len(pieces)
        pieces = _cut(text, unit, _room(count, unit, limit))
    total = len(pieces)
    if total == 1:
        return (pieces[0],)
    return tuple(_NUMBERING.format(number, total) + piece for number, piece in enumerate(pieces, 1))


def shorten(text: str, most: int) -> str:
    """Return ``text`` in at most ``most`` (2 or more) characters, ``…`` for what is left out."""
    if len(text) <= most:
        return text
    ends = itertools.accumulate(len(symbol) for symbol in symbols(text[:most]))
    return text[: max((end for end in ends if end < most), default=0)].rstrip() + "…"


def clean(text: str) -> str:
    """Return a text without controls, directions, private and lone halves of characters."""
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(x for x in ended if x in "\n\t" or _is_harmless(x))


def escape(value: str, kind: ChannelKind, form: Form) -> str:
    """Return a value that came from elsewhere so that it can only be read.

    It is one line, calls nobody (``@``), opens no link or markup and turns nothing around.
    Escaping it again changes nothing.
    """
    read = _SPACES.sub(" ", clean(value).replace("\n", " ")).strip()
    marked = form is Form.CARD or kind in _MARKED
    return read.translate(_HARMLESS_MARKUP if marked else _HARMLESS).replace("://", "：//")


def plain(card: str) -> str:
    """Return a card's text without its marks, for channels that show none.

    It is for texts whose places are not filled yet: what fills them is not to be read for marks.
    """
    bare = _BULLET.sub(r"\1· ", _HEADING.sub(r"\1", card))
    return _LINKED.sub(r"\1 \2", _BOLD.sub(r"\1", bare))


# These show every text as a card, or (others) may do so.
_MARKED = frozenset(
    {ChannelKind.EMAIL, ChannelKind.PUSHPLUS, ChannelKind.SERVERCHAN, ChannelKind.OTHER}
)
# Chats call people by "@" and by "<at …>", and take "[…](…)" for links, in plain texts as well.
_HARMLESS = str.maketrans("@﹫<>[]", "＠＠＜＞［］")
_HARMLESS_MARKUP = _HARMLESS | str.maketrans("&()*_`#~\\|!", "＆（）＊＿｀＃～＼｜！")


def _is_gsm(text: str) -> bool:
    return all(symbol in _GSM or symbol in _GSM_TWICE for symbol in text)


def _is_harmless(character: str) -> bool:
    if character in "\u200d\u200c":
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or (
        "\U000e0020" <= character <= "\U000e007f"
    )


def _room(count: int, unit: Unit, limit: int) -> int:
    room = limit - length(_NUMBERING.format(count, count), unit)
    if room < (8 if unit is Unit.BYTES else 2):
        raise ValueError(limit)
    return room


def _cut(text: str, unit: Unit, room: int) -> list[str]:
    """Cut so that the sum of the lengths of what is in a piece, its upper bound, fits."""
    pieces: list[list[str]] = []
    used = 0
    for line in text.split("\n"):
        size = length(line, unit)
        if pieces and used + 1 + size <= room:
            pieces[-1].append(line)
            used += 1 + size
            continue
        for part in [line] if size <= room else _parts(line, unit, room):
            pieces.append([part])
            used = length(part, unit)
    joined = ("\n".join(lines) for lines in pieces)
    return [piece for piece in joined if piece.strip()] or [""]


def _parts(line: str, unit: Unit, room: int) -> Iterator[str]:
    """Yield a line cut at sentences, else at rests, else between symbols."""
    made: list[str] = []
    used = 0
    for atom in _atoms(line, unit, room):
        size = length(atom, unit)
        while made and used + size > room:
            end = _good_end(made)
            yield "".join(made[:end])
            made = made[end:]
            used = sum(length(x, unit) for x in made)
        made.append(atom)
        used += size
    yield "".join(made)


def _atoms(line: str, unit: Unit, room: int) -> Iterator[str]:
    for symbol in symbols(line):
        if length(symbol, unit) <= room:
            yield symbol
        else:
            yield from symbol


def _good_end(made: Sequence[str]) -> int:
    """Return where to cut, not in the first third."""
    rest = 0
    for at in range(len(made) - 1, len(made) // 3, -1):
        if made[at] in _ENDS or (made[at] == " " and made[at - 1] in _ENDS_BEFORE_SPACE):
            return at + 1
        if not rest and made[at] in _RESTS:
            rest = at + 1
    return rest or len(made)
