"""What goes on behind the notices page: rules run, waiting notices open, the queue drains."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice_time import DAY, MINUTE, next_call
from leader_app.errors import LeaderError
from leader_app.ports import ContactBook, NoticeSender, SecretStore, UnitOfWork
from leader_app.services.notices import automation
from leader_app.services.notices.addressing import Addresses
from leader_app.services.notices.channels import channels_of
from leader_app.services.notices.drain import Drain
from leader_app.services.notices.holds import hold_of
from leader_app.services.notices.outcomes import Outcomes
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.sweeping import Sweeping

LONGEST_REST_S = 60.0
TROUBLE_REST_S = 20.0
_NEVER = datetime.min.replace(tzinfo=UTC)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A channel that has something to send: from ``at`` on, last called at ``before``."""

    channel: Channel
    at: datetime
    before: datetime


class NoticeWork:
    """One thread calls ``begin`` once and then ``step`` for as long as it lives."""

    def __init__(
        self,
        voice: Voice,
        secrets: SecretStore,
        sender: NoticeSender,
        book: ContactBook,
        online: Callable[[], bool],
    ) -> None:
        self._voice = voice
        self._online = online
        outcomes = Outcomes(voice)
        self._sweeping = Sweeping(outcomes)
        self._addresses = Addresses(book)
        self._drain = Drain(outcomes, secrets, sender, self._addresses)
        self._swept_at = _NEVER
        self._ruled_at = _NEVER
        self._begun = False

    def begin(self) -> None:
        """Settle what was on its way when the program ended: nobody knows whether it arrived."""
        try:
            while self._drain.lose():
                self._voice.wake.wake()
            self._begun = True
        except LeaderError as trouble:
            _log.info("notices wait: %s", trouble)

    def step(self) -> float:
        """Do one thing and return how many seconds there is nothing to do, 0 if there is more.

        Never raises for what the world does; every step is durable when it returns.
        """
        try:
            return self._step()
        except LeaderError as trouble:
            _log.info("notices wait: %s", trouble)
            return TROUBLE_REST_S

    def _step(self) -> float:
        if not self._begun:
            self.begin()
            if not self._begun:
                return TROUBLE_REST_S
        self._drain.finish()
        with self._voice.store.read() as work:
            now = self._voice.now(work)
            if work.device.identity() is None:
                return LONGEST_REST_S
            turns = self._turns(work, now)
        ready = [x for x in turns if x.at <= now]
        if ready:
            if abs(now - self._swept_at) >= MINUTE:
                self._look_after(now)
            self._drain.send(min(ready, key=lambda x: x.before).channel)
            return 0.0
        return self._rest(now, turns)

    def _rest(self, now: datetime, turns: Sequence[_Turn]) -> float:
        """Look after what is not in the queue, and return how long nothing is to be done."""
        self._addresses.forget()
        begins = self._look_after(now)
        with self._voice.store.read() as work:
            after = self._turns(work, now)
        if any(x.at <= now for x in after):
            return 0.0
        waits = [x.at for x in (*turns, *after)] + ([begins] if begins is not None else [])
        soonest = min(waits, default=now + timedelta(seconds=LONGEST_REST_S))
        return min(LONGEST_REST_S, max((soonest - now).total_seconds(), 0.001))

    def _look_after(self, now: datetime) -> datetime | None:
        self._swept_at = now
        begins = self._sweeping.open_due()
        if abs(now - self._ruled_at) >= MINUTE:
            self._ruled_at = now
            automation.run(self._voice)
        self._sweeping.end()
        return begins

    def _turns(self, work: UnitOfWork, now: datetime) -> Sequence[_Turn]:
        due = work.messages.next_due()
        if not due:
            return ()
        found = (
            _turn(work, channel, due.get(channel.channel_id), now)
            for channel in channels_of(work)
            if self._is_there(channel)
        )
        return [x for x in found if x is not None]

    def _is_there(self, channel: Channel) -> bool:
        """Tell whether what is handed over arrives soon.

        What waits for the centre waits in the queue: goods may be collected meanwhile.
        """
        return channel.kind is not ChannelKind.CENTRE or self._online()


def _turn(work: UnitOfWork, channel: Channel, due: datetime | None, now: datetime) -> _Turn | None:
    """Return when a channel may be called; nothing for one that waits for a person."""
    stopped = not channel.active or bool(channel.problem)
    if due is None or stopped or channel.kind is ChannelKind.CLIPBOARD:
        return None
    per_minute = channel.per_minute or channel.traits.per_minute
    per_day = channel.per_day or channel.traits.per_day
    calls = work.messages.calls_since(channel.channel_id, now - (DAY if per_day else MINUTE))
    free = next_call(calls, now, per_minute, per_day)
    until = hold_of(work, channel.channel_id).until
    if until - now <= DAY:  # a rest from when the clock was wrong is none
        free = max(free, until)
    return _Turn(channel, max(due, free), calls[-1] if calls else _NEVER)
