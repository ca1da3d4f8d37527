"""What receiving says, in the language in force. QtCore only."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from leader_app.domain.delivery import (
    Delivery,
    DeliveryState,
    Finding,
    FindingKind,
    KitchenClaimState,
)
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.stock import Lot
from leader_app.services.receiving.desk import CountLine, DeliveryCard, ScanOutcome, Seen, SlotUse
from ui.kit import words
from ui.receiving.sheet import Last, State, is_over
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_THIN = "\u2009"
_SOON, _TODAY = timedelta(minutes=100), timedelta(hours=10)
ZONE_ICONS = {Zone.SHELF: "shelf", Zone.FRIDGE: "fridge", Zone.FREEZER: "freezer"}
FINDING_LOOKS: dict[FindingKind, tuple[str, Tone]] = {
    FindingKind.SHORT: ("warning", Tone.WARN),
    FindingKind.OVER: ("info", Tone.ACCENT),
    FindingKind.DAMAGED: ("cross-circle", Tone.BAD),
    FindingKind.WRONG: ("question", Tone.BAD),
    FindingKind.TOO_WARM: ("sun", Tone.BAD),
}
CLAIM_LOOKS: dict[KitchenClaimState, tuple[str, Tone]] = {
    KitchenClaimState.OPEN: ("clock", Tone.NEUTRAL),
    KitchenClaimState.ACCEPTED: ("check", Tone.OK),
    KitchenClaimState.REJECTED: ("cross-circle", Tone.BAD),
}
STATE_LOOKS: dict[State, tuple[str, Tone]] = {
    State.WAITING: ("clock", Tone.NEUTRAL),
    State.RIGHT: ("check", Tone.OK),
    State.SHORT: ("warning", Tone.WARN),
    State.OVER: ("info", Tone.ACCENT),
    State.NOT_ANNOUNCED: ("question", Tone.WARN),
}


def delivery_title(delivery: Delivery) -> str:
    """Return who sends a delivery."""
    return delivery.kitchen or _tr("Receiving", "Goods without a manifest")


def expected(delivery: Delivery, now: datetime) -> str:
    """Say when a truck comes, or that it should be here by now."""
    when = words.moment(delivery.expected_at, now)
    if delivery.state is DeliveryState.RECEIVED:
        return when
    return dotted(when, _away(delivery.expected_at - now))


def _away(left: timedelta) -> str:
    """Say how far off a truck is; nothing where the day and the time say it best."""
    if left < timedelta():
        return _tr("Receiving", "overdue")
    if left < _SOON:
        return _tr("Receiving", "in %n min", "", max(1, left // timedelta(minutes=1)))
    if left < _TODAY:
        return _tr("Receiving", "in %n h", "", round(left / timedelta(hours=1)))
    return ""


def delivery_state(card: DeliveryCard) -> tuple[str, str, Tone]:
    """Return words, drawing and colour of how a delivery stands."""
    if card.in_progress:
        return _tr("Receiving", "Counting"), "scan", Tone.ACCENT
    if card.delivery.state is DeliveryState.RECEIVED:
        return _tr("Receiving", "Received"), "check-circle", Tone.NEUTRAL
    if card.receipts:
        return _tr("Receiving", "One more truck to come"), "truck", Tone.WARN
    if card.delivery.state is DeliveryState.ON_THE_WAY:
        return _tr("Receiving", "On the way"), "truck", Tone.ACCENT
    return _tr("Receiving", "Announced"), "clock", Tone.NEUTRAL


def amount(products: int, count: int) -> str:
    """Return how much comes."""
    return dotted(_tr("Receiving", "%n product(s)", "", products), pieces(count))


def finding_word(kind: FindingKind) -> str:
    """Return what is wrong, in a word."""
    return {
        FindingKind.SHORT: _tr("Receiving", "Short"),
        FindingKind.OVER: _tr("Receiving", "Too many"),
        FindingKind.DAMAGED: _tr("Receiving", "Damaged"),
        FindingKind.WRONG: _tr("Receiving", "Wrong goods"),
        FindingKind.TOO_WARM: _tr("Receiving", "Too warm"),
    }[kind]


def claim_word(state: KitchenClaimState) -> str:
    """Return what the kitchen says, in a word."""
    return {
        KitchenClaimState.OPEN: _tr("Receiving", "Not answered yet"),
        KitchenClaimState.ACCEPTED: _tr("Receiving", "Accepted"),
        KitchenClaimState.REJECTED: _tr("Receiving", "Turned down"),
    }[state]


def state_word(line: CountLine, state: State) -> str:
    """Say how a line of the count stands, with its difference."""
    gap = abs(line.difference)
    if state is State.SHORT:
        return _tr("Receiving", "%1 short").replace("%1", f"{gap:,}")
    if state is State.OVER:
        return _tr("Receiving", "%1 too many").replace("%1", f"{gap:,}")
    return {
        State.WAITING: _tr("Receiving", "To count"),
        State.RIGHT: _tr("Receiving", "Right"),
        State.NOT_ANNOUNCED: _tr("Receiving", "Not announced"),
    }[state]


def calendar_day(day: date, today: date) -> str:
    """Return a day as it is printed on goods: 30 November, with the year where it is another."""
    same_year = day.year == today.year
    pattern = _tr("Words", "d MMMM") if same_year else _tr("Words", "d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def lot_words(lot: Lot, today: date) -> str:
    """Return lot and use-by day in one line; empty where neither is known."""
    code = _tr("Receiving", "lot %1").replace("%1", lot.code) if lot.code else ""
    return dotted(code, use_by(lot, today))


def use_by(lot: Lot, today: date) -> str:
    """Say until when a lot is good."""
    if lot.expires_on is None:
        return ""
    day = calendar_day(lot.expires_on, today)
    if lot.expires_on < today:
        return _tr("Receiving", "past its use-by %1").replace("%1", day)
    return _tr("Receiving", "use by %1").replace("%1", day)


def last_remark(last: Last, line: CountLine) -> str:
    """Say what is odd about what was counted last; empty where all is well."""
    if last.outcome.seen is Seen.PAST_USE_BY:
        return _tr("Receiving", "Past its use-by day: reject it")
    if last.outcome.seen is Seen.NOT_ANNOUNCED:
        return _tr("Receiving", "Not on the manifest, but counted")
    if is_over(line):
        return _tr("Receiving", "More than announced")
    return _tr("Receiving", "by hand") if last.by_hand else ""


def last_detail(outcome: ScanOutcome, line: CountLine, per_carton: int, today: date) -> str:
    """Return cartons, lot and use-by day of what was counted last."""
    cartons = ""
    if per_carton and outcome.pieces > 0 and outcome.pieces % per_carton == 0:
        cartons = _tr("Receiving", "%n carton(s)", "", outcome.pieces // per_carton)
    return dotted(cartons, lot_words(line.lot, today))


def so_far(line: CountLine) -> str:
    """Say how far a line is counted."""
    here = line.earlier + line.counted + line.rejected
    if not line.expected:
        return _tr("Receiving", "%1 counted").replace("%1", f"{here:,}")
    said = _tr("Receiving", "%1 of %2 here").replace("%1", f"{here:,}")
    return said.replace("%2", f"{line.expected:,}")


def litres(millilitres: int) -> str:
    """Return a volume in litres, with a decimal below ten."""
    value = millilitres / 1000
    shown = f"{value:,.0f}" if value >= 10 or not millilitres % 1000 else f"{value:.1f}"  # noqa: PLR2004
    return f"{shown}{_THIN}L"


def room(use: SlotUse) -> str:
    """Say how full a slot becomes."""
    after = litres(use.used_ml + use.added_ml)
    return of(after, litres(use.slot.capacity_ml)) if use.slot.capacity_ml else after


def degrees(tenths: int | None) -> str:
    """Return a temperature as it is typed; empty where nobody measured."""
    if tenths is None:
        return ""
    sign = "-" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def finding(found: Finding, product_name: str) -> str:
    """Return a finding in one line."""
    said = f"{product_name}{_THIN}×{found.quantity:,}"
    return dotted(said, found.note)


def dotted(*parts: str) -> str:
    """Return what is not empty of ``parts``, with dots between."""
    return " · ".join(part for part in parts if part)


def line_below(line: CountLine, today: date) -> str:
    """Return what is particular about a line of the count."""
    earlier = _tr("Receiving", "%1 came earlier").replace("%1", f"{line.earlier:,}")
    down = _tr("Receiving", "%1 turned down").replace("%1", f"{line.rejected:,}")
    return dotted(
        down if line.rejected else "",
        lot_words(line.lot, today),
        line.slot,
        earlier if line.earlier else "",
    )


def pieces(count: int) -> str:
    """Return a number of pieces."""
    return _tr("Receiving", "%n piece(s)", "", count)


def of(part: str, whole: str) -> str:
    """Return a part of a whole."""
    return _tr("Receiving", "%1 of %2").replace("%1", part).replace("%2", whole)


def plain_litres(millilitres: int) -> str:
    """Return a volume as it is typed; empty for any."""
    if not millilitres:
        return ""
    whole, rest = divmod(millilitres, 1000)
    return f"{whole}.{rest:03d}".rstrip("0") if rest else f"{whole}"
