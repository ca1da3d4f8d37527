"""What the card says, in the language in force. QtCore only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from leader_app.domain.pickup import VerdictKind
from leader_app.services.pickup.verdict import GoodsTaken, HandOverNote, Verdict
from ui.core_text import sentence
from ui.kit import words
from ui.pickup.card import Busy, Card, Change, Face, tone
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_DRAWINGS = {
    VerdictKind.READY: "check",
    VerdictKind.REST_READY: "check",
    VerdictKind.PARTLY_READY: "box",
    VerdictKind.ALREADY_COLLECTED: "history",
    VerdictKind.NOT_ARRIVED: "truck",
    VerdictKind.PAST_USE_BY: "warning",
    VerdictKind.CANCELLED: "cross-circle",
    VerdictKind.REFUND_RUNNING: "undo",
    VerdictKind.REFUNDED: "undo",
    VerdictKind.WRONG_POINT: "store",
    VerdictKind.EXPIRED: "clock",
    VerdictKind.SUPERSEDED: "sync",
    VerdictKind.TAMPERED: "shield",
    VerdictKind.FOREIGN: "question",
    VerdictKind.NOT_A_CODE: "question",
    VerdictKind.NOT_HERE_YET: "sync",
    VerdictKind.NO_SUCH_CODE: "search",
}


class Reason(StrEnum):
    """Why a hand-over is taken back; the values are what the centre is told."""

    WRONG_GOODS = "wrong_goods"
    WRONG_PERSON = "wrong_person"
    BY_MISTAKE = "by_mistake"
    BROUGHT_BACK = "brought_back"


@dataclass(frozen=True, slots=True)
class Headline:
    """The loud field: drawing, word, why, and what to do under it."""

    icon: str
    title: str
    why: str
    hint: str
    tone: Tone
    settled: bool = False


def headline(card: Card) -> Headline:
    """Return what the loud field of ``card`` says."""
    if card.face is Face.DONE and card.done is not None:
        return _done(card.done.note)
    if card.face is Face.TAKEN_BACK and card.taken_back is not None:
        return _taken_back(card.taken_back)
    if card.face is Face.CHOOSING:
        return _which_one(card)
    if card.face is Face.TROUBLE and card.trouble is not None:
        title, hint = sentence(card.trouble.title), sentence(card.trouble.hint)
        return Headline("warning", title, "", hint, Tone.WARN)
    if card.verdict is not None:
        said = _verdict(card.verdict)
        return replace(said, hint=_adjusting()) if card.at_line >= 0 else said
    return Headline("scan", _tr("Card", "Ready for the next code"), "", "", Tone.NEUTRAL)


def person(name: str, phone_tail: str) -> str:
    """Return a member as the counter names them: masked name and the end of the phone."""
    if not phone_tail:
        return name
    return _tr("Card", "%1, phone …%2").replace("%1", name).replace("%2", phone_tail)


def goods(taken: Sequence[GoodsTaken]) -> str:
    """Return goods in one line."""
    comma = _tr("Card", ", ")
    return comma.join(f"{one.product_name}\u2009×{one.quantity}" for one in taken)


def about(verdict: Verdict) -> str:
    """Return how many orders the code opens, where that is more than one."""
    count = len(verdict.order_ids)
    return _tr("Card", "%n order(s) together", "", count) if count > 1 else ""


def freshness(verdict: Verdict, now: datetime) -> str:
    """Say how old the knowledge behind the verdict is, if the centre could not be asked."""
    if not verdict.offline:
        return ""
    if verdict.data_at is None:
        return _tr("Card", "Offline, never synced")
    said = _tr("Card", "Offline, orders as of %1")
    return said.replace("%1", words.age(verdict.data_at, now))


def change(news: Change) -> str:
    """Say what happened to the order while it was on the screen."""
    note = news.note
    if note is None:
        return _tr("Card", "This order has just changed. Look again before you hand over.")
    if note.reversed_at is not None:
        said = _tr("Card", "%1 has just taken a hand-over of this order back.")
    else:
        said = _tr("Card", "%1 has just handed over from this order: %2")
    return said.replace("%1", note.device_name).replace("%2", goods(note.goods))


def deeds(verdict: Verdict, now: datetime) -> str:
    """Return what was taken before, one hand-over a line, newest first."""
    kept = [note for note in verdict.hand_overs if note.reversed_at is None]
    kept.sort(key=lambda note: note.at, reverse=True)
    return "\n".join(_deed(note, now) for note in kept[:2])


def reasons() -> list[str]:
    """Return the reasons to take back, in the order of :class:`Reason`."""
    return [
        _tr("Card", "Wrong goods"),
        _tr("Card", "Wrong person"),
        _tr("Card", "Pressed by mistake"),
        _tr("Card", "Brought back at once"),
    ]


def action(card: Card) -> str:
    """Return what stands on the big button."""
    if card.busy is Busy.HANDING_OVER:
        return _tr("Card", "Handing over …")
    count = sum(pieces.quantity for pieces in card.wanted)
    if card.adjusted or card.face is not Face.VERDICT:
        return _tr("Card", "Hand over %n piece(s)", "", count)
    return _tr("Card", "Hand over all %n piece(s)", "", count)


def _adjusting() -> str:
    return _tr("Card", "Space takes a line out or in, + and − change how many, Esc starts over.")


def _done(note: HandOverNote) -> Headline:
    count = sum(one.quantity for one in note.goods)
    said = _tr("Card", "%n piece(s) to %1", "", count)
    why = said.replace("%1", person(note.member_name, note.phone_tail))
    hint = (
        _tr("Card", "Kept safely here; the centre hears of it when the network is back.")
        if note.offline
        else _tr("Card", "Wrong goods or person? F9 takes it back within the hour.")
    )
    return Headline("check-circle", _tr("Card", "Handed over"), why, hint, Tone.OK, settled=True)


def _taken_back(note: HandOverNote) -> Headline:
    who = person(note.member_name, note.phone_tail)
    hint = _tr("Card", "The goods count as not collected. The code is good again.")
    why = f"{who}: {goods(note.goods)}" if who else goods(note.goods)
    return Headline("undo", _tr("Card", "Taken back"), why, hint, Tone.NEUTRAL)


def _which_one(card: Card) -> Headline:
    hint = _tr("Card", "Press the number of the right one.")
    if card.more_candidates:
        hint = _tr("Card", "These are the newest. Type the order number to find others.")
    why = _tr("Card", "Ask for the name and what was ordered.")
    return Headline("people", _tr("Card", "Which one"), why, hint, Tone.NEUTRAL)


def _verdict(verdict: Verdict) -> Headline:
    drawing = _DRAWINGS.get(verdict.kind, "refused")
    title, why = sentence(verdict.title), sentence(verdict.detail)
    return Headline(drawing, title, why, sentence(verdict.hint), tone(verdict.kind))


def _deed(note: HandOverNote, now: datetime) -> str:
    who = f", {note.staff}" if note.staff else ""
    return f"{words.moment(note.at, now)}, {note.device_name}{who}: {goods(note.goods)}"
