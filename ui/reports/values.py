"""What stands in a report, as it is written for people. QtCore only."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from leader_app.domain.money import Fen
from leader_app.domain.text import Text
from leader_app.services.reports.desk import CellKind, CellValue, ReportKind
from ui.core_text import sentence
from ui.kit import words

_tr = QCoreApplication.translate
_DASH = "\u2013"
_MINUS = "\u2212"
_ON_RIGHT = frozenset({CellKind.PIECES, CellKind.MONEY, CellKind.PER_MILLE})


def is_number(kind: CellKind) -> bool:
    """Tell whether a column of ``kind`` stands on the right."""
    return kind in _ON_RIGHT


def written(value: CellValue, kind: CellKind) -> str:
    """Return a value as it is read; a dash for nothing."""
    if value is None:
        return _DASH
    if isinstance(value, Text):
        return sentence(value)
    if isinstance(value, date):
        return day_word(value)
    if isinstance(value, str):
        return value
    return _number(value, kind)


def day_word(day: date) -> str:
    """Return a day with its weekday: 11月20日 周五, Fri 20 November."""
    pattern = _tr("Reports", "ddd d MMMM")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def short_day(day: date) -> str:
    """Return a day as the foot of a bar: 周五 20, Fri 20."""
    pattern = _tr("Reports", "ddd d")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def change(value: int, before: int | None) -> str:
    """Return how ``value`` compares with the span before; nothing where there is none."""
    if before is None:
        return ""
    if before == 0:
        return "" if value == 0 else _tr("Reports", "none before")
    share = round(100 * (value - before) / abs(before))
    sign = "+" if share > 0 else _MINUS if share < 0 else "±"
    said = f"{sign}{abs(share)}\u2009%"
    return _tr("Reports", "%1 against before").replace("%1", said)


def kind_word(kind: ReportKind) -> str:
    """Return the name of a report."""
    return {
        ReportKind.DAY: _tr("Reports", "Day"),
        ReportKind.WEEK: _tr("Reports", "Week"),
        ReportKind.PRODUCTS: _tr("Reports", "Products"),
        ReportKind.MEMBERS: _tr("Reports", "Members"),
        ReportKind.SHRINKAGE: _tr("Reports", "Shrinkage"),
    }[kind]


def _number(value: int, kind: CellKind) -> str:
    if kind is CellKind.MONEY:
        return words.money(Fen(value))
    if kind is CellKind.PER_MILLE:
        return f"{value / 10:.1f}\u2009%"
    if kind is CellKind.HOUR:
        return f"{value:02d}:00"
    sign = _MINUS if value < 0 else ""
    return f"{sign}{abs(value):,}"
