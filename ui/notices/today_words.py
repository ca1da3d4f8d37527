"""What today shows, in words: groups of entries, each with what can be done. QtCore only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from leader_app.domain.channel import Channel
from leader_app.domain.notice import Notice
from leader_app.domain.outgoing import OPEN_STATES, MessageState
from leader_app.services.notices.desk import MessageNote, NoticeCard, Suggestion, TodayView
from ui.core_text import sentence, together
from ui.kit import words
from ui.notices.channels_words import trouble_of
from ui.notices.wording import channel_icon, channel_name, kind_icon, kind_word, named_channel
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate
MOST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do about an entry."""

    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing; ``progress`` is (done, of all) where it goes on by itself."""

    key: str
    icon: str
    ink: Ink
    title: str
    sub: str
    deeds: tuple[Deed, ...]
    progress: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one sort under a heading; ``more`` says how many are not shown."""

    key: str
    heading: str
    entries: Sequence[Entry]
    more: str = ""


def groups_of(view: TodayView, now: datetime) -> Sequence[Group]:
    """Return what needs a person first, then what could be told, then what goes on by itself."""
    by_hand = {card.notice.notice_id for card in view.to_paste}
    by_itself = [card for card in view.under_way if card.notice.notice_id not in by_hand]
    return [
        _group("unsure", _tr("Notices", "May have been sent"), map(_unsure, view.unsure)),
        _group("broken", _tr("Notices", "Channels that stopped"), map(_broken, view.broken)),
        _group("paste", _tr("Notices", "To be pasted"), map(_to_paste, view.to_paste)),
        _group("suggestions", _tr("Notices", "Could be told now"), map(_hint, view.suggestions)),
        _group("going", _tr("Notices", "Under way"), map(_going(now), by_itself)),
        _group("drafts", _tr("Notices", "Drafts"), map(_draft(now), view.drafts)),
    ]


def title_of(notice: Notice) -> str:
    """Return what a notice is called; what it is about where nobody gave it a name."""
    return notice.title.strip() or kind_word(notice.kind)


def _group(key: str, heading: str, entries: Iterable[Entry]) -> Group:
    found = list(entries)
    left = len(found) - MOST_ROWS
    more = _tr("Notices", "%n more, once these are done", "", left) if left > 0 else ""
    return Group(key, heading, found[:MOST_ROWS], more)


def _unsure(note: MessageNote) -> Entry:
    return Entry(
        f"unsure {note.message.message_id}",
        "question",
        Ink.WARN,
        f"{note.who} · {named_channel(note.message.channel_id, note.channel)}",
        together(note.words, note.hint),
        (
            Deed("there", _tr("Notices", "It is there")),
            Deed("again", _tr("Notices", "Not there: send again")),
        ),
    )


def _broken(channel: Channel) -> Entry:
    trouble = trouble_of(channel)
    return Entry(
        f"broken {channel.channel_id}",
        channel_icon(channel.kind),
        Ink.BAD,
        f"{channel_name(channel)}: {trouble.what}",
        trouble.hint,
        (Deed("mend", _tr("Notices", "Put it right")),),
    )


def _to_paste(card: NoticeCard) -> Entry:
    return Entry(
        f"paste {card.notice.notice_id}",
        "paste",
        Ink.ACCENT,
        title_of(card.notice),
        _tr("Notices", "Copy, paste, next: one key each"),
        (Deed("paste", _tr("Notices", "Paste now")), _details(), _stop()),
    )


def _hint(suggestion: Suggestion) -> Entry:
    return Entry(
        f"suggestion {suggestion.rule_id}",
        kind_icon(suggestion.kind),
        Ink.ACCENT,
        sentence(suggestion.words),
        kind_word(suggestion.kind),
        (Deed("look", _tr("Notices", "Look at it")),),
    )


def _going(now: datetime) -> Callable[[NoticeCard], Entry]:
    def entry(card: NoticeCard) -> Entry:
        done, whole = _progress(card)
        started = done > 0 or card.notice.start_at is None or card.notice.start_at <= now
        return Entry(
            f"going {card.notice.notice_id}",
            kind_icon(card.notice.kind),
            Ink.SECONDARY,
            title_of(card.notice),
            _how_far(card, now) if started else _begins(card.notice, now),
            (_details(), _stop()),
            (done, max(1, whole)) if started else None,
        )

    return entry


def _draft(now: datetime) -> Callable[[Notice], Entry]:
    def entry(notice: Notice) -> Entry:
        about = f"{kind_word(notice.kind)} · {words.moment(notice.made_at, now)}"
        return Entry(
            f"draft {notice.notice_id}",
            "pencil",
            Ink.HINT,
            title_of(notice),
            about,
            (Deed("open", _tr("Notices", "Go on writing")), Deed("drop", _tr("Notices", "Drop"))),
        )

    return entry


def _details() -> Deed:
    return Deed("details", _tr("Notices", "Details"))


def _stop() -> Deed:
    return Deed("stop", _tr("Notices", "Stop"))


def _begins(notice: Notice, now: datetime) -> str:
    at = words.moment(notice.start_at, now) if notice.start_at else ""
    return _tr("Notices", "Goes out %1").replace("%1", at)


def _how_far(card: NoticeCard, now: datetime) -> str:
    done, whole = _progress(card)
    said = [_tr("Notices", "%1 of %2").replace("%1", f"{done:,}").replace("%2", f"{whole:,}")]
    if refused := card.counts.get(MessageState.REFUSED, 0):
        said.append(_tr("Notices", "%n refused", "", refused))
    if unsure := card.counts.get(MessageState.UNSURE, 0):
        said.append(_tr("Notices", "%n unsure", "", unsure))
    said.append(words.moment(card.notice.made_at, now))
    return " · ".join(said)


def _progress(card: NoticeCard) -> tuple[int, int]:
    whole = sum(card.counts.values())
    return whole - _open_count(card), whole


def _open_count(card: NoticeCard) -> int:
    return sum(count for state, count in card.counts.items() if state in OPEN_STATES)
