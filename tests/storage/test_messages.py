"""The queue: what is told is told once, states free and hold reasons, the next one is found."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import told_key
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON
from tests.fakes.real_store import Counter
from tests.storage.notice_things import (
    GROUP,
    a_member,
    a_message,
    a_notice,
    add,
    message,
    put,
    state,
)

FREED = [MessageState.REFUSED, MessageState.EXPIRED, MessageState.STOPPED]
HELD = [x for x in MessageState if x not in FREED]


def test_a_message_comes_back_as_it_was_queued(store: SqlStore) -> None:
    told = Message(
        message_id="m1",
        notice_id="n1",
        channel_id="c1",
        account=a_member("M7"),
        member_id="M7",
        member_ids=("M7", "M8"),
        lines=(LineKey("A1", 2), LineKey("A2", 1)),
        reasons=("r1", "r2", "r3"),
        state=MessageState.QUEUED,
        not_before=NOON,
        expires_at=NOON + timedelta(hours=3),
        title="到货",
        pieces=("一", "二"),
        pieces_done=1,
        attempts=2,
        problem="busy",
        detail="429",
        changed_at=NOON + timedelta(minutes=1),
        sort=9,
    )
    assert add(store, told) == [told]
    assert message(store) == told
    with store.read() as work:
        assert work.messages.get("m2") is None


def test_adding_says_what_changed(store: SqlStore, counter: Counter) -> None:
    add(store, a_message("m1"), a_message("m2", notice_id="n2"))
    changes = counter.heard.changes[-1]
    assert changes.ids(Entity.MESSAGE) == {"m1", "m2"}
    assert changes.ids(Entity.NOTICE) == {"n1", "n2"}


def test_a_reason_is_queued_once(store: SqlStore) -> None:
    first = a_message("m1", "r1")
    assert add(store, first, a_message("m2", "r1", account=a_member("M2"))) == [first]
    assert add(store, a_message("m3", "r1")) == []
    with store.read() as work:
        assert work.messages.counts("n1") == {MessageState.QUEUED: 1}


def test_each_group_is_told_for_itself(store: SqlStore) -> None:
    other = replace(GROUP, name="幸福里")
    asked = [a_message(x.name, "r1", account=x) for x in (a_member(), GROUP, other)]
    assert add(store, *asked) == asked


def test_reasons_told_are_taken_off_with_their_lines(store: SqlStore) -> None:
    add(store, a_message("m1", "r1"))
    some = replace(a_message("m2", "r1", "r2"), lines=(LineKey("A1", 1), LineKey("A1", 2)))
    left = replace(some, reasons=("r2",), lines=(LineKey("A1", 2),))
    assert add(store, some) == [left]
    assert message(store, "m2") == left


def test_lines_without_reasons_of_their_own_stay(store: SqlStore) -> None:
    add(store, a_message("m1", "r1"))
    lines = (LineKey("A1", 1), LineKey("A1", 2), LineKey("A1", 3))
    (left,) = add(store, replace(a_message("m2", "r1", "r2"), lines=lines))
    assert left.lines == lines


def test_the_same_message_again_changes_nothing(store: SqlStore) -> None:
    add(store, a_message("m1"))
    put(store, a_message("m1"), MessageState.SENT)
    assert add(store, a_message("m1")) == []
    assert state(store) is MessageState.SENT


@pytest.mark.parametrize("end", FREED)
def test_what_tells_nothing_frees_its_reasons(store: SqlStore, end: MessageState) -> None:
    add(store, a_message("m1", "r1"))
    put(store, a_message("m1", "r1"), end)
    again = a_message("m2", "r1")
    assert add(store, again) == [again]


@pytest.mark.parametrize("end", HELD)
def test_every_other_state_holds_them(store: SqlStore, end: MessageState) -> None:
    add(store, a_message("m1", "r1"))
    put(store, a_message("m1", "r1"), end)
    assert add(store, a_message("m2", "r1")) == []
    with store.read() as work:
        key = told_key(a_member(), "r1")
        assert work.contacts.told([key, "member|r9"]) == {key}


def test_one_that_is_queued_again_takes_its_reasons_back(store: SqlStore) -> None:
    asked = a_message("m1", "r1")
    add(store, asked)
    put(store, asked, MessageState.REFUSED)
    put(store, asked, MessageState.QUEUED)
    assert add(store, a_message("m2", "r1")) == []


def test_but_not_those_that_were_told_meanwhile(store: SqlStore) -> None:
    both, one = a_message("m1", "r1", "r2"), a_message("m2", "r3")
    for asked in (both, one):
        add(store, asked)
        put(store, asked, MessageState.REFUSED)
    add(store, a_message("m3", "r1", "r3"))
    put(store, both, MessageState.QUEUED)
    put(store, one, MessageState.QUEUED)
    assert message(store, "m1").reasons == ("r2",)
    assert state(store, "m2") is MessageState.EXPIRED


def test_a_message_that_says_less_frees_the_rest(store: SqlStore) -> None:
    add(store, a_message("m1", "r1", "r2"))
    put(store, a_message("m1", "r1"))
    assert [x.reasons for x in add(store, a_message("m2", "r1", "r2"))] == [("r2",)]


def test_a_notices_messages_in_their_order(store: SqlStore) -> None:
    add(store, *(a_message(f"m{n}", sort=9 - n) for n in range(9)))
    add(store, a_message("x", notice_id="n2"))
    put(store, a_message("m5", sort=4), MessageState.SENT)
    with store.read() as work:
        page = work.messages.of_notice("n1", (), 2, 3)
        assert [x.message_id for x in page] == ["m6", "m5", "m4"]
        sent = work.messages.of_notice("n1", {MessageState.SENT, MessageState.READ}, 0, 9)
        assert [x.message_id for x in sent] == ["m5"]
        counts = work.messages.counts("n1")
        assert counts == {MessageState.QUEUED: 8, MessageState.SENT: 1}
        assert work.messages.in_state_count(MessageState.QUEUED) == 9
        assert [x.message_id for x in work.messages.in_state(MessageState.SENT, 9)] == ["m5"]


def test_the_next_one_of_a_channel(store: SqlStore) -> None:
    late = NOON + timedelta(hours=1)
    asked = [("m1", 2, NOON), ("m2", 1, NOON), ("m3", 0, late)]
    add(store, *(a_message(x, sort=n, not_before=at) for x, n, at in asked))
    add(store, a_message("m4", channel_id="c2", not_before=late))
    with store.read() as work:
        due = work.messages.due("c1", NOON)
        assert due is not None
        assert due.message_id == "m2"
        assert work.messages.due("c1", NOON - timedelta(seconds=1)) is None
        assert work.messages.due("c2", NOON) is None
        assert work.messages.due("c9", late) is None
        assert work.messages.next_due() == {"c1": NOON, "c2": late}
    for name in ("m1", "m2"):
        put(store, message(store, name), MessageState.SENT)
    with store.read() as work:
        assert work.messages.next_due() == {"c1": late, "c2": late}


def test_calls_are_remembered_for_two_days(store: SqlStore) -> None:
    def calls() -> list[float]:
        with store.read() as work:
            found = work.messages.calls_since("c1", NOON)
        return [(at - NOON) / timedelta(hours=1) for at in found]

    with store.write() as work:
        assert work.messages.next_due() == {}
        for hours in (0, 0, 5, 48):
            work.messages.note_call("c1", NOON + timedelta(hours=hours))
        work.messages.note_call("c2", NOON)
        work.commit()
    assert calls() == [0, 0, 5, 48]
    with store.write() as work:
        work.messages.note_call("c1", NOON + timedelta(hours=50))
        work.commit()
    assert calls() == [5, 48, 50]


def test_a_draft_goes_but_not_one_with_messages(store: SqlStore) -> None:
    with store.write() as work:
        work.notices.put(a_notice("n1"))
        work.notices.put(a_notice("n2"))
        work.messages.add([a_message("m1", notice_id="n2")])
        work.notices.forget("n1")
        with pytest.raises(ValueError, match="messages"):
            work.notices.forget("n2")
        assert work.notices.get("n1") is None
        assert work.notices.get("n2") is not None
