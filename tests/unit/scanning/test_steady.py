from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leader_app.scanning.steady import QUIET_S, SteadyGuard


class HandClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _guard() -> tuple[SteadyGuard, HandClock]:
    clock = HandClock()
    return SteadyGuard(clock), clock


def test_the_same_code_within_the_quiet_time_is_not_new() -> None:
    guard, clock = _guard()
    assert guard.is_new("a")
    clock.now += QUIET_S - 0.1
    assert not guard.is_new("a")


def test_each_sighting_starts_the_quiet_time_again() -> None:
    guard, clock = _guard()
    guard.is_new("a")
    for _ in range(20):
        clock.now += QUIET_S - 0.1
        assert not guard.is_new("a")
    clock.now += QUIET_S
    assert guard.is_new("a")


def test_another_code_passes_at_once_and_both_stay_quiet() -> None:
    guard, clock = _guard()
    assert guard.is_new("a")
    assert guard.is_new("b")
    clock.now += 1
    assert not guard.is_new("a")
    assert not guard.is_new("b")


def test_an_undone_code_is_new_again() -> None:
    guard, _ = _guard()
    guard.is_new("a")
    guard.is_new("b")
    guard.forget("a")
    guard.forget("never seen")
    assert guard.is_new("a")
    assert not guard.is_new("b")
    guard.forget()
    assert guard.is_new("b")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 12)), max_size=60))
def test_it_agrees_with_the_plain_rule(sightings: list[tuple[str, float]]) -> None:
    guard, clock = _guard()
    last: dict[str, float] = {}
    for text, pause in sightings:
        clock.now += pause
        expected = text not in last or clock.now - last[text] >= QUIET_S
        assert guard.is_new(text) == expected
        last[text] = clock.now
