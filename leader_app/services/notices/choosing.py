"""What an audience is chosen from: products that are waited for, and members one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from leader_app.domain.notice import Audience
from leader_app.ports import Person, UnitOfWork
from leader_app.services.notices.desk import Choosable, Somebody
from leader_app.services.notices.wording import masked


def products_of(work: UnitOfWork) -> Sequence[Choosable]:
    """Return the products of open orders, by name, with how many members wait for each."""
    names: dict[str, str] = {}
    waiting: dict[str, set[str]] = defaultdict(set)
    for line in work.audiences.lines(Audience()):
        names[line.product_id] = line.product_name
        waiting[line.product_id].add(line.member_id)
    found = (Choosable(x, name, len(waiting[x])) for x, name in names.items())
    return sorted(found, key=lambda x: (x.name, x.product_id))


def people_like(work: UnitOfWork, text: str, limit: int) -> Sequence[Somebody]:
    """Return members whose name, home or end of the phone number holds ``text``; none for none."""
    wanted = text.strip().casefold()
    if not wanted:
        return ()
    everybody = work.contacts.people(work.contacts.everybody())
    found = (person for person in everybody.values() if _fits(person, wanted))
    return _told(found)[:limit]


def people_named(work: UnitOfWork, member_ids: Collection[str]) -> Sequence[Somebody]:
    """Return members by id; unknown ones are left out."""
    return _told(work.contacts.people(member_ids).values()) if member_ids else ()


def _fits(person: Person, wanted: str) -> bool:
    return (
        wanted in person.name.casefold()
        or (wanted.isdecimal() and person.phone_tail.endswith(wanted))
        or _home(person).casefold().startswith(wanted)
    )


def _told(people: Iterable[Person]) -> Sequence[Somebody]:
    ordered = sorted(people, key=lambda x: (_home(x).rjust(12), x.member_id))
    return [Somebody(x.member_id, masked(x.name), x.phone_tail, _home(x)) for x in ordered]


def _home(person: Person) -> str:
    return "-".join(part for part in (person.building, person.room) if part)
