"""One account for the brand and the leader: what either told weighs on both."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from central.feed.writing import FeedDraft
from central.notices import brand
from central.notices.brand import BrandNotice, Outcome
from central.notices.budget import balance_of
from central.storage.database import Database
from central.storage.notice_tables import posts, told_reasons, touches
from leader_app.domain import contact_budget
from leader_app.domain.contact_budget import CAME, IGNORED, START
from leader_app.domain.notice import NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.touch import Came, ReactionKind
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, THERE, claim_id, some
from tests.central.notices import (
    GROUP,
    MEMBER_1,
    a_touch,
    add_members,
    allows,
    reacts,
    tells,
)
from tests.central.tables import count

NOW = datetime.now(UTC)
STREAM = BrandNotice("B1", NoticeKind.LIVESTREAM, "stream-1", "今晚八点", "今晚八点看牧场直播")


def held(database: Database, point_id: int = HERE, now: datetime = NOW) -> int:
    with database.reading() as connection:
        return balance_of(database, connection, point_id, MEMBER_1, now).value


def tells_all(
    database: Database,
    notice: BrandNotice = STREAM,
    members: Sequence[str] = ("M1",),
    now: datetime = NOW,
) -> Outcome:
    with database.writing() as connection:
        draft = FeedDraft(database)
        before = brand.look(database, connection, notice, members, now)
        outcome = brand.tell(database, connection, draft, notice, members, now)
        draft.write(connection)
    assert before == outcome
    return outcome


def as_the_counter_knows(counter: Counter, came: Sequence[Came], now: datetime) -> int:
    """Return the balance from what came down, by the same rule."""
    counter.catches_up()
    told = counter.knows("touch").values()
    back = counter.knows("reaction").values()
    return contact_budget.balance(MEMBER_1, told, back, came, now).value


@pytest.fixture
def here(database: Database) -> Counter:
    """Return a counter of a point whose member wants to hear of offers."""
    counter = enrol(database)
    counter.pushes(allows(counter, "M1", service=True, marketing=True))
    return counter


def test_a_notice_that_brought_somebody_pays_and_an_ignored_one_costs(
    database: Database, here: Counter
) -> None:
    early = NOW - timedelta(hours=60)
    fruitful = a_touch(here, at=early, lines=(LineKey("A1", 1),))
    ignored = a_touch(here, at=early, lines=(LineKey("A2", 1),))
    here.pushes(
        tells(here, fruitful, ignored),
        here.hands_over(claim_id(1), some(1), at=early + timedelta(hours=1)),
        # too late to have been brought by anything
        here.hands_over(claim_id(2), some(2), at=NOW - timedelta(hours=1)),
    )
    assert held(database) == START - 1 - 2 + CAME + IGNORED
    came = [Came(LineKey("A1", 1), "M1", early + timedelta(hours=1))]
    assert as_the_counter_knows(here, came, NOW) == held(database)


def test_what_was_taken_back_brought_nobody(database: Database, here: Counter) -> None:
    early = NOW - timedelta(hours=60)
    telling = tells(here, a_touch(here, at=early))
    given = here.hands_over(claim_id(1), some(1), at=early + timedelta(hours=1))
    here.pushes(telling, given)
    assert held(database) == START - 1 + CAME
    here.pushes(here.takes_back(given, claim_id(1)))
    assert held(database) == START - 1 + IGNORED


def test_another_points_touches_and_orders_do_not_count_here(
    database: Database, here: Counter
) -> None:
    there = enrol(database, THERE)
    there.pushes(tells(there, a_touch(there, lines=(LineKey("A1", 1),), at=NOW)))
    assert held(database) == START
    assert held(database, THERE) == START - 1
    # an order of the other point that a counter speaks of brings nothing here
    early = NOW - timedelta(hours=60)
    there.pushes(there.hands_over(claim_id(8), some(8), at=early + timedelta(hours=1)))
    here.pushes(tells(here, a_touch(here, at=early, lines=(LineKey("A8", 1),))))
    assert held(database) == START - 1 + IGNORED


def test_the_brand_draws_on_the_leaders_account_and_the_leader_sees_it(
    database: Database, here: Counter
) -> None:
    there = enrol(database, THERE)
    assert tells_all(database) == Outcome(("M1",), {})
    assert held(database, now=NOW) == START - 3
    assert as_the_counter_knows(here, (), NOW) == START - 3
    (touch,) = here.knows("touch").values()
    assert (touch.point_id, touch.device_id, touch.account) == (HERE, "", MEMBER_1)
    there.catches_up()
    assert there.knows("touch") == {}


def test_the_brand_is_refused_once_the_leader_used_the_patience_up(
    database: Database, here: Counter
) -> None:
    nagging = [
        a_touch(here, at=NOW - timedelta(hours=hours), kind=NoticeKind.LAST_CALL, account=MEMBER_1)
        for hours in (2, 1)
    ]
    here.pushes(tells(here, *nagging))
    assert tells_all(database) == Outcome((), {"M1": "over_budget"})
    assert count(database, posts) == count(database, touches) - 2 == 0
    # negative control: a group's patience is not the member's
    assert tells_all(database, now=NOW + timedelta(days=40)).told == ("M1",)


def test_telling_a_group_leaves_the_members_account_alone(
    database: Database, here: Counter
) -> None:
    here.pushes(tells(here, *(a_touch(here, account=GROUP, at=NOW) for _ in range(5))))
    assert held(database) == START
    assert tells_all(database).told == ("M1",)


def test_a_danger_is_told_whatever_the_account_holds(database: Database, here: Counter) -> None:
    here.pushes(reacts(here, ReactionKind.MUTED))
    angry = [reacts(here, ReactionKind.COMPLAINED) for _ in range(4)]
    here.pushes(*angry)
    recall = BrandNotice("B2", NoticeKind.RECALL, "batch 7", "请勿食用", "批次 7 请勿食用")
    assert tells_all(database, recall, now=datetime.now(UTC)).told == ("M1",)
    thanks = BrandNotice("B3", NoticeKind.THANKS, "year", "谢谢", "谢谢你们")
    assert tells_all(database, thanks, now=datetime.now(UTC)).left_out == {"M1": "over_budget"}


def test_the_brand_tells_nobody_twice_nor_whom_it_may_not(
    database: Database, here: Counter
) -> None:
    add_members(database, ["M2"])
    names = ["M1", "M2", "nobody", "M1"]
    assert tells_all(database, members=names) == Outcome(
        ("M1",), {"M2": "opted_out", "nobody": "unknown_member"}
    )
    again = BrandNotice("B9", NoticeKind.LIVESTREAM, "stream-1", "八点", "别忘了")
    assert tells_all(database, again).left_out == {"M1": "told"}
    assert count(database, told_reasons) == 1
    late = BrandNotice(
        "B8", NoticeKind.LIVESTREAM, "stream-2", "八点", "昨晚", expires_at=NOW - timedelta(hours=1)
    )
    assert tells_all(database, late).left_out == {"M1": "expired"}


def test_a_second_offer_of_the_brand_within_the_day_is_one_too_many(
    database: Database, here: Counter
) -> None:
    offers = [
        BrandNotice(f"B{n}", NoticeKind.LIVESTREAM, f"stream-{n}", "今晚", "直播") for n in range(4)
    ]
    told = [bool(tells_all(database, offer).told) for offer in offers]
    assert told == [True, False, False, False]


def test_what_lies_on_a_points_shelves_is_the_leaders_to_tell(database: Database) -> None:
    with pytest.raises(ValueError, match="arrived"):
        tells_all(database, BrandNotice("B", NoticeKind.ARRIVED, "x", "到了", "到了"))


def test_thousands_are_told_at_once(database: Database) -> None:
    names = [f"N{n}" for n in range(1_200)]
    add_members(database, names)
    recall = BrandNotice("B2", NoticeKind.RECALL, "batch 7", "请勿食用", "批次 7 请勿食用")
    assert len(tells_all(database, recall, names).told) == 1_200
    assert count(database, touches) == count(database, posts) == 1_200
