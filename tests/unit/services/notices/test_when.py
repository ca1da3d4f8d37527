"""When things go: quiet hours, holidays, closed days, the pace of a channel, a wrong clock."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from leader_app.bootstrap.notices import public_holidays
from leader_app.domain.local_time import POINT_ZONE, local
from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.domain.notice_time import QuietTimes
from leader_app.domain.outgoing import MessageState
from leader_app.domain.touch import Contact
from tests.fakes.notice_sender import OFFLINE
from tests.fakes.pickups import NOON
from tests.unit.services.notices.rig import EVERYBODY, Rig

NIGHT = datetime(2026, 11, 20, 22, 30, tzinfo=POINT_ZONE).astimezone(UTC)
MORNING = datetime(2026, 11, 21, 8, 0, tzinfo=POINT_ZONE)


def test_at_night_it_waits_for_the_morning(rig: Rig) -> None:
    rig.clock.set_to(NIGHT)
    rig.waiting(1)
    group = rig.robot()
    draft = rig.draft(NoticeKind.ARRIVED, group.channel_id)
    assert rig.desk.compose.plan(draft).begins_at == MORNING
    notice = rig.desk.compose.send(draft)
    rig.run()
    assert not rig.sender.calls
    rig.run_for(timedelta(hours=9, minutes=29))
    assert not rig.sender.calls
    rig.run_for(timedelta(minutes=2))
    assert rig.states(notice) == {MessageState.SENT: 1}
    (touch,) = rig.touches(notice)
    assert not touch.late


def test_what_was_held_up_until_night_waits_too(rig: Rig) -> None:
    rig.clock.set_to(NIGHT - timedelta(hours=2))
    rig.waiting(1)
    group = rig.robot()
    rig.desk.channels.change(replace(group, active=False))
    rig.desk.channels.change(group)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.clock.set_to(NIGHT)
    rig.run()
    assert not rig.sender.calls
    rig.clock.set_to(MORNING.astimezone(UTC))
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}


def test_a_recall_reaches_everybody_at_any_hour(rig: Rig) -> None:
    orders = rig.waiting(3)
    rig.collect(orders[0])
    rig.tell(Contact("M2", service=False))
    rig.clock.set_to(NIGHT)
    group = rig.robot()
    draft = rig.draft(NoticeKind.RECALL, group.channel_id, "centre", extra={"reason": "变质"})
    milk = replace(draft.audience, product_ids=frozenset({"milk"}))
    notice = rig.desk.compose.send(replace(draft, audience=milk))
    rig.run()
    (text,) = rig.sender.texts()
    assert "鲜牛奶 6 瓶请先不要吃：变质" in text
    posts = [x for x in rig.messages(notice) if x.channel_id == "centre"]
    assert {x.member_id for x in posts} == {"M1", "M2", "M3"}
    assert {x.state for x in posts} == {MessageState.POSTED}
    assert all("鲜牛奶 2 瓶" in x.pieces[0] for x in posts)


def test_on_a_holiday_people_sleep_longer(rig: Rig) -> None:
    new_year = datetime(2027, 1, 1, 8, 30, tzinfo=POINT_ZONE)
    assert new_year.date() in public_holidays(2027)
    rig.clock.set_to(new_year.astimezone(UTC))
    rig.waiting(1)
    group = rig.robot()
    begins = rig.desk.compose.plan(rig.draft(NoticeKind.ARRIVED, group.channel_id)).begins_at
    assert begins == new_year + timedelta(minutes=90)


def test_years_nobody_knows_have_no_holidays() -> None:
    assert public_holidays(2027)[date(2027, 10, 1)]
    assert not public_holidays(1)
    assert not public_holidays(9_999)


def test_nobody_is_asked_to_come_on_a_closed_day(rig: Rig) -> None:
    rig.desk.rules.put_quiet(QuietTimes(closed_days=frozenset({local(NOON).date()})))
    rig.waiting(1)
    group = rig.robot()
    begins = rig.desk.compose.plan(rig.draft(NoticeKind.ARRIVED, group.channel_id)).begins_at
    assert local(begins).date() == date(2026, 11, 21)


def test_a_notice_for_later_opens_at_its_time(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    later = NOON + timedelta(hours=2)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id, start_at=later)
    assert notice.state is NoticeState.WAITING
    rig.run_for(timedelta(hours=1, minutes=59))
    assert not rig.messages(notice)
    more = rig.waiting(1, start=2)
    rig.run_for(timedelta(minutes=2))
    rig.run()
    (text,) = rig.sender.texts()
    assert text.count("鲜牛奶 2 瓶") == 2
    assert more[0][0].member_id in rig.touches(notice)[0].member_ids


def test_a_waiting_notice_that_makes_no_sense_any_more_expires(rig: Rig) -> None:
    (only,) = rig.waiting(1)
    group = rig.robot()
    later = NOON + timedelta(hours=2)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id, start_at=later)
    rig.collect(only)
    rig.run_for(timedelta(hours=3))
    assert rig.notice(notice).state is NoticeState.EXPIRED
    assert not rig.sender.calls


def test_what_waited_for_a_broken_channel_expires(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.secrets.forget(group.secret_name)
    ends = NOON + timedelta(hours=1)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id, expires_at=ends)
    rig.run_for(timedelta(hours=2))
    assert rig.states(notice) == {MessageState.EXPIRED: 1}
    assert rig.notice(notice).state is NoticeState.EXPIRED
    assert rig.desk.log.today().broken


def test_the_pace_of_a_channel_outlives_the_program(rig: Rig) -> None:
    rig.waiting(9)
    mail = rig.robot("邮箱")
    rig.desk.channels.change(replace(mail, per_minute=2))
    for number in range(5):
        rig.send(NoticeKind.FREE, mail.channel_id, template=f"第{number}条", audience=EVERYBODY)
        rig.clock.advance(timedelta(seconds=1))
    rig.run()
    assert len(rig.sender.calls) == 2
    rig.restart()
    rig.run()
    assert len(rig.sender.calls) == 2
    seen: Counter[int] = Counter()
    for minute in range(3):
        rig.run_for(timedelta(seconds=61))
        seen[minute] = len(rig.sender.calls)
    assert list(seen.values()) == [4, 5, 5]
    assert [x.piece.text.splitlines()[-1] for x in rig.sender.calls] == [
        f"第{n}条" for n in range(5)
    ]


def test_a_clock_that_is_an_hour_slow_does_not_wake_anybody(rig: Rig) -> None:
    rig.clock.set_to(NIGHT - timedelta(hours=1, minutes=15))
    rig.waiting(1)
    rig.tell(centre=NIGHT - timedelta(minutes=15))
    group = rig.robot()
    draft = rig.draft(NoticeKind.ARRIVED, group.channel_id)
    assert local(rig.clock.now()).time() < QuietTimes().quiet_from
    rig.desk.compose.send(draft)
    rig.run()
    assert not rig.sender.calls


def test_a_rest_from_a_wrong_clock_is_none(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.sender.answers[group.channel_id].append(OFFLINE)
    rig.clock.set_to(NOON + timedelta(days=6))
    rig.run()
    rig.clock.set_to(NOON + timedelta(hours=1))
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}


def test_stopped_in_the_middle_the_rest_does_not_go(rig: Rig) -> None:
    rig.waiting(5)
    mail = rig.robot("邮箱")
    long = "{名单}\n" + "请大家按时来取，谢谢。" * 70
    notice = rig.send(NoticeKind.ARRIVED, mail.channel_id, template=long)
    rig.work.step()
    assert len(rig.sender.calls) == 1
    assert rig.desk.compose.stop(notice.notice_id) == 1
    rig.run()
    assert len(rig.sender.calls) == 1
    assert rig.notice(notice).state is NoticeState.STOPPED
    (touch,) = rig.touches(notice)
    (message,) = rig.messages(notice)
    assert touch.touch_id == message.message_id
    (note,) = rig.desk.log.messages(notice.notice_id, frozenset(), 0, 9)
    assert str(note.words).startswith("Sent in part")
