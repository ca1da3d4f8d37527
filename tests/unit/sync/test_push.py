"""What goes out: each command exactly once, whatever happens on the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from leader_app.domain.command import Outcome
from sync.protocol.codec import page_checksum
from sync.protocol.messages import (
    MAX_PUSH_COMMANDS,
    PUSH,
    ErrorCode,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    WireResult,
)
from sync.troubles import CentreFailing, Garbled, LogsDisagree, NoNetwork, TurnedDown
from tests.fakes.centre_books import SaidNo
from tests.fakes.wire import cut, failing
from tests.unit.sync.conftest import Desk


def _fail_at(path: str) -> None:
    if path == PUSH:
        raise NoNetwork


def test_a_hand_over_reaches_the_centre_and_gets_its_word(desk: Desk) -> None:
    sent = desk.outbox.add()
    report = desk.engine.run_once()
    assert report.pushed == 1
    assert desk.outbox.words[1].outcome is Outcome.ACCEPTED
    assert [x.hand_over_id for x in desk.centre.claims[_claim(desk)].hand_overs] == [
        sent.command.command_id
    ]


def test_nothing_is_asked_of_push_when_nothing_is_unsent(desk: Desk) -> None:
    desk.engine.run_once()
    assert PUSH not in desk.weather.asked


def test_many_commands_go_in_runs_that_the_centre_takes(desk: Desk) -> None:
    for _ in range(450):
        desk.outbox.add()
    assert desk.engine.push().settled == 450
    assert desk.weather.asked.count(PUSH) == 3
    assert len(desk.centre.devices[desk.device_id].log) == 450


def test_a_lost_reply_is_asked_for_again_and_counts_once(desk: Desk) -> None:
    desk.outbox.add()
    desk.weather.after = _fail_at
    with pytest.raises(NoNetwork):
        desk.engine.run_once()
    assert desk.outbox.words == {}
    desk.weather.after = lambda _path: None
    desk.engine.run_once()
    assert desk.outbox.words[1].outcome is Outcome.ACCEPTED
    assert len(desk.centre.claims[_claim(desk)].hand_overs) == 1


def test_a_second_hand_over_is_taken_with_an_incident(desk: Desk) -> None:
    desk.outbox.add()
    desk.outbox.add()
    desk.engine.run_once()
    assert desk.outbox.words[2].outcome is Outcome.ACCEPTED_WITH_INCIDENT
    assert desk.outbox.words[2].incident_id == desk.centre.incidents[0].incident_id


def test_a_rejected_command_does_not_stop_the_next(desk: Desk) -> None:
    desk.centre.rejected.add(desk.outbox.add().command.command_id)
    desk.outbox.add(line_no=2)
    report = desk.engine.run_once()
    assert (report.pushed, report.rejected) == (2, 1)
    assert desk.outbox.words[1].code == "not_allowed"
    assert desk.outbox.words[2].outcome is Outcome.ACCEPTED


def test_a_parked_command_does_not_stop_the_next_and_is_tried_again(desk: Desk) -> None:
    first = desk.outbox.add().command.command_id
    desk.outbox.add(line_no=2)
    desk.centre.parked.add(first)
    report = desk.engine.run_once()
    assert (report.pushed, report.parked) == (1, 1)
    desk.centre.parked.clear()
    assert desk.engine.run_once().pushed == 0
    desk.clock.advance(timedelta(minutes=2))
    assert desk.engine.run_once().pushed == 1
    assert desk.outbox.words[1].outcome is Outcome.ACCEPTED


def test_a_parked_command_that_is_due_again_is_sent_apart_from_new_ones(desk: Desk) -> None:
    first = desk.outbox.add().command.command_id
    desk.centre.parked.add(first)
    desk.outbox.add(line_no=2)
    desk.engine.run_once()
    desk.outbox.add(line_no=2)
    desk.clock.advance(timedelta(minutes=2))
    report = desk.engine.run_once()
    assert (report.pushed, report.parked) == (1, 1)


def test_a_gap_makes_us_send_again_what_the_centre_misses(desk: Desk) -> None:
    for _ in range(5):
        desk.outbox.add()
    desk.engine.run_once()
    book = desk.centre.devices[desk.device_id]
    del book.log[2:], book.results[2:]
    desk.outbox.add()
    assert desk.engine.push().settled == 4
    assert [command.seq for command in book.log] == [1, 2, 3, 4, 5, 6]


@pytest.mark.expects_log("lost our commands")
def test_what_the_centre_lost_is_sent_again_even_when_nothing_new_is_there(desk: Desk) -> None:
    for _ in range(3):
        desk.outbox.add()
    desk.engine.run_once()
    book = desk.centre.devices[desk.device_id]
    del book.log[1:], book.results[1:]
    report = desk.engine.run_once()
    assert report.pushed == 2
    assert len(book.log) == 3


@pytest.mark.expects_log("lost our commands")
def test_a_centre_that_counts_otherwise_does_not_keep_us_sending(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        desk.outbox.add()
    real = desk.centre.pull

    def counting_otherwise(
        token: str, asked: PullRequest, is_over: Callable[[], bool]
    ) -> PullAnswer:
        answer = real(token, asked, is_over)
        checksum = page_checksum(answer.changes, answer.cursor, 1)
        return msgspec.structs.replace(answer, applied_seq=1, checksum=checksum)

    monkeypatch.setattr(desk.centre, "pull", counting_otherwise)
    for _ in range(4):
        desk.engine.run_once()
    assert desk.outbox.reoffered.count(1) <= 2
    assert len(desk.centre.devices[desk.device_id].log) == 3


def test_a_fork_stops_the_push_keeps_everything_and_still_pulls(desk: Desk) -> None:
    clone = desk.outbox.log[:]
    desk.outbox.add()
    desk.engine.run_once()
    desk.outbox.log[:] = clone
    desk.outbox.words.clear()
    desk.outbox.add(line_no=2)
    desk.centre.add(desk.centre.claims[_claim(desk)].claim, "news")
    report = desk.engine.run_once()
    assert isinstance(report.problem, LogsDisagree)
    assert report.pulled > 0
    assert desk.outbox.words == {}
    assert len(desk.outbox.log) == 1


def test_a_gap_we_cannot_fill_is_a_fork(desk: Desk) -> None:
    for _ in range(3):
        desk.outbox.add()
    del desk.outbox.log[0]
    with pytest.raises(LogsDisagree):
        desk.engine.push()


def test_words_on_other_commands_than_ours_are_not_believed(desk: Desk) -> None:
    desk.outbox.add()
    desk.engine.run_once()
    book = desk.centre.devices[desk.device_id]
    book.results[0] = WireResult(1, "another", Outcome.ACCEPTED)
    desk.outbox.words.clear()
    with pytest.raises(Garbled):
        desk.engine.push()
    assert desk.outbox.words == {}


def test_a_word_this_release_does_not_know_is_not_final(desk: Desk) -> None:
    logged = desk.outbox.add()
    desk.engine.run_once()
    book = desk.centre.devices[desk.device_id]
    book.results[0] = WireResult(1, logged.command.command_id, "postponed")
    desk.outbox.words.clear()
    assert desk.engine.push().parked == 1


def test_a_push_that_fails_is_tried_in_smaller_runs(desk: Desk) -> None:
    desk.engine.run_once()
    for _ in range(MAX_PUSH_COMMANDS):
        desk.outbox.add()
    desk.weather.spoil = failing(500)
    sizes = []
    for _ in range(10):
        with pytest.raises(CentreFailing):
            desk.engine.push()
        sizes.append(desk.weather.sent[-1])
    assert sizes[1] < sizes[0]
    desk.weather.spoil = lambda answer: answer
    assert desk.engine.push().settled == MAX_PUSH_COMMANDS


def test_a_push_too_large_for_the_centre_is_halved_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(8):
        desk.outbox.add()
    real = desk.centre.push

    def small_only(token: str, asked: PushRequest) -> PushAnswer:
        if asked.count > 2:
            raise SaidNo(ErrorCode.TOO_LARGE)
        return real(token, asked)

    monkeypatch.setattr(desk.centre, "push", small_only)
    assert desk.engine.push().settled == 8


def test_a_truncated_reply_is_no_reply(desk: Desk) -> None:
    desk.outbox.add()
    desk.engine.pull()
    desk.weather.spoil = cut(7)
    with pytest.raises(Garbled):
        desk.engine.push()
    assert desk.outbox.words == {}


def test_a_push_that_is_turned_down_does_not_stop_the_pull(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.outbox.add()

    def refusing(_token: str, _asked: PushRequest) -> PushAnswer:
        raise SaidNo(ErrorCode.BAD_SIGNATURE)

    monkeypatch.setattr(desk.centre, "push", refusing)
    with pytest.raises(TurnedDown):
        desk.engine.run_once()
    assert len(desk.mirror.rows) == 4


def test_a_revoked_counter_is_told(desk: Desk) -> None:
    desk.engine.run_once()
    book = desk.centre.devices[desk.device_id]
    book.device = replace(book.device, active=False)
    desk.outbox.add()
    with pytest.raises(TurnedDown) as no:
        desk.engine.run_once()
    assert no.value.code == "revoked"
    assert "out of service" in str(no.value.title)


def _claim(desk: Desk) -> str:
    return next(iter(desk.centre.claims))
