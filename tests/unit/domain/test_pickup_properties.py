"""What holds for every history of a claim."""

from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from leader_app.domain.judgement import judge
from leader_app.domain.order import LineKey, Stage, stage
from leader_app.domain.pickup import (
    CAN_HAND_OVER,
    ClaimState,
    HandOver,
    Pieces,
    apply,
    decide,
    propose,
    take_back,
    taken,
)
from tests.fakes.pickups import (
    POINT,
    a_deed,
    a_line,
    a_reversal,
    a_state,
    an_order,
    pieces,
    reversed_by,
)

_lines = st.builds(pieces, st.integers(1, 3), st.integers(1, 3))
_deeds = st.lists(st.lists(_lines, min_size=1, max_size=3), max_size=4).map(
    lambda all_lines: [
        a_deed(*lines, hand_over_id=f"h{number}", device_id=f"D{number % 2}")
        for number, lines in enumerate(all_lines)
    ]
)
_orders = st.builds(
    lambda counts: an_order(
        *(a_line(number + 1, quantity, arrived) for number, (quantity, arrived) in counts)
    ),
    st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4)), min_size=3, max_size=3).map(
        lambda counts: list(enumerate(counts))
    ),
)


def _run(state: ClaimState, deeds: list[HandOver]) -> tuple[ClaimState, list[HandOver]]:
    """Return what a centre holds after ``deeds`` in this order, and the extra ones."""
    extra = []
    for deed in deeds:
        if not judge(state, deed, POINT).primary:
            extra.append(deed)
        state = apply(state, deed)
    return state, extra


@given(_orders.map(a_state), _deeds, st.randoms(use_true_random=False))
def test_hand_overs_commute_into_the_same_taken(
    state: ClaimState, deeds: list[HandOver], random: Random
) -> None:
    other = random.sample(deeds, len(deeds))
    one, _ = _run(state, deeds)
    two, _ = _run(state, other)
    assert taken(one.hand_overs) == taken(two.hand_overs)
    assert decide(one) == decide(two)


@given(_orders.map(a_state), _deeds)
def test_too_much_is_noticed_exactly_whatever_the_order(
    state: ClaimState, deeds: list[HandOver]
) -> None:
    ordered = {LineKey("A1", line.line_no): line.quantity for line in state.orders[0].lines}
    too_much = any(count > ordered[key] for key, count in taken(deeds).items())
    for order in permutations(deeds):
        _, extra = _run(state, list(order))
        assert bool(extra) is too_much
        fitting = taken([deed for deed in deeds if deed not in extra])
        assert all(count <= ordered[key] for key, count in fitting.items())


@given(_orders.map(a_state), _deeds)
def test_never_more_is_ready_than_is_left_or_here(state: ClaimState, deeds: list[HandOver]) -> None:
    state, _ = _run(state, deeds)
    decision = decide(state)
    for line in decision.lines:
        assert 0 <= line.ready <= max(0, line.ordered - line.taken)
        assert line.ready <= max(0, line.arrived - line.taken)
    assert (decision.kind in CAN_HAND_OVER) is any(line.ready for line in decision.lines)


@given(_orders.map(a_state), _deeds)
def test_verdict_and_stage_agree_on_what_is_collected(
    state: ClaimState, deeds: list[HandOver]
) -> None:
    state, _ = _run(state, deeds)
    collected = stage(state.orders[0], taken(state.hand_overs)) is Stage.COLLECTED
    assert (decide(state).kind.value == "already_collected") is collected


@given(_orders.map(a_state), _deeds, st.sets(st.integers(0, 3)))
def test_undoing_gives_back_exactly_what_was_taken(
    state: ClaimState, deeds: list[HandOver], undone: set[int]
) -> None:
    after, _ = _run(state, deeds)
    for number in undone:
        after = take_back(after, a_reversal(f"h{number}"))
    kept = [deed for number, deed in enumerate(deeds) if number not in undone]
    assert taken(after.hand_overs) == taken(kept)
    known = [
        reversed_by(deed, a_reversal(deed.hand_over_id)) if number in undone else deed
        for number, deed in enumerate(deeds)
    ]
    assert taken(known) == taken(kept)


class TwoCounters(RuleBasedStateMachine):
    """Two counters that hear of each other only now and then, and the centre above them."""

    def __init__(self) -> None:
        super().__init__()
        start = a_state(an_order(a_line(1, 2), a_line(2, 1)))
        self.counters = {"D1": start, "D2": start}
        self.centre = start
        self.queues: dict[str, list[HandOver]] = {"D1": [], "D2": []}
        self.extras = 0
        self.number = 0

    @rule(device=st.sampled_from(["D1", "D2"]), some=st.booleans())
    def hand_over(self, device: str, some: bool) -> None:
        proposal = propose(self.counters[device])
        if not isinstance(proposal, tuple):
            return
        lines = (Pieces(proposal[0].key, 1),) if some else proposal
        self.number += 1
        deed = a_deed(*lines, hand_over_id=f"h{self.number}", device_id=device)
        self.counters[device] = apply(self.counters[device], deed)
        self.queues[device].append(deed)

    @rule(device=st.sampled_from(["D1", "D2"]))
    def push(self, device: str) -> None:
        for deed in self.queues[device]:
            self.extras += not judge(self.centre, deed, POINT).primary
            self.centre = apply(self.centre, deed)
        self.queues[device].clear()

    @rule(device=st.sampled_from(["D1", "D2"]))
    def pull(self, device: str) -> None:
        for deed in self.centre.hand_overs:
            self.counters[device] = apply(self.counters[device], deed)

    @precondition(lambda self: not any(self.queues.values()))
    @invariant()
    def every_piece_too_many_was_noticed(self) -> None:
        gone = taken(self.centre.hand_overs)
        over = gone.get(LineKey("A1", 1), 0) > 2 or gone.get(LineKey("A1", 2), 0) > 1
        assert (self.extras > 0) is over

    @invariant()
    def no_counter_alone_takes_too_much(self) -> None:
        for device, state in self.counters.items():
            own = taken([deed for deed in state.hand_overs if deed.device_id == device])
            assert own.get(LineKey("A1", 1), 0) <= 2
            assert own.get(LineKey("A1", 2), 0) <= 1


TestTwoCounters = TwoCounters.TestCase
