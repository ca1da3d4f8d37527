"""A connection cut at every byte, in both directions: all ends well, and everything once."""

from collections.abc import Callable
from contextlib import suppress

import pytest

from leader_app.domain import signing
from leader_app.errors import LeaderError
from leader_app.ports import Enrolment
from sync.enrolment import HttpEnrolmentDesk
from sync.pull import Puller, _Run
from tests.fakes.centre import FakeCentre
from tests.faults.counter import SEED, Counter, impatient
from tests.faults.proxy import CLEAR, End, FaultProxy, Plan

BOTH_ENDS = pytest.mark.parametrize("end", [End.CLOSE, End.RESET])


def _answer_bytes(proxy: FaultProxy, work: Callable[[], object]) -> int:
    """Return how long the answer is that ``work`` gets."""
    proxy.plan = CLEAR
    work()
    return proxy.down


@BOTH_ENDS
def test_a_push_whose_answer_is_cut_at_any_byte(
    proxy: FaultProxy, counter: Counter, end: End
) -> None:
    counter.hand_over()
    size = _answer_bytes(proxy, lambda: counter.attempt(lambda engine: engine.push()))
    for at in range(size):
        counter.hand_over()
        _cut_then_clear(proxy, counter, Plan(cut_down=at, end=end))
    counter.attempt(lambda engine: engine.run_once())
    assert size > 100
    assert len(counter.outbox.log) == size + 1
    counter.assert_all_well()


def test_a_push_whose_request_is_cut_at_any_byte(proxy: FaultProxy, counter: Counter) -> None:
    for at in range(0, 900, 3):
        counter.hand_over()
        _cut_then_clear(proxy, counter, Plan(cut_up=at))
    counter.attempt(lambda engine: engine.run_once())
    counter.assert_all_well()


def _cut_then_clear(proxy: FaultProxy, counter: Counter, plan: Plan) -> None:
    proxy.plan = plan
    with suppress(LeaderError):
        counter.attempt(lambda engine: engine.push())
    proxy.plan = CLEAR
    counter.attempt(lambda engine: engine.push())


@BOTH_ENDS
def test_a_pull_whose_answer_is_cut_at_any_byte(
    proxy: FaultProxy, counter: Counter, centre: FakeCentre, end: End
) -> None:
    size = _pull_bytes(proxy, counter)
    for at in range(size):
        _sell(counter, at)
        proxy.plan = Plan(cut_down=at, end=end)
        with suppress(LeaderError):
            counter.attempt(lambda engine: engine.pull())
        proxy.plan = CLEAR
        counter.attempt(lambda engine: engine.pull())
    assert size > 300
    counter.assert_all_well()


def test_the_control_a_cursor_kept_before_its_rows_is_found_out(
    proxy: FaultProxy, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same walk over a puller that keeps the cursor first must not end well."""

    def cursor_first(_puller: Puller, run: _Run) -> None:
        counter.mirror.at = run.cursor
        raise KeyboardInterrupt

    _sell(counter, 1)
    monkeypatch.setattr(Puller, "_apply", cursor_first)
    with pytest.raises(KeyboardInterrupt):
        counter.attempt(lambda engine: engine.pull())
    monkeypatch.undo()
    counter.attempt(lambda engine: engine.pull())
    with pytest.raises(AssertionError):
        counter.assert_all_well()


def _pull_bytes(proxy: FaultProxy, counter: Counter) -> int:
    _sell(counter, 10_000)
    return _answer_bytes(proxy, lambda: counter.attempt(lambda engine: engine.pull()))


def _sell(counter: Counter, number: int) -> None:
    """Have something new in the feed, always of the same size."""
    counter.centre.put("poll", "P1", f"{number:06}".encode() * 30)


@BOTH_ENDS
def test_an_enrolment_whose_answer_is_cut_at_any_byte(
    proxy: FaultProxy, centre: FakeCentre, end: End
) -> None:
    size = _answer_bytes(proxy, lambda: _enrol(proxy, centre.token(), SEED))
    devices = len(centre.devices)
    for at in range(size):
        token, seed = centre.token(), signing.sign(SEED, at.to_bytes(4, "big"))[:32]
        proxy.plan = Plan(cut_down=at, end=end)
        with suppress(LeaderError):
            _enrol(proxy, token, seed)
        proxy.plan = CLEAR
        told = _enrol(proxy, token, seed)
        assert centre.devices[told.device_id].device.public_key == signing.public_key(seed)
    assert size > 200
    assert len(centre.devices) == devices + size


def _enrol(proxy: FaultProxy, token: str, seed: bytes) -> Enrolment:
    return HttpEnrolmentDesk(impatient).enrol(proxy.url, token, signing.public_key(seed), "counter")
