"""Where messages stand, and what a refusal means for the channel."""

from leader_app.domain.outgoing import (
    CHANNEL_BROKEN,
    OPEN_STATES,
    PASSING,
    TOLD_STATES,
    Fate,
    MessageState,
    Refusal,
    Reply,
)


def test_what_may_have_been_read_counts_as_told() -> None:
    freed = {
        MessageState.QUEUED,
        MessageState.REFUSED,
        MessageState.EXPIRED,
        MessageState.STOPPED,
    }
    assert set(MessageState) - TOLD_STATES == freed
    assert MessageState.UNSURE in TOLD_STATES - OPEN_STATES


def test_no_refusal_both_mends_itself_and_stops_a_channel() -> None:
    assert not PASSING & CHANNEL_BROKEN
    assert Refusal.TOO_LONG not in PASSING | CHANNEL_BROKEN


def test_an_answer_asks_for_no_wait_unless_it_says_so() -> None:
    assert Reply(Fate.TAKEN) == Reply(Fate.TAKEN, None, 0.0, "")
