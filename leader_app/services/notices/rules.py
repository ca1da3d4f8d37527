"""The rules of notices that write themselves, and the times when people rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leader_app.domain.notice import Answer, NoticeKind, Rule, Trigger
from leader_app.domain.notice_time import QuietTimes
from leader_app.ports import UnitOfWork
from leader_app.services.notices.setting import Voice, keep_quiet, quiet_of

_USUAL = tuple(
    Rule(trigger.value, trigger, Answer.SUGGEST, kind, f"house-{kind.value}", (), hours=hours)
    for trigger, kind, hours in (
        (Trigger.ARRIVED, NoticeKind.ARRIVED, 0),
        (Trigger.BEFORE_CLOSING, NoticeKind.LAST_CALL, 2),
        (Trigger.NEAR_USE_BY, NoticeKind.NEAR_USE_BY, 24),
        (Trigger.SHORTAGE_SETTLED, NoticeKind.SHORTAGE_SETTLED, 0),
    )
)


@dataclass(frozen=True, slots=True)
class KeepRules:
    """Keeps ``services.notices.desk.NoticeRules``."""

    voice: Voice

    def all(self) -> Sequence[Rule]:
        """Return a rule for each trigger; those nobody set up suggest."""
        with self.voice.store.read() as work:
            return rules_of(work)

    def put(self, rule: Rule) -> None:
        """Keep a rule; it looks at what happens from now on."""
        with self.voice.store.write() as work:
            work.notices.put_rule(rule, self.voice.now(work))
            work.commit()
        self.voice.wake.wake()

    def quiet(self) -> QuietTimes:
        """Return the quiet times."""
        with self.voice.store.read() as work:
            return quiet_of(work)

    def put_quiet(self, quiet: QuietTimes) -> None:
        """Keep the quiet times."""
        with self.voice.store.write() as work:
            keep_quiet(work, quiet)
            work.commit()
        self.voice.wake.wake()

    def holidays(self, year: int) -> Mapping[date, str]:
        """Return the public holidays that are known, with their names."""
        return self.voice.holidays(year)


def rules_of(work: UnitOfWork) -> Sequence[Rule]:
    """Return a rule for each trigger, as kept here or as usual."""
    kept = {x.trigger: x for x in work.notices.rules()}
    return [kept.get(x.trigger, x) for x in _USUAL]
