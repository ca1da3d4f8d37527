"""The counter's presenter: undoing, and what other counters do meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, reset, touched
from leader_app.domain.pickup import VerdictKind
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from tests.fakes.runner import RunsWhenTold
from tests.fakes.shown import NOW, a_line, a_note, a_verdict
from tests.ui.pickup.presenter import Counter
from ui.pickup.card import Face

DISK_FULL = Unavailable(say("The disk is full"), say("Free some room."))


def test_undo_asks_why_and_takes_back(counter: Counter) -> None:
    counter.scan("CODE")
    counter.model.hand_over()
    assert counter.model.card.done is not None
    note = counter.model.card.done.note
    counter.model.ask_back(note)
    assert counter.model.card.asking == note
    counter.model.take_back("wrong_goods")
    assert counter.last() == ("undo", note.hand_over_id, "wrong_goods")
    assert counter.face() is Face.TAKEN_BACK


@pytest.mark.parametrize(
    "note",
    [
        a_note(at=NOW - timedelta(minutes=61)),
        a_note(own=False),
        a_note(reversed_at=NOW),
    ],
    ids=["after the hour", "another counter's", "taken back already"],
)
def test_what_cannot_be_undone_is_not_asked_about(counter: Counter, note: object) -> None:
    counter.model.ask_back(note)  # type: ignore[arg-type]
    assert counter.model.card.asking is None


def test_escape_keeps_the_hand_over(counter: Counter) -> None:
    counter.model.ask_back(a_note())
    counter.model.clear()
    counter.model.take_back("wrong_goods")
    assert counter.done("undo") == 0


def test_a_refused_undo_is_said_and_changes_nothing(counter: Counter) -> None:
    counter.scan("CODE")
    counter.model.ask_back(a_note())
    counter.desk.trouble = Refused(say("Too late"), say("Ask the leader."))
    counter.model.take_back("wrong_goods")
    assert counter.face() is Face.VERDICT
    assert counter.model.card.trouble is not None


def test_another_counter_collects_while_the_card_is_open(counter: Counter) -> None:
    before = a_verdict(a_line(1), a_line(2, "三文鱼", 3))
    counter.scan("CODE")
    theirs = a_note("h9", own=False, device_name="2号台")
    gone = a_verdict(a_line(1, taken=1), a_line(2, "三文鱼", 3, taken=3))
    counter.desk.put("CODE", replace(gone, hand_overs=(theirs,)))
    counter.model.changes(touched(Entity.CLAIM, before.claim_id))
    card = counter.model.card
    assert card.change is not None
    assert card.change.note == theirs
    assert not card.can_hand_over
    assert counter.cues == ["accepted", "look"]


def test_changes_elsewhere_do_not_touch_the_card(counter: Counter) -> None:
    counter.scan("CODE")
    calls = len(counter.desk.calls)
    counter.model.changes(touched(Entity.CLAIM, "f" * 20))
    assert len(counter.desk.calls) == calls


def test_the_own_hand_over_is_no_news(qapp: object) -> None:
    runner = RunsWhenTold()
    counter = Counter(runner=runner)
    verdict = counter.desk.put("CODE", a_verdict())
    counter.scan("CODE")
    runner.go_all()
    counter.model.hand_over()
    counter.model.changes(touched(Entity.CLAIM, verdict.claim_id))
    runner.go_all()
    assert counter.face() is Face.DONE
    assert counter.model.card.change is None


def test_what_was_ticked_survives_a_refresh(counter: Counter) -> None:
    counter.scan("CODE")
    counter.model.move(2)
    counter.model.step(-2)
    counter.desk.put("CODE", a_verdict(a_line(1), a_line(2, "三文鱼", 3, arrived=2)))
    counter.model.changes(reset(Entity.CLAIM))
    assert [pick.quantity for pick in counter.model.card.picks] == [1, 1]


def test_every_change_of_the_card_is_announced(counter: Counter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(counter.model.changed):
        counter.scan("CODE")


def test_an_order_that_arrives_with_the_next_sync_shows_itself(counter: Counter) -> None:
    unknown = replace(a_verdict(), kind=VerdictKind.NOT_HERE_YET, order_ids=(), lines=())
    counter.desk.put("NEW", unknown)
    counter.scan("NEW")
    counter.desk.put("NEW", a_verdict())
    counter.model.changes(touched(Entity.CLAIM, unknown.claim_id))
    assert counter.model.card.can_hand_over
    assert counter.model.card.change is None
    assert counter.cues == ["look", "accepted"]
