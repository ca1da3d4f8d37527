"""Telling persons: addresses for one sending, the centre's ways, budget, thousands at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain import notice_deed
from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form, NoticeKind, NoticeState, Purpose
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.text import say
from leader_app.domain.touch import Account, AccountKind, Contact, Reaction, ReactionKind
from leader_app.errors import Refused, Unavailable
from tests.fakes.pickups import POINT
from tests.unit.services.notices.rig import EVERYBODY, Rig

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def sms(rig: Rig) -> Channel:
    """Return a gateway without a limit."""
    return rig.robot("短信", ChannelKind.SMS)


def knows(rig: Rig, count: int) -> None:
    """Let the centre know the numbers of members."""
    rig.book.known |= {f"M{n}": f"1380000{n:04}" for n in range(1, count + 1)}


def test_numbers_are_asked_for_a_hundred_at_once_and_not_kept(rig: Rig, sms: Channel) -> None:
    rig.waiting(150)
    rig.desk.channels.change(replace(sms, per_minute=100_000))
    knows(rig, 150)
    notice = rig.send(NoticeKind.ARRIVED, sms.channel_id)
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 150}
    assert [len(members) for _, members, _ in rig.book.asked] == [100, 50]
    assert {purpose for _, _, purpose in rig.book.asked} == {Purpose.SERVICE}
    assert {x.piece.to for x in rig.sender.calls} == set(rig.book.known.values())
    kept = b"".join(x.read_bytes() for x in rig.folder.rglob("*") if x.is_file())
    assert b"13800000001" not in kept
    assert "王1明" in rig.sender.texts()[0]


def test_a_member_without_a_number_is_not_told_and_the_log_says_so(rig: Rig, sms: Channel) -> None:
    rig.waiting(2)
    rig.book.known["M2"] = "13800000002"
    notice = rig.send(NoticeKind.ARRIVED, sms.channel_id)
    rig.run()
    assert rig.states(notice) == {MessageState.SENT: 1, MessageState.REFUSED: 1}
    refused = frozenset({MessageState.REFUSED})
    (note,) = rig.desk.log.messages(notice.notice_id, refused, 0, 9)
    assert str(note.words) == "No address of this person is known."
    assert note.who == "王**"


@pytest.mark.parametrize("trouble", [Unavailable, Refused])
def test_while_the_centre_gives_no_numbers_the_queue_waits(
    rig: Rig, sms: Channel, trouble: type[Unavailable | Refused]
) -> None:
    rig.waiting(2)
    knows(rig, 2)
    rig.book.failure = trouble(say("The centre cannot be reached."), say("Try later."))
    notice = rig.send(NoticeKind.ARRIVED, sms.channel_id)
    rig.run_for(timedelta(minutes=5))
    assert rig.states(notice) == {MessageState.QUEUED: 2}
    rig.book.failure = None
    rig.run_for(timedelta(hours=1))
    assert rig.states(notice) == {MessageState.SENT: 2}


def test_two_thousand_are_handed_to_the_centre_in_bundles(rig: Rig) -> None:
    rig.waiting(2_000)
    notice = rig.send(NoticeKind.ARRIVED, "centre")
    rig.run()
    assert rig.states(notice) == {MessageState.POSTED: 2_000}
    bodies = [x.command.body for x in rig.commands("post")]
    assert len(bodies) == 20
    assert max(map(len, bodies)) <= 200_000
    posts = [p for x in rig.commands("post") for p in notice_deed.posts(x.command)]
    assert len({x.member_id for x in posts}) == 2_000


def test_long_texts_make_smaller_bundles(rig: Rig) -> None:
    rig.waiting(90)
    notice = rig.send(NoticeKind.ARRIVED, "centre", template="{称呼} {商品}" + "好" * 1_900)
    rig.run()
    assert rig.states(notice) == {MessageState.POSTED: 90}
    bodies = [x.command.body for x in rig.commands("post")]
    assert len(bodies) > 1
    assert max(map(len, bodies)) <= 201_000


def test_a_kept_picture_goes_with_the_post_and_alone_to_a_robot(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    name = rig.desk.compose.keep_picture(PNG)
    assert rig.desk.compose.picture(name) == PNG
    rig.send(NoticeKind.ARRIVED, group.channel_id, "centre", form=Form.PICTURE, picture=name)
    rig.run()
    text, picture = rig.sender.calls
    assert text.piece.text
    assert text.piece.picture is None
    assert (picture.piece.text, picture.piece.picture) == ("", PNG)
    (command,) = rig.commands("post")
    (post,) = notice_deed.posts(command.command)
    assert post.picture == name
    with pytest.raises(Refused):
        rig.desk.compose.keep_picture(b"GIF89a")


def test_mail_carries_its_picture_in_the_text(rig: Rig) -> None:
    rig.waiting(1)
    mail = rig.robot("邮箱", ChannelKind.EMAIL)
    rig.book.known["M1"] = "m1@example.com"
    name = rig.desk.compose.keep_picture(PNG)
    rig.send(NoticeKind.ARRIVED, mail.channel_id, form=Form.PICTURE, picture=name)
    rig.run()
    (call,) = rig.sender.calls
    assert call.piece.picture == PNG
    assert call.piece.text
    assert call.piece.title


def test_advertising_needs_consent(rig: Rig) -> None:
    rig.waiting(3)
    rig.tell(Contact("M1", marketing=True), Contact("M2", service=True))
    draft = rig.draft(NoticeKind.LIVESTREAM, "centre", audience=EVERYBODY, extra=_STREAM)
    plan = rig.desk.compose.plan(draft)
    assert [x.member_id for x in plan.recipients] == ["M1"]
    assert {x.why.value for x in plan.left_out} == {"opted_out"}


_STREAM = {
    "host": "小李",
    "time": "今晚八点",
    "link": "https://live.example/1",
    "product": "草莓",
    "price": "9.90 元",
}


def test_who_is_over_budget_is_left_out_unless_it_is_wanted(rig: Rig) -> None:
    rig.waiting(1)
    rig.tell(Contact("M1", marketing=True))
    account = Account(AccountKind.MEMBER, "M1")
    rig.desk.log.react(account, ReactionKind.COMPLAINED)
    draft = rig.draft(NoticeKind.LIVESTREAM, "centre", audience=EVERYBODY, extra=_STREAM)
    (one,) = rig.desk.compose.plan(draft).recipients
    assert one.over_budget
    assert (one.balance, one.cost) == (6, 3)
    with pytest.raises(Refused):
        rig.desk.compose.send(draft)
    sent = rig.desk.compose.send(draft, over_budget_too=True)
    assert len(rig.messages(sent)) == 1


def test_who_wants_less_gets_no_advertising_from_then_on(rig: Rig) -> None:
    rig.waiting(1)
    rig.desk.log.allow("M1", service=True, marketing=True)
    assert rig.desk.log.contact("M1").marketing
    rig.desk.log.react(Account(AccountKind.MEMBER, "M1"), ReactionKind.MUTED)
    assert not rig.desk.log.contact("M1").marketing
    assert rig.desk.log.contact("M1").service
    kinds = [x.command.kind for x in rig.commands("react", "set_contact")]
    assert kinds == ["set_contact", "react", "set_contact"]
    balance = rig.desk.log.balance(Account(AccountKind.MEMBER, "M1"))
    assert balance.value == 4


def test_what_was_told_before_is_not_queued_by_the_second_channel(rig: Rig, sms: Channel) -> None:
    rig.waiting(1)
    knows(rig, 1)
    notice = rig.send(NoticeKind.ARRIVED, sms.channel_id, "centre")
    assert [x.channel_id for x in rig.messages(notice)] == [sms.channel_id]


def test_a_name_that_calls_everybody_calls_nobody(rig: Rig) -> None:
    ((member, _, _),) = rig.waiting(1)
    evil = replace(member, name="<@all>{商品}\u202e@所有人")
    rig.tell(evil, version=3)
    group = rig.robot()
    rig.send(
        NoticeKind.ARRIVED, group.channel_id, "centre", template="{称呼}\n{名单}", form=Form.CARD
    )
    rig.run()
    (post,) = notice_deed.posts(rig.commands("post")[0].command)
    for text in (*rig.sender.texts(), post.text):
        assert "<@all>" not in text
        assert "\u202e" not in text


def test_offline_what_is_for_the_centre_waits_here_and_collected_goods_drop_out(rig: Rig) -> None:
    first, _ = rig.waiting(2)
    rig.online = False
    notice = rig.send(NoticeKind.ARRIVED, "centre")
    rig.run_for(timedelta(hours=1))
    assert rig.states(notice) == {MessageState.QUEUED: 2}
    rig.collect(first)
    rig.online = True
    rig.run()
    assert rig.states(notice) == {MessageState.POSTED: 1, MessageState.EXPIRED: 1}


def test_the_centres_word_ends_a_message_and_a_new_try_has_a_new_name(rig: Rig) -> None:
    rig.waiting(2)
    notice = rig.send(NoticeKind.ARRIVED, "centre")
    rig.run()
    first, second = rig.messages(notice)
    rig.tell(
        answer(rig, first, ReactionKind.REFUSED, "no_way"),
        answer(rig, second, ReactionKind.DELIVERED),
        answer(rig, second, ReactionKind.OPENED),
    )
    rig.run()
    assert rig.states(notice) == {MessageState.REFUSED: 1, MessageState.READ: 1}
    assert rig.notice(notice).state is NoticeState.DONE
    (note,) = rig.desk.log.messages(notice.notice_id, frozenset({MessageState.REFUSED}), 0, 9)
    assert str(note.words) == "The centre has no way to this person."
    rig.desk.log.retry(first.message_id)
    rig.run()
    asked = [p for x in rig.commands("post") for p in notice_deed.posts(x.command)]
    assert [x.member_id for x in asked] == ["M1", "M2", "M1"]
    assert len({x.message_id for x in asked}) == 3
    with pytest.raises(Refused):
        rig.desk.log.retry(first.message_id)


def answer(rig: Rig, message: Message, kind: ReactionKind, detail: str = "") -> Reaction:
    """Return what the centre says of a message."""
    name = f"{kind.value} {message.message_id}"
    at = rig.clock.now()
    return Reaction(name, POINT, message.account, message.message_id, kind, at, detail)


def test_everybody_of_a_building_is_not_everybody(rig: Rig) -> None:
    rig.waiting(3)
    rig.tell(*(Contact(f"M{n}", marketing=True) for n in (1, 2, 3)))
    audience = replace(EVERYBODY, buildings=frozenset({"2"}))
    draft = rig.draft(NoticeKind.LIVESTREAM, "centre", audience=audience, extra=_STREAM)
    assert [x.member_id for x in rig.desk.compose.plan(draft).recipients] == ["M2"]
    audience = replace(EVERYBODY, product_ids=frozenset({"rice"}))
    draft = replace(draft, audience=audience)
    assert not rig.desk.compose.plan(draft).recipients
