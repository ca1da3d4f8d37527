"""Notices at real counters and a real centre: after everything was said, all hold the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from central.feed.writing import FeedDraft
from central.notices import brand
from central.notices.brand import BrandNotice
from leader_app.domain.contact_budget import START
from leader_app.domain.notice import NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import MessageState
from leader_app.domain.touch import Account, AccountKind, Contact, ReactionKind
from tests.central.notices import add_members
from tests.contract import notice_day
from tests.contract.centres import RealCentre, RealShop
from tests.contract.notice_day import (
    Day,
    allows,
    asks,
    balance,
    balance_at_the_centre,
    contact_of,
    heard,
    hears,
    reacts,
    state_of,
    tells,
)
from tests.contract.till import Till, a_till


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def shop(request: pytest.FixtureRequest) -> RealShop:
    """Return a point of a real centre."""
    centre: RealCentre = request.getfixturevalue(request.param)
    return centre.shop()


@pytest.fixture
def open_till(shop: RealShop, tmp_path: Path) -> Iterator[Callable[[str], Till]]:
    with ExitStack() as stack:
        yield lambda name: stack.enter_context(a_till(shop, tmp_path / name))


@pytest.fixture
def me(shop: RealShop) -> Account:
    """Return the account of the point's first member."""
    return notice_day.member(f"M{shop.point_id}")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counters_that_tell_everything_at_once_end_alike(
    shop: RealShop, open_till: Callable[[str], Till], seed: int
) -> None:
    names = [f"M{shop.point_id}", f"N{shop.point_id}"]
    add_members(shop.centre.database, names[1:], point_id=shop.point_id)
    groups = [Account(AccountKind.GROUP, "三群"), Account(AccountKind.GROUP, "四群")]
    day = Day(Random(seed), shop, list(shop.sell(6)), names, groups)
    tills = [open_till("one"), open_till("two")]
    for till in tills:
        till.sync()
    for _ in range(50):
        day.something(day.chance.choice(tills))
    for till in (*tills, *tills):
        till.sync()
    late = open_till("late")
    late.sync()
    told, back = heard(late)
    assert told
    assert back
    now = max(datetime.now(UTC), *(till.clock.now() for till in tills)) + timedelta(hours=1)
    for till in (*tills, late):
        assert till.unsent() == 0
        assert heard(till) == (told, back)
        for name in names:
            assert contact_of(till, name) == contact_of(late, name)
        for account in (*map(notice_day.member, names), *groups):
            assert balance(till, account, now) == balance_at_the_centre(shop, account, now)


def test_what_the_centre_delivers_goes_from_posted_to_read(
    shop: RealShop, open_till: Callable[[str], Till], me: Account
) -> None:
    one, two = open_till("one"), open_till("two")
    one.sync()
    (order,) = shop.sell()
    line = (LineKey(order.order_id, 1),)
    good = asks(one, me.name, NoticeKind.ARRIVED, line)
    unwanted = asks(one, me.name, NoticeKind.LIVESTREAM, line)
    foreign = asks(one, me.name, NoticeKind.ARRIVED, (LineKey("A-of-nobody", 1),))
    assert state_of(one, good) == (MessageState.POSTED, "")
    one.sync()
    assert state_of(one, good) == (MessageState.SENT, "")
    assert state_of(one, unwanted) == (MessageState.REFUSED, "opted_out")
    assert state_of(one, foreign) == (MessageState.REFUSED, "unknown_member")
    hears(shop, good, me, ReactionKind.OPENED, datetime.now(UTC))
    for till in (one, two):
        till.sync()
    assert state_of(one, good) == (MessageState.READ, "")
    for till in (one, two):
        (touch,), back = heard(till)
        assert (touch.touch_id, touch.account, touch.lines) == (good, me, line)
        assert [x.kind for x in back if x.touch_id == good] == [ReactionKind.OPENED]


def test_of_two_counters_that_ask_for_the_same_one_is_answered_with_told(
    shop: RealShop, open_till: Callable[[str], Till], monkeypatch: pytest.MonkeyPatch, me: Account
) -> None:
    one, two = open_till("one"), open_till("two")
    for till in (one, two):
        till.sync()
    monkeypatch.setattr(notice_day, "reason", lambda *_: "5" * 32)
    first, second = (asks(till, me.name, NoticeKind.THANKS, ()) for till in (one, two))
    for till in (one, two):
        till.sync()
    assert state_of(one, first) == (MessageState.SENT, "")
    assert state_of(two, second) == (MessageState.REFUSED, "told")


def test_a_members_word_comes_down_and_advertising_ends_when_they_had_enough(
    shop: RealShop, open_till: Callable[[str], Till], me: Account
) -> None:
    one, two = open_till("one"), open_till("two")
    one.sync()
    allows(one, me.name, service=True, marketing=True)
    assert contact_of(one, me.name).marketing
    for till in (one, two):
        till.sync()
        found = contact_of(till, me.name)
        assert found == Contact(me.name, service=True, marketing=True, sms=True)
    reacts(two, me, ReactionKind.MUTED)
    for till in (two, one):
        till.sync()
        assert not contact_of(till, me.name).marketing


def test_a_word_of_somebody_elses_member_is_turned_down_and_forgotten(
    shop: RealShop, open_till: Callable[[str], Till]
) -> None:
    other, one = shop.centre.shop(), open_till("one")
    one.sync()
    name = f"M{other.point_id}"
    allows(one, name, service=True, marketing=True)
    one.sync()
    with one.store.read() as work:
        assert [x.code for x in work.incidents.refused(10)] == ["unknown_member"]
        assert work.contacts.people([name]) == {}
    assert one.unsent() == 0


def test_the_brands_word_weighs_on_the_leaders_account(
    shop: RealShop, open_till: Callable[[str], Till], me: Account
) -> None:
    till, now = open_till("one"), datetime.now(UTC)
    allows(till, me.name, service=True, marketing=True)
    till.sync()
    stream = BrandNotice("B1", NoticeKind.LIVESTREAM, f"s{shop.point_id}", "今晚八点", "看直播")
    database = shop.centre.database
    with database.writing() as connection:
        draft = FeedDraft(database)
        assert brand.tell(database, connection, draft, stream, [me.name], now).told == (me.name,)
        draft.write(connection)
    till.sync()
    assert balance(till, me, now).value == START - 3
    assert balance(till, me, now) == balance_at_the_centre(shop, me, now)


def test_the_same_touches_from_a_restored_counter_change_nothing(
    shop: RealShop, open_till: Callable[[str], Till], me: Account
) -> None:
    one = open_till("one")
    one.sync()
    touch = tells(one, me, NoticeKind.LAST_CALL, ())
    one.sync()
    shop.begin_anew()
    one.sync()
    late = open_till("late")
    late.sync()
    for till in (one, late):
        assert heard(till)[0] == [touch]
