"""What the verdict card shows, as values, and how one card follows from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey, Stage
from leader_app.domain.pickup import UNDO_GRACE, Pieces, VerdictKind
from leader_app.domain.text import Text
from leader_app.errors import LeaderError
from leader_app.ports import OrderSummary
from leader_app.services.pickup.verdict import HandOverDone, HandOverNote, Verdict, VerdictLine
from ui.theme.tokens import Tone


class Face(StrEnum):
    """What kind of thing fills the card."""

    WAITING = "waiting"
    VERDICT = "verdict"
    DONE = "done"
    TAKEN_BACK = "taken_back"
    CHOOSING = "choosing"
    TROUBLE = "trouble"


class Busy(StrEnum):
    """What is under way on the database thread."""

    NOTHING = "nothing"
    LOOKING = "looking"
    HANDING_OVER = "handing_over"
    TAKING_BACK = "taking_back"


@dataclass(frozen=True, slots=True)
class Pick:
    """A line and how many of its ready pieces go over the counter.

    Not ``open`` is a line of a verdict that lets nothing go: it is shown for what it is.
    """

    line: VerdictLine
    quantity: int
    open: bool = True

    @property
    def shown(self) -> int:
        """The number to read: what goes, or else what went or was ordered."""
        return self.quantity if self.open else self.line.taken or self.line.ordered


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that did not work, in words."""

    title: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Change:
    """The order changed while it was on the screen; ``note`` is the hand-over that did it."""

    note: HandOverNote | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member's order among several that a phone tail or a name fits."""

    summary: OrderSummary
    orders: int


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on the card. ``at_line`` is the line the arrow keys chose, or -1.

    ``asking`` is the hand-over for whose undoing a reason is being asked, over any face.
    """

    face: Face = Face.WAITING
    busy: Busy = Busy.NOTHING
    verdict: Verdict | None = None
    picks: tuple[Pick, ...] = ()
    at_line: int = -1
    done: HandOverDone | None = None
    taken_back: HandOverNote | None = None
    candidates: tuple[Candidate, ...] = ()
    more_candidates: bool = False
    trouble: Trouble | None = None
    change: Change | None = None
    asking: HandOverNote | None = None

    @property
    def can_hand_over(self) -> bool:
        """Whether the hand-over key does something now."""
        return (
            self.face is Face.VERDICT
            and self.busy is Busy.NOTHING
            and self.asking is None
            and self.verdict is not None
            and self.verdict.can_hand_over
            and bool(self.wanted)
        )

    @property
    def wanted(self) -> tuple[Pieces, ...]:
        """The pieces that would be handed over: exactly what the screen shows."""
        return tuple(Pieces(pick.line.key, pick.quantity) for pick in self.picks if pick.quantity)

    @property
    def adjusted(self) -> bool:
        """Whether somebody chose less than all that is ready."""
        return any(pick.open and pick.quantity != pick.line.ready for pick in self.picks)


_WORTH_OPENING = frozenset({Stage.READY, Stage.PARTLY_ARRIVED, Stage.PARTLY_COLLECTED})
_ZONES = (Zone.SHELF, Zone.FRIDGE, Zone.FREEZER)
_AMBER = frozenset(
    {
        VerdictKind.PARTLY_READY,
        VerdictKind.NOT_ARRIVED,
        VerdictKind.REFUND_RUNNING,
        VerdictKind.WRONG_POINT,
        VerdictKind.FOREIGN,
        VerdictKind.NOT_A_CODE,
        VerdictKind.NOT_HERE_YET,
        VerdictKind.NO_SUCH_CODE,
    }
)


def tone(kind: VerdictKind) -> Tone:
    """Return the colour of a verdict: go, look, or stop."""
    if kind in {VerdictKind.READY, VerdictKind.REST_READY}:
        return Tone.OK
    return Tone.WARN if kind in _AMBER else Tone.BAD


def showing(verdict: Verdict) -> Card:
    """Return the card of a fresh verdict: all that is ready is ticked, cold goods last."""
    return Card(Face.VERDICT, verdict=verdict, picks=_picks(verdict))


def handed_over(card: Card, done: HandOverDone) -> Card:
    """Return the card after a durable hand-over: what went stays where it was."""
    picks = tuple(pick for pick in card.picks if pick.quantity)
    return Card(Face.DONE, verdict=done.verdict, picks=picks, done=done)


def in_trouble(error: LeaderError) -> Card:
    """Return the card of something that could not be looked at."""
    return Card(Face.TROUBLE, trouble=Trouble(error.title, error.hint))


def choosing(found: Sequence[OrderSummary], limit: int) -> Card:
    """Return the card that asks which member it is, one entry a claim, goods to give first."""
    counts: dict[str, list[OrderSummary]] = {}
    for summary in sorted(found, key=lambda order: order.stage not in _WORTH_OPENING):
        counts.setdefault(summary.claim_id or summary.order_id, []).append(summary)
    groups = [Candidate(orders[0], len(orders)) for orders in counts.values()]
    return Card(
        Face.CHOOSING, candidates=tuple(groups[:limit]), more_candidates=len(groups) > limit
    )


def refreshed(card: Card, verdict: Verdict) -> Card:
    """Return ``card`` with a newer verdict of the same claim; what was ticked stays if it can."""
    if card.verdict is None or card.face is not Face.VERDICT:
        return card
    change = card.change if _same(card.verdict, verdict) else _change(card.verdict, verdict)
    chosen = {pick.line.key: pick for pick in card.picks}
    picks = tuple(_kept(pick, chosen.get(pick.line.key)) for pick in _picks(verdict))
    at_line = min(card.at_line, len(picks) - 1)
    return replace(card, verdict=verdict, picks=picks, at_line=at_line, change=change)


def moved(card: Card, steps: int) -> Card:
    """Return the card with another line chosen; moving up from the first leaves the lines."""
    if card.face is not Face.VERDICT or not card.picks:
        return card
    return replace(card, at_line=max(-1, min(len(card.picks) - 1, card.at_line + steps)))


def toggled(card: Card, row: int) -> Card:
    """Return the card with a line taken in whole or left out."""
    if not _adjustable(card, row):
        return card
    pick = card.picks[row]
    return _with_quantity(card, row, 0 if pick.quantity else pick.line.ready)


def stepped(card: Card, row: int, steps: int) -> Card:
    """Return the card with more or fewer pieces of a line, from none to all that are ready."""
    if not _adjustable(card, row):
        return card
    pick = card.picks[row]
    return _with_quantity(card, row, max(0, min(pick.line.ready, pick.quantity + steps)))


def reset(card: Card) -> Card:
    """Return the card with no line chosen and everything ready ticked again."""
    picks = tuple(replace(p, quantity=p.line.ready) if p.open else p for p in card.picks)
    return replace(card, at_line=-1, picks=picks)


def may_undo(note: HandOverNote, now: datetime) -> bool:
    """Tell whether this counter may still take a hand-over back."""
    return note.own and note.reversed_at is None and now - note.at <= UNDO_GRACE


def concerns(card: Card) -> tuple[str, tuple[str, ...]]:
    """Return the claim and the orders a refresh of the card would be about."""
    if card.face is not Face.VERDICT or card.verdict is None:
        return "", ()
    return card.verdict.claim_id, card.verdict.order_ids


def _picks(verdict: Verdict) -> tuple[Pick, ...]:
    lines = sorted(verdict.lines, key=lambda x: (_ZONES.index(x.zone), x.slot, _number(x.key)))
    if not verdict.can_hand_over:
        return tuple(Pick(line, 0, open=False) for line in lines)
    return tuple(Pick(line, line.ready) for line in lines)


def _number(key: LineKey) -> tuple[str, int]:
    return key.order_id, key.line_no


def _kept(pick: Pick, before: Pick | None) -> Pick:
    if before is None or not pick.open or before.quantity == before.line.ready:
        return pick
    return replace(pick, quantity=min(before.quantity, pick.line.ready))


def _same(old: Verdict, new: Verdict) -> bool:
    """Tell whether a person would see nothing new."""
    return (old.kind, old.lines) == (new.kind, new.lines)


def _change(old: Verdict, new: Verdict) -> Change:
    known = {(note.hand_over_id, note.reversed_at) for note in old.hand_overs}
    news = [n for n in new.hand_overs if (n.hand_over_id, n.reversed_at) not in known]
    return Change(max(news, key=lambda note: note.at) if news else None)


def _adjustable(card: Card, row: int) -> bool:
    return (
        card.face is Face.VERDICT
        and card.busy is Busy.NOTHING
        and card.verdict is not None
        and card.verdict.can_hand_over
        and 0 <= row < len(card.picks)
        and card.picks[row].line.ready > 0
    )


def _with_quantity(card: Card, row: int, quantity: int) -> Card:
    pick = replace(card.picks[row], quantity=quantity)
    return replace(card, at_line=row, picks=(*card.picks[:row], pick, *card.picks[row + 1 :]))
