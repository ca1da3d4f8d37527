"""What went wrong with a channel or a message, and what the leader can do about it."""

from __future__ import annotations

from leader_app.domain.notice_places import PLACES
from leader_app.domain.outgoing import Message, MessageState, Refusal
from leader_app.domain.text import Text, say

_WORDS = {
    Refusal.OFFLINE: say("The channel cannot be reached."),
    Refusal.TOO_FAST: say("The channel asks us to wait: too many messages."),
    Refusal.BUSY: say("The channel is busy."),
    Refusal.WRONG_ADDRESS: say("The channel does not know this address."),
    Refusal.REMOVED: say("The robot was removed from the group."),
    Refusal.NOT_ALLOWED: say("The channel does not allow this message."),
    Refusal.TOO_LONG: say("The message is too long for the channel."),
    Refusal.NO_ADDRESS: say("No address of this person is known."),
    Refusal.OTHER: say("The channel refused the message."),
}
_HINTS = {
    Refusal.OFFLINE: say("It is tried again by itself."),
    Refusal.TOO_FAST: say("It is sent as soon as the channel allows."),
    Refusal.BUSY: say("It is tried again by itself."),
    Refusal.WRONG_ADDRESS: say("Copy the address again from the robot's page; what waits goes on."),
    Refusal.REMOVED: say(
        "Add the robot to the group again and copy its address; what waits goes on."
    ),
    Refusal.NOT_ALLOWED: say("Look at the robot's security settings, then try the channel."),
    Refusal.TOO_LONG: say("Make the text shorter."),
    Refusal.NO_ADDRESS: say("Tell this person yourself, or ask for a number."),
    Refusal.OTHER: say("Try again, or choose another channel."),
}
_STATES = {
    MessageState.QUEUED: say("Waits to be sent."),
    MessageState.SENDING: say("Is being sent."),
    MessageState.POSTED: say("Is on its way to the centre."),
    MessageState.SENT: say("Sent."),
    MessageState.READ: say("Read."),
    MessageState.UNSURE: say("May have been sent; nobody knows."),
    MessageState.EXPIRED: say("Not sent: it was no longer needed."),
    MessageState.STOPPED: say("Not sent: stopped."),
}
_CENTRE = {
    "opted_out": say("This person does not want such notices."),
    "told": say("This person was told already."),
    "expired": say("It came too late."),
    "no_way": say("The centre has no way to this person."),
    "unknown_member": say("The centre does not know this person here."),
}
_CENTRE_HINTS = {
    "expired": say("Write a new notice if it still holds."),
    "no_way": say("Tell this person yourself, or ask for a number."),
}
MISSING = "missing:"
"""In ``Message.detail``: nothing fills these places, by name."""


def refusal_words(refusal: Refusal) -> Text:
    """Return what happened."""
    return _WORDS[refusal]


def refusal_hint(refusal: Refusal) -> Text:
    """Return what to do about it."""
    return _HINTS[refusal]


def message_words(message: Message) -> tuple[Text, Text | None]:
    """Return how a message stands, and what to do if that is for a person to do."""
    problem = _known(message.problem)
    if message.state is MessageState.REFUSED:
        return _refused(message, problem or Refusal.OTHER)
    if message.state is MessageState.SENT and message.pieces_done < len(message.pieces):
        return _in_part(message)
    if message.state is MessageState.QUEUED and problem is not None:
        return _WORDS[problem], _HINTS[problem]
    if message.state is MessageState.UNSURE:
        return _STATES[message.state], say("Look into the chat and say whether it is there.")
    return _STATES[message.state], None


def _refused(message: Message, problem: Refusal) -> tuple[Text, Text | None]:
    if message.detail.startswith(MISSING):
        named = message.detail.removeprefix(MISSING).split(",")[0]
        place = next((x.chinese for x in PLACES if x.name == named), named)
        words = say("Nothing is known to fill {place} with.", place=f"{{{place}}}")
        return words, say("Tell this person yourself, or write it without this.")
    if message.detail in _CENTRE:
        return _CENTRE[message.detail], _CENTRE_HINTS.get(message.detail)
    return _WORDS[problem], _HINTS[problem]


def _in_part(message: Message) -> tuple[Text, Text | None]:
    words = say(
        "Sent in part: {done} of {all} pieces.",
        done=message.pieces_done,
        all=len(message.pieces),
    )
    return words, say("Look into the chat and add what is missing by hand.")


def _known(problem: str) -> Refusal | None:
    try:
        return Refusal(problem)
    except ValueError:
        return None
