"""What posters and their parts are called, and what they say until somebody writes. QtCore only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.poster import Mood, PosterDesign, Shape

_tr = QCoreApplication.translate
_GOODS = ("badge", "headline", "product", "price", "old_price", "unit", "words")
PARTS = {
    PosterDesign.FRESH: _GOODS,
    PosterDesign.PRICE: _GOODS,
    PosterDesign.TONIGHT: ("badge", "headline", "time", "goods", "words"),
    PosterDesign.STREAM: (
        "badge",
        "headline",
        "time",
        "host",
        "product",
        "price",
        "old_price",
        "unit",
        "words",
    ),
    PosterDesign.ARRIVED: ("badge", "headline", "slot", "product", "words"),
    PosterDesign.CALM: ("badge", "headline", "words", "time"),
    PosterDesign.THANKS: ("headline", "words"),
}
"""What is written in each design; the foot is the same for all."""
FOOT = ("store", "address", "hours", "code", "code_words")


def design_word(design: PosterDesign) -> str:
    """Return what a design is called."""
    return {
        PosterDesign.FRESH: _tr("Poster", "Fresh goods"),
        PosterDesign.PRICE: _tr("Poster", "Big price"),
        PosterDesign.TONIGHT: _tr("Poster", "Goods list"),
        PosterDesign.STREAM: _tr("Poster", "Live show"),
        PosterDesign.ARRIVED: _tr("Poster", "Goods are here"),
        PosterDesign.CALM: _tr("Poster", "Text card"),
        PosterDesign.THANKS: _tr("Poster", "Thank-you card"),
    }[design]


def mood_word(mood: Mood) -> str:
    """Return what the colours are called."""
    return {
        Mood.GREEN: _tr("Poster", "Green"),
        Mood.WARM: _tr("Poster", "Festive red"),
        Mood.NIGHT: _tr("Poster", "Night blue"),
        Mood.PAPER: _tr("Poster", "Warm paper"),
    }[mood]


def shape_word(shape: Shape) -> str:
    """Return what a shape is for."""
    return {
        Shape.GROUP: _tr("Poster", "For the group 3:4"),
        Shape.STORY: _tr("Poster", "Full screen 9:16"),
        Shape.SQUARE: _tr("Poster", "Square 1:1"),
    }[shape]


def part_word(part: str) -> str:
    """Return what a part of a poster is called."""
    return {
        "badge": _tr("Poster", "Short label"),
        "headline": _tr("Poster", "Heading"),
        "product": _tr("Poster", "Product name"),
        "price": _tr("Poster", "Price now (yuan)"),
        "old_price": _tr("Poster", "Price before (yuan)"),
        "unit": _tr("Poster", "Sold by"),
        "words": _tr("Poster", "A few words"),
        "slot": _tr("Poster", "Shelf slot"),
        "hours": _tr("Poster", "Hours to collect"),
        "address": _tr("Poster", "Where the store is"),
        "time": _tr("Poster", "When it is"),
        "host": _tr("Poster", "Who hosts"),
        "store": _tr("Poster", "Store name"),
        "code": _tr("Poster", "Link or code for the QR"),
        "code_words": _tr("Poster", "Words under the QR"),
        "goods": _tr("Poster", "Goods, one a line: name price note"),
    }[part]


def headline_of(design: PosterDesign) -> str:
    """Return the heading a design begins with."""
    return {
        PosterDesign.FRESH: _tr("Poster", "Fresh in store today"),
        PosterDesign.PRICE: _tr("Poster", "A good price for neighbours"),
        PosterDesign.TONIGHT: _tr("Poster", "Tonight's group buy"),
        PosterDesign.STREAM: _tr("Poster", "See you live tonight"),
        PosterDesign.ARRIVED: _tr("Poster", "Your goods have arrived"),
        PosterDesign.CALM: _tr("Poster", "A note for our neighbours"),
        PosterDesign.THANKS: _tr("Poster", "Thank you, neighbours"),
    }[design]


def badge_of(design: PosterDesign) -> str:
    """Return the label a design begins with; empty if it has none."""
    return {
        PosterDesign.FRESH: _tr("Poster", "Just in"),
        PosterDesign.PRICE: _tr("Poster", "Only today"),
        PosterDesign.TONIGHT: _tr("Poster", "Order now"),
        PosterDesign.STREAM: _tr("Poster", "Live soon"),
        PosterDesign.ARRIVED: _tr("Poster", "Bring your code"),
        PosterDesign.CALM: _tr("Poster", "From the store"),
    }.get(design, "")


def code_words() -> str:
    """Return what stands under a code until somebody writes."""
    return _tr("Poster", "Scan to order")
