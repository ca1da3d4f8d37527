"""What happens to goods, as words, drawings and colours. QtCore only: view-models use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.neighbourhood import FoodKind
from leader_app.domain.stock import Lot, MovementKind, PaymentKind, WriteOffReason
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_LOOKS = {
    MovementKind.RECEIVE: ("truck", Tone.OK),
    MovementKind.HAND_OVER: ("pickup", Tone.NEUTRAL),
    MovementKind.SELL: ("cart", Tone.ACCENT),
    MovementKind.RETURN_GOODS: ("return", Tone.NEUTRAL),
    MovementKind.MOVE: ("move", Tone.NEUTRAL),
    MovementKind.WRITE_OFF: ("trash", Tone.BAD),
    MovementKind.ADJUST: ("clipboard", Tone.WARN),
}


def kind_look(kind: MovementKind) -> tuple[str, Tone]:
    """Return the drawing and the colour of a kind of movement."""
    return _LOOKS[kind]


def kind_word(kind: MovementKind) -> str:
    """Return a kind of movement in the language in force."""
    return {
        MovementKind.RECEIVE: _tr("Goods", "Received"),
        MovementKind.HAND_OVER: _tr("Goods", "Handed over"),
        MovementKind.SELL: _tr("Goods", "Sold"),
        MovementKind.RETURN_GOODS: _tr("Goods", "Sent back"),
        MovementKind.MOVE: _tr("Goods", "Moved"),
        MovementKind.WRITE_OFF: _tr("Goods", "Written off"),
        MovementKind.ADJUST: _tr("Goods", "Put right"),
    }[kind]


def reason_word(reason: WriteOffReason) -> str:
    """Return why goods were written off, in the language in force."""
    return {
        WriteOffReason.PAST_USE_BY: _tr("Goods", "Past use-by"),
        WriteOffReason.DAMAGED: _tr("Goods", "Damaged"),
        WriteOffReason.SPOILT: _tr("Goods", "Spoilt"),
        WriteOffReason.TOO_WARM: _tr("Goods", "Too warm"),
        WriteOffReason.MISSING: _tr("Goods", "Missing"),
        WriteOffReason.OWN_USE: _tr("Goods", "Own use"),
        WriteOffReason.OTHER: _tr("Goods", "Something else"),
    }[reason]


def payment_word(payment: PaymentKind) -> str:
    """Return how somebody paid, in the language in force."""
    return {
        PaymentKind.CASH: _tr("Goods", "Cash"),
        PaymentKind.WECHAT: _tr("Goods", "WeChat Pay"),
        PaymentKind.ALIPAY: _tr("Goods", "Alipay"),
        PaymentKind.CARD: _tr("Goods", "Card"),
        PaymentKind.OTHER: _tr("Goods", "Other"),
    }[payment]


def food_word(food: FoodKind) -> str:
    """Return a food type in the language in force."""
    return {
        FoodKind.COOKED: _tr("Goods", "Cooked food"),
        FoodKind.FRESH: _tr("Goods", "Fresh food"),
        FoodKind.FROZEN: _tr("Goods", "Frozen food"),
        FoodKind.PACKED: _tr("Goods", "Packed food"),
        FoodKind.OTHER: _tr("Goods", "Other goods"),
    }[food]


def lot_word(lot: Lot) -> str:
    """Return a lot's own code; words of ours where its maker printed none."""
    return lot.code or _tr("Goods", "No lot")
