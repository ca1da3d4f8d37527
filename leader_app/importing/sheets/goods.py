"""Which product of the leader's list a name in a sheet means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leader_app.domain.understood import KnownProduct

_BRACKET = r"[(\[【]([^()\[\]【】]*(?:\([^()]*\))?[^()\[\]【】]*)[)\]】]"
_TRAILING = re.compile(rf"^(.*?)\s*{_BRACKET}\s*$", re.DOTALL)
_PRICE = re.compile(
    r"(?:¥\s*\d+(?:\.\d+)?(?:\s*元)?(?:\s*/\s*\w{1,2})?"
    r"|\d+(?:\.\d+)?\s*[元块](?:\s*[/一每]?\s*[份件个盒箱袋包瓶只斤套提桶条串]\b|\s*/\s*\w{1,2})?)"
)
_COUNT_WORDS = re.compile(
    r"^(?:份数|数量|件数|份|个数|几份|单位.*|购买数量|请填数量|qty)$", re.IGNORECASE
)
_NUMBERED = re.compile(r"^(?:第?\d{1,2}[.、)．题:](?!\d)\s*|[①-⑳]\s*)")
_NOT_SIGNS = re.compile(r"[^\w]|_")


@dataclass(frozen=True, slots=True)
class Meant:
    """A product as it was recognised; ``product_id`` is empty if it is not on the list."""

    product: str
    product_id: str
    variant: str


def folded(name: str) -> str:
    """Return a product's name as it is compared: without width, case, marks and spaces."""
    return _NOT_SIGNS.sub("", unicodedata.normalize("NFKC", name)).lower()


def without_count_words(header: str) -> str:
    """Return the product a header such as ``2.草莓(份数)`` or ``草莓 45元/盒`` asks for."""
    name = _NUMBERED.sub("", unicodedata.normalize("NFKC", header).strip())
    while (found := _TRAILING.match(name)) and (
        _COUNT_WORDS.match(found[2].strip()) or _PRICE.fullmatch(found[2].strip())
    ):
        name = found[1]
    return (_PRICE.sub("", name).strip(" -:,") or header).strip()


def split_variant(name: str) -> tuple[str, str]:
    """Return a name and the variant in brackets at its end: ``土鸡蛋(30枚)``."""
    plain = unicodedata.normalize("NFKC", name).strip()
    found = _TRAILING.match(plain)
    if found is None or not found[1].strip():
        return plain, ""
    return found[1].strip(), found[2].strip()


class Goods:
    """The leader's list, asked for names; it is asked for the same few again and again."""

    def __init__(self, catalog: Sequence[KnownProduct]) -> None:
        self.is_empty = not catalog
        self._named: dict[str, list[KnownProduct]] = {}
        self._exact: dict[str, list[KnownProduct]] = {}
        self._bare: dict[str, list[KnownProduct]] = {}
        for product in catalog:
            _enter(self._named, folded(product.name), product)
            for name in (product.name, *product.aliases):
                _enter(self._exact, folded(name), product)
                _enter(self._bare, folded(split_variant(name)[0]), product)
        self._answers: dict[tuple[str, str], Meant] = {}

    def meant(self, name: str, spec: str = "") -> Meant:
        """Return the product that ``name`` with ``spec`` means."""
        key = (name, spec)
        if key not in self._answers:
            self._answers[key] = self._find(name.strip(), spec.strip())
        return self._answers[key]

    def knows(self, name: str) -> bool:
        """Return whether ``name`` is on the list."""
        return bool(self.meant(name).product_id)

    def named_in(self, text: str) -> str:
        """Return the one product of the list that a title names; empty if none or several."""
        plain = folded(text)
        found = {
            products[0].name
            for key, products in self._exact.items()
            if key and key in plain and len(products) == 1
        }
        return found.pop() if len(found) == 1 else ""

    def _find(self, name: str, spec: str) -> Meant:
        bare, variant = split_variant(name)
        if spec and variant and folded(spec) != folded(variant):
            bare, variant = name, spec
        variant = variant or spec
        for candidate in (f"{bare}{variant}", name, bare):
            # A product's own name goes before what buyers call another one.
            key = folded(candidate)
            if product := _only(self._named.get(key, ())) or _only(self._exact.get(key, ())):
                spelled = folded(f"{product.name}{''.join(product.aliases)}")
                told = variant if folded(variant) not in spelled else ""
                return Meant(product.name, product.product_id, told)
        if not variant and (product := _only(self._bare.get(folded(bare), ()))):
            return Meant(product.name, product.product_id, "")
        return Meant(bare, "", variant)


def _enter(names: dict[str, list[KnownProduct]], key: str, product: KnownProduct) -> None:
    entered = names.setdefault(key, [])
    if key and product not in entered:
        entered.append(product)


def _only(found: Iterable[KnownProduct]) -> KnownProduct | None:
    products = list(found)
    return products[0] if len(products) == 1 else None
