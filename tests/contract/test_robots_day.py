"""From the leader's key press to real robots, by the real thread, store and speakers."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from leader_app.bootstrap.notices import NoticeParts, build_notices
from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form, Notice, NoticeKind
from leader_app.domain.outgoing import MessageState, Refusal
from leader_app.storage.store import SqlStore
from sync.outgoing.call import Limits
from sync.outgoing.senders import Hosts, Senders
from sync.outgoing.thread import OutgoingThread
from tests.fakes.clock import FakeClock
from tests.fakes.notice_sender import FakeBook
from tests.fakes.real_store import Counter, enrol
from tests.fakes.robots import signed
from tests.fakes.robots.server import served
from tests.fakes.robots.signed import DingTalkRobot
from tests.fakes.robots.wecom import KEY, WeComRobot

SECONDS = 10.0


class _Bell:
    """Keeps ``Wake``; wakes whoever is told to it later."""

    def __init__(self) -> None:
        self.wake: Callable[[], None] = lambda: None


class _Day:
    """A counter and two robots, whose WeCom host can go away and come back."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        counter = Counter(folder, FakeClock())
        self.clock = counter.clock
        self.store: SqlStore = stack.enter_context(counter.opened())
        enrol(self.store)
        self.wecom = WeComRobot(now=self._seconds)
        self.ding = DingTalkRobot(now=self._seconds)
        hosts = Hosts(
            wecom=stack.enter_context(served(self.wecom)),
            dingtalk=stack.enter_context(served(self.ding)),
        )
        self.wake = _Bell()
        self.parts: NoticeParts = build_notices(
            store=self.store,
            clock=self.clock,
            wake=self.wake,
            random=os.urandom,
            secrets=counter.secrets,
            sender=Senders(hosts, Limits(1, 2, 3), now=self._seconds),
            book=FakeBook(),
        )
        self.stepped = threading.Condition()
        self.steps = 0

    def _seconds(self) -> float:
        return self.clock.now().timestamp()

    def step(self) -> float:
        rest = self.parts.work.step()
        with self.stepped:
            self.steps += 1
            self.stepped.notify_all()
        return rest

    def until(self, is_so: Callable[[], bool]) -> None:
        with self.stepped:
            assert self.stepped.wait_for(is_so, SECONDS)

    def add(self, kind: ChannelKind, name: str, address: str) -> Channel:
        return self.parts.desk.channels.add(kind, name, name, address)

    def send(self, text: str, *channels: Channel) -> Notice:
        names = tuple(channel.channel_id for channel in channels)
        draft = self.parts.desk.compose.new(NoticeKind.FREE)
        made = replace(draft, title="", template=text, channels=names, form=Form.TEXT)
        return self.parts.desk.compose.send(made, over_budget_too=True)

    def states(self, notice: Notice) -> dict[MessageState, int]:
        with self.store.read() as work:
            return dict(work.messages.counts(notice.notice_id))


@pytest.fixture
def day(tmp_path: Path) -> Iterator[_Day]:
    with ExitStack() as stack:
        yield _Day(tmp_path, stack)


def test_a_notice_reaches_both_groups_once_by_itself(day: _Day) -> None:
    wecom = day.add(ChannelKind.WECOM, "一群", KEY)
    ding = day.add(ChannelKind.DINGTALK, "二群", f"{signed.DING_TOKEN} {signed.DING_SECRET}")
    thread = OutgoingThread(day.step)
    day.wake.wake = thread.wake
    thread.start()
    notice = day.send("今晚直播，草莓新鲜到。", wecom, ding)
    day.until(lambda: day.states(notice) == {MessageState.SENT: 2})
    thread.stop()
    assert [x["text"]["content"] for x in day.wecom.heard] == ["今晚直播，草莓新鲜到。"]
    assert [x["text"]["content"] for x in day.ding.heard] == ["今晚直播，草莓新鲜到。"]


def test_a_removed_robot_stops_its_channel_and_a_new_address_mends_it(day: _Day) -> None:
    channel = day.add(ChannelKind.WECOM, "一群", KEY)
    day.wecom.removed = True
    notice = day.send("今晚直播。", channel)
    _run(day)
    assert day.states(notice) == {MessageState.QUEUED: 1}
    broken = next(x for x in day.parts.desk.channels.all() if x.channel_id == channel.channel_id)
    assert broken.problem == Refusal.REMOVED.value
    day.wecom.removed = False
    day.parts.desk.channels.change(broken, KEY)
    _run(day)
    assert day.states(notice) == {MessageState.SENT: 1}
    assert day.wecom.taken == 1


def test_a_robot_that_is_too_busy_is_left_alone_as_long_as_it_wants(day: _Day) -> None:
    channel = day.add(ChannelKind.WECOM, "一群", KEY)
    for _ in range(20):  # somebody else uses the same robot
        day.wecom.pace.too_fast()
    notice = day.send("今晚直播。", channel)
    _run(day)
    assert (day.wecom.pace.refused, day.wecom.taken) == (1, 0)
    for _ in range(6):
        day.clock.advance(timedelta(seconds=9))
        _run(day)
    assert day.wecom.pace.refused == 1
    day.clock.advance(timedelta(seconds=30))
    _run(day)
    assert day.states(notice) == {MessageState.SENT: 1}


def _run(day: _Day) -> None:
    for _ in range(50):
        if day.parts.work.step() > 0:
            return
    raise AssertionError
