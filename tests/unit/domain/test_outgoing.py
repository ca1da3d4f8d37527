"""Where messages stand, and what a refusal means for the channel."""

from leader_app.domain.outgoing import (
    CHANNEL_BROKEN,
    OPEN_STATES,
    PASSING,
    Fate,
    MessageState,
    Refusal,
    Reply,
)


def test_what_may_have_been_read_is_not_open() -> None:
    assert {MessageState.QUEUED, MessageState.SENDING, MessageState.POSTED} == OPEN_STATES


def test_no_refusal_both_mends_itself_and_stops_a_channel() -> None:
    assert not PASSING & CHANNEL_BROKEN
    assert Refusal.TOO_LONG not in PASSING | CHANNEL_BROKEN


def test_an_answer_asks_for_no_wait_unless_it_says_so() -> None:
    assert Reply(Fate.TAKEN) == Reply(Fate.TAKEN, None, 0.0, "")
