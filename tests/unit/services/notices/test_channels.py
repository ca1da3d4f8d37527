"""Channels: their addresses stay in the keyring, and trying one tells what it said."""

from dataclasses import replace

import pytest

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import NoticeKind
from leader_app.domain.outgoing import TO_SENDER
from leader_app.errors import Refused
from tests.fakes.notice_sender import REMOVED, UNSURE
from tests.unit.services.notices.rig import Rig

ADDRESS = "https://robot.example/very-secret-key"


def test_two_are_there_from_the_start_and_stay(rig: Rig) -> None:
    assert [x.channel_id for x in rig.desk.channels.all()] == ["centre", "clipboard"]
    for name in ("centre", "clipboard"):
        with pytest.raises(Refused):
            rig.desk.channels.forget(name)
    off = replace(rig.desk.channels.all()[0], active=False)
    rig.desk.channels.change(off)
    assert rig.desk.channels.all()[0] == off


def test_an_address_is_in_the_keyring_alone(rig: Rig) -> None:
    added = rig.desk.channels.add(ChannelKind.WECOM, "一号群", "一号群", f" {ADDRESS} ")
    assert rig.secrets.kept[added.secret_name] == ADDRESS.encode()
    kept = b"".join(x.read_bytes() for x in rig.folder.rglob("*") if x.is_file())
    assert b"very-secret-key" not in kept
    assert "very-secret-key" not in repr(rig.desk.channels.all())
    rig.desk.channels.forget(added.channel_id)
    assert added.secret_name not in rig.secrets.kept


@pytest.mark.parametrize(
    ("kind", "name", "group", "address"),
    [
        (ChannelKind.WECOM, "", "一号群", ADDRESS),
        (ChannelKind.WECOM, "一" * 61, "一号群", ADDRESS),
        (ChannelKind.WECOM, "一号群", "一" * 61, ADDRESS),
        (ChannelKind.WECOM, "一号群", "一号群", "bad"),
        (ChannelKind.CENTRE, "又一个", "", ""),
        (ChannelKind.WECOM, "复制到微信群", "一号群", ADDRESS),
    ],
)
def test_what_is_wrong_with_a_channel_is_said(
    rig: Rig, kind: ChannelKind, name: str, group: str, address: str
) -> None:
    with pytest.raises(Refused):
        rig.desk.channels.add(kind, name, group, address)


def test_trying_a_channel_tells_what_it_said(rig: Rig) -> None:
    group = rig.robot()
    assert "was taken" in str(rig.desk.channels.test(group.channel_id))
    rig.sender.answers[group.channel_id].append(UNSURE)
    assert "No answer came" in str(rig.desk.channels.test(group.channel_id))
    rig.sender.answers[group.channel_id].append(REMOVED)
    with pytest.raises(Refused, match="removed"):
        rig.desk.channels.test(group.channel_id)
    rig.secrets.forget(group.secret_name)
    with pytest.raises(Refused):
        rig.desk.channels.test(group.channel_id)
    assert rig.desk.channels.test("centre").params == ()


def test_mail_is_tried_on_its_own_mailbox(rig: Rig) -> None:
    mail = rig.robot("邮箱", ChannelKind.EMAIL)
    rig.desk.channels.test(mail.channel_id)
    assert rig.sender.calls[0].piece.to == TO_SENDER


def test_a_channel_that_works_when_tried_is_no_longer_stopped(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    rig.sender.answers[group.channel_id].append(REMOVED)
    rig.send(NoticeKind.ARRIVED, group.channel_id)
    rig.run()
    assert rig.desk.log.today().broken
    with pytest.raises(Refused):
        rig.desk.channels.forget(group.channel_id)
    rig.desk.channels.test(group.channel_id)
    rig.run()
    assert not rig.desk.log.today().broken
    assert len(rig.sender.calls) == 2


def test_every_kind_says_where_its_address_is_found(rig: Rig) -> None:
    assert all(str(rig.desk.channels.words(kind)) for kind in ChannelKind)
