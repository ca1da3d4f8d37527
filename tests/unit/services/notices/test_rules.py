"""Notices that write themselves: suggested or sent, once, at their moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from leader_app.domain.channel import ChannelKind
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.notice import Answer, NoticeKind, Rule, Trigger
from leader_app.domain.outgoing import MessageState
from leader_app.domain.stock import Movement, MovementKind, StockDeed, StockKey
from leader_app.domain.touch import Account, AccountKind, ReactionKind
from leader_app.errors import Refused
from leader_app.ports import NoticeQuery
from tests.fakes.goods_floor import SOON, an_order
from tests.fakes.notice_sender import OFFLINE
from tests.fakes.pickups import NOON
from tests.unit.services.notices.rig import Rig

QUIET_MINUTES = timedelta(minutes=3)


def the_rule(rig: Rig, trigger: Trigger, *channels: str, send: bool = True, hours: int = 0) -> Rule:
    """Set a rule up, from now on."""
    rule = next(x for x in rig.desk.rules.all() if x.trigger is trigger)
    answer = Answer.SEND if send else Answer.SUGGEST
    kept = replace(rule, answer=answer, channels=channels, hours=hours or rule.hours)
    rig.desk.rules.put(kept)
    return kept


def suggested(rig: Rig) -> list[tuple[NoticeKind, int]]:
    """Return what is suggested now."""
    return [(x.kind, x.households) for x in rig.desk.log.today().suggestions]


def test_what_arrives_is_told_by_itself_when_the_truck_is_unloaded(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(3, arrived=False)
    the_rule(rig, Trigger.ARRIVED, group.channel_id)
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders[:2])
    rig.run_for(timedelta(minutes=1))
    rig.arrive(orders[2])
    rig.run_for(timedelta(minutes=1))
    assert not rig.sender.calls
    rig.run_for(QUIET_MINUTES)
    (text,) = rig.sender.texts()
    assert text.count("鲜牛奶 2 瓶") == 3
    rig.run_for(timedelta(hours=2))
    assert len(rig.sender.calls) == 1


def test_what_came_before_the_rule_is_none_of_its_business(rig: Rig) -> None:
    group = rig.robot()
    rig.waiting(2)
    rig.clock.advance(timedelta(minutes=5))
    the_rule(rig, Trigger.ARRIVED, group.channel_id)
    rig.run_for(timedelta(hours=1))
    assert not rig.sender.calls


def test_a_suggestion_waits_for_the_leader_and_is_not_repeated(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(2, arrived=False)
    rule = the_rule(rig, Trigger.ARRIVED, group.channel_id, send=False)
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders)
    rig.run_for(timedelta(hours=1))
    assert not rig.sender.calls
    assert (NoticeKind.ARRIVED, 2) in suggested(rig)
    draft = rig.desk.compose.open_suggestion(rule.rule_id)
    rig.desk.compose.send(draft)
    assert NoticeKind.ARRIVED not in dict(suggested(rig))
    rig.run()
    assert NoticeKind.ARRIVED not in dict(suggested(rig))
    assert len(rig.sender.calls) == 1
    with pytest.raises(Refused):
        rig.desk.compose.open_suggestion("gone")


def test_a_rule_that_is_off_does_nothing(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(1, arrived=False)
    rule = the_rule(rig, Trigger.ARRIVED, group.channel_id)
    rig.desk.rules.put(replace(rule, active=False))
    rig.arrive(*orders)
    rig.run_for(timedelta(hours=1))
    assert not rig.sender.calls
    assert NoticeKind.ARRIVED not in dict(suggested(rig))


def test_hours_before_closing_the_last_call_goes(rig: Rig) -> None:
    rig.tell_hours("8:00-21:00")
    group = rig.robot()
    first, _ = rig.waiting(2)
    the_rule(rig, Trigger.BEFORE_CLOSING, group.channel_id, hours=2)
    rig.clock.set_to(datetime(2026, 11, 20, 18, 50, tzinfo=POINT_ZONE).astimezone(UTC))
    rig.run()
    assert not rig.sender.calls
    rig.collect(first)
    rig.run_for(timedelta(minutes=15))
    (text,) = rig.sender.texts()
    assert text.count("鲜牛奶 2 瓶") == 1
    rig.run_for(timedelta(hours=2))
    assert len(rig.sender.calls) == 1
    rig.run_for(timedelta(hours=24))
    assert len(rig.sender.calls) == 2


def test_goods_near_their_use_by_are_told_of_once(rig: Rig) -> None:
    group = rig.robot()
    ordered = an_order(1, ("milk", 2))
    rig.tell(*ordered)
    rig.arrive(ordered)
    move = Movement(StockKey("milk", SOON, "F-1"), 2)
    rig.tell(StockDeed("s1", MovementKind.RECEIVE, "D2", "", NOON, (move,)))
    the_rule(rig, Trigger.NEAR_USE_BY, group.channel_id, hours=24)
    rig.run_for(timedelta(hours=2))
    assert not rig.sender.calls
    rig.run_for(timedelta(hours=24))
    (text,) = rig.sender.texts()
    assert "鲜牛奶 2 瓶" in text
    rig.run_for(timedelta(hours=6))
    assert len(rig.sender.calls) == 1


def test_what_was_short_and_came_is_told_to_those_who_missed_it(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(2, arrived=False)
    the_rule(rig, Trigger.SHORTAGE_SETTLED, group.channel_id)
    rig.send(NoticeKind.SHORTAGE, group.channel_id, audience=rig.only("M1"))
    rig.run()
    assert len(rig.sender.calls) == 1
    rig.clock.advance(timedelta(hours=1))
    rig.arrive(*orders)
    rig.run_for(timedelta(minutes=10))
    assert len(rig.sender.calls) == 2
    assert rig.sender.texts()[-1].count("鲜牛奶 2 瓶") == 1


def test_a_rule_without_a_working_channel_waits(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(1, arrived=False)
    the_rule(rig, Trigger.ARRIVED, group.channel_id)
    rig.desk.channels.change(replace(group, active=False))
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders)
    rig.run_for(timedelta(minutes=10))
    rig.desk.channels.change(group)
    rig.run_for(timedelta(minutes=10))
    assert len(rig.sender.calls) == 1


def test_a_rule_stopped_by_a_kill_goes_on_once(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(1, arrived=False)
    the_rule(rig, Trigger.ARRIVED, group.channel_id)
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders)
    rig.clock.advance(QUIET_MINUTES)
    rig.restart()
    rig.run()
    rig.restart()
    rig.run_for(timedelta(minutes=10))
    assert len(rig.sender.calls) == 1
    with rig.store.read() as work:
        assert work.messages.in_state_count(MessageState.SENT) == 1


def test_what_a_rule_could_not_tell_it_does_not_try_every_minute(rig: Rig) -> None:
    sms = rig.robot("短信", ChannelKind.SMS)
    orders = rig.waiting(2, arrived=False)
    rig.book.known["M2"] = "13800000002"
    the_rule(rig, Trigger.ARRIVED, sms.channel_id)
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders)
    rig.run_for(timedelta(minutes=30))
    query = NoticeQuery(kinds=frozenset({NoticeKind.ARRIVED}))
    (card,) = rig.desk.log.page(query, 0, 9)
    assert card.counts == {MessageState.SENT: 1, MessageState.REFUSED: 1}


def test_what_the_leader_stopped_a_rule_does_not_send_after_all(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(1, arrived=False)
    the_rule(rig, Trigger.ARRIVED, group.channel_id)
    rig.sender.always[group.channel_id] = OFFLINE
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders)
    rig.run_for(timedelta(minutes=10))
    (card,) = rig.desk.log.today().under_way
    assert rig.desk.compose.stop(card.notice.notice_id) == 1
    rig.sender.always.clear()
    rig.run_for(timedelta(hours=2))
    assert not rig.sender.calls


def test_a_group_whose_patience_is_used_up_is_left_alone_by_rules(rig: Rig) -> None:
    group = rig.robot()
    orders = rig.waiting(1, arrived=False)
    the_rule(rig, Trigger.ARRIVED, group.channel_id)
    account = Account(AccountKind.GROUP, group.group)
    for _ in range(4):
        rig.desk.log.react(account, ReactionKind.COMPLAINED)
    rig.clock.advance(timedelta(minutes=1))
    rig.arrive(*orders)
    rig.run_for(timedelta(hours=1))
    assert not rig.sender.calls
    for _ in range(3):
        rig.desk.log.react(account, ReactionKind.THANKED)
    rig.run_for(timedelta(minutes=5))
    assert len(rig.sender.calls) == 1


def test_no_last_call_is_put_off_to_the_morning(rig: Rig) -> None:
    rig.tell_hours("8:00-23:00")
    group = rig.robot()
    rig.clock.set_to(datetime(2026, 11, 20, 21, 40, tzinfo=POINT_ZONE).astimezone(UTC))
    rig.waiting(1)
    the_rule(rig, Trigger.BEFORE_CLOSING, group.channel_id, hours=2)
    rig.run_for(timedelta(hours=12))
    assert not rig.sender.calls
    rig.run_for(timedelta(hours=12))
    assert len(rig.sender.calls) == 1
