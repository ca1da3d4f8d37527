"""Words that are nearly those of the product list: some characters off, or only their end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_MIN_SHORTER = 3
_MIN_HALF = 4


@dataclass(slots=True)
class Likes:
    """Finds words like a given one without going through all of them."""

    _waiting: list[str] = field(default_factory=list)
    _by_form: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def learn(self, words: Iterable[str]) -> None:
        """Add words; they are prepared only when one is first asked for."""
        self._waiting += words

    def to(self, word: str) -> set[str]:
        """Return the known words like ``word``."""
        for known in self._waiting:
            for form in set(_forms(known)):
                self._by_form[form].append(known)
        self._waiting = []
        near = {known for form in _asked(word) for known in self._by_form.get(form, ())}
        return {known for known in near if is_near(word, known)}


def is_near(word: str, known: str) -> bool:
    """Whether ``known`` ends in ``word`` or differs from it in one character, or half of four."""
    if known.endswith(word):
        return True
    if len(word) == len(known):
        differ = sum(a != b for a, b in zip(word, known, strict=True))
        return differ == 1 or (len(word) >= _MIN_HALF and 2 * differ <= len(word))
    if abs(len(word) - len(known)) != 1 or min(len(word), len(known)) < _MIN_SHORTER:
        return False
    longer, shorter = sorted((word, known), key=len, reverse=True)
    return shorter in set(_shortened(longer))


def _forms(known: str) -> Iterator[str]:
    """The forms under which a known word is found: its ends, and itself less one character."""
    yield from (known[at:] for at in range(len(known)))
    if len(known) >= _MIN_HALF:
        yield from (f"{known[:2]}>", f"<{known[-2:]}")
    yield from _shortened(known)


def _asked(word: str) -> set[str]:
    return {word, *_shortened(word), f"{word[:2]}>", f"<{word[-2:]}"}


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
