"""What notices, channels and touches say of themselves."""

from leader_app.domain.channel import TRAITS, Channel, ChannelKind
from leader_app.domain.notice import (
    PURPOSES,
    Audience,
    Form,
    Notice,
    NoticeKind,
    NoticeState,
    Purpose,
)
from leader_app.domain.touch import (
    Account,
    AccountKind,
    Contact,
    reason,
    told_key,
    unknown_contact,
)
from tests.fakes.pickups import NOON


def test_every_kind_has_a_purpose_and_every_channel_its_traits() -> None:
    assert set(PURPOSES) == set(NoticeKind)
    assert set(TRAITS) == set(ChannelKind)
    assert all(Form.TEXT in traits.lengths for traits in TRAITS.values())
    notice = Notice(
        "n1", 7, NoticeKind.RECALL, "", "", Form.TEXT, Audience(), (), NoticeState.DRAFT, NOON, "d1"
    )
    assert notice.purpose is Purpose.SAFETY


def test_an_address_has_a_name_of_its_own_in_the_keyring() -> None:
    channel = Channel("c1", ChannelKind.WECOM, "小区群")
    assert channel.secret_name == "channel/c1"
    assert channel.traits.per_minute == 20


def test_equal_reasons_have_equal_names_and_others_do_not() -> None:
    assert reason("arrived", "o1", "1") == reason("arrived", "o1", "1")
    assert reason("arrived", "o1", "1") != reason("arrived", "o11")
    assert len(reason("a")) == 32


def test_persons_share_what_was_told_and_groups_do_not() -> None:
    wife, man = Account(AccountKind.MEMBER, "m1"), Account(AccountKind.MEMBER, "m2")
    here, there = Account(AccountKind.GROUP, "一群"), Account(AccountKind.GROUP, "二群")
    assert told_key(wife, "r") == told_key(man, "r")
    assert len({told_key(here, "r"), told_key(there, "r"), told_key(man, "r")}) == 3
    assert str(here) == "group:一群"


def test_a_warning_asks_nobody_and_an_offer_asks_first() -> None:
    unknown = unknown_contact("m1")
    assert unknown.allows(Purpose.SERVICE)
    assert not unknown.allows(Purpose.MARKETING)
    silent = Contact("m1", service=False, marketing=False)
    assert silent.allows(Purpose.SAFETY)
    assert not silent.allows(Purpose.SERVICE)
    assert Contact("m1", marketing=True).allows(Purpose.MARKETING)
