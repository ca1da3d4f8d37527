"""Whatever comes in whatever order, a reason is told once: the store beside the plain book."""

from collections import Counter as Tally
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Reaction, ReactionKind, Touch, told_key
from leader_app.storage import held_reasons
from leader_app.storage.store import SqlStore
from tests.fakes.notice_shelves import Messages, NoticeBook, keys_of
from tests.fakes.pickups import NOON
from tests.fakes.real_store import Counter, a_page, change, enrol
from tests.storage.notice_things import GROUP, a_member, a_message, a_reaction, a_touch
from tests.storage.notice_things import record as book

# Each example opens a store: few of them, and no long search for the shortest failure.
FEW = settings(max_examples=15, stateful_step_count=40, phases=[Phase.generate], deadline=None)
REASONS = [f"r{n}" for n in range(6)]
ACCOUNTS = [a_member(), a_member("M2"), GROUP]
some_reasons = st.lists(st.sampled_from(REASONS), min_size=1, max_size=3, unique=True)
accounts = st.sampled_from(ACCOUNTS)
STEPS = {
    MessageState.QUEUED: "sending posted expired stopped queued",
    MessageState.SENDING: "sent unsure queued refused",
    MessageState.POSTED: "refused",
    MessageState.UNSURE: "sent queued",
    MessageState.REFUSED: "queued",
    MessageState.STOPPED: "queued",
}
KEYS = [told_key(account, told) for account in ACCOUNTS for told in REASONS]


class NoticeMachine(RuleBasedStateMachine):
    """A counter that queues, sends and hears; the book does the same with plain loops."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Counter(Path(self.folder.name)).open()
        self.begin(self.store)
        self.book = NoticeBook()
        self.told: dict[str, Touch | Reaction] = {}
        self.number = count(1)

    def begin(self, store: SqlStore) -> None:
        """Make the store a counter's."""
        enrol(store)

    @rule(many=st.lists(st.tuples(accounts, some_reasons), min_size=1, max_size=4))
    def messages_are_queued(self, many: list[tuple[object, list[str]]]) -> None:
        asked = [self._message(*x) for x in many]
        with self.store.write() as work:
            added = work.messages.add(asked)
            work.commit()
        assert list(added) == list(Messages(self.book).add(asked))

    @rule(data=st.data(), fewer=st.booleans())
    def a_message_moves_on(self, data: st.DataObject, *, fewer: bool) -> None:
        moving = [x for x in self.book.messages.values() if x.state in STEPS]
        if not moving:
            return
        message = data.draw(st.sampled_from(moving))
        after = MessageState(data.draw(st.sampled_from(STEPS[message.state].split())))
        if fewer and len(message.reasons) == len(message.lines) > 1:
            message = replace(message, reasons=message.reasons[1:], lines=message.lines[1:])
        self._put(replace(message, state=after))

    @rule(account=accounts, told=some_reasons, ours=st.booleans())
    def somebody_is_told(self, account: object, told: list[str], *, ours: bool) -> None:
        name = f"t{next(self.number)}"
        touch = a_touch(name, *told, account=account)  # type: ignore[arg-type]
        self._hear(touch, ours=ours)

    @rule(data=st.data())
    def the_centre_delivers(self, data: st.DataObject) -> None:
        posted = [x for x in self.book.messages.values() if x.state is MessageState.POSTED]
        if posted:
            message = data.draw(st.sampled_from(posted))
            touch = a_touch(message.message_id, *message.reasons, account=message.account)
            self._hear(touch, ours=False)

    @rule(data=st.data(), kind=st.sampled_from(ReactionKind), ours=st.booleans())
    def something_comes_back(self, data: st.DataObject, kind: ReactionKind, *, ours: bool) -> None:
        names = [*self.book.touches, *self.book.messages]
        if names:
            name = data.draw(st.sampled_from(names))
            self._hear(a_reaction(kind, name, f"b{next(self.number)}"), ours=ours)

    @rule(data=st.data())
    def old_news_come_again(self, data: st.DataObject) -> None:
        if self.told:
            some = data.draw(st.lists(st.sampled_from(sorted(self.told)), max_size=6))
            self.store.mirror.apply(a_page([change(self.told[x], 2) for x in some]))

    @rule()
    def the_centre_begins_anew(self) -> None:
        self.store.mirror.restart()
        self.store.mirror.apply(a_page([change(x) for x in self.told.values()]))

    @invariant()
    def both_say_the_same(self) -> None:
        with self.store.read() as work:
            kept = {x: work.messages.get(x) for x in self.book.messages}
            told = set(work.contacts.told(KEYS))
            due = work.messages.due("c1", NOON)
        assert {name: _plain(x) for name, x in kept.items()} == self.book.messages
        assert told == {x for x in KEYS if self.book.told_elsewhere(x, "")}
        assert (due and due.message_id) == self._due()

    @invariant()
    def no_reason_is_held_twice(self) -> None:
        waiting = [x for x in self.book.messages.values() if x.state is MessageState.QUEUED]
        with self.store.read() as work:
            found = [work.messages.get(x.message_id) for x in waiting]
        held = Tally(key for x in found if x is not None for key in keys_of(x))
        assert all(times == 1 for times in held.values())

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _due(self) -> str | None:
        found = Messages(self.book).due("c1", NOON)
        return found.message_id if found else None

    def _message(self, account: object, told: list[str]) -> Message:
        number = next(self.number)
        made = a_message(f"m{number}", *told, account=account, sort=number)  # type: ignore[arg-type]
        return replace(made, lines=tuple(LineKey(x, 1) for x in told) if number % 2 else ())

    def _put(self, message: Message) -> None:
        with self.store.write() as work:
            work.messages.put(message)
            work.commit()
        Messages(self.book).put(message)

    def _hear(self, fact: Touch | Reaction, *, ours: bool) -> None:
        if ours:
            book(self.store, fact)
        else:
            self.store.mirror.apply(a_page([change(fact)]))
        if isinstance(fact, Touch):
            self.book.touch(fact)
            self.told[fact.touch_id] = fact
        else:
            self.book.react(fact)
            self.told[fact.reaction_id] = fact


def _plain(message: Message | None) -> Message | None:
    """Return a message without what the store says about a change, which the book does not."""
    return message and replace(message, changed_at=None, problem="", detail="")


def test_a_reason_is_told_once_whatever_happens() -> None:
    run_state_machine_as_test(NoticeMachine, settings=FEW)


class WithoutTheIndex(NoticeMachine):
    """The same without what makes a held reason unique."""

    def begin(self, store: SqlStore) -> None:
        super().begin(store)
        with store.units.database.writing() as connection:
            connection.exec_driver_sql("DROP INDEX told_once")
            connection.commit()


def test_without_the_unique_index_the_same_machine_fails() -> None:
    """Negative control: it is the index that says no."""
    with pytest.raises(AssertionError):
        run_state_machine_as_test(WithoutTheIndex, settings=FEW)


def test_without_what_touches_told_it_fails_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a store deaf to what others told would tell it again."""

    def deaf(_connection: object, _keys: Collection[str]) -> Mapping[str, set[str]]:
        return {}

    monkeypatch.setattr(held_reasons, "told_by_touches", deaf)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(NoticeMachine, settings=FEW)
