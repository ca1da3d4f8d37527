"""What is told elsewhere drops out of our queue; what the centre delivers for us moves on."""

from dataclasses import replace

import pytest

from leader_app.domain import notice_deed
from leader_app.domain.changes import Entity
from leader_app.domain.command import CommandKind, CommandResult, Outcome
from leader_app.domain.notice import NoticeKind
from leader_app.domain.notice_deed import Post
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import MessageState, Refusal
from leader_app.domain.touch import Contact, ReactionKind, reason
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON
from tests.fakes.real_store import Counter, a_page, change
from tests.storage.notice_things import (
    GROUP,
    a_member,
    a_message,
    a_reaction,
    a_touch,
    add,
    allow,
    contact_of,
    message,
    put,
    record,
    state,
)
from tests.storage.test_contacts import WANG

QUEUED, POSTED, SENT, READ, REFUSED = (
    MessageState.QUEUED,
    MessageState.POSTED,
    MessageState.SENT,
    MessageState.READ,
    MessageState.REFUSED,
)


def posted(store: SqlStore) -> None:
    """Let a message be handed to the centre."""
    add(store, a_message("m1", "r1"))
    put(store, a_message("m1", "r1"), POSTED)


def hear(store: SqlStore, *kinds: ReactionKind, touched: bool = True) -> None:
    """Let the centre tell what came back to message 1, all in one page."""
    page = [change(a_touch("m1", "r1"))] if touched else []
    back = (replace(a_reaction(x, "m1"), detail="no_way") for x in kinds)
    store.mirror.apply(a_page([*map(change, back), *page]))


def test_what_another_counter_told_is_not_told_here(store: SqlStore, counter: Counter) -> None:
    one, two = a_message("m1", "r1"), a_message("m2", "r2", "r3", account=a_member("M2"))
    two = replace(two, lines=(LineKey("A1", 1), LineKey("A1", 2)))
    add(store, one, two)
    changes = store.mirror.apply(a_page([change(a_touch("t1", "r1", "r2"))]))
    now = counter.clock.now()
    left = replace(two, reasons=("r3",), lines=(LineKey("A1", 2),), changed_at=now)
    assert message(store, "m1") == replace(
        one, reasons=(), state=MessageState.EXPIRED, changed_at=now
    )
    assert message(store, "m2") == left
    assert changes.ids(Entity.MESSAGE) == {"m1", "m2"}
    assert changes.ids(Entity.NOTICE) == {"n1"}
    assert add(store, a_message("m3", "r1", "r2", "r3")) == []


def test_nor_what_this_one_told_by_another_way(store: SqlStore) -> None:
    add(store, a_message("m1", "r1"))
    record(store, a_touch("t1", "r1"))
    assert state(store) is MessageState.EXPIRED


def test_a_group_is_not_told_for_its_members(store: SqlStore) -> None:
    add(store, a_message("m1", "r1", account=GROUP))
    store.mirror.apply(a_page([change(a_touch("t1", "r1"))]))
    assert state(store) is QUEUED


@pytest.mark.parametrize(
    "before", [MessageState.SENDING, SENT, MessageState.UNSURE, READ, MessageState.STOPPED]
)
def test_what_went_out_already_stays_as_it_is(store: SqlStore, before: MessageState) -> None:
    add(store, a_message("m1", "r1"))
    put(store, a_message("m1", "r1"), before)
    store.mirror.apply(a_page([change(a_touch("t1", "r1"))]))
    assert message(store) == a_message("m1", "r1", state=before)


def test_a_touch_that_got_lost_takes_nothing_away(store: SqlStore) -> None:
    add(store, a_message("m1", "r1"))
    store.mirror.apply(a_page([change(a_reaction(ReactionKind.REFUSED))]))
    store.mirror.apply(a_page([change(a_touch("t1", "r1"))]))
    assert state(store) is QUEUED


@pytest.mark.parametrize(
    ("kinds", "after"),
    [
        ((), SENT),
        ((ReactionKind.DELIVERED,), SENT),
        ((ReactionKind.OPENED,), READ),
        ((ReactionKind.REFUSED,), REFUSED),
        ((ReactionKind.OPENED, ReactionKind.REFUSED), READ),
        ((ReactionKind.REFUSED, ReactionKind.OPENED), READ),
        ((ReactionKind.THANKED, ReactionKind.MUTED), SENT),
    ],
)
def test_a_posted_message_goes_the_way_the_centre_says(
    store: SqlStore, kinds: tuple[ReactionKind, ...], after: MessageState
) -> None:
    posted(store)
    hear(store, *kinds)
    assert state(store) is after
    assert message(store).reasons == ("r1",)


def test_a_refusal_says_why_and_frees_the_reason(store: SqlStore, counter: Counter) -> None:
    posted(store)
    hear(store, ReactionKind.REFUSED, touched=False)
    found = message(store)
    assert (found.state, found.detail) == (REFUSED, "no_way")
    assert found.problem == Refusal.NO_ADDRESS.value
    assert found.changed_at == counter.clock.now()
    assert add(store, a_message("m2", "r1"))


def test_of_what_the_centre_lost_another_may_tell(store: SqlStore) -> None:
    posted(store)
    hear(store, ReactionKind.REFUSED)
    assert add(store, a_message("m2", "r1"))


def test_news_that_come_again_move_nothing(store: SqlStore) -> None:
    posted(store)
    hear(store, ReactionKind.REFUSED)
    put(store, a_message("m1", "r1"), QUEUED)
    put(store, a_message("m1", "r1"), POSTED)
    store.mirror.restart()
    hear(store, ReactionKind.REFUSED)
    assert state(store) is POSTED


def test_a_post_that_is_turned_down_is_refused(store: SqlStore) -> None:
    posted(store)
    add(store, a_message("m2"), a_message("m3"))
    put(store, a_message("m2"), SENT)
    asked = [_post(name) for name in ("m1", "m2", "m4")]
    with store.write() as work:
        seq = work.log.append("p1", CommandKind.POST, notice_deed.post_body(asked)).seq
        work.commit()
    store.outbox.record([CommandResult(seq, "p1", Outcome.PARKED)])
    assert state(store) is POSTED
    store.outbox.record([CommandResult(seq, "p1", Outcome.REJECTED, "unreadable")])
    found = message(store)
    assert (found.state, found.problem, found.detail) == (REFUSED, "other", "unreadable")
    assert state(store, "m2") is SENT
    assert state(store, "m3") is QUEUED


def test_a_contact_that_is_turned_down_is_nobodys_word(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(WANG), change(Contact("M1", marketing=True))]))
    seq = allow(store, Contact("M1", service=False))
    store.outbox.record([CommandResult(seq, "allow", Outcome.REJECTED, "unknown_member")])
    assert contact_of(store) == Contact("M1", marketing=True)


def _post(message_id: str) -> Post:
    return Post(
        message_id=message_id,
        notice_id="n1",
        kind=NoticeKind.ARRIVED,
        member_id="M1",
        member_ids=("M1",),
        lines=(),
        reasons=(reason("arrived", message_id),),
        title="到货",
        text="草莓到了",
        picture="",
        expires_at=NOON,
    )
