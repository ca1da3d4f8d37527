"""Goods by the words for them: the product list, a menu above the chain, codes and short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from leader_app.domain.money import Fen
from leader_app.domain.understood import KnownProduct
from leader_app.importing.chain.normal import TAKEN, normal
from leader_app.importing.chain.numbers import CHINESE, UNIT

_PACK = re.compile(r"[\s(\[]*\d[\d.]*\s*[a-z\u4e00-\u9fff*×/\d.]*[装)\]]?\s*$")
# What may follow the name of goods; other letters make it another word (草莓 is not 草莓妈).
_AFTER = re.compile(
    rf"$|[{TAKEN}\s\d,;、。.:!?()\[\]【】+×*/|~=\-¥½\x1f]|x\s?\d|[各和与及跟要来共加再都两半拿]"
    rf"|{CHINESE}{{1,4}}\s?(?:{UNIT}|$|[\s,;、])"
    r"|取消|退|减|不要|已|改|谢|麻烦|放|送|帮|给|其中|需要|各"
)
_MIN_GUESS = 2


@dataclass(frozen=True, slots=True)
class Goods:
    """What a word stands for: a product of the list (``product_id`` set) or a new one."""

    product: str
    product_id: str = ""
    unit: str = ""
    price: Fen | None = None
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Goods named from ``start`` to ``end``; ``guessed`` if by a word only like theirs."""

    start: int
    end: int
    goods: Goods
    guessed: bool = False


@dataclass(slots=True)
class Dictionary:
    """Every word that means goods in one chain, the longest first."""

    words: dict[str, Goods] = field(default_factory=dict)
    short: dict[str, Goods] = field(default_factory=dict)
    _by_first: dict[str, list[str]] = field(default_factory=dict)

    def add(self, word: str, goods: Goods) -> None:
        """Let ``word`` mean ``goods`` unless it already means something."""
        key = normal(word.strip()).text.strip()
        if key and key not in self.words:
            self.words[key] = goods
            starts = self._by_first.setdefault(key[0], [])
            starts.append(key)
            starts.sort(key=len, reverse=True)

    def add_short(self, code: str, goods: Goods) -> None:
        """Let the menu code ``code`` (a letter or a number) mean ``goods``."""
        self.short.setdefault(code, goods)

    def joined(self) -> Dictionary:
        """Return a copy that may learn the words of one chain."""
        starts = {first: list(keys) for first, keys in self._by_first.items()}
        return Dictionary(dict(self.words), dict(self.short), starts)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Yield the goods named in ``text``, from left to right, the longest word at each place."""
        at = 0
        while at < len(text):
            word = self._word_at(text, at)
            if word is None:
                at += 1
            else:
                yield Mention(at, at + len(word), self.words[word])
                at += len(word)

    def named(self, text: str) -> list[Goods]:
        """Return the goods that occur anywhere in ``text``, each once."""
        found: dict[tuple[str, str], Goods] = {}
        at = 0
        while at < len(text):
            word = next((w for w in self._starts(text[at]) if text.startswith(w, at)), None)
            if word is not None:
                goods = self.words[word]
                found.setdefault((goods.product, goods.variant), goods)
            at += len(word) if word else 1
        return list(found.values())

    def _starts(self, char: str) -> Sequence[str]:
        return self._by_first.get(char, ())

    def _word_at(self, text: str, at: int) -> str | None:
        for word in self._starts(text[at]):
            if text.startswith(word, at) and self._ends(text, at + len(word)):
                if word.isascii() and at and text[at - 1].isascii() and text[at - 1].isalpha():
                    continue
                return word
        return None

    def _ends(self, text: str, at: int) -> bool:
        if _AFTER.match(text, at):
            return True
        return any(text.startswith(word, at) for word in self._starts(text[at]))

    def like(self, text: str) -> Goods | None:
        """Return the only goods with a word one character away from ``text``, or ending in it."""
        word = text.strip().replace(" ", "")
        if len(word) < _MIN_GUESS:
            return None
        near = {
            (goods.product, goods.variant): goods
            for known, goods in self.words.items()
            if _is_near(word, known)
        }
        return next(iter(near.values())) if len(near) == 1 else None


def from_list(catalog: Iterable[KnownProduct]) -> Dictionary:
    """Return the words of the product list: names, what buyers call them, names less the pack."""
    dictionary = Dictionary()
    products = list(catalog)
    known = [
        (product, Goods(product.name, product.product_id, product.unit, product.price))
        for product in products
    ]
    for product, goods in known:
        dictionary.add(product.name, goods)
    for product, goods in known:
        for alias in product.aliases:
            dictionary.add(alias, goods)
    for product, goods in known:
        dictionary.add(without_pack(normal(product.name).text), goods)
    return dictionary


def without_pack(name: str) -> str:
    """Return a product's name without the pack size at its end: 脐橙10斤装 is 脐橙."""
    bare = _PACK.sub("", name).strip()
    return bare if len(bare) >= _MIN_GUESS else name


def _is_near(word: str, known: str) -> bool:
    if known.endswith(word):
        return True
    if len(word) == len(known):
        return sum(a != b for a, b in zip(word, known, strict=True)) == 1
    if abs(len(word) - len(known)) != 1 or min(len(word), len(known)) <= _MIN_GUESS:
        return False
    longer, shorter = sorted((word, known), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
