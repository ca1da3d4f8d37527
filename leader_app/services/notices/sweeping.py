"""Opens notices whose time has come, ends those that are through or too late."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from leader_app.domain.notice import Notice, NoticeState
from leader_app.domain.outgoing import OPEN_STATES, MessageState
from leader_app.ports import NoticeQuery, UnitOfWork
from leader_app.services.notices import sending
from leader_app.services.notices.channels import find_channel
from leader_app.services.notices.outcomes import Outcomes

_MOST, _AT_ONCE = 500, 500
_WAITING = NoticeQuery(states=frozenset({NoticeState.WAITING}))
_GOING = NoticeQuery(states=frozenset({NoticeState.GOING}))


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Looks after notices as wholes."""

    outcomes: Outcomes

    def open_due(self) -> datetime | None:
        """Queue what waited until now; returns when the next one begins."""
        voice = self.outcomes.voice
        with voice.store.read() as work:
            now = voice.now(work)
            waiting = work.notices.page(_WAITING, 0, _MOST)
        due = [x for x in waiting if x.start_at is None or x.start_at <= now]
        for notice in due:
            with voice.store.write() as work:
                known = work.notices.get(notice.notice_id)
                if known is not None and known.state is NoticeState.WAITING:
                    sending.open_waiting(voice, work, known)
                    work.commit()
        later = [x.start_at for x in waiting if x.start_at is not None and x.start_at > now]
        return min(later, default=None)

    def end(self) -> None:
        """End what expired, and call done what has no message left to go."""
        voice = self.outcomes.voice
        with voice.store.read() as work:
            now = voice.now(work)
            count = work.notices.count(_GOING)
            pages = (work.notices.page(_GOING, x, _MOST) for x in range(0, count, _MOST))
            going = (notice for page in pages for notice in page)
            ended = [x for x in going if _is_late(x, now) or not _is_open(work, x)]
        for notice in ended:
            with voice.store.write() as work:
                self._end(work, notice, now)
                work.commit()

    def _end(self, work: UnitOfWork, notice: Notice, now: datetime) -> None:
        known = work.notices.get(notice.notice_id)
        if known is None or known.state is not NoticeState.GOING:
            return
        while _is_late(notice, now):
            queued = work.messages.of_notice(notice.notice_id, [MessageState.QUEUED], 0, _AT_ONCE)
            if not queued:
                break
            for message in queued:
                channel = find_channel(work, message.channel_id)
                if channel is None:
                    gone = replace(message, state=MessageState.EXPIRED, changed_at=now)
                    work.messages.put(gone)
                else:
                    end = MessageState.EXPIRED
                    self.outcomes.end_early(work, notice, channel, message, end)
        if not _is_open(work, notice):
            work.notices.put(replace(known, state=_final(work, notice)))


def _is_late(notice: Notice, now: datetime) -> bool:
    return notice.expires_at is not None and notice.expires_at <= now


def _is_open(work: UnitOfWork, notice: Notice) -> bool:
    counts = work.messages.counts(notice.notice_id)
    return any(counts.get(state) for state in OPEN_STATES)


def _final(work: UnitOfWork, notice: Notice) -> NoticeState:
    counts = work.messages.counts(notice.notice_id)
    gone = counts.get(MessageState.EXPIRED, 0)
    return NoticeState.EXPIRED if gone == sum(counts.values()) else NoticeState.DONE
