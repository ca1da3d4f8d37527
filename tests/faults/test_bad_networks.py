"""Everything else a network does, and what stands in the place of the centre."""

from contextlib import suppress
from datetime import timedelta

import pytest

from leader_app.domain.command import CommandResult, Outcome
from leader_app.errors import LeaderError
from sync.pull import Puller
from sync.push import Pushed, Pusher, Run
from sync.troubles import (
    CentreFailing,
    Garbled,
    NoNetwork,
    NotTheCentre,
    TimedOut,
    Trouble,
    TurnedDown,
)
from tests.faults.counter import Counter
from tests.faults.proxy import CLEAR, OTHERS, SILENCE, End, FaultProxy, Plan, reply

KINDS: dict[str, type[Trouble]] = {
    "captive portal": NotTheCentre,
    "bad gateway": NotTheCentre,
    "redirect": NotTheCentre,
    "server error": CentreFailing,
    "truncated JSON": Garbled,
}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_what_stands_in_the_place_of_the_centre_is_told_by_kind(
    proxy: FaultProxy, counter: Counter, name: str
) -> None:
    counter.hand_over()
    proxy.plan = Plan(instead=OTHERS[name])
    with pytest.raises(KINDS[name]):
        counter.attempt(lambda engine: engine.run_once())
    _assert_it_ends_well(proxy, counter)


def test_silence_ends(proxy: FaultProxy, counter: Counter) -> None:
    counter.hand_over()
    proxy.plan = Plan(instead=SILENCE)
    with pytest.raises(TimedOut):
        counter.attempt(lambda engine: engine.run_once())
    _assert_it_ends_well(proxy, counter)


def test_a_connection_that_dies_without_a_word_ends(proxy: FaultProxy, counter: Counter) -> None:
    counter.hand_over()
    proxy.plan = Plan(cut_down=50, end=End.HANG)
    with pytest.raises(TimedOut):
        counter.attempt(lambda engine: engine.run_once())
    _assert_it_ends_well(proxy, counter)


def test_nobody_listening_is_no_network(counter: Counter) -> None:
    counter.url = "http://127.0.0.1:1"
    with pytest.raises(NoNetwork):
        counter.attempt(lambda engine: engine.run_once())


def test_a_slow_network_that_cuts_everything_small_changes_nothing(
    proxy: FaultProxy, counter: Counter
) -> None:
    counter.hand_over()
    proxy.plan = Plan(slice_bytes=7, latency=0.0005)
    counter.attempt(lambda engine: engine.run_once())
    counter.assert_all_well()


def test_a_request_that_arrives_twice_counts_once(proxy: FaultProxy, counter: Counter) -> None:
    for _ in range(5):
        counter.hand_over()
        proxy.plan = Plan(twice=True, cut_down=0)
        with suppress(LeaderError):
            counter.attempt(lambda engine: engine.push())
    _assert_it_ends_well(proxy, counter)


def test_an_answer_with_any_byte_wrong_ends_well(proxy: FaultProxy, counter: Counter) -> None:
    counter.hand_over()
    counter.attempt(lambda engine: engine.push())
    size = proxy.down
    for at in range(0, size, 2):
        counter.hand_over()
        proxy.plan = Plan(corrupt_down=at)
        with suppress(LeaderError):
            counter.attempt(lambda engine: engine.push())
        proxy.plan = CLEAR
        with suppress(LeaderError):
            counter.attempt(lambda engine: engine.push())
    _assert_it_ends_well(proxy, counter)


def test_a_page_with_any_byte_wrong_is_not_believed(proxy: FaultProxy, counter: Counter) -> None:
    counter.hand_over()
    counter.attempt(lambda engine: engine.pull())
    size = proxy.down
    for at in range(0, size, 3):
        counter.hand_over()
        proxy.plan = Plan(corrupt_down=at)
        with suppress(LeaderError):
            counter.attempt(lambda engine: engine.pull())
    _assert_it_ends_well(proxy, counter)


@pytest.fixture
def dropping(proxy: FaultProxy, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a 4xx of somebody else for the centre's last word on a command."""
    real = Pusher._send

    def send(pusher: Pusher, run: Run) -> Pushed:
        try:
            return real(pusher, run)
        except (Trouble, TurnedDown):
            places = [(x.seq, x.command.command_id) for x in run]
            counter.outbox.record([CommandResult(*x, Outcome.ACCEPTED) for x in places])
            raise

    monkeypatch.setattr(Pusher, "_send", send)
    counter.hand_over()
    proxy.plan = Plan(instead=reply("403 Forbidden", b"no", "Content-Type: text/html"))
    with pytest.raises(NotTheCentre):
        counter.attempt(lambda engine: engine.push())


@pytest.mark.usefixtures("dropping")
def test_the_control_a_queue_that_drops_what_is_turned_down_loses_it(
    proxy: FaultProxy, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Puller, "_reoffer", lambda *_: False)
    with pytest.raises(AssertionError):
        _assert_it_ends_well(proxy, counter)


@pytest.mark.usefixtures("dropping")
@pytest.mark.expects_log("has lost our commands")
def test_what_was_dropped_by_mistake_is_noticed_and_sent_again(
    proxy: FaultProxy, counter: Counter
) -> None:
    proxy.plan = CLEAR
    counter.attempt(lambda engine: engine.run_once())
    _assert_it_ends_well(proxy, counter)


def _assert_it_ends_well(proxy: FaultProxy, counter: Counter) -> None:
    proxy.plan = CLEAR
    counter.clock.advance(timedelta(minutes=2))  # what was put aside is due again
    counter.attempt(lambda engine: engine.run_once())
    counter.assert_all_well()
