"""The presenter of notices that write themselves, and of the hours when nobody is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain import local_time
from leader_app.domain.channel import Channel
from leader_app.domain.notice import Answer, Rule, Template, Trigger
from leader_app.domain.notice_time import QuietTimes
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import ChannelDesk, Composing, NoticeRules, Place
from ui.notices.rules_templates import TemplatesViewModel
from ui.tasks import Runner

TIMED = frozenset({Trigger.BEFORE_CLOSING, Trigger.NEAR_USE_BY})
MOST_HOURS = {Trigger.BEFORE_CLOSING: 12, Trigger.NEAR_USE_BY: 168}


@dataclass(frozen=True, slots=True)
class Book:
    """All of it as it stands; ``holidays`` are those of ``year``."""

    rules: Sequence[Rule]
    quiet: QuietTimes
    channels: Sequence[Channel]
    templates: Sequence[Template]
    places: Sequence[Place]
    year: int
    holidays: Mapping[date, str]


class RulesViewModel(QObject):
    """A change is kept at once; if it is refused, what was before comes back."""

    changed = Signal()
    failed = Signal(object)

    def __init__(
        self,
        rules: NoticeRules,
        compose: Composing,
        channels: ChannelDesk,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules, self._compose, self._channels = rules, compose, channels
        self._database, self.now = database, now
        self.book: Book | None = None
        self.error: LeaderError | None = None
        self.year = self.today().year
        self._in_sight, self._dirty = False, True
        self.templates = TemplatesViewModel(compose, database, self)
        self.templates.kept.connect(self.refresh)

    def today(self) -> date:
        """Return the day on the point's wall."""
        return local_time.local_day(self.now())

    def show(self) -> None:
        """Come into sight."""
        self._in_sight = True
        if self._dirty:
            self._load()

    def hide(self) -> None:
        """Go out of sight."""
        self._in_sight = False

    def refresh(self) -> None:
        """Read the same again; out of sight later."""
        self._dirty = True
        if self._in_sight:
            self._load()

    def turn(self, rule: Rule, *, on: bool) -> None:
        """Switch a rule on or off."""
        self._put(replace(rule, active=on))

    def answer(self, rule: Rule, answer: Answer) -> None:
        """Have a rule suggest, or send by itself."""
        self._put(replace(rule, answer=answer))

    def set_hours(self, rule: Rule, hours: int) -> None:
        """Have a rule act so many hours before."""
        self._put(replace(rule, hours=max(1, min(hours, MOST_HOURS.get(rule.trigger, hours)))))

    def set_template(self, rule: Rule, template_id: str) -> None:
        """Choose what a rule says."""
        self._put(replace(rule, template_id=template_id))

    def use_channel(self, rule: Rule, channel_id: str, *, on: bool) -> None:
        """Have a rule tell over a channel, or not; the order of the channels stays."""
        kept = set(rule.channels) | {channel_id} if on else set(rule.channels) - {channel_id}
        known = [one.channel_id for one in (self.book.channels if self.book else ())]
        rest = [one for one in rule.channels if one not in known]
        listed = [one for one in (*rule.channels, *known, *rest) if one in kept]
        self._put(replace(rule, channels=tuple(dict.fromkeys(listed))))

    def templates_for(self, rule: Rule) -> Sequence[Template]:
        """Return the templates of a rule's kind."""
        return [one for one in (self.book.templates if self.book else ()) if one.kind is rule.kind]

    def set_quiet(self, quiet_from: time, quiet_to: time) -> None:
        """Tell nobody between these times."""
        if self.book is not None:
            self._put_quiet(replace(self.book.quiet, quiet_from=quiet_from, quiet_to=quiet_to))

    def keep_holidays(self, *, on: bool) -> None:
        """Begin later on public holidays, or not."""
        if self.book is not None:
            self._put_quiet(replace(self.book.quiet, keep_holidays=on))

    def set_holiday_to(self, moment: time) -> None:
        """Say until when public holidays are quiet."""
        if self.book is not None:
            self._put_quiet(replace(self.book.quiet, holiday_to=moment))

    def close_day(self, day: date) -> None:
        """Have the store closed on a day."""
        if self.book is not None:
            days = self.book.quiet.closed_days | {day}
            self._put_quiet(replace(self.book.quiet, closed_days=days))

    def open_day(self, day: date) -> None:
        """Have the store open on a day after all."""
        if self.book is not None:
            days = self.book.quiet.closed_days - {day}
            self._put_quiet(replace(self.book.quiet, closed_days=days))

    def show_year(self, year: int) -> None:
        """List the public holidays of another year."""
        self.year = year
        self._load()

    def _put(self, rule: Rule) -> None:
        book = self.book
        if book is None or rule in book.rules:
            return
        rules = [rule if one.rule_id == rule.rule_id else one for one in book.rules]
        self.book = replace(book, rules=rules)
        self._keep(partial(self._rules.put, rule))

    def _put_quiet(self, quiet: QuietTimes) -> None:
        book = self.book
        if book is not None and quiet != book.quiet:
            self.book = replace(book, quiet=quiet)
            self._keep(partial(self._rules.put_quiet, quiet))

    def _keep(self, work: Callable[[], None]) -> None:
        self.changed.emit()
        self._database.run(self, work, lambda _: self.refresh(), self._refused)

    def _load(self) -> None:
        self._dirty = False
        work = partial(_read, self._rules, self._compose, self._channels, self.year)
        self._database.run(self, work, self._loaded, self._not_loaded, latest="rules")

    def _loaded(self, book: Book) -> None:
        self.book, self.error = book, None
        self.templates.take(book.templates, book.places)
        self.changed.emit()

    def _not_loaded(self, error: LeaderError) -> None:
        self._dirty, self.error = True, error
        self.changed.emit()

    def _refused(self, error: LeaderError) -> None:
        self.failed.emit(error)
        self.refresh()


def _read(rules: NoticeRules, compose: Composing, channels: ChannelDesk, year: int) -> Book:
    return Book(
        tuple(rules.all()),
        rules.quiet(),
        tuple(channels.all()),
        tuple(compose.templates()),
        tuple(compose.places()),
        year,
        dict(rules.holidays(year)),
    )
