from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leader_app.domain.changes import Entity
from leader_app.domain.command import CommandResult, LoggedCommand, Outcome
from leader_app.storage.store import SqlStore
from tests.fakes.real_store import Counter, an_enrolment, enrol
from tests.storage.test_command_log import append

LOTS = 1_000_000
# Each example opens a store: fewer of them, and no long search for the shortest failure.
FEW = settings(max_examples=12, stateful_step_count=25, phases=[Phase.generate], deadline=None)
FINAL = [Outcome.ACCEPTED, Outcome.ACCEPTED_WITH_INCIDENT, Outcome.REJECTED]


def _names(commands: Sequence[LoggedCommand]) -> list[str]:
    return [x.command.command_id for x in commands]


def _word(logged: LoggedCommand, outcome: Outcome = Outcome.ACCEPTED) -> CommandResult:
    return CommandResult(logged.seq, logged.command.command_id, outcome, "why", "i1")


def _unsent(store: SqlStore) -> int:
    with store.read() as work:
        return work.device.unsent()


def test_everything_is_unsent_at_first(store: SqlStore) -> None:
    logged = append(store, 5)
    assert list(store.outbox.unsent(10, LOTS)) == logged
    assert list(store.outbox.unsent(2, LOTS)) == logged[:2]
    assert _unsent(store) == 5


def test_an_empty_log_has_nothing_unsent(store: SqlStore) -> None:
    assert list(store.outbox.unsent(10, LOTS)) == []


def test_a_run_is_cut_by_its_weight_but_never_to_nothing(store: SqlStore) -> None:
    logged = append(store, 5)
    assert list(store.outbox.unsent(10, 1)) == logged[:1]
    assert list(store.outbox.unsent(10, 500)) == logged[:2]


@pytest.mark.parametrize("outcome", FINAL)
def test_a_final_word_takes_a_command_off(store: SqlStore, outcome: Outcome) -> None:
    first, second = append(store, 2)
    changes = store.outbox.record([_word(first, outcome)])
    assert changes.ids(Entity.COMMAND) == {"id-0"}
    assert list(store.outbox.unsent(10, LOTS)) == [second]
    assert _unsent(store) == 1


def test_a_final_word_stays(store: SqlStore) -> None:
    (logged,) = append(store, 1)
    store.outbox.record([_word(logged, Outcome.REJECTED)])
    assert not store.outbox.record([_word(logged, Outcome.ACCEPTED)])
    with store.read() as work:
        assert [x.outcome for x in work.incidents.refused(10)] == ["rejected"]


def test_the_first_final_word_of_one_answer_stays(store: SqlStore) -> None:
    (logged,) = append(store, 1)
    words = [Outcome.PARKED, Outcome.REJECTED, Outcome.PARKED, Outcome.ACCEPTED]
    store.outbox.record([_word(logged, outcome) for outcome in words])
    assert _unsent(store) == 0
    with store.read() as work:
        assert [x.outcome for x in work.incidents.refused(10)] == ["rejected"]


def test_a_word_on_a_command_nobody_made_is_let_go(store: SqlStore) -> None:
    assert not store.outbox.record([CommandResult(1, "nobody", Outcome.ACCEPTED)])


def test_a_parked_command_rests_longer_each_time(store: SqlStore, counter: Counter) -> None:
    parked, other = append(store, 2)
    for rest in (1, 2, 4, 8):
        store.outbox.record([_word(parked, Outcome.PARKED)])
        assert list(store.outbox.unsent(10, LOTS)) == [other]
        assert _unsent(store) == 2
        counter.clock.advance(timedelta(minutes=rest, seconds=-1))
        assert list(store.outbox.unsent(10, LOTS)) == [other]
        counter.clock.advance(timedelta(seconds=1))
        assert list(store.outbox.unsent(10, LOTS)) == [parked, other]
    store.outbox.record([_word(parked)])
    assert _unsent(store) == 1


def test_a_parked_command_rests_six_hours_at_most(store: SqlStore, counter: Counter) -> None:
    (parked,) = append(store, 1)
    for _ in range(40):
        store.outbox.record([_word(parked, Outcome.PARKED)])
    counter.clock.advance(timedelta(hours=6))
    assert list(store.outbox.unsent(10, LOTS)) == [parked]


def test_what_the_centre_lost_is_offered_again(store: SqlStore) -> None:
    logged = append(store, 6)
    store.outbox.record([_word(x) for x in logged])
    assert store.outbox.reoffer(4).ids(Entity.COMMAND) == {"id-4", "id-5"}
    assert list(store.outbox.unsent(10, LOTS)) == logged[4:]
    store.outbox.record([_word(x) for x in logged[4:]])
    assert _unsent(store) == 0


def test_an_older_epoch_is_sent_before_the_newer(store: SqlStore) -> None:
    old = append(store, 2)
    with store.write() as work:
        work.device.enrol(an_enrolment(epoch=2), "https://centre.example")
        work.commit()
    new = append(store, 2, first=5)
    assert list(store.outbox.unsent(10, LOTS)) == old
    store.outbox.record([_word(x) for x in old])
    assert list(store.outbox.unsent(10, LOTS)) == new


def test_refused_commands_are_shown_until_dismissed(store: SqlStore) -> None:
    logged = append(store, 3)
    outcomes = [Outcome.REJECTED, Outcome.ACCEPTED_WITH_INCIDENT, Outcome.PARKED]
    store.outbox.record([_word(x, o) for x, o in zip(logged, outcomes, strict=True)])
    with store.write() as work:
        shown = work.incidents.refused(10)
        assert [(x.command_id, x.outcome, x.code) for x in shown] == [
            ("id-2", "parked", "why"),
            ("id-0", "rejected", "why"),
        ]
        work.incidents.dismiss("id-0")
        assert work.commit().ids(Entity.COMMAND) == {"id-0"}
    with store.read() as work:
        assert [x.command_id for x in work.incidents.refused(10)] == ["id-2"]
        assert work.log.head().seq == 3


class OutboxMachine(RuleBasedStateMachine):
    """The shortcut into the log never hides an unsent command: an oracle keeps plain words."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Counter(Path(self.folder.name)).open()
        enrol(self.store)
        self.logged: list[LoggedCommand] = []
        self.words: dict[int, Outcome] = {}

    @rule(count=st.integers(1, 4))
    def deeds(self, count: int) -> None:
        self.logged += append(self.store, count, first=len(self.logged))

    @rule(data=st.data())
    def words_of_the_centre(self, data: st.DataObject) -> None:
        if not self.logged:
            return
        some = data.draw(
            st.lists(st.tuples(st.sampled_from(self.logged), st.sampled_from(Outcome)), max_size=5)
        )
        self.store.outbox.record([_word(logged, outcome) for logged, outcome in some])
        for logged, outcome in some:
            if self.words.get(logged.seq, Outcome.PARKED) is Outcome.PARKED:
                self.words[logged.seq] = outcome

    @rule(data=st.data())
    def the_centre_lost_some(self, data: st.DataObject) -> None:
        after = data.draw(st.integers(0, len(self.logged)))
        self.store.outbox.reoffer(after)
        self.words = {seq: word for seq, word in self.words.items() if seq <= after}

    @invariant()
    def the_unsent_are_those_without_a_final_word(self) -> None:
        unsent = [x for x in self.logged if self.words.get(x.seq) not in FINAL]
        due = [x for x in unsent if x.seq not in self.words]
        assert list(self.store.outbox.unsent(1000, LOTS)) == due
        assert _unsent(self.store) == len(unsent)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


def test_unsent_is_what_has_no_final_word() -> None:
    run_state_machine_as_test(OutboxMachine, settings=FEW)
