"""Rules of notices and quiet times, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from leader_app.domain.notice import Answer, NoticeKind, Rule, Trigger
from leader_app.domain.notice_time import QuietTimes
from leader_app.errors import LeaderError

_KINDS = {
    Trigger.ARRIVED: NoticeKind.ARRIVED,
    Trigger.BEFORE_CLOSING: NoticeKind.LAST_CALL,
    Trigger.NEAR_USE_BY: NoticeKind.NEAR_USE_BY,
    Trigger.SHORTAGE_SETTLED: NoticeKind.SHORTAGE_SETTLED,
}
_HOURS = {Trigger.BEFORE_CLOSING: 2, Trigger.NEAR_USE_BY: 24}


def usual_rules() -> list[Rule]:
    """Return a rule for each trigger, the first switched on."""
    return [
        Rule(
            f"r-{trigger}",
            trigger,
            Answer.SUGGEST,
            kind,
            f"house-{kind}",
            ("c-wecom",),
            hours=_HOURS.get(trigger, 0),
            active=trigger is Trigger.ARRIVED,
        )
        for trigger, kind in _KINDS.items()
    ]


@dataclass
class FakeNoticeRules:
    """Keeps ``NoticeRules``; ``trouble`` is raised by whatever is asked next."""

    rules: list[Rule] = field(default_factory=usual_rules)
    times: QuietTimes = field(default_factory=QuietTimes)
    trouble: LeaderError | None = None

    def all(self) -> Sequence[Rule]:
        return list(self.rules)

    def put(self, rule: Rule) -> None:
        self._check()
        self.rules = [rule if one.rule_id == rule.rule_id else one for one in self.rules]

    def quiet(self) -> QuietTimes:
        return self.times

    def put_quiet(self, quiet: QuietTimes) -> None:
        self._check()
        self.times = quiet

    def holidays(self, year: int) -> Mapping[date, str]:
        return {
            date(year, 1, 1): "元旦",
            date(year, 2, 17): "春节",
            date(year, 2, 18): "春节",
            date(year, 5, 1): "劳动节",
            date(year, 10, 1): "国庆节",
            date(year, 10, 2): "国庆节",
        }

    def _check(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
