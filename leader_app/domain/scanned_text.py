"""Undoes what scanners, keyboards and input methods do to the text of a code."""

from __future__ import annotations

import unicodedata

from leader_app.domain.pickup_code import PREFIX

MAX_TEXT_LENGTH = 4096
_INVISIBLE = dict.fromkeys(
    [
        *range(0x09),  # control characters, but for white space and the separators of GS1 codes
        *range(0x0E, 0x1C),
        0x7F,
        0x00AD,  # soft hyphen
        *range(0x200B, 0x2010),  # zero-width space, joiners, direction marks
        *range(0x202A, 0x202F),  # direction embeddings
        *range(0x2060, 0x2065),  # word joiner
        0xFEFF,  # byte-order mark
    ]
)
_OUR_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def normalise(text: str) -> str:
    """Return the text a scanned, pasted or typed ``text`` stands for.

    Full-width letters and digits become ASCII, invisible characters and the space around go. A text
    that is one of our codes but for its case (caps lock inverts it) is upper-cased, and the spaces
    inside it go; any other text keeps them. A text of more than 4096 characters comes back
    cut to 4097: enough to see that it is too long.
    """
    visible = text[: MAX_TEXT_LENGTH + 1].translate(_INVISIBLE)
    plain = unicodedata.normalize("NFKC", visible).strip()[: MAX_TEXT_LENGTH + 1]
    ours = "".join(plain.split()).upper()
    return ours if ours.startswith(PREFIX) and _OUR_LETTERS.issuperset(ours) else plain
