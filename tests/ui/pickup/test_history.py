"""The list of the day, without a window."""

from __future__ import annotations

from datetime import timedelta

from leader_app.domain.changes import Entity, touched
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.desk import FakeDesk
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shown import NOW, a_note
from ui.pickup.history import HistoryViewModel


def _model(desk: FakeDesk) -> HistoryViewModel:
    return HistoryViewModel(desk.bundle(), RunsAtOnce(), now=desk.now)


def test_out_of_sight_it_waits_and_reads_once_when_seen(qapp: object) -> None:
    desk = FakeDesk(notes=[a_note()])
    model = _model(desk)
    model.changes(touched(Entity.REDEMPTION, "h1"))
    assert desk.calls == []
    model.show()
    model.hide()
    model.show()
    assert desk.calls == [("history",)]
    assert model.notes == (a_note(),)


def test_it_follows_hand_overs_here_and_elsewhere(qapp: object) -> None:
    desk = FakeDesk()
    model = _model(desk)
    model.show()
    heard: list[int] = []
    model.changed.connect(lambda: heard.append(len(model.notes)))
    desk.notes.append(a_note(own=False))
    model.changes(touched(Entity.REDEMPTION, "h1"))
    model.changes(touched(Entity.PRODUCT, "p1"))
    assert heard == [1]


def test_undo_takes_the_newest_own_one_of_the_hour(qapp: object) -> None:
    newest = [
        a_note("theirs", own=False),
        a_note("reversed", reversed_at=NOW),
        a_note("mine"),
        a_note("older"),
    ]
    model = _model(FakeDesk(notes=newest))
    model.show()
    found = model.newest_undoable()
    assert found is not None
    assert found.hand_over_id == "mine"


def test_after_the_hour_there_is_nothing_to_undo(qapp: object) -> None:
    desk = FakeDesk(notes=[a_note()])
    model = _model(desk)
    model.show()
    desk.time += timedelta(hours=1)
    assert model.newest_undoable() is None


def test_a_store_that_cannot_be_read_is_asked_again(qapp: object) -> None:
    desk = FakeDesk(notes=[a_note()], trouble=Unavailable(say("Busy"), say("Wait.")))
    model = _model(desk)
    model.show()
    assert model.notes == ()
    model.show()
    assert len(model.notes) == 1


def test_a_new_day_begins_anew(qapp: object) -> None:
    desk = FakeDesk(notes=[a_note()])
    model = _model(desk)
    model.show()
    model.tick()
    assert len(desk.calls) == 1
    desk.notes.clear()
    desk.time += timedelta(days=1)
    model.tick()
    assert model.notes == ()
