"""What a stopped channel is about, and what to do. QtCore only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from leader_app.domain.channel import Channel
from leader_app.domain.outgoing import Refusal
from ui.notices.wording import channel_word
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_CODES = {refusal.value for refusal in Refusal}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter with a channel, and what a person can do."""

    what: str
    hint: str


def trouble_of(channel: Channel) -> Trouble:
    """Return why a channel was stopped and what to do about it."""
    code = Refusal(channel.problem) if channel.problem in _CODES else Refusal.OTHER
    mend = _tr("Notices", "Ask for a new address where the old one came from, and put it in here.")
    return {
        Refusal.REMOVED: Trouble(
            _tr("Notices", "The robot was removed from the group."),
            _tr("Notices", "Add a robot in the group again and put its address in here."),
        ),
        Refusal.WRONG_ADDRESS: Trouble(_tr("Notices", "Nobody answers at this address."), mend),
        Refusal.NOT_ALLOWED: Trouble(
            _tr("Notices", "The channel lets nobody in with this address."),
            _tr("Notices", "Look at its key words, signature and allowed addresses."),
        ),
    }.get(code, Trouble(_tr("Notices", "The channel does not take notices."), mend))


def channel_state(channel: Channel) -> tuple[str, str, Tone]:
    """Return how a channel is: word, drawing, colour."""
    if channel.problem:
        return _tr("Notices", "Stopped"), "cross-circle", Tone.BAD
    if not channel.active:
        return _tr("Notices", "Off"), "minus", Tone.NEUTRAL
    return _tr("Notices", "Ready"), "check", Tone.OK


def channel_about(channel: Channel) -> str:
    """Return what a channel is and which group it reaches."""
    return " · ".join(filter(None, (channel_word(channel.kind), channel.group)))
