"""What goes out, once, in the right words, and what the log says of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain import notice_deed
from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.domain.touch import Contact, Touch
from tests.fakes.goods_floor import an_order
from tests.fakes.notice_sender import OFFLINE, REMOVED, TOO_LONG, UNSURE, too_fast
from tests.unit.services.notices.rig import Rig


def test_a_group_reads_once_who_may_come(rig: Rig) -> None:
    rig.waiting(3)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    (text,) = rig.sender.texts()
    assert "王** 1234：鲜牛奶 2 瓶" in text
    assert text.count("鲜牛奶 2 瓶") == 3
    assert "王1明" not in text
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert rig.notice(notice).state is NoticeState.DONE
    (touch,) = rig.touches(notice)
    (command,) = rig.commands("tell")
    assert notice_deed.touches(command.command, "D1", touch.point_id) == (touch,)
    assert set(touch.member_ids) == {"M1", "M2", "M3"}


def test_the_same_is_not_told_again(rig: Rig) -> None:
    rig.waiting(2)
    group = rig.robot()
    rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    plan = rig.desk.compose.plan(rig.draft(NoticeKind.ARRIVED, group.channel_id))
    assert not plan.recipients
    assert {x.why.value for x in plan.left_out} == {"told"}


def test_collected_goods_drop_out_before_it_goes(rig: Rig) -> None:
    first, second = rig.waiting(2)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.collect(first)
    rig.run()
    (text,) = rig.sender.texts()
    assert text.count("鲜牛奶 2 瓶") == 1
    (touch,) = rig.touches(notice)
    assert touch.member_ids == (second[0].member_id,)
    assert [x.order_id for x in touch.lines] == [second[2].order_id]


def test_nothing_goes_when_all_was_collected(rig: Rig) -> None:
    (only,) = rig.waiting(1)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.collect(only)
    rig.run()
    assert not rig.sender.calls
    assert rig.states(notice) == {MessageState.EXPIRED: 1}
    assert rig.notice(notice).state is NoticeState.EXPIRED


def test_a_removed_robot_stops_its_channel_until_it_is_mended(rig: Rig) -> None:
    rig.waiting(1)
    group, other = rig.robot("一号群"), rig.robot("二号群")
    rig.sender.always[group.channel_id] = REMOVED
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id, other.channel_id)
    rig.run()
    assert rig.sender.texts(other.channel_id)
    assert rig.states(notice) == {MessageState.QUEUED: 1, MessageState.SENT: 1}
    (broken,) = rig.desk.log.today().broken
    assert broken.problem == "removed"
    assert rig.sender.tries == 2
    rig.sender.always.clear()
    rig.desk.channels.change(broken, "https://robot.example/new")
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 2}
    assert rig.sender.calls[-1].address == "https://robot.example/new"


def test_a_refused_message_says_why_and_can_be_tried_again(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].append(TOO_LONG)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    assert rig.states(notice) == {MessageState.REFUSED: 1}
    (note,) = rig.desk.log.messages(notice.notice_id, frozenset(), 0, 9)
    assert str(note.words) == "The message is too long for the channel."
    rig.desk.log.retry(note.message.message_id)
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}


def test_a_lost_answer_is_settled_by_a_person(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].append(UNSURE)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    (touch,) = rig.touches(notice)
    assert touch.unsure
    (note,) = rig.desk.log.today().unsure
    rig.desk.log.settle(note.message.message_id, arrived=True)
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert rig.sender.tries == 1
    assert len(rig.commands("tell")) == 1


def test_a_lost_message_that_is_not_there_goes_again(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].append(UNSURE)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    (note,) = rig.desk.log.today().unsure
    rig.desk.log.settle(note.message.message_id, arrived=False)
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert rig.sender.tries == 2
    assert len(rig.touches(notice)) == len(rig.commands("tell")) == 1


def test_a_busy_channel_waits_alone(rig: Rig) -> None:
    rig.waiting(1)
    busy, free = rig.robot("一号群"), rig.robot("二号群")
    rig.sender.answers[busy.channel_id].append(too_fast(90))
    notice = rig.send(NoticeKind.ARRIVED, busy.channel_id, free.channel_id)
    rig.run()
    assert not rig.sender.texts(busy.channel_id)
    assert rig.sender.texts(free.channel_id)
    rig.run_for(timedelta(seconds=85))
    assert not rig.sender.texts(busy.channel_id)
    rig.run_for(timedelta(seconds=10))
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 2}


def test_a_household_is_told_once_at_the_centre(rig: Rig) -> None:
    one, two = an_order(1, ("milk", 2), member="M1"), an_order(2, ("rice", 1), member="M2")
    home = replace(two[0], building=one[0].building, room=one[0].room)
    rig.tell(*one, home, *two[1:])
    rig.arrive(one, two)
    notice = rig.send(NoticeKind.ARRIVED, "centre")
    rig.run()
    (command,) = rig.commands("post")
    (post,) = notice_deed.posts(command.command)
    assert set(post.member_ids) == {"M1", "M2"}
    assert "鲜牛奶 2 瓶" in post.text
    assert "大米 1 袋" in post.text
    assert rig.states(notice) == {MessageState.POSTED: 1}


def test_who_said_no_is_left_out(rig: Rig) -> None:
    rig.waiting(2)
    rig.tell(Contact("M1", service=False))
    plan = rig.desk.compose.plan(rig.draft(NoticeKind.ARRIVED, "centre"))
    assert [x.member_id for x in plan.recipients] == ["M2"]
    assert [(x.member_id, x.why.value) for x in plan.left_out] == [("M1", "opted_out")]


def test_who_says_no_after_it_was_queued_is_not_told(rig: Rig) -> None:
    rig.waiting(1)
    mail = rig.robot("邮箱", ChannelKind.EMAIL)
    rig.book.known["M1"] = "m1@example.com"
    notice = rig.send(NoticeKind.ARRIVED, mail.channel_id)
    rig.desk.log.allow("M1", service=False, marketing=False)
    rig.run()
    assert not rig.sender.calls
    assert rig.states(notice) == {MessageState.REFUSED: 1}


def test_offline_is_tried_again_by_itself(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].extend([OFFLINE] * 3)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run_for(timedelta(minutes=2))
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert rig.sender.tries == 4


def test_a_mended_channel_does_not_rest_any_longer(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].extend([OFFLINE] * 9)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run_for(timedelta(hours=1))
    rig.sender.answers.clear()
    tries = rig.sender.tries
    rig.run()
    assert rig.sender.tries == tries
    rig.desk.channels.change(group, "https://robot.example/right")
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}


def test_what_is_not_there_and_too_late_is_over(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].append(UNSURE)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    rig.clock.advance(timedelta(days=8))
    rig.desk.log.settle(rig.messages(notice)[0].message_id, arrived=False)
    rig.run()
    assert rig.states(notice) == {MessageState.EXPIRED: 1}
    assert rig.sender.tries == 1


def test_a_locked_keyring_keeps_the_queue(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.secrets.locked = True
    rig.run_for(timedelta(minutes=1))
    assert rig.states(notice) == {MessageState.QUEUED: 1}
    rig.secrets.locked = False
    rig.run_for(timedelta(hours=1))
    assert rig.states(notice) == {MessageState.SENT: 1}


def test_another_counter_told_it_meanwhile(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    (message,) = rig.messages(notice)
    other = Touch(
        touch_id="t9",
        notice_id="n9",
        point_id=notice.point_id,
        account=message.account,
        kind=notice.kind,
        purpose=notice.purpose,
        channel=ChannelKind.WECOM,
        channel_name="一号群",
        title="",
        member_ids=("M1",),
        reasons=message.reasons,
        lines=message.lines,
        at=rig.clock.now(),
        device_id="D2",
    )
    rig.tell(other)
    rig.run()
    assert not rig.sender.calls
    assert rig.states(notice) == {MessageState.EXPIRED: 1}


def test_a_full_disk_after_the_call_loses_no_answer(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.mortal.full_at = rig.mortal.commits + 2
    assert rig.run() > 0
    assert rig.states(notice) == {MessageState.SENDING: 1}
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert rig.sender.tries == 1


def test_after_a_bug_in_a_speaker_nobody_knows_and_the_others_go_on(rig: Rig) -> None:
    rig.waiting(1)
    group, other = rig.robot("一号群"), rig.robot("二号群")
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id, other.channel_id)
    rig.sender.bug = KeyError("errcode")
    with pytest.raises(KeyError):
        rig.run()
    rig.sender.bug = None
    rig.run()
    assert rig.states(notice) == {MessageState.UNSURE: 1, MessageState.SENT: 1}
    assert len(rig.sender.calls) == 1
