"""What the log says of notices and messages. QtCore only."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from leader_app.domain.notice import NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.services.notices.desk import Effect, MessageNote, NoticeCard
from ui.kit import words
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate
_HOUR, _DAY = 60, 24 * 60


def told_words(card: NoticeCard) -> str:
    """Return how many of a notice's messages went out."""
    went = sum(card.counts.get(state, 0) for state in (MessageState.SENT, MessageState.READ))
    return f"{went:,} / {sum(card.counts.values()):,}"


def trouble_words(card: NoticeCard) -> tuple[str, Ink]:
    """Return what went wrong, shortest first; empty if nothing did."""
    parts = []
    refused = card.counts.get(MessageState.REFUSED, 0)
    unsure = card.counts.get(MessageState.UNSURE, 0)
    if refused:
        parts.append(_tr("Notices", "%n refused", "", refused))
    if unsure:
        parts.append(_tr("Notices", "%n unsure", "", unsure))
    return " · ".join(parts), Ink.BAD if refused else Ink.WARN


def came_words(effect: Effect) -> str:
    """Return how many came, and how fast: ``9 of 12 · 40 min``."""
    if not effect.households:
        return ""
    said = _tr("Notices", "%1 of %2").replace("%1", f"{effect.came:,}")
    said = said.replace("%2", f"{effect.households:,}")
    speed = speed_words(effect.median_minutes)
    return f"{said} · {speed}" if speed else said


def speed_words(minutes: int | None) -> str:
    """Return how long it took until half of those who came were there."""
    if minutes is None:
        return ""
    if minutes < _HOUR:
        return _tr("Notices", "%n min", "", minutes)
    if minutes < _DAY:
        return _tr("Notices", "%n h", "", round(minutes / _HOUR))
    return _tr("Notices", "%n day(s)", "", round(minutes / _DAY))


def effect_words(card: NoticeCard) -> str:
    """Return the sentence of what a notice brought."""
    effect = card.effect
    if card.notice.state in {NoticeState.DRAFT, NoticeState.WAITING} or not effect.households:
        return ""
    if not effect.settled:
        return _tr("Notices", "Counted until a day after it went out.")
    return _tr("Notices", "The day after is over: this is what it brought.")


def when_words(note: MessageNote, now: datetime) -> str:
    """Return when a message last changed, or when it may go."""
    message = note.message
    if message.state is MessageState.QUEUED and message.not_before > now:
        later = words.moment(message.not_before, now)
        return _tr("Notices", "not before %1").replace("%1", later)
    return words.moment(message.changed_at, now) if message.changed_at else ""


def piece_words(note: MessageNote) -> str:
    """Return how far a message of several pieces is."""
    message = note.message
    if len(message.pieces) <= 1:
        return ""
    said = _tr("Notices", "%1 of %2 parts are there")
    return said.replace("%1", str(message.pieces_done)).replace("%2", str(len(message.pieces)))


def answer_words(note: MessageNote) -> str:
    """Return what the channel itself answered, where it said no; codes of ours are no words."""
    detail = note.message.detail.strip()
    is_code = detail.replace("_", "").isalpha() and detail.isascii() and detail.islower()
    return detail if note.message.problem and not is_code else ""
