"""The thread of notices: steps, rests, is woken, stops, and survives whatever a step does."""

import threading
from collections.abc import Callable
from queue import Queue

import pytest

from leader_app.domain.text import say
from leader_app.errors import Unavailable
from sync.outgoing.thread import OutgoingThread

SECONDS = 5.0


class _Steps:
    """Does what it is told, in turn; then rests for long. Every step is heard of."""

    def __init__(self, *turns: Callable[[], float]) -> None:
        self.turns = list(turns)
        self.done: Queue[int] = Queue()
        self.count = 0

    def __call__(self) -> float:
        self.count += 1
        try:
            return self.turns.pop(0)() if self.turns else 1000.0
        finally:
            self.done.put(self.count)


def _rest(seconds: float) -> Callable[[], float]:
    return lambda: seconds


def _raise(error: Exception) -> Callable[[], float]:
    def turn() -> float:
        raise error

    return turn


def test_it_steps_again_at_once_while_there_is_more_to_do() -> None:
    steps = _Steps(_rest(0.0), _rest(0.0), _rest(0.001))
    thread = OutgoingThread(steps)
    thread.start()
    assert [steps.done.get(timeout=SECONDS) for _ in range(4)] == [1, 2, 3, 4]
    thread.stop()


def test_it_is_woken_from_its_rest() -> None:
    steps = _Steps()
    thread = OutgoingThread(steps)
    thread.start()
    assert steps.done.get(timeout=SECONDS) == 1
    thread.wake()
    assert steps.done.get(timeout=SECONDS) == 2
    thread.stop()
    assert steps.count == 2


def test_it_stops_at_once_in_its_rest_and_twice_is_no_harm() -> None:
    steps = _Steps()
    thread = OutgoingThread(steps)
    thread.start()
    steps.done.get(timeout=SECONDS)
    thread.stop()
    thread.stop()
    thread.wake()
    assert steps.count == 1


def test_stopping_what_was_never_started_is_no_harm() -> None:
    OutgoingThread(_Steps()).stop()


def test_it_waits_for_a_message_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.outgoing.thread.STOP_SECONDS", 0.01)
    calling, answered = threading.Event(), threading.Event()

    def call() -> float:
        calling.set()
        answered.wait(SECONDS)
        return 0.0

    steps = _Steps(call)
    thread = OutgoingThread(steps)
    thread.start()
    calling.wait(SECONDS)
    answer = threading.Timer(0.05, answered.set)
    answer.start()
    thread.stop()
    assert steps.count == 1
    assert answered.is_set()
    answer.join()


def test_what_may_be_cut_off_is() -> None:
    asking, interrupted = threading.Event(), threading.Event()

    def ask() -> float:
        asking.set()
        interrupted.wait(SECONDS)
        return 0.0

    steps = _Steps(ask)
    thread = OutgoingThread(steps, interrupt=interrupted.set)
    thread.start()
    asking.wait(SECONDS)
    thread.stop()
    assert steps.count == 1


def test_trouble_of_the_world_makes_it_rest_a_second_and_no_noise() -> None:
    locked = Unavailable(say("The keyring is locked."), say("Unlock it."))
    steps = _Steps(_raise(locked))
    thread = OutgoingThread(steps, random=lambda: 0.0)
    thread.start()
    assert steps.done.get(timeout=SECONDS) == 1
    assert steps.done.get(timeout=SECONDS) == 2
    thread.stop()


def _missing() -> float:
    raise KeyError("another")


@pytest.mark.expects_log("a notice could not be sent in a way nobody thought of")
def test_a_bug_is_told_once_and_it_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    bug = _raise(ValueError("a bug"))
    steps = _Steps(bug, bug, bug, _missing)
    thread = OutgoingThread(steps, random=lambda: 0.0)
    thread.start()
    for _ in range(5):
        thread.wake()
        steps.done.get(timeout=SECONDS)
    thread.stop()
    told = [record for record in caplog.records if record.levelname == "ERROR"]
    assert [type(record.exc_info[1]).__name__ for record in told if record.exc_info] == [
        "ValueError",
        "KeyError",
    ]
