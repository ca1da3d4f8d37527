"""Rows that are one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.rows import Row, is_rounded


@dataclass(slots=True)
class Group:
    """The rows of one order; ``shares_key`` if another person has its number too."""

    key: str
    chain: int
    rows: list[Row] = field(default_factory=list)
    shares_key: bool = False

    @property
    def person(self) -> tuple[str, ...]:
        """Who ordered, put together from all rows."""
        return tuple(
            next((told for told in each if told), "")
            for each in zip(*(row.person for row in self.rows), strict=True)
        )


def grouped(rows: Iterable[Row], untitled: str, chains: dict[str, int]) -> list[Group]:
    """Return the orders in the rows of one sheet, in the order of their first rows.

    ``chains`` gives each title of a chain its number and is added to; rows that name none belong
    to the chain ``untitled``.
    """
    sorter = _Sorter(untitled, chains)
    for row in rows:
        sorter.add(row)
    return sorter.groups


class _Sorter:
    def __init__(self, untitled: str, chains: dict[str, int]) -> None:
        self.groups: list[Group] = []
        self._keyed: dict[tuple[int, str], list[Group]] = {}
        self._untitled = untitled
        self._chains = chains

    def add(self, row: Row) -> None:
        chain = self._chain(row)
        key = _key(row)
        if self.groups and _continues(row, key):
            self.groups[-1].rows.append(row)
        elif key:
            self._add_keyed(row, chain, key)
        elif self.groups and not self.groups[-1].key and _same(self.groups[-1].rows[-1], row):
            self.groups[-1].rows.append(row)
        else:
            self.groups.append(Group("", chain, [row]))

    def _chain(self, row: Row) -> int:
        title = row.text(Field.CHAIN)
        if not title and self.groups:
            return self.groups[-1].chain
        return self._chains.setdefault(title or self._untitled, len(self._chains))

    def _add_keyed(self, row: Row, chain: int, key: str) -> None:
        known = self._keyed.setdefault((chain, key), [])
        for group in known:
            if _agree(group.person, row.person):
                group.rows.append(row)
                return
        group = Group(key, chain, [row])
        known.append(group)
        self.groups.append(group)
        for each in known if len(known) > 1 else ():
            each.shares_key = True


def _key(row: Row) -> str:
    order_no = row.text(Field.ORDER_NO)
    if order_no and not is_rounded(order_no):
        return f"#{order_no}"
    return row.text(Field.SEQ) or row.text(Field.ROW_NO)


def _continues(row: Row, key: str) -> bool:
    """Return whether a row says nothing of whose it is: then it goes with the one above."""
    if any(row.person) or row.text(Field.ROOM) or row.text(Field.ADDRESS):
        return False
    return not key or not (row.text(Field.ORDER_NO) or row.text(Field.SEQ))


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(
        not mine or not yours or mine == yours for mine, yours in zip(one, other, strict=True)
    )


def _same(above: Row, row: Row) -> bool:
    told = (Field.BUILDING, Field.ROOM, Field.ADDRESS, Field.PLACED_AT)
    return (
        any(row.person)
        and above.person == row.person
        and all(above.text(each) == row.text(each) for each in told)
    )
