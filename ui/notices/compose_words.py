"""What the composer says of a draft and its plan. QtCore only."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale

from leader_app.domain.channel import Unit
from leader_app.domain.local_time import local
from leader_app.domain.notice import Form, Notice, NoticeKind
from leader_app.services.notices.desk import ChannelLoad, Likely, Plan, WhyNot
from ui.core_text import sentence
from ui.kit.words import clock_time, moment
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_SOON = timedelta(minutes=1)
_WHY_LOOKS = {
    WhyNot.WITHOUT: ("minus", Tone.NEUTRAL),
    WhyNot.OPTED_OUT: ("lock", Tone.NEUTRAL),
    WhyNot.TOLD: ("check", Tone.OK),
    WhyNot.OVER_BUDGET: ("warning", Tone.WARN),
    WhyNot.NO_WAY: ("offline", Tone.NEUTRAL),
    WhyNot.NOTHING_LEFT: ("box", Tone.NEUTRAL),
}


def kind_hint(kind: NoticeKind) -> str:
    """Return when a notice of a kind is written."""
    return {
        NoticeKind.ARRIVED: _tr("Compose", "All of it can be collected"),
        NoticeKind.PARTLY_ARRIVED: _tr("Compose", "Something is still on its way"),
        NoticeKind.LAST_CALL: _tr("Compose", "Before the store closes"),
        NoticeKind.DELAYED: _tr("Compose", "The truck is late"),
        NoticeKind.SHORTAGE: _tr("Compose", "Some will get less than ordered"),
        NoticeKind.SHORTAGE_SETTLED: _tr("Compose", "What was missing has come"),
        NoticeKind.NEAR_USE_BY: _tr("Compose", "Better eaten soon"),
        NoticeKind.RECALL: _tr("Compose", "Goes to everybody at once"),
        NoticeKind.LIVESTREAM: _tr("Compose", "Only to those who want offers"),
        NoticeKind.THANKS: _tr("Compose", "For a good week"),
        NoticeKind.FREE: _tr("Compose", "Begin with an empty page"),
    }[kind]


def form_word(form: Form) -> str:
    """Return how a notice looks."""
    return {
        Form.TEXT: _tr("Compose", "Plain text"),
        Form.CARD: _tr("Compose", "Card layout"),
        Form.PICTURE: _tr("Compose", "With a picture"),
    }[form]


def why_word(why: WhyNot) -> str:
    """Return why somebody is not told."""
    return {
        WhyNot.WITHOUT: _tr("Compose", "Left out by you"),
        WhyNot.OPTED_OUT: _tr("Compose", "Does not want these"),
        WhyNot.TOLD: _tr("Compose", "Was told already"),
        WhyNot.OVER_BUDGET: _tr("Compose", "Told too often lately"),
        WhyNot.NO_WAY: _tr("Compose", "No way to reach them"),
        WhyNot.NOTHING_LEFT: _tr("Compose", "Has collected everything"),
    }[why]


def why_look(why: WhyNot) -> tuple[str, Tone]:
    """Return the drawing and the colour of why somebody is not told."""
    return _WHY_LOOKS[why]


def length_words(used: int, limit: int, unit: Unit) -> str:
    """Return how long a message is, in what its channel counts."""
    locale = QLocale()
    pattern = {
        Unit.BYTES: _tr("Compose", "%1 of %2 bytes"),
        Unit.SYMBOLS: _tr("Compose", "%1 of %2 symbols"),
        Unit.UTF16: _tr("Compose", "%1 of %2 symbols"),
        Unit.SMS: _tr("Compose", "%1 of %2 symbols of a text message"),
    }[unit]
    return pattern.replace("%1", locale.toString(used)).replace("%2", locale.toString(limit))


def households_words(count: int) -> str:
    """Return how many households."""
    return _tr("Compose", "%n household(s)", "", count)


def points_words(points: int) -> str:
    """Return what it costs of people's patience."""
    return _tr("Compose", "costs %n point(s) of patience", "", points)


def begins_words(draft: Notice, plan: Plan, now: datetime) -> str:
    """Return when it goes out, and why not at once if so."""
    wanted = max(now, draft.start_at or now)
    if plan.begins_at - wanted > _SOON:
        quiet = _tr("Compose", "quiet until %1: goes out at %2")
        until = clock_time(plan.begins_at)
        return quiet.replace("%1", until).replace("%2", moment(plan.begins_at, now))
    if draft.start_at is not None and draft.start_at > now:
        return _tr("Compose", "goes out %1").replace("%1", moment(draft.start_at, now))
    return _tr("Compose", "goes out at once")


def likely_words(likely: Likely) -> str:
    """Return what it is likely to bring, and where that figure is from."""
    if not likely.households:
        return ""
    about = _tr("Compose", "About %1 of %2 will come within a day, %3 of them anyhow.")
    told = (
        about.replace("%1", str(round(likely.comers)))
        .replace("%2", str(likely.households))
        .replace("%3", str(round(likely.without_notice)))
    )
    return f"{told} {sentence(likely.words)}"


def over_words(count: int) -> str:
    """Return how many were told too often."""
    return _tr("Compose", "%n were told too often lately", "", count)


def load_words(load: ChannelLoad) -> str:
    """Return what a channel will carry, how long that takes, and whose patience it draws on."""
    parts = [_tr("Compose", "%n message(s)", "", load.messages)]
    if load.pieces > load.messages:
        parts.append(_tr("Compose", "in %n piece(s)", "", load.pieces))
    if load.over_budget:
        parts.append(_tr("Compose", "Told too often lately"))
    if load.words is not None:
        parts.append(sentence(load.words))
    return " · ".join(parts)


def day_word(at: datetime, now: datetime) -> str:
    """Return the day of a time in one word: Today, Tomorrow, Wed 25."""
    days = (local(at).date() - local(now).date()).days
    if days in {0, 1}:
        return moment(at, now).rsplit(" ", 1)[0]
    name = QLocale().dayName(local(at).isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{name} {local(at).day}"
