"""Later lines of a chain that change earlier ones: take-backs, cancellations, "as above"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from leader_app.domain.text import say
from leader_app.domain.understood import UnderstoodItem
from leader_app.importing.chain.changes import Change
from leader_app.importing.chain.draft import Draft
from leader_app.importing.chain.numbers import number


def settle(drafts: Iterable[Draft]) -> list[Draft]:
    """Return the orders as they stand after the last line of the chain."""
    standing = _Standing()
    drafts = list(drafts)
    _settle_manner(drafts)
    for draft in drafts:
        if draft.same is not None:
            standing.repeat(draft)
        if standing.keeps(draft):
            standing.add(draft)
    return standing.orders


def _settle_manner(drafts: Sequence[Draft]) -> None:
    """Read dashes and names at the end as most lines of the chain have them."""
    if 2 * sum(draft.dash for draft in drafts) > len(drafts) > 1:
        for draft in drafts:
            draft.change = Change.ORDER if draft.dash else draft.change
    last = [draft for draft in drafts if draft.name_last]
    if 2 * len(last) < len(drafts):
        for draft in last:
            draft.doubt(say("“{name}” was taken for the name. Check it.", name=draft.name))


class _Standing:
    """The orders that stand so far."""

    def __init__(self) -> None:
        self.orders: list[Draft] = []
        self._by_name: dict[str, list[Draft]] = defaultdict(list)
        self._by_seq: dict[int, Draft] = {}
        self._told: set[object] = set()

    def add(self, draft: Draft) -> None:
        """Let an order stand; doubt one that says what an earlier one of the same person says."""
        told = (draft.person, draft.items)
        if draft.change is Change.ORDER and draft.items and told in self._told:
            draft.doubt(say("The same order is already in the chain. Keep it only if meant twice."))
        self._told.add(told)
        self.orders.append(draft)
        self._by_name[draft.person[0]].append(draft)
        if draft.seq is not None:
            self._by_seq[draft.seq] = draft

    def repeat(self, draft: Draft) -> None:
        """Give the draft the goods of the order it points at."""
        told = draft.same.seq if draft.same else ""
        seq = number(told) if told else None
        above = self.orders[-1] if self.orders else None
        source = self._by_seq.get(int(seq)) if seq is not None else above
        if source is None:
            draft.doubt(say("The order this one repeats is not in the text. Enter the goods."))
            return
        draft.items = source.items
        shown = source.name or str(source.seq)
        draft.doubt(say("Repeats what {name} ordered. Check the goods.", name=shown))

    def keeps(self, draft: Draft) -> bool:
        """Let a line change what stands; return whether it is an order of its own."""
        match draft.change:
            case Change.ORDER:
                return True
            case Change.ADD:
                return self._adds(draft)
            case Change.CANCEL:
                return self._cancels(draft)
            case Change.TAKE_BACK:
                return self._takes_back(draft)
            case Change.REPLACE:
                return self._replaces(draft)

    def _earlier(self, draft: Draft) -> Draft | None:
        """Return the last standing order of the same person."""
        name, building, room = draft.person
        for one in reversed(self._by_name[name]):
            near = not room or not one.address.room or one.person[1:] == (building, room)
            if near and not one.cancelled and (name or room):
                return one
        return None

    def _adds(self, draft: Draft) -> bool:
        draft.notes.insert(0, "加单")
        if self._earlier(draft) is None:
            draft.doubt(say("Adds to an order, but no earlier one was found. Check the name."))
        return True

    def _cancels(self, draft: Draft) -> bool:
        """Cancel the earlier order if the line only says so; else the line itself is cancelled."""
        earlier = self._earlier(draft)
        if earlier is not None and draft.items and not draft.told and len(earlier.items) > 1:
            return self._takes_back(draft)
        if earlier is not None and not draft.items:
            earlier.cancelled = True
            _changed(earlier, draft)
            return False
        if earlier is not None:
            draft.doubt(say("May cancel the earlier order of {name}. Ask.", name=draft.name))
        elif not draft.items:
            draft.doubt(say("Cancels, but no earlier order was found. Ask the buyer."))
        return True

    def _takes_back(self, draft: Draft) -> bool:
        earlier = self._earlier(draft)
        if earlier is None:
            draft.doubt(say("Takes something back, but no earlier order was found. Ask the buyer."))
            draft.cancelled = not draft.dash
            return True
        left = _less(earlier.items, _taken_back(earlier, draft))
        if left is None:
            draft.doubt(say("Takes back more than {name} ordered. Ask.", name=draft.name))
        else:
            earlier.items = tuple(item for item in left if item.quantity) or earlier.items
            earlier.cancelled = not any(item.quantity for item in left)
        _changed(earlier, draft)
        return False

    def _replaces(self, draft: Draft) -> bool:
        earlier = self._earlier(draft)
        if earlier is None:
            draft.doubt(say("Changes an order, but no earlier one was found. Check the name."))
            return True
        if len(earlier.items) == len(draft.items) == 1:
            earlier.items = draft.items
        else:
            changed = {item.product: item for item in draft.items}
            earlier.items = tuple(changed.get(item.product, item) for item in earlier.items)
        _changed(earlier, draft)
        return False


def _changed(earlier: Draft, later: Draft) -> None:
    earlier.places += later.places
    earlier.doubt(say("Changed by a later line: “{text}”. Check what is left.", text=later.raw))
    for doubt in later.doubts:
        earlier.doubt(doubt)


def _taken_back(earlier: Draft, later: Draft) -> Sequence[UnderstoodItem]:
    """Return what a later line takes back: what it says, all of goods it names without a number."""
    if later.items and later.told:
        return later.items
    if later.items:
        return [one for one in earlier.items if any(_is_same(one, gone) for gone in later.items)]
    if len(earlier.items) == 1 and later.figure is not None:
        return [replace(earlier.items[0], quantity=later.figure)]
    return []


def _less(
    items: Sequence[UnderstoodItem], back: Sequence[UnderstoodItem]
) -> tuple[UnderstoodItem, ...] | None:
    """Return ``items`` less what is taken ``back``, ``None`` if that is more than there is."""
    left = list(items)
    for gone in back:
        at = next((i for i, one in enumerate(left) if _is_same(one, gone)), None)
        if at is None or gone.quantity is None:
            return None
        rest = (left[at].quantity or 0) - abs(gone.quantity)
        if rest < 0:
            return None
        left[at] = replace(left[at], quantity=rest)
    return tuple(left) if back else None


def _is_same(one: UnderstoodItem, other: UnderstoodItem) -> bool:
    return one.product == other.product and other.variant in {"", one.variant}
