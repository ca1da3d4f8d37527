"""The same chain pasted several times: the last copy counts, branches are united."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from leader_app.domain.text import say
from leader_app.domain.understood import UnderstoodItem
from leader_app.importing.chain.draft import Draft

Key = tuple[str, ...]


@dataclass(slots=True)
class Chain:
    """One chain as far as it is known: its title, its orders, and who has left it."""

    title: str
    drafts: list[Draft]
    removed: list[str] = field(default_factory=list)

    def is_copied_by(self, title: str, drafts: Sequence[Draft]) -> bool:
        """Whether ``drafts`` are another copy of this chain and not another chain."""
        if _letters(title) and _letters(title) == _letters(self.title):
            return True
        mine, others = ({draft.person for draft in group} for group in (self.drafts, drafts))
        return 2 * len(mine & others) >= max(2, min(len(mine), len(others)))

    def take(self, title: str, drafts: list[Draft]) -> None:
        """Let a later copy replace this one; what only one of them has is kept or asked for."""
        pairs = _matched(self.drafts, drafts)
        for old, new in pairs:
            _doubt_change(old, new)
        matched = {id(draft) for pair in pairs for draft in pair}
        last = max((at for at, one in enumerate(self.drafts) if id(one) in matched), default=-1)
        gone = [one for one in self.drafts[: last + 1] if id(one) not in matched]
        tail = self.drafts[last + 1 :]
        fresh = [one for one in drafts if id(one) not in matched]
        self.removed += [one.name or one.raw for one in gone]
        _doubt_branch(tail, fresh)
        self.title = title or self.title
        later = {id(one) for one in fresh} if tail else set()
        kept = [*(one for one in drafts if id(one) not in later), *tail]
        self.drafts = [*kept, *(one for one in drafts if id(one) in later)]


def _letters(title: str) -> str:
    """Return what of a title stays when its dates and prices change."""
    return "".join(char for char in title if char.isalpha())


def chains_of(copies: Iterable[tuple[str, list[Draft]]]) -> list[Chain]:
    """Return the chains of a paste from their copies, each with its title, as they stand there."""
    chains: list[Chain] = []
    for title, drafts in copies:
        known = next((one for one in chains if one.is_copied_by(title, drafts)), None)
        if known is None:
            chains.append(Chain(title, drafts))
        else:
            known.take(title, drafts)
    return chains


def _matched(old: Sequence[Draft], new: Sequence[Draft]) -> list[tuple[Draft, Draft]]:
    """Pair the orders of two copies: by person, then by name, then by number and goods."""
    pairs: list[tuple[Draft, Draft]] = []
    olds, news = list(old), list(new)
    for key in (_person, _name, _number):
        waiting: dict[Key, list[Draft]] = defaultdict(list)
        for one in olds:
            waiting[key(one)].append(one)
        pairs += [
            (waiting[key(one)].pop(0), one) for one in news if any(key(one)) and waiting[key(one)]
        ]
        done = {id(one) for pair in pairs for one in pair}
        olds = [one for one in olds if id(one) not in done]
        news = [one for one in news if id(one) not in done]
    return pairs


def _person(draft: Draft) -> Key:
    return draft.person


def _name(draft: Draft) -> Key:
    return draft.person[:1]


def _number(draft: Draft) -> Key:
    """The place in the chain and the room: somebody may have changed the name."""
    room = draft.address.room
    return (str(draft.seq), draft.address.building, room) if room else ()


def _doubt_change(old: Draft, new: Draft) -> None:
    if old.name != new.name:
        new.doubt(say("Was “{name}” in an earlier copy. Check who it is.", name=old.name))
    if old.items != new.items or old.cancelled != new.cancelled:
        new.doubt(
            say(
                "An earlier copy says {before}, this one {now}. Check which holds.",
                before=told(old.items),
                now=told(new.items),
            )
        )
    elif old.address.room != new.address.room:
        new.doubt(say("The room differs from an earlier copy. Check it."))


def _doubt_branch(tail: Sequence[Draft], fresh: Sequence[Draft]) -> None:
    """Doubt orders that stand in only one of two copies that were continued apart."""
    if tail:
        for draft in fresh:
            draft.doubt(
                say("Added to an older copy, the number is used twice. Ask whether it still holds.")
            )
    if tail and (len(tail) == 1 or not fresh):
        for draft in tail:
            draft.doubt(say("Not in the last copy of the chain. Ask whether it still holds."))


def told(items: Sequence[UnderstoodItem]) -> str:
    """Return items in short, as in 鸡蛋×2 牛奶×1."""
    return " ".join(
        f"{item.product}{item.variant}×{'?' if item.quantity is None else item.quantity}"
        for item in items
    )
