"""What a stopped channel is about, and what to do. QtCore only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from leader_app.domain.channel import Channel
from leader_app.domain.outgoing import Refusal
from leader_app.services.notices.troubles import refusal_hint, refusal_words
from ui.core_text import sentence
from ui.notices.wording import channel_name, channel_word, reach_word
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
    refusal = Refusal(channel.problem) if channel.problem in _CODES else Refusal.OTHER
    return Trouble(sentence(refusal_words(refusal)), sentence(refusal_hint(refusal)))


def channel_state(channel: Channel) -> tuple[str, str, Tone]:
    """Return how a channel is: word, drawing, colour."""
    if channel.problem:
        return _tr("Notices", "Stopped"), "cross-circle", Tone.BAD
    if not channel.active:
        return _tr("Notices", "Off"), "minus", Tone.NEUTRAL
    return _tr("Notices", "Ready"), "check", Tone.OK


def state_words() -> list[str]:
    """Return all words for how a channel is."""
    return [_tr("Notices", "Stopped"), _tr("Notices", "Off"), _tr("Notices", "Ready")]


def channel_about(channel: Channel) -> str:
    """Return what a channel is, where its name does not say it, and whom it reaches."""
    called, word = channel_name(channel), channel_word(channel.kind)
    reaches = channel.group or reach_word(channel.traits.reach)
    return reaches if called == word else f"{word} · {reaches}"
