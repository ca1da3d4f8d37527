"""Touches, what came back, who may be told: ours and the centre's, each once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.channel import ChannelKind
from leader_app.domain.neighbourhood import Member
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Contact, ReactionKind, Touch, told_key, unknown_contact
from leader_app.ports import Person
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, POINT
from tests.fakes.real_store import Counter, a_page, change
from tests.storage.notice_things import (
    GROUP,
    a_member,
    a_reaction,
    a_touch,
    allow,
    contact_of,
    record,
    touches,
)

WANG = Member("M1", "王小明", "0427", "7", "1801")


def test_a_touch_of_ours_comes_back_as_it_was(store: SqlStore) -> None:
    told = Touch(
        touch_id="t1",
        notice_id="n1",
        point_id=POINT,
        account=GROUP,
        kind=NoticeKind.RECALL,
        purpose=Purpose.SAFETY,
        channel=ChannelKind.DINGTALK,
        channel_name="光明花园: 二群",
        title="召回",
        member_ids=("M1", "M2"),
        reasons=("a", "b"),
        lines=(LineKey("A1", 1), LineKey("A1", 2)),
        at=NOON,
        device_id="D1",
        staff="小李",
        late=True,
        unsure=True,
    )
    record(store, told)
    with store.read() as work:
        assert work.contacts.touches((), NOON) == [told]
        assert work.contacts.touches([GROUP], NOON) == [told]
        assert work.contacts.touches([a_member()], NOON) == []
        assert work.contacts.touches_of("n1") == [told]
        assert work.contacts.told([told_key(GROUP, "a"), "member|a"]) == {told_key(GROUP, "a")}


def test_again_changes_nothing(store: SqlStore, counter: Counter) -> None:
    record(store, a_touch())
    assert counter.heard.changes[-1].ids(Entity.TOUCH) == {"t1"}
    heard = len(counter.heard.changes)
    record(store, replace(a_touch(), title="other"))
    assert [x.title for x in touches(store)] == ["到货"]
    assert len(counter.heard.changes) == heard


def test_the_centres_word_takes_the_place_of_ours(store: SqlStore) -> None:
    record(store, a_touch(device_id="D1"))
    told = replace(a_touch(device_id="D1"), late=True)
    changes = store.mirror.apply(a_page([change(told)]))
    assert changes.ids(Entity.TOUCH) == {"t1"}
    assert touches(store) == [told]
    record(store, a_touch(device_id="D1"))
    assert touches(store) == [told]
    assert not store.mirror.apply(a_page([change(told)]))


def test_facts_come_oldest_first_and_since(store: SqlStore) -> None:
    some = [a_touch(f"t{n}", minutes=9 - n) for n in range(9)]
    record(store, *some)
    with store.read() as work:
        found = work.contacts.touches([a_member()], NOON + timedelta(minutes=7))
    assert [x.touch_id for x in found] == ["t2", "t1", "t0"]


def test_facts_outlive_what_the_centre_forgets(store: SqlStore) -> None:
    back = a_reaction(ReactionKind.OPENED)
    store.mirror.apply(a_page([change(a_touch()), change(back), change(Contact("M1"))]))
    gone = [replace(change(x, 2), item=None) for x in (a_touch(), back)]
    store.mirror.apply(a_page(gone))
    store.mirror.restart()
    store.mirror.apply(a_page([]))
    assert touches(store) == [a_touch()]
    with store.read() as work:
        assert work.contacts.reactions((), NOON) == [back]
        assert work.contacts.told(["member|reason of t1"])


def test_reactions_are_found_by_touch_and_account(store: SqlStore) -> None:
    opened = a_reaction(ReactionKind.OPENED)
    muted = replace(a_reaction(ReactionKind.MUTED, "", "r2", 5), account=GROUP, detail="too many")
    record(store, opened, muted, opened)
    with store.read() as work:
        shelf = work.contacts
        assert shelf.reactions((), NOON) == [opened, muted]
        assert shelf.reactions([GROUP], NOON) == [muted]
        assert shelf.reactions([GROUP], NOON + timedelta(hours=1)) == []
        assert shelf.reactions_to(["t1", "t2"]) == [opened]
        assert shelf.reactions_to([]) == []


@pytest.mark.parametrize(
    ("back", "told"),
    [
        ((), True),
        ((ReactionKind.REFUSED,), False),
        ((ReactionKind.MUTED,), True),
        ((ReactionKind.REFUSED, ReactionKind.DELIVERED), True),
        ((ReactionKind.OPENED, ReactionKind.REFUSED), True),
    ],
)
@pytest.mark.parametrize("touch_first", [True, False])
def test_what_certainly_did_not_arrive_was_not_told(
    store: SqlStore, back: tuple[ReactionKind, ...], *, told: bool, touch_first: bool
) -> None:
    page = [change(a_touch()), *(change(a_reaction(kind)) for kind in back)]
    for one in page if touch_first else reversed(page):
        store.mirror.apply(a_page([one]))
    with store.read() as work:
        assert bool(work.contacts.told(["member|reason of t1"])) is told


def test_people_come_with_what_is_known(store: SqlStore) -> None:
    known = Contact("M1", True, True, False, True, True, ("fresh", "vip"))
    someone = Member("M2", "Li", "1138")
    page = [change(WANG), change(someone), change(known), change(Contact("M9"))]
    store.mirror.apply(a_page(page))
    with store.read() as work:
        assert work.contacts.people(["M1", "M2", "M9"]) == {
            "M1": Person("M1", "王小明", "0427", "7", "1801", known),
            "M2": Person("M2", "Li", "1138", "", "", unknown_contact("M2")),
        }
        assert work.contacts.people([]) == {}
        assert work.contacts.everybody() == ["M1", "M2"]


def test_members_are_found_by_segment(store: SqlStore) -> None:
    told = [Contact("M1", segments=("a", "b")), Contact("M2", segments=("b",)), Contact("M3")]
    store.mirror.apply(a_page([change(x) for x in told]))
    with store.read() as work:
        assert work.contacts.segments() == {"a": 1, "b": 2}
        assert work.contacts.in_segments(["a", "c"]) == {"M1"}
        assert work.contacts.in_segments(["a", "b"]) == {"M1", "M2"}
        assert work.contacts.in_segments([]) == set()


def test_what_is_said_here_lies_over_the_centres_word(store: SqlStore, counter: Counter) -> None:
    known = Contact("M1", True, True, False, True, True, ("vip",))
    store.mirror.apply(a_page([change(WANG), change(known)]))
    seq = allow(store, Contact("M1", service=False, marketing=False))
    assert counter.heard.changes[-1].ids(Entity.CONTACT) == {"M1"}
    said = replace(known, service=False, marketing=False)
    assert contact_of(store) == said
    store.mirror.apply(a_page([change(known, 2)], applied=seq - 1))
    assert contact_of(store) == said
    mine = replace(known, service=False)
    store.mirror.apply(a_page([change(mine, 3)], applied=seq))
    assert contact_of(store) == mine


def test_of_pages_applied_together_each_has_its_own_word(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(WANG)]))
    seq = allow(store, Contact("M1", service=False))
    early = replace(change(Contact("M1")), applied_seq=seq - 1)
    store.mirror.apply(a_page([early], applied=seq))
    assert not contact_of(store).service


def test_what_is_said_of_somebody_unknown(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(WANG)]))
    allow(store, Contact("M1", service=True, marketing=True))
    assert contact_of(store) == replace(unknown_contact("M1"), marketing=True)
