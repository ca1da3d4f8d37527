"""Goods by the words for them: the product list, a menu above the chain, codes and short names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from leader_app.domain.money import Fen
from leader_app.domain.understood import KnownProduct
from leader_app.importing.chain.likeness import Likes, is_near
from leader_app.importing.chain.normal import TAKEN, normal
from leader_app.importing.chain.numbers import CHINESE, UNIT

_PACK = re.compile(r"[\s(\[]*\d[\d.]*\s*[a-z\u4e00-\u9fff*×/\d.]*[装)\]]?\s*$")
# What may follow the name of goods; other letters make it another word (草莓 is not 草莓妈).
_AFTER = re.compile(
    rf"$|[{TAKEN}\s\d,;、。.:!?()\[\]【】+×*/|~=\-¥½\x1f]|x\s?\d|[各和与及跟要来共加再都两半拿]"
    rf"|{CHINESE}{{1,4}}\s?(?:{UNIT}|$|[\s,;、])"
    r"|取消|退|减|不要|已|改|谢|麻烦|放|送|帮|给|其中|需要|各"
)
_UNIT_BEFORE = re.compile(rf"(?:{UNIT}|[要来拿和加与各])$")
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
    _lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _likes: Likes = field(default_factory=Likes)
    _own: list[str] = field(default_factory=list)

    def add(self, word: str, goods: Goods) -> None:
        """Let ``word`` mean ``goods`` unless it already means something."""
        key = normal(word.strip()).text.strip()
        if key and key not in self.words:
            self.words[key] = goods
            lengths = {*self._lengths.get(key[0], ()), len(key)}
            self._lengths[key[0]] = tuple(sorted(lengths, reverse=True))
            self._own.append(key)

    def add_short(self, code: str, goods: Goods) -> None:
        """Let the menu code ``code`` (a letter or a number) mean ``goods``."""
        self.short.setdefault(code, goods)

    def joined(self) -> Dictionary:
        """Return a copy that may learn the words of one chain."""
        self._likes.learn(self._own)
        self._own = []
        return Dictionary(dict(self.words), dict(self.short), dict(self._lengths), self._likes)

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
            word = next(self._starting(text, at), None)
            if word is not None:
                goods = self.words[word]
                found.setdefault((goods.product, goods.variant), goods)
            at += len(word) if word else 1
        return list(found.values())

    def like(self, text: str) -> Goods | None:
        """Return the only goods with a word one character away from ``text``, or ending in it."""
        word = text.strip().replace(" ", "")
        if len(word) < _MIN_GUESS:
            return None
        near = [*self._likes.to(word), *(own for own in self._own if is_near(word, own))]
        goods = {(one.product, one.variant): one for one in map(self.words.__getitem__, near)}
        return next(iter(goods.values())) if len(goods) == 1 else None

    def _starting(self, text: str, at: int) -> Iterator[str]:
        """Yield the words that stand at ``at``, the longest first."""
        for length in self._lengths.get(text[at], ()):
            if (word := text[at : at + length]) in self.words:
                yield word

    def _word_at(self, text: str, at: int) -> str | None:
        if text[at] not in self._lengths:
            return None
        for word in self._starting(text, at):
            tied = word[0].isascii() and at and text[at - 1].isascii() and text[at - 1].isalpha()
            if not tied and self._ends(text, at + len(word)):
                return word
        return None

    def _ends(self, text: str, at: int) -> bool:
        return bool(_AFTER.match(text, at)) or any(self._starting(text, at))


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


def whole_word(text: str, mention: Mention, words: Dictionary) -> Mention:
    """Return the mention of the whole word it ends, if that is nearly a word for the same goods.

    The first word of a line is left alone: it may be a name.
    """
    start = mention.start
    while start and text[start - 1].isalpha() and not text[start - 1].isascii():
        start -= 1
    after_unit = _UNIT_BEFORE.search(text, start, mention.start) or mention.start == start
    if after_unit or not text[:start].strip():
        return mention
    if words.like(text[start : mention.end]) != mention.goods:
        return mention
    return Mention(start, mention.end, mention.goods, guessed=True)
