"""What the log tells, and the rounds of pasting into a chat no robot may enter."""

from datetime import timedelta

import pytest

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form, NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.domain.touch import Account, AccountKind, ReactionKind
from leader_app.errors import Refused
from leader_app.ports import NoticeQuery
from leader_app.services.notices import sweeping
from tests.fakes.notice_sender import TOO_LONG
from tests.unit.services.notices.rig import EVERYBODY, Rig

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def test_a_day_later_the_log_knows_who_came_and_how_fast(rig: Rig) -> None:
    orders = rig.waiting(4)
    notice = rig.send(NoticeKind.ARRIVED, rig.robot("短信", ChannelKind.SMS).channel_id)
    rig.book.known |= {f"M{n}": f"138{n}" for n in range(1, 5)}
    rig.run()
    for number, minutes in ((0, 10), (1, 20), (2, 30)):
        rig.clock.advance(timedelta(minutes=minutes))
        rig.collect(orders[number])
    effect = rig.desk.log.card(notice.notice_id).effect
    assert (effect.households, effect.came, effect.median_minutes) == (4, 3, 30)
    assert not effect.settled
    rig.clock.advance(timedelta(days=1))
    rig.collect(orders[3])
    effect = rig.desk.log.card(notice.notice_id).effect
    assert (effect.came, effect.settled) == (3, True)
    plan = rig.desk.compose.plan(rig.draft(NoticeKind.ARRIVED, "centre"))
    assert plan.likely.based_on == 4


def test_what_was_said_of_a_notice_is_counted(rig: Rig) -> None:
    rig.waiting(1)
    sms = rig.robot("短信", ChannelKind.SMS)
    rig.book.known["M1"] = "138"
    notice = rig.send(NoticeKind.ARRIVED, sms.channel_id)
    rig.run()
    (message,) = rig.messages(notice)
    account = Account(AccountKind.MEMBER, "M1")
    rig.desk.log.react(account, ReactionKind.THANKED, message.message_id)
    assert rig.desk.log.card(notice.notice_id).effect.thanked == 1
    assert [str(x.words) for x in rig.desk.log.balance(account).entries] == [
        "Every account begins with this.",
        "Told about own goods.",
        "Said thank you.",
    ]


def test_the_log_pages_and_refuses_what_is_gone(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    query = NoticeQuery(kinds=frozenset({NoticeKind.ARRIVED}))
    assert rig.desk.log.count(query) == 1
    (card,) = rig.desk.log.page(query, 0, 10)
    assert card.notice.notice_id == notice.notice_id
    assert card.counts == {MessageState.SENT: 1}
    with pytest.raises(Refused):
        rig.desk.log.card("gone")
    for deed in (rig.desk.log.retry, lambda x: rig.desk.log.settle(x, arrived=True)):
        with pytest.raises(Refused):
            deed(rig.messages(notice)[0].message_id)


def test_a_refused_message_that_is_too_late_is_not_sent_again(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].append(TOO_LONG)
    notice = rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    rig.clock.advance(timedelta(days=8))
    with pytest.raises(Refused):
        rig.desk.log.retry(rig.messages(notice)[0].message_id)


def test_text_then_picture_are_pasted_and_ticked_off(rig: Rig) -> None:
    rig.waiting(2)
    name = rig.desk.compose.keep_picture(PNG)
    notice = rig.send(NoticeKind.ARRIVED, "clipboard", form=Form.PICTURE, picture=name)
    rig.run_for(timedelta(minutes=5))
    assert not rig.sender.calls
    assert [x.notice.notice_id for x in rig.desk.log.today().to_paste] == [notice.notice_id]
    (chat,) = rig.desk.paste.open(notice.notice_id)
    assert chat.group == "微信群"
    text, picture = chat.steps
    assert text.text.count("鲜牛奶 2 瓶") == 2
    assert (picture.text, picture.picture) == ("", PNG)
    rig.desk.paste.done(text.message_id, 0)
    assert [x.done for x in rig.desk.paste.open(notice.notice_id)[0].steps] == [True, False]
    rig.desk.paste.not_done(text.message_id, 0)
    assert [x.done for x in rig.desk.paste.open(notice.notice_id)[0].steps] == [False, False]
    rig.desk.paste.done(text.message_id, 0)
    rig.desk.paste.done(text.message_id, 1)
    assert rig.states(notice) == {MessageState.SENT: 1}
    assert [x.done for x in rig.desk.paste.open(notice.notice_id)[0].steps] == [True, True]
    (touch,) = rig.touches(notice)
    assert touch.channel is ChannelKind.CLIPBOARD
    rig.run()
    assert rig.notice(notice).state is NoticeState.DONE
    assert not rig.desk.log.today().to_paste
    with pytest.raises(Refused):
        rig.desk.paste.not_done(text.message_id, 0)


def test_collected_goods_drop_out_of_what_is_pasted(rig: Rig) -> None:
    first, second = rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, "clipboard")
    (chat,) = rig.desk.paste.open(notice.notice_id)
    assert chat.steps[0].text.count("鲜牛奶 2 瓶") == 2
    rig.collect(first)
    (chat,) = rig.desk.paste.open(notice.notice_id)
    assert chat.steps[0].text.count("鲜牛奶 2 瓶") == 1
    rig.collect(second)
    assert not rig.desk.paste.open(notice.notice_id)
    assert rig.states(notice) == {MessageState.EXPIRED: 1}
    assert not rig.desk.paste.open("gone")


def test_what_began_to_be_pasted_stays_as_it_was(rig: Rig) -> None:
    first, _ = rig.waiting(2)
    name = rig.desk.compose.keep_picture(PNG)
    notice = rig.send(NoticeKind.ARRIVED, "clipboard", form=Form.PICTURE, picture=name)
    (chat,) = rig.desk.paste.open(notice.notice_id)
    rig.desk.paste.done(chat.steps[0].message_id, 0)
    rig.collect(first)
    assert rig.desk.paste.open(notice.notice_id)[0].steps[0].text == chat.steps[0].text
    with pytest.raises(Refused):
        rig.desk.paste.done(chat.steps[0].message_id, 7)


def test_each_chat_has_a_round_of_its_own(rig: Rig) -> None:
    rig.waiting(1)
    other = rig.desk.channels.add(ChannelKind.CLIPBOARD, "二号群复制", "二号群", "")
    notice = rig.send(NoticeKind.ARRIVED, "clipboard", other.channel_id)
    assert {x.group for x in rig.desk.paste.open(notice.notice_id)} == {"微信群", "二号群"}


def test_drafts_are_kept_and_sent_ones_are_not_overwritten(rig: Rig) -> None:
    group = rig.robot()
    draft = rig.draft(NoticeKind.FREE, group.channel_id, template="你好", audience=EVERYBODY)
    rig.desk.compose.keep(draft)
    assert [x.notice_id for x in rig.desk.log.today().drafts] == [draft.notice_id]
    rig.desk.compose.send(draft)
    rig.desk.compose.keep(draft)
    rig.desk.compose.forget(draft.notice_id)
    rig.run()
    assert rig.notice(draft).state is NoticeState.DONE
    assert not rig.desk.log.today().drafts
    with pytest.raises(Refused):
        rig.desk.compose.send(draft)


def test_of_many_notices_the_oldest_is_called_done_too(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "_MOST", 2)
    group = rig.robot()
    sent = [
        rig.send(NoticeKind.FREE, group.channel_id, template=f"第{n}条", audience=EVERYBODY)
        for n in range(5)
    ]
    rig.run()
    assert {rig.notice(x).state for x in sent} == {NoticeState.DONE}
