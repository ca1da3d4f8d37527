"""What an account says in words. QtCore only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.contact_budget import MUST_LEAVE, START
from leader_app.domain.notice import Purpose
from leader_app.domain.touch import AccountKind, ReactionKind
from ui.theme.tokens import Ink

_tr = QCoreApplication.translate


def standing(value: int) -> tuple[str, Ink]:
    """Return what a balance means for the next notice."""
    if value < MUST_LEAVE[Purpose.SERVICE]:
        return _tr("Notices", "Only warnings for now: let them rest."), Ink.BAD
    if value < MUST_LEAVE[Purpose.MARKETING]:
        return _tr("Notices", "Only news about their own goods."), Ink.WARN
    if value >= START:
        return _tr("Notices", "Glad to hear from you."), Ink.OK
    return _tr("Notices", "Fine, with care."), Ink.PRIMARY


def reaction_done(kind: ReactionKind, who: AccountKind) -> str:
    """Return that something was booked."""
    if kind is ReactionKind.THANKED:
        return _tr("Notices", "Noted: they were glad.")
    if kind is ReactionKind.COMPLAINED:
        return _tr("Notices", "Noted: they complained.")
    if who is AccountKind.GROUP:
        return _tr("Notices", "Noted: the group wants fewer notices.")
    return _tr("Notices", "Noted: they want fewer notices.")


def signed(change: int) -> str:
    """Return a change with its sign, a real minus."""
    return f"{change:+d}".replace("-", "\u2212")
