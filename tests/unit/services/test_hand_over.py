"""Goods go once, durably, or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest

from leader_app.domain import deed as deeds
from leader_app.domain.command import first_head, verify_chain
from leader_app.domain.pickup import VerdictKind, apply
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.ports import Connection
from leader_app.services.pickup.history import HandOversOfDay
from tests.fakes.pickups import CLAIM_ID, NOON, a_deed, a_line, a_state, an_order, pieces
from tests.unit.services.conftest import MakeRig, Rig


def test_everything_ready_goes_and_is_logged(rig: Rig) -> None:
    done = rig.hand_over(CLAIM_ID)
    assert done.verdict.kind is VerdictKind.ALREADY_COLLECTED
    assert done.undo_until == NOON + timedelta(minutes=60)
    assert done.note.own
    assert [(x.product_name, x.quantity) for x in done.note.goods] == [("草莓 1", 1)]
    (logged,) = rig.store.kept.log
    assert logged.command.command_id == done.note.hand_over_id
    assert deeds.hand_over(logged.command, "D1").lines == (pieces(),)
    assert rig.wake.times == 1


def test_a_second_identical_call_finds_nothing_left(rig: Rig) -> None:
    rig.hand_over(CLAIM_ID)
    with pytest.raises(Refused, match="Already collected"):
        rig.hand_over(CLAIM_ID)
    assert len(rig.store.kept.log) == 1


def test_only_what_is_wanted_goes(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(an_order(a_line(1, 3))))
    done = rig.hand_over(CLAIM_ID, [pieces(1, 2)])
    assert done.verdict.kind is VerdictKind.REST_READY
    assert done.verdict.lines[0].ready == 1


@pytest.mark.parametrize(
    ("line_no", "quantity", "why"), [(1, 2, "More pieces"), (9, 1, "such a line"), (1, 0, "No p")]
)
def test_a_wish_that_cannot_be_met_is_refused(
    rig: Rig, line_no: int, quantity: int, why: str
) -> None:
    with pytest.raises(Refused, match="Nothing was handed over") as caught:
        rig.hand_over(CLAIM_ID, [pieces(line_no, quantity)])
    assert why in str(caught.value.hint)
    assert not rig.store.kept.log


def test_a_claim_that_is_not_here_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused, match="No such code"):
        rig.hand_over("ff" * 10)


def test_it_is_decided_again_at_the_moment_of_the_deed(rig: Rig) -> None:
    rig.clock.advance(timedelta(days=30))
    rig.store.kept.data_at = rig.clock.now()
    with pytest.raises(Refused, match="Expired"):
        rig.hand_over(CLAIM_ID)


def test_what_could_not_be_made_durable_did_not_happen(rig: Rig) -> None:
    rig.store.failure = Unavailable(say("The disk is full."), say("Make room."))
    with pytest.raises(Unavailable, match="disk is full"):
        rig.hand_over(CLAIM_ID)
    assert not rig.store.kept.log
    assert rig.wake.times == 0
    rig.store.failure = None
    assert rig.hand_over(CLAIM_ID).note.own


def test_the_deed_says_who_was_on_duty_and_whether_offline(rig: Rig) -> None:
    rig.store.kept.settings["staff"] = "小李"
    rig.status.connection = Connection.OFFLINE
    note = rig.hand_over(CLAIM_ID).note
    assert (note.staff, note.offline) == ("小李", True)


def test_undo_gives_the_goods_back_and_keeps_both_deeds(rig: Rig) -> None:
    given = rig.hand_over(CLAIM_ID).note.hand_over_id
    assert rig.undo.newest() == given
    note = rig.undo(given, "拿错了")
    assert note.reversed_at == NOON
    assert [x.command.kind for x in rig.store.kept.log] == ["hand_over", "reverse"]
    verify_chain(first_head("D1", 1), rig.store.kept.log)
    assert rig.hand_over(CLAIM_ID).verdict.kind is VerdictKind.ALREADY_COLLECTED


def test_an_undo_that_does_not_fit_is_refused_in_words(rig: Rig) -> None:
    with pytest.raises(Refused, match="Nothing was undone"):
        rig.undo.newest()
    with pytest.raises(Refused) as unknown:
        rig.undo("nothing", "")
    assert "no such hand-over" in str(unknown.value.hint)
    given = rig.hand_over(CLAIM_ID).note.hand_over_id
    rig.clock.advance(timedelta(minutes=61))
    with pytest.raises(Refused) as late:
        rig.undo(given, "")
    assert "More than an hour" in str(late.value.hint)


def test_history_is_of_the_points_day_newest_first(make_rig: MakeRig) -> None:
    rig = make_rig(a_state(an_order(a_line(1, 3))))
    rig.clock.set_to(datetime(2026, 11, 20, 15, 59, tzinfo=UTC))
    first = rig.hand_over(CLAIM_ID, [pieces()]).note
    rig.clock.advance(timedelta(minutes=2))
    second = rig.hand_over(CLAIM_ID, [pieces()]).note
    rig.clock.advance(timedelta(minutes=2))
    third = rig.hand_over(CLAIM_ID).note
    history = HandOversOfDay(rig.store, rig.clock)
    assert [note.hand_over_id for note in history()] == [third.hand_over_id, second.hand_over_id]
    assert history(date(2026, 11, 20)) == (first,)
    assert (first.member_name, first.phone_tail) == ("王**", "1234")
    assert len(history(limit=1)) == 1


def test_with_a_wrong_clock_today_still_shows_what_was_just_done(make_rig: MakeRig) -> None:
    elsewhere = apply(a_state(an_order(a_line(1, 2))), a_deed(hand_over_id="h2", device_id="D2"))
    rig = make_rig(elsewhere)
    rig.clock.set_to(NOON - timedelta(days=900))
    own = rig.hand_over(CLAIM_ID).note.hand_over_id
    listed = [note.hand_over_id for note in HandOversOfDay(rig.store, rig.clock)()]
    assert listed == ["h2", own]
