"""The lines of an import by what is to be done with them. QtCore only: the presenter uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from leader_app.services.importing.desk import WANTED, Entry, Standing
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
ALL, CHECK, READY, HERE, OUT = "all", "check", "ready", "here", "out"
GROUPS = (ALL, CHECK, READY, HERE, OUT)
_SURE = 0.9
_HALF = 0.3


def in_group(group: str, entry: Entry) -> bool:
    """Whether a line belongs to a group."""
    return group in {ALL, group_of(entry)}


def group_of(entry: Entry) -> str:
    """Return the one group, beside all, that a line belongs to."""
    if entry.left_out:
        return OUT
    if entry.needs_review:
        return CHECK
    return READY if entry.standing in WANTED else HERE


def may_be_another(entry: Entry) -> bool:
    """Whether it looks like an order that is here and may still be another one."""
    asked = bool(entry.hindrances) and not entry.left_out
    return asked and entry.standing not in {Standing.NEW, Standing.CANCELLED}


def counted(entries: Sequence[Entry]) -> Mapping[str, int]:
    """Return how many lines each group has."""
    counts = dict.fromkeys(GROUPS, 0)
    counts[ALL] = len(entries)
    for entry in entries:
        counts[group_of(entry)] += 1
    return counts


def group_word(group: str) -> str:
    """Return a group in the language in force."""
    return {
        ALL: _tr("Import", "All"),
        CHECK: _tr("Import", "To check"),
        READY: _tr("Import", "Ready"),
        HERE: _tr("Import", "Nothing to do"),
        OUT: _tr("Import", "Left out"),
    }[group]


def state_look(entry: Entry) -> tuple[str, Tone]:
    """Return the drawing and the colour of how a line stands."""
    if entry.left_out:
        return "eye-off", Tone.NEUTRAL
    if entry.hindrances:
        return ("question", Tone.WARN) if may_be_another(entry) else ("pencil", Tone.BAD)
    if entry.needs_review:
        return "question", Tone.WARN
    if entry.standing not in WANTED:
        known = entry.standing is Standing.KNOWN
        return ("check", Tone.NEUTRAL) if known else ("cross", Tone.NEUTRAL)
    return "check", Tone.OK


def state_word(entry: Entry) -> str:
    """Return how a line stands, in the language in force."""
    if entry.left_out:
        return _tr("Import", "Left out")
    if may_be_another(entry):
        return _tr("Import", "The same?")
    if entry.hindrances:
        return _tr("Import", "Complete it")
    if entry.needs_review:
        return _tr("Import", "Check it")
    return {
        Standing.NEW: _tr("Import", "New"),
        Standing.KNOWN: _tr("Import", "Here already"),
        Standing.CHANGED: _tr("Import", "More goods"),
        Standing.UPDATED: _tr("Import", "Paid or called off"),
        Standing.LESS: _tr("Import", "Fewer goods"),
        Standing.CANCELLED: _tr("Import", "Called off"),
    }[entry.standing]


def state_words() -> Sequence[str]:
    """Return the widest words of states, to measure by."""
    return (
        _tr("Import", "Here already"),
        _tr("Import", "Fewer goods"),
        _tr("Import", "Complete it"),
        _tr("Import", "Called off"),
    )


def sureness(entry: Entry) -> tuple[float, Tone]:
    """Return how sure the reading is, from 0 to 1, and in which colour."""
    share = 1.0 if entry.confirmed else entry.order.confidence
    if entry.needs_review:
        share = min(share, _HALF * 2)
    return share, Tone.OK if share >= _SURE else Tone.WARN if share > _HALF else Tone.BAD


def sureness_word(entry: Entry) -> str:
    """Return how sure the reading is, in words."""
    if entry.confirmed:
        return _tr("Import", "Confirmed")
    share, _ = sureness(entry)
    if share >= _SURE:
        return _tr("Import", "Sure")
    return _tr("Import", "Unsure") if share > _HALF else _tr("Import", "Very unsure")
