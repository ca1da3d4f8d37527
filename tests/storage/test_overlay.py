"""Own deeds and the centre's pages commute: whatever order they come in, each deed counts once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.engine import Connection, Row

from leader_app.domain.order import Claim, Order, stage
from leader_app.domain.pickup import (
    ClaimState,
    HandOver,
    Pieces,
    Reversal,
    apply,
    propose,
    take_back,
    taken,
)
from leader_app.ports import FeedChange
from leader_app.storage import hand_overs
from tests.fakes.pickups import CLAIM_ID, NOON, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, enrol, hand_over, reverse
from tests.storage.test_mirror import stage_of

# Each example opens a store: fewer of them, and no long search for the shortest failure.
FEW = settings(max_examples=12, stateful_step_count=25, phases=[Phase.generate], deadline=None)


@dataclass
class Centre:
    """What the centre knows, and the version of each thing."""

    order: Order
    deeds: dict[str, HandOver]
    version: int = 1

    def feed(self) -> list[FeedChange]:
        """Return everything at its newest."""
        things: list[Claim | Order | HandOver] = [a_claim(), self.order, *self.deeds.values()]
        return [change(thing, self.version) for thing in things]


class OverlayMachine(RuleBasedStateMachine):
    """A counter and the centre of one claim; the oracle applies the domain's rules to both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.counter = Counter(Path(self.folder.name))
        self.store = self.counter.open()
        enrol(self.store)
        self.centre = Centre(an_order(a_line(1, 3), a_line(2, 2)), {})
        self.seen = ClaimState(a_claim(), ())
        self.own: list[HandOver] = []
        self.back: dict[str, Reversal] = {}
        self.count = 0
        self.old: list[FeedChange] = []

    @initialize()
    def first_page(self) -> None:
        self.pull()

    @rule()
    def pull(self) -> None:
        self.old = self.centre.feed()
        self.store.mirror.apply(a_page(self.old))
        self.seen = ClaimState(a_claim(), (self.centre.order,), tuple(self.centre.deeds.values()))

    @rule(data=st.data())
    def an_old_page_again(self, data: st.DataObject) -> None:
        some = data.draw(st.lists(st.sampled_from(self.old))) if self.old else []
        self.store.mirror.apply(a_page(some))

    @precondition(lambda self: not isinstance(propose(self.known()), str))
    @rule()
    def hand_over_what_is_ready(self) -> None:
        self.counter.clock.advance(timedelta(seconds=1))
        self.own.append(hand_over(self.store, CLAIM_ID, self.counter.clock, self._random()))

    @precondition(lambda self: self.own)
    @rule(data=st.data())
    def take_one_back(self, data: st.DataObject) -> None:
        deed = data.draw(st.sampled_from(self.own))
        reversal = reverse(self.store, deed, self.counter.clock, self._random())
        self.back.setdefault(deed.hand_over_id, reversal)

    @precondition(lambda self: self.own)
    @rule(data=st.data())
    def the_centre_hears_of_one(self, data: st.DataObject) -> None:
        deed = data.draw(st.sampled_from(self.own))
        told = replace(deed, primary=data.draw(st.booleans()))
        if data.draw(st.booleans()) and deed.hand_over_id in self.back:
            told = replace(told, reversal=self.back[deed.hand_over_id])
        self._centre_learns(told)

    @rule(line=st.sampled_from([1, 2]), quantity=st.integers(1, 3))
    def another_counter_hands_over(self, line: int, quantity: int) -> None:
        self.count += 1
        name = f"other-{self.count}"
        at = NOON + timedelta(minutes=self.count)
        taken_lines: Pieces = pieces(line, quantity)
        self._centre_learns(a_deed(taken_lines, hand_over_id=name, device_id="D2", at=at))

    @rule(arrived=st.integers(0, 3), cancelled=st.booleans())
    def the_order_changes(self, arrived: int, *, cancelled: bool) -> None:
        lines = (a_line(1, 3, arrived), a_line(2, 2))
        self.centre.order = an_order(*lines, cancelled=cancelled)
        self.centre.version += 1

    @invariant()
    def each_deed_counts_once(self) -> None:
        expected = self.known()
        with self.store.read() as work:
            state = work.claims.state(CLAIM_ID)
        if state is None:
            return
        assert state.orders == expected.orders
        assert set(state.hand_overs) == set(expected.hand_overs)
        assert len(state.hand_overs) == len(expected.hand_overs)
        for order in expected.orders:
            assert stage_of(self.store) is stage(order, taken(expected.hand_overs))

    def known(self) -> ClaimState:
        """Return what the counter should know: the page it saw last, and its own deeds."""
        state = self.seen
        for deed in self.own:
            state = apply(state, deed)
        for reversal in self.back.values():
            state = take_back(state, reversal)
        return state

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _centre_learns(self, deed: HandOver) -> None:
        self.centre.deeds[deed.hand_over_id] = deed
        self.centre.version += 1

    def _random(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(10, "big")


def test_deeds_and_pages_commute() -> None:
    run_state_machine_as_test(OverlayMachine, settings=FEW)


def test_a_deed_counted_twice_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the union by id the same machine fails."""

    def both(_: Connection, told: Sequence[Row[Any]], own: Sequence[Row[Any]]) -> list[HandOver]:
        return [hand_overs._told_deed(row) for row in told] + [hand_overs._deed(x) for x in own]

    monkeypatch.setattr(hand_overs, "merged", both)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(OverlayMachine, settings=FEW)
