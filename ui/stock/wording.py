"""What the stock page calls things. QtCore only: view-models may use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import PaymentKind
from ui.kit import words
from ui.kit.goods import payment_word
from ui.kit.stages import zone_word
from ui.stock.deeds import Form, Verb
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
TAKE_BACK = ("wrong_goods", "wrong_price", "brought_back")


def alert_word(key: str) -> str:
    """Return what an alert is called."""
    return {
        "past_use_by": _tr("Stock", "Past use-by"),
        "expiring": _tr("Stock", "Use soon"),
        "low": _tr("Stock", "Low"),
        "negative": _tr("Stock", "Below zero"),
        "unclaimed": _tr("Stock", "Not collected"),
    }[key]


def alert_look(key: str) -> tuple[str, Tone]:
    """Return the drawing and the colour of an alert that has something behind it."""
    return {
        "past_use_by": ("cross-circle", Tone.BAD),
        "expiring": ("clock", Tone.WARN),
        "low": ("box", Tone.WARN),
        "negative": ("warning", Tone.BAD),
        "unclaimed": ("people", Tone.ACCENT),
    }[key]


def verb_word(verb: Verb) -> str:
    """Return what a deed is called on its button."""
    return {
        Verb.WRITE_OFF: _tr("Stock", "Write off"),
        Verb.MOVE: _tr("Stock", "Move"),
        Verb.SEND_BACK: _tr("Stock", "Return"),
    }[verb]


def done_words(form: Form) -> str:
    """Say what was done."""
    said = {
        Verb.WRITE_OFF: _tr("Stock", "Written off: %1"),
        Verb.MOVE: _tr("Stock", "Moved to %2: %1"),
        Verb.SEND_BACK: _tr("Stock", "Sent back to the kitchen: %1"),
    }[form.verb]
    goods = f"{form.product.name} ×{form.quantity}"
    return said.replace("%2", form.slot).replace("%1", goods)


def price_words(product: Product) -> str:
    """Return price and unit, the zone after it."""
    price = f"{words.money(product.price)} / {product.unit}" if product.unit else ""
    return " · ".join(filter(None, (price, zone_word(product.zone))))


def take_back_words(reason: str) -> str:
    """Return why a sale is taken back, in the language in force."""
    return {
        "wrong_goods": _tr("Stock", "Wrong goods"),
        "wrong_price": _tr("Stock", "Wrong price"),
        "brought_back": _tr("Stock", "Brought back"),
    }[reason]


def payment_choices() -> list[tuple[PaymentKind, str]]:
    """Return the kinds of payment in the order of their keys."""
    order = (
        PaymentKind.WECHAT,
        PaymentKind.ALIPAY,
        PaymentKind.CASH,
        PaymentKind.CARD,
        PaymentKind.OTHER,
    )
    return [(kind, payment_word(kind)) for kind in order]
