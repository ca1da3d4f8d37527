"""What stands on the card of a delivery. QtCore only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from leader_app.domain.delivery import KitchenClaimState
from leader_app.domain.money import Fen
from leader_app.services.receiving.desk import DeliveryCard
from ui.core_text import sentence
from ui.kit import words
from ui.receiving import wording
from ui.receiving.overview import Entry, Group
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class CardWords:
    """A title with its state, when, how much, and what to look at (none: empty).

    ``share`` is how much of it is counted, from 0 to 1; ``None`` where nobody counts.
    """

    title: str
    when: str
    amount: str
    note: str
    note_icon: str
    note_tone: Tone
    pill: tuple[str, str, Tone]
    share: float | None

    def spoken(self) -> str:
        """Return everything in one line, for a screen reader."""
        return wording.dotted(self.title, self.pill[0], self.when, self.amount, self.note)


def card_words(entry: Entry, now: datetime) -> CardWords:
    """Return what the card of ``entry`` says."""
    card = entry.card
    if card is None:
        return _others(entry)
    if entry.is_loose:
        return _loose(card)
    note, icon, tone = _note(entry)
    return CardWords(
        wording.delivery_title(card.delivery),
        wording.dotted(wording.expected(card.delivery, now), card.delivery.truck),
        _amount(entry, card),
        note,
        icon,
        tone,
        wording.delivery_state(card),
        _share(card),
    )


def group_word(group: Group) -> str:
    """Return the heading of a group."""
    if group is Group.COMING:
        return _tr("Receiving", "Coming")
    return _tr("Receiving", "Received")


def claims_words(entry: Entry) -> str:
    """Say how the claims of a delivery stand."""
    claims = [note.claim for note in entry.claims]
    if not claims:
        return ""
    said = _tr("Receiving", "%n claim(s)", "", len(claims))
    waiting = sum(claim.state is KitchenClaimState.OPEN for claim in claims)
    if waiting:
        return wording.dotted(said, _tr("Receiving", "%n not answered", "", waiting))
    credit = Fen(sum(claim.credit for claim in claims))
    granted = _tr("Receiving", "credit %1").replace("%1", words.money(credit)) if credit else ""
    return wording.dotted(said, granted or _tr("Receiving", "all answered"))


def _amount(entry: Entry, card: DeliveryCard) -> str:
    cold = _tr("Receiving", "%n cold", "", entry.cold) if entry.cold else ""
    return wording.dotted(wording.amount(card.products, card.pieces), cold)


def _note(entry: Entry) -> tuple[str, str, Tone]:
    if entry.group is Group.RECEIVED:
        states = {note.claim.state for note in entry.claims}
        is_open = KitchenClaimState.OPEN in states
        bad = KitchenClaimState.REJECTED in states
        tone = Tone.WARN if is_open else Tone.BAD if bad else Tone.OK
        return claims_words(entry), "clock" if is_open else "cross-circle" if bad else "check", tone
    if entry.overflows and entry.plan is not None:
        return sentence(entry.plan.warnings[0]), "warning", Tone.WARN
    return "", "", Tone.NEUTRAL


def _share(card: DeliveryCard) -> float | None:
    if not card.in_progress or not card.pieces:
        return None
    return min(1.0, card.counted / card.pieces)


def _loose(card: DeliveryCard) -> CardWords:
    counted = wording.amount(card.products, card.counted)
    return CardWords(
        wording.delivery_title(card.delivery),
        _tr("Receiving", "nobody announced them"),
        counted,
        "",
        "",
        Tone.NEUTRAL,
        wording.delivery_state(card),
        None,
    )


def _others(entry: Entry) -> CardWords:
    note, icon, tone = _note(entry)
    pill = (_tr("Receiving", "Received"), "check-circle", Tone.NEUTRAL)
    title = _tr("Receiving", "Goods without a manifest")
    return CardWords(title, "", "", note, icon, tone, pill, None)
