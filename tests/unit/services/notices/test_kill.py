"""The program is killed anywhere in a broadcast: nothing goes twice, the log is right."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from leader_app.domain.channel import Channel
from leader_app.domain.notice import Notice, NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.ports import Store, UnitOfWork
from leader_app.services.notices.drain import Drain
from tests.fakes.mortal_store import Killed
from tests.unit.services.notices.rig import Rig, open_rig

LONG = "{名单}\n" + "请大家按时来取，谢谢。" * 70


@dataclass
class Death:
    """Where it happens: before or after a commit, before or after a call."""

    commit: int = 0
    after: bool = False
    before_call: int = 0
    after_call: int = 0


@contextmanager
def a_broadcast(folder: Path) -> Iterator[tuple[Rig, Notice]]:
    """Queue a notice of two pieces to one group and of one text for another."""
    with open_rig(folder) as rig:
        rig.waiting(2)
        first, second = rig.robot("一号群"), rig.robot("二号群")
        channels = (first.channel_id, second.channel_id)
        draft = rig.draft(NoticeKind.ARRIVED, *channels, template=LONG)
        yield rig, rig.desk.compose.send(draft)


def killed(rig: Rig, death: Death) -> bool:
    """Run until it dies; tell whether it did."""
    rig.mortal.dies_at = rig.mortal.commits + death.commit if death.commit else 0
    rig.mortal.after = death.after
    rig.sender.dies_before, rig.sender.dies_after = death.before_call, death.after_call
    try:
        rig.run()
    except Killed:
        return True
    return False


def require_right(rig: Rig, notice: Notice) -> None:
    """Fail if anything went twice or the log says something that is not so."""
    got = Counter((x.channel.channel_id, x.text) for x in rig.sender.calls)
    assert all(count == 1 for count in got.values()), "something went twice"
    for message in rig.messages(notice):
        arrived = [x for x in message.pieces if (message.channel_id, x) in got]
        assert message.state in {MessageState.SENT, MessageState.UNSURE}
        if message.state is MessageState.SENT:
            assert arrived == list(message.pieces)
            assert message.pieces_done == len(message.pieces)
        else:
            assert len(arrived) - message.pieces_done in {0, 1}
    touches = {x.touch_id: x.unsure for x in rig.touches(notice)}
    assert touches == {x.message_id: x.state is MessageState.UNSURE for x in rig.messages(notice)}
    assert len(rig.commands("tell")) == len(touches)


def test_undisturbed_every_piece_goes_once(tmp_path: Path) -> None:
    with a_broadcast(tmp_path) as (rig, notice):
        assert not killed(rig, Death())
        require_right(rig, notice)
        assert rig.states(notice) == {MessageState.SENT: 2}
        assert len(rig.sender.calls) > 2
        assert rig.notice(notice).state is NoticeState.DONE


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("commit", range(1, 10))
def test_killed_at_a_commit(tmp_path: Path, commit: int, after: bool) -> None:
    with a_broadcast(tmp_path) as (rig, notice):
        assert killed(rig, Death(commit=commit, after=after))
        rig.restart()
        rig.run()
        require_right(rig, notice)


@pytest.mark.parametrize(
    "death",
    [*(Death(before_call=n) for n in (1, 2, 3)), *(Death(after_call=n) for n in (1, 2, 3))],
)
def test_killed_at_a_call(tmp_path: Path, death: Death) -> None:
    with a_broadcast(tmp_path) as (rig, notice):
        assert killed(rig, death)
        rig.restart()
        rig.run()
        require_right(rig, notice)
        assert rig.states(notice)[MessageState.UNSURE] == 1


def test_killed_again_and_again(tmp_path: Path) -> None:
    with a_broadcast(tmp_path) as (rig, notice):
        for _ in range(10):
            died = killed(rig, Death(commit=2))
            rig.restart()
            if not died:
                break
        rig.run()
        require_right(rig, notice)


def test_a_sender_that_writes_down_too_late_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drain, "_leave", _careless(Drain._leave))
    with a_broadcast(tmp_path) as (rig, notice):
        assert killed(rig, Death(after_call=1))
        rig.restart()
        rig.run()
        with pytest.raises(AssertionError, match="twice"):
            require_right(rig, notice)


Leave = Callable[[Drain, Channel], object]


def _careless(leave: Leave) -> Leave:
    """Return a way to leave that keeps nothing of what it wrote down."""

    def leaves(drain: Drain, channel: Channel) -> object:
        voice = drain._voice
        drain._voice = replace(voice, store=_Forgetful(voice.store))
        try:
            return leave(drain, channel)
        finally:
            drain._voice = voice

    return leaves


@dataclass
class _Forgetful:
    """Keeps ``Store``, but its commits keep nothing."""

    store: Store

    def read(self) -> UnitOfWork:
        return self.store.read()

    def write(self) -> UnitOfWork:
        work = self.store.write()
        work.commit = lambda: None  # type: ignore[assignment,method-assign,return-value]
        return work
