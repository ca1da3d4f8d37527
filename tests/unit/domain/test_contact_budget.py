"""The contact budget: what pays, what costs, and that the same facts give the same balance."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import contact_budget as budget
from leader_app.domain.channel import ChannelKind
from leader_app.domain.contact_budget import LEAST, MOST, START, balance, cost, is_over, likely
from leader_app.domain.notice import PURPOSES, NoticeKind, Purpose
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Account, AccountKind, Came, Reaction, ReactionKind, Touch
from tests.fakes.pickups import NOON

WANG = Account(AccountKind.MEMBER, "m1")
GROUP = Account(AccountKind.GROUP, "阳光小区")
MILK, EGGS, RICE = LineKey("o1", 1), LineKey("o1", 2), LineKey("o2", 1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(
    at: datetime,
    kind: NoticeKind = NoticeKind.ARRIVED,
    lines: Sequence[LineKey] = (),
    name: str = "",
    account: Account = WANG,
    *,
    late: bool = False,
) -> Touch:
    return Touch(
        touch_id=name or f"t{at.timestamp()}{kind}",
        notice_id="n1",
        point_id=1,
        account=account,
        kind=kind,
        purpose=PURPOSES[kind],
        channel=ChannelKind.WECOM,
        channel_name="群",
        title="",
        member_ids=("m1",),
        reasons=("0" * 32,),
        lines=tuple(lines),
        at=at,
        device_id="d1",
        late=late,
    )


def back(at: datetime, kind: ReactionKind, touch: Touch | None = None) -> Reaction:
    name = f"r{at.timestamp()}{kind}"
    return Reaction(name, 1, WANG, touch.touch_id if touch else "", kind, at)


def value(touches: Sequence[Touch], reactions: Sequence[Reaction] = (), came: Sequence[Came] = (),
          now: datetime = NOON, account: Account = WANG) -> int:  # fmt: skip
    return balance(account, touches, reactions, came, now).value


def test_an_account_begins_full_and_says_so() -> None:
    found = balance(WANG, [], [], [], NOON)
    assert found.value == START
    assert [entry.change for entry in found.entries] == [START]


def test_a_reminder_that_brings_somebody_pays_more_than_it_cost() -> None:
    at = NOON - 5 * HOUR
    assert value([told(at, lines=[MILK])]) == START - 1
    assert value([told(at, lines=[MILK])], came=[Came(MILK, "m1", at + HOUR)]) == START + 2


def test_who_came_before_being_told_or_long_after_was_not_brought() -> None:
    at = NOON - 3 * DAY + HOUR
    before, long_after = Came(MILK, "m1", at - HOUR), Came(MILK, "m1", at + 49 * HOUR)
    assert value([told(at, lines=[MILK])], came=[before, long_after]) == START - 2


def test_of_two_reminders_the_last_one_brought_them_and_the_first_was_not_ignored() -> None:
    first, second = told(NOON - 60 * HOUR, lines=[MILK]), told(NOON - 30 * HOUR, lines=[MILK])
    came = [Came(MILK, "m1", NOON - 20 * HOUR)]
    assert value([first, second], came=came) == START - 2 + budget.CAME


def test_nagging_drains_late_again_ignored_muted() -> None:
    at = NOON - 10 * HOUR
    assert value([told(at, late=True)]) == START - 3
    assert value([told(at), told(at + HOUR, NoticeKind.LAST_CALL)]) == START - 1 - 3
    assert value([told(NOON - 50 * HOUR, NoticeKind.LIVESTREAM)]) == START - 3 - 1
    assert value([told(at)], [back(NOON - HOUR, ReactionKind.MUTED)]) == START - 1 - 6
    assert value([told(at)], [back(NOON - HOUR, ReactionKind.COMPLAINED)]) == START - 1 - 4


def test_what_is_liked_fills() -> None:
    touch = told(NOON - 50 * HOUR)
    for kind, change in (
        (ReactionKind.OPENED, 1),
        (ReactionKind.RATED, 2),
        (ReactionKind.THANKED, 3),
    ):
        assert value([touch], [back(NOON - 49 * HOUR, kind, touch)]) == START - 1 + change
    assert value([touch], [back(NOON - 49 * HOUR, ReactionKind.DELIVERED, touch)]) == START - 2


def test_rest_gives_back_up_to_the_start_and_no_further() -> None:
    touch = told(NOON - 20 * DAY, NoticeKind.LIVESTREAM)
    assert value([touch], now=touch.at + 2 * DAY) == START - 4
    assert value([touch], now=touch.at + 3 * DAY) == START - 3
    assert value([touch], now=touch.at + 20 * DAY) == START


def test_a_warning_is_free_and_is_never_ignored() -> None:
    assert value([told(NOON - 50 * HOUR, NoticeKind.RECALL, late=True)]) == START
    assert cost(NoticeKind.RECALL, late=True, recent=9).points == 0


def test_a_group_is_paid_by_how_many_came() -> None:
    at = NOON - 5 * HOUR
    touch = told(at, lines=[MILK, EGGS, RICE], account=GROUP)
    one, two = Came(MILK, "m1", at + HOUR), Came(RICE, "m2", at + HOUR)
    assert value([touch], came=[one], account=GROUP) == START - 1 + budget.CAME_SOME
    assert value([touch], came=[one, two], account=GROUP) == START - 1 + budget.CAME
    assert value([touch], came=[one, two]) == START


def test_what_is_old_or_to_come_does_not_count() -> None:
    old, later = told(NOON - 91 * DAY), told(NOON + HOUR)
    reactions = [back(NOON - 91 * DAY, ReactionKind.MUTED), back(NOON + HOUR, ReactionKind.MUTED)]
    assert value([old, later], reactions, [Came(MILK, "m1", NOON + HOUR)]) == START


def test_a_balance_stays_between_its_ends() -> None:
    nags = [told(NOON - n * HOUR, NoticeKind.LIVESTREAM) for n in range(1, 30)]
    assert value(nags) == LEAST
    thanks = [back(NOON - n * HOUR, ReactionKind.THANKED) for n in range(1, 30)]
    assert value([], thanks) == MOST


def test_entries_add_up_and_each_has_a_sentence() -> None:
    touch = told(NOON - 9 * DAY, NoticeKind.LIVESTREAM, late=True)
    found = balance(WANG, [touch], [back(NOON - DAY, ReactionKind.THANKED)], [], NOON)
    assert sum(entry.change for entry in found.entries) == found.value
    assert all(str(entry.words).endswith(".") for entry in found.entries)


@pytest.mark.parametrize(
    ("kind", "late", "recent", "points"),
    [
        (NoticeKind.ARRIVED, False, 0, 1),
        (NoticeKind.ARRIVED, True, 0, 3),
        (NoticeKind.LAST_CALL, False, 0, 2),
        (NoticeKind.LIVESTREAM, False, 0, 3),
        (NoticeKind.FREE, False, 2, 5),
    ],
)
def test_what_a_touch_costs(kind: NoticeKind, late: bool, recent: int, points: int) -> None:
    assert cost(kind, late=late, recent=recent).points == points


def test_offers_must_leave_something_for_own_goods() -> None:
    assert not is_over(7, 3, Purpose.MARKETING)
    assert is_over(6, 3, Purpose.MARKETING)
    assert not is_over(-4, 1, Purpose.SERVICE)
    assert is_over(-5, 1, Purpose.SERVICE)
    assert not is_over(LEAST, 99, Purpose.SAFETY)


def test_what_is_likely_leans_on_the_house_until_there_is_a_past() -> None:
    assert likely(10, (0, 0), (0, 0)) == pytest.approx((6.0, 4.0))
    with_it, anyhow = likely(100, (1000, 900), (1000, 300))
    assert with_it == pytest.approx(100 * 906 / 1010)
    assert anyhow == pytest.approx(100 * 304 / 1010)
    assert likely(10, (100, 0), (100, 100))[0] == likely(10, (100, 0), (100, 100))[1]


HOURS = st.integers(0, 24 * 100)
LINES = st.lists(st.sampled_from([MILK, EGGS, RICE]), max_size=3, unique=True)
TOUCHES = st.lists(
    st.builds(
        lambda hours, kind, lines, late, account: told(
            NOON - hours * HOUR, kind, lines, f"t{hours}{kind}", account, late=late
        ),
        HOURS, st.sampled_from(NoticeKind), LINES, st.booleans(), st.sampled_from([WANG, GROUP]),
    ),
    max_size=12,
)  # fmt: skip
REACTIONS = st.lists(
    st.builds(lambda hours, kind: back(NOON - hours * HOUR, kind), HOURS,
              st.sampled_from(ReactionKind)),
    max_size=6,
)  # fmt: skip
CAME = st.lists(
    st.builds(lambda hours, key: Came(key, "m1", NOON - hours * HOUR), HOURS,
              st.sampled_from([MILK, EGGS, RICE])),
    max_size=6,
)  # fmt: skip


@given(TOUCHES, REACTIONS, CAME, st.integers(0, 10**6), st.sampled_from([WANG, GROUP]))
def test_the_order_and_repetition_of_facts_change_nothing(
    touches: list[Touch], reactions: list[Reaction], came: list[Came], seed: int, account: Account
) -> None:
    touches = list({x.touch_id: x for x in touches}.values())
    straight = balance(account, touches, reactions, came, NOON)
    others = [*touches, *touches[:2]], [*reactions, *reactions[:2]], [*came, *came[:2]]
    noise = random.Random(seed)
    for facts in others:
        noise.shuffle(facts)
    assert balance(account, *others, NOON) == straight
    assert LEAST <= straight.value <= MOST
    assert sum(entry.change for entry in straight.entries) == straight.value
    assert [x.at for x in straight.entries] == sorted(x.at for x in straight.entries)


@given(TOUCHES, REACTIONS, CAME, st.sampled_from(sorted(budget._ANSWERS)))
def test_thanks_never_lower_a_balance(
    touches: list[Touch], reactions: list[Reaction], came: list[Came], kind: ReactionKind
) -> None:
    before = value(touches, reactions, came)
    thanks = Reaction("new", 1, WANG, touches[0].touch_id if touches else "", kind, NOON)
    assert value(touches, [*reactions, thanks], came) >= before


@given(TOUCHES, REACTIONS, CAME, st.sampled_from(NoticeKind), st.booleans())
def test_one_more_message_now_never_raises_a_balance(
    touches: list[Touch],
    reactions: list[Reaction],
    came: list[Came],
    kind: NoticeKind,
    late: bool,
) -> None:
    before = value(touches, reactions, came)
    recent = sum(
        x.account == WANG and NOON - x.at < budget.RECENT and x.purpose is not Purpose.SAFETY
        for x in {x.touch_id: x for x in touches}.values()
    )
    after = value([*touches, told(NOON, kind, name="new", late=late)], reactions, came)
    price = cost(kind, late=late, recent=recent).points
    assert after == max(LEAST, before - price) or (before == MOST and after >= before - price)
