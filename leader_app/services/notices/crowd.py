"""The people of an audience: one recipient a household, with what they wait for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from leader_app.domain.contact_budget import WINDOW, Balance, balance
from leader_app.domain.notice import Audience, NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Account, AccountKind, Came, Reaction, Touch
from leader_app.ports import AudienceLine, Person, UnitOfWork
from leader_app.services.notices.meaning import LINE_KINDS, speaks_of

_Fact = TypeVar("_Fact", Touch, Reaction)
Pick = Callable[[AudienceLine], bool]


def _all(_line: AudienceLine) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Household:
    """Who is told for a home, its members, the lines it is about and those not here yet."""

    person: Person
    member_ids: tuple[str, ...]
    lines: tuple[AudienceLine, ...]
    missing: tuple[AudienceLine, ...]

    @property
    def account(self) -> Account:
        """Whose patience it draws on."""
        return Account(AccountKind.MEMBER, self.person.member_id)


def gather(
    work: UnitOfWork, kind: NoticeKind, audience: Audience, wanted: Pick = _all
) -> list[Household]:
    """Return the households of an audience, by home; those about nothing are left out.

    Only lines that are ``wanted`` are spoken of. ``without`` of the audience is not applied to
    persons who are told for somebody else.
    """
    lines = work.audiences.lines(audience)
    by_member: dict[str, list[AudienceLine]] = defaultdict(list)
    for line in lines:
        by_member[line.member_id].append(line)
    names = set(by_member)
    if audience.everybody:
        names |= _without_orders(work, audience)
    if audience.segments:
        inside = set(work.contacts.in_segments(audience.segments))
        names = {name for name in names if name in inside} | (names & audience.members)
    if kind not in LINE_KINDS:
        names |= audience.members
    homes = _homes(work, names - audience.without, by_member)
    found = [_household(kind, person, theirs, by_member, wanted) for person, theirs in homes]
    kept = [x for x in found if x.lines or kind not in LINE_KINDS]
    return sorted(kept, key=_by_home)


def _without_orders(work: UnitOfWork, audience: Audience) -> set[str]:
    """Return the members an audience means although no order of theirs was asked for."""
    found = set(work.contacts.everybody())
    if audience.stages or audience.product_ids or audience.since is not None:
        found -= {x.member_id for x in work.audiences.lines(Audience())}
    if audience.buildings:
        people = work.contacts.people(found)
        found = {x for x, person in people.items() if person.building in audience.buildings}
    return found


def regroup(
    work: UnitOfWork,
    kind: NoticeKind,
    names: Collection[str],
    lines: Sequence[AudienceLine],
    wanted: Collection[LineKey],
) -> list[Household]:
    """Return the households of members who are told already, with the lines that are meant."""
    by_member: dict[str, list[AudienceLine]] = defaultdict(list)
    for line in lines:
        by_member[line.member_id].append(line)

    def meant(line: AudienceLine) -> bool:
        return line.key in wanted

    homes = _homes(work, names, by_member)
    found = [_household(kind, person, theirs, by_member, meant) for person, theirs in homes]
    return sorted((x for x in found if x.lines or not wanted), key=_by_home)


def balances(
    work: UnitOfWork, accounts: Collection[Account], now: datetime
) -> Mapping[Account, Balance]:
    """Return what accounts hold now."""
    since = now - WINDOW
    told = _by_account(work.contacts.touches(accounts, since)) if accounts else {}
    heard = _by_account(work.contacts.reactions(accounts, since)) if accounts else {}
    keys = {key for touches in told.values() for touch in touches for key in touch.lines}
    came: dict[str, list[Came]] = defaultdict(list)
    for one in work.audiences.came(keys, since) if keys else ():
        came[one.key.order_id].append(one)
    return {
        account: balance(
            account,
            told.get(account, ()),
            heard.get(account, ()),
            _came_for(work, told.get(account, ()), came),
            now,
        )
        for account in accounts
    }


def _homes(
    work: UnitOfWork, names: Collection[str], by_member: Mapping[str, Sequence[AudienceLine]]
) -> list[tuple[Person, list[str]]]:
    people = dict(work.contacts.people(names))
    collectors = work.audiences.collectors(names)
    homes: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names):
        if name in people:
            homes[people[name].household].append(name)
    others = {who for who in collectors.values() if who not in people}
    people |= work.contacts.people(others) if others else {}
    found = []
    for theirs in homes.values():
        told = next((collectors[x] for x in theirs if collectors.get(x) in people), theirs[0])
        found.append((people[told], sorted(theirs, key=lambda x: (x not in by_member, x))))
    return found


def _household(
    kind: NoticeKind,
    person: Person,
    member_ids: Sequence[str],
    by_member: Mapping[str, Sequence[AudienceLine]],
    wanted: Pick,
) -> Household:
    lines = [line for name in member_ids for line in by_member.get(name, ())]
    about = tuple(x for x in speaks_of(kind, lines) if wanted(x))
    missing = tuple(x for x in lines if x.arrived < x.quantity)
    return Household(person, tuple(dict.fromkeys((*member_ids, person.member_id))), about, missing)


def _by_home(household: Household) -> tuple[int, str, str, str]:
    person = household.person
    number = int(person.building) if person.building.isdecimal() else 0
    return number, person.building, person.room.rjust(8), person.member_id


def _by_account(found: Iterable[_Fact]) -> dict[Account, list[_Fact]]:
    sorted_out: dict[Account, list[_Fact]] = defaultdict(list)
    for one in found:
        sorted_out[one.account].append(one)
    return sorted_out


def _came_for(
    work: UnitOfWork, told: Sequence[Touch], came: Mapping[str, Sequence[Came]]
) -> Iterable[Came]:
    """Return who came for what an account was told of, first since it was told anything.

    So does the centre count: who had come for a part before is asked for again.
    """
    if not told:
        return ()
    begins = min(x.at for x in told)
    orders = {key.order_id for x in told for key in x.lines}
    found = [one for order in orders for one in came.get(order, ())]
    if all(one.at >= begins for one in found):
        return found
    keys = {key for x in told for key in x.lines}
    return work.audiences.came(keys, begins)
