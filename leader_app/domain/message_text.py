"""The text of a message as a channel takes it: how long it is, where it is cut, what is harmless.

Sources: SMS segments by 3GPP TS 23.040 and the alphabet of TS 23.038; grapheme clusters after
Unicode TR 29, as far as emoji, flags, combining marks and joiners go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from leader_app.domain.channel import ChannelKind, Unit
from leader_app.domain.notice import Form

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_TWICE = frozenset("\f^{}\\[~]|€")
_SMS_SINGLE, _SMS_PART = 70, 67
_GSM_SINGLE, _GSM_PART = 160, 153
_JOINER = "\u200d"
_KEYCAP = "\u20e3"
_NUMBERING = "({}/{})\n"
_SENTENCE_ENDS = "。！？；.!?;"
_MOST_PIECES = 999
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")


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
    """Return how many SMS a text costs."""
    single, part = (_GSM_SINGLE, _GSM_PART) if _is_gsm(text) else (_SMS_SINGLE, _SMS_PART)
    units = length(text, Unit.SMS)
    return 1 if units <= single else -(-units // part)


def split(text: str, unit: Unit, limit: int) -> tuple[str, ...]:
    """Return ``text`` in numbered pieces none of which is longer than ``limit`` (0: no limit).

    It is cut at the end of a line, else of a sentence, else between two symbols as people see
    them; a single symbol longer than a whole piece is cut too. One piece has no number. Raises
    ``ValueError`` if a piece cannot even hold its number and a symbol.
    """
    if limit <= 0 or length(text, unit) <= limit:
        return (text,)
    count = 2
    while True:
        room = limit - length(_NUMBERING.format(count, count), unit)
        if room < _least_room(unit):
            raise ValueError(limit)
        pieces = _cut(text, unit, room)
        if len(pieces) <= count or len(str(len(pieces))) == len(str(count)):
            break
        count = len(pieces)
    total = len(pieces)
    if total == 1:
        return (pieces[0],)
    return tuple(_NUMBERING.format(number, total) + piece for number, piece in enumerate(pieces, 1))


def symbols(text: str) -> Iterator[str]:
    """Yield the symbols of a text as people see them: an emoji family is one."""
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def clean(text: str) -> str:
    """Return a text without controls, directions, private and lone halves of characters."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(x for x in plain if x in "\n\t" or _is_harmless(x))


def escape(value: str, kind: ChannelKind, form: Form) -> str:
    """Return a value that came from elsewhere so that it can only be read.

    It is one line, calls nobody (``@``), opens no link or markup and turns nothing around.
    """
    plain = _SPACES.sub(" ", clean(value).replace("\n", " ").replace("\t", " ")).strip()
    plain = plain.replace("@", "＠")
    if form is Form.CARD or kind in _MARKED:
        plain = plain.translate(_HARMLESS_MARKUP)
        plain = plain.replace("://", "：//")
    return plain


def plain(card: str) -> str:
    """Return a card's text without its marks, for channels that show none."""
    lines = [re.sub(r"^\s{0,3}(#{1,6}\s+|>\s?)", "", line) for line in card.split("\n")]
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", "\n".join(lines))
    text = re.sub(r"^\s*[-*]\s+", "· ", text, flags=re.MULTILINE)
    return re.sub(r"\[([^\]\n]*)\]\(([^)\s]*)\)", r"\1 \2", text)


_MARKED = frozenset({ChannelKind.EMAIL, ChannelKind.PUSHPLUS, ChannelKind.SERVERCHAN})
_HARMLESS_MARKUP = str.maketrans(
    {
        "<": "＜",
        ">": "＞",
        "&": "＆",
        "[": "［",
        "]": "］",
        "(": "（",
        ")": "）",
        "*": "＊",
        "_": "＿",
        "`": "｀",
        "#": "＃",
        "~": "～",
        "\\": "＼",
        "|": "｜",
        "!": "！",
    }
)


def _is_gsm(text: str) -> bool:
    return all(symbol in _GSM or symbol in _GSM_TWICE for symbol in text)


def _least_room(unit: Unit) -> int:
    return 8 if unit is Unit.BYTES else 2


def _is_harmless(character: str) -> bool:
    if character in {_JOINER, "\u200c"}:
        return True
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or (
        "\U000e0020" <= character <= "\U000e007f"
    )


def _continues(cluster: str, character: str) -> bool:
    if unicodedata.category(character) in {"Mn", "Me", "Mc"} or character == _JOINER:
        return True
    if cluster[-1] == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if "\U000e0020" <= character <= "\U000e007f":
        return True
    if _is_flag(character) and _is_flag(cluster[-1]):
        flags = len(cluster) - len(cluster.rstrip("".join(filter(_is_flag, cluster))))
        return flags % 2 == 1
    return cluster == "\r" and character == "\n"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _cut(text: str, unit: Unit, room: int) -> list[str]:
    pieces: list[str] = []
    for line in text.split("\n"):
        for part in _fitting(line, unit, room):
            joined = f"{pieces[-1]}\n{part}" if pieces else part
            if pieces and part is line and length(joined, unit) <= room:
                pieces[-1] = joined
            else:
                pieces.append(part)
    return [piece for piece in pieces if piece.strip()]


def _fitting(line: str, unit: Unit, room: int) -> Iterator[str]:
    """Yield a line whole if it fits, else cut at sentences, else between symbols."""
    if length(line, unit) <= room:
        yield line
        return
    wide, made, used = _is_wide(line, unit), "", 0
    for part in _atoms(line, unit, room):
        size = _size(part, unit, wide=wide)
        if made and used + size > room:
            head, made = _at_sentence(made)
            yield head
            used = _size(made, unit, wide=wide)
        made, used = made + part, used + size
    if made:
        yield made


def _atoms(line: str, unit: Unit, room: int) -> Iterator[str]:
    for symbol in symbols(line):
        if _size(symbol, unit, wide=True) <= room:
            yield symbol
        else:
            yield from symbol


def _at_sentence(made: str) -> tuple[str, str]:
    end = max(made.rfind(mark) for mark in _SENTENCE_ENDS) + 1
    if end * 2 > len(made) and end < len(made):
        return made[:end], made[end:]
    return made, ""


def _is_wide(line: str, unit: Unit) -> bool:
    return unit is not Unit.SMS or not _is_gsm(line)


def _size(text: str, unit: Unit, *, wide: bool) -> int:
    return length(text, Unit.UTF16 if unit is Unit.SMS and wide else unit)
