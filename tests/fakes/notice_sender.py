"""Channels that take what they are sent, refuse it, lose the answer or kill who called."""

from collections import defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Purpose
from leader_app.domain.outgoing import Fate, Piece, Refusal, Reply
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from tests.fakes.mortal_store import Killed

TAKEN = Reply(Fate.TAKEN)
UNSURE = Reply(Fate.UNSURE)
OFFLINE = Reply(Fate.REFUSED, Refusal.OFFLINE)
REMOVED = Reply(Fate.REFUSED, Refusal.REMOVED, detail="93000 invalid webhook url")
TOO_LONG = Reply(Fate.REFUSED, Refusal.TOO_LONG)


def too_fast(wait_s: float = 0) -> Reply:
    """Return a 429."""
    return Reply(Fate.REFUSED, Refusal.TOO_FAST, wait_s)


@dataclass(frozen=True)
class Call:
    """What reached a channel."""

    channel: Channel
    address: str
    piece: Piece

    @property
    def text(self) -> str:
        """What people read."""
        return self.piece.text


@dataclass
class FakeSender:
    """Keeps ``NoticeSender``; ``answers`` of a channel are given in turn, then all is taken.

    ``unlooked`` is asked at every call: nothing may be locked while a network is waited for.
    ``dies_before`` and ``dies_after`` are numbers of calls (from 1) at which the process ends.
    """

    calls: list[Call] = field(default_factory=list)
    answers: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    always: dict[str, Reply] = field(default_factory=dict)
    unlooked: Callable[[], None] = lambda: None
    dies_before: int = 0
    dies_after: int = 0
    bug: Exception | None = None
    tries: int = 0

    def send(self, channel: Channel, address: str, piece: Piece) -> Reply:
        self.unlooked()
        self.tries += 1
        if self.tries == self.dies_before:
            raise Killed
        if self.bug is not None:
            raise self.bug
        waiting = self.answers[channel.channel_id]
        reply = waiting.popleft() if waiting else self.always.get(channel.channel_id, TAKEN)
        if reply.fate is not Fate.REFUSED:
            self.calls.append(Call(channel, address, piece))
        if self.tries == self.dies_after:
            raise Killed
        return reply

    def check(self, kind: ChannelKind, address: str) -> str:
        if " bad " in f" {address} ":
            raise Refused(say("This is no address."), say("Copy it again."))
        return address.strip()

    def texts(self, channel_id: str = "") -> list[str]:
        """Return what was read, of one channel or of all."""
        return [x.text for x in self.calls if channel_id in {"", x.channel.channel_id}]


@dataclass
class FakeBook:
    """Keeps ``ContactBook``: members without an address here have none."""

    known: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[ChannelKind, tuple[str, ...], Purpose]] = field(default_factory=list)
    failure: LeaderError | None = None

    def addresses(
        self, kind: ChannelKind, member_ids: Sequence[str], purpose: Purpose = Purpose.SERVICE
    ) -> Mapping[str, str]:
        self.asked.append((kind, tuple(member_ids), purpose))
        if self.failure is not None:
            raise self.failure
        return {x: self.known[x] for x in member_ids if x in self.known}
