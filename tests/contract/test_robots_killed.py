"""The program is killed again and again in mid-broadcast: the robot hears nothing twice."""

import json
import os
import random
import subprocess
import sys
import threading
from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from leader_app.bootstrap.notices import build_notices
from leader_app.domain.channel import ChannelKind
from leader_app.domain.outgoing import MessageState
from sync.outgoing.senders import Senders
from tests.contract.centres import ROOT
from tests.fakes.clock import FakeClock
from tests.fakes.notice_sender import FakeBook
from tests.fakes.queued_notices import MORNING, fill, words
from tests.fakes.real_store import Counter, enrol
from tests.fakes.robots.server import Asked, Pace, Said, served
from tests.fakes.robots.wecom import KEY, WeComRobot
from tests.fakes.sync_side import CountedWake

NOTICES = 120
KILLS = 8
ANSWER_SECONDS = 0.015
PACE = 100_000


class _Slow(WeComRobot):
    """Has read a message for a while before it says so."""

    def answer(self, asked: Asked) -> Said:
        said = super().answer(asked)
        threading.Event().wait(ANSWER_SECONDS)
        return said


def test_killed_in_mid_broadcast_the_log_is_right_and_nothing_is_heard_twice(
    tmp_path: Path,
) -> None:
    counter, heard, ends = _broadcast(tmp_path, naive=False)
    states = _states(counter)
    assert set(heard.values()) == {1}
    for number in range(NOTICES):
        is_there, state = words(number) in heard, states[f"m{number}"]
        assert state in {MessageState.SENT, MessageState.UNSURE}
        assert is_there or state is MessageState.UNSURE
    unsure = list(states.values()).count(MessageState.UNSURE)
    assert 0 < unsure <= KILLS
    assert not all(ends), "it was never killed half way"


def test_negative_control_what_was_on_its_way_is_sent_again(tmp_path: Path) -> None:
    _counter, heard, _ends = _broadcast(tmp_path, naive=True)
    assert max(heard.values()) > 1


def _broadcast(folder: Path, *, naive: bool) -> tuple[Counter, Tally[str], list[bool]]:
    """Send everything, killed again and again; return what was heard, how often."""
    counter = Counter(folder / "store", FakeClock(MORNING))
    robot = _Slow(now=lambda: 0.0)
    robot.pace = Pace(PACE, lambda: 0.0)
    chance = random.Random(11)
    _prepare(counter)
    with served(robot) as base:
        told = {"robot": base, "naive": naive}
        ends = [_send(counter, told, chance.random() * 0.35) for _ in range(KILLS)]
        assert _send(counter, told, None)
    return counter, Tally(message["text"]["content"] for message in robot.heard), ends


def _prepare(counter: Counter) -> None:
    with counter.opened() as store:
        enrol(store)
        parts = build_notices(
            store=store,
            clock=counter.clock,
            wake=CountedWake(),
            random=os.urandom,
            secrets=counter.secrets,
            sender=Senders(),
            book=FakeBook(),
        )
        channel = parts.desk.channels.add(ChannelKind.WECOM, "群", "林荫路", KEY)
        parts.desk.channels.change(replace(channel, per_minute=PACE))
        fill(store, channel, NOTICES)


def _send(counter: Counter, how: Mapping[str, object], seconds: float | None) -> bool:
    """Let another process send, kill it after so long; tell whether it was through."""
    told = {
        "folder": str(counter.folder),
        "secrets": {name: key.hex() for name, key in counter.secrets.kept.items()},
        **how,
    }
    command = [sys.executable, "-m", "tests.contract.sending_process"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        assert process.stdout.readline() == "ready\n"
        if seconds is not None:
            threading.Event().wait(seconds)
            process.kill()
        return "done" in process.stdout.read()


def _states(counter: Counter) -> Mapping[str, MessageState]:
    with counter.opened() as store, store.read() as work:
        found = {}
        for number in range(NOTICES):
            message = work.messages.get(f"m{number}")
            assert message is not None
            found[message.message_id] = message.state
        return found
