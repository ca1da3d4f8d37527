"""Who is meant by an audience, what they wait for, who of a home comes for it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from leader_app.domain.feed import FeedItem
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member, Product, Zone
from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey, Order, OrderLine, Payment, Stage
from leader_app.domain.pickup import HandOver
from leader_app.domain.touch import Came, Contact
from leader_app.ports import AudienceLine
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import (
    NOON,
    a_claim,
    a_deed,
    a_line,
    a_reversal,
    an_order,
    pieces,
    reversed_by,
)
from tests.fakes.real_store import Counter, a_page, change, hand_over, reverse
from tests.storage.goods import a_stock_deed, moved, record
from tests.storage.notice_things import a_touch
from tests.storage.notice_things import record as tell

CLAIMS = {f"M{n}": f"{n:020x}" for n in range(1, 9)}


def an_order_of(member: str, *lines: OrderLine, hours: float = 0, **fields: object) -> Order:
    """Return the order of a member, placed so many hours after noon."""
    made = an_order(*lines, order_id=f"A-{member}", claim_id=CLAIMS[member], **fields)  # type: ignore[arg-type]
    return replace(made, member_id=member, placed_at=NOON + timedelta(hours=hours))


def a_deed_of(member: str, *, hours: float = 1, name: str = "") -> HandOver:
    """Return the hand-over of one piece of a member's first line."""
    key = pieces(1, 1, f"A-{member}")
    at = NOON + timedelta(hours=hours)
    deed = a_deed(key, hand_over_id=name or f"h-{member}", device_id="D2", at=at)
    return replace(deed, claim_id=CLAIMS[member])


def hear(store: SqlStore, *told: FeedItem) -> None:
    """Let the centre tell of things."""
    store.mirror.apply(a_page([change(x) for x in told]))


def found(store: SqlStore, **asked: object) -> str:
    """Return the lines of an audience, as in ``M1/1``."""
    sets = {x: frozenset(y) if isinstance(y, set) else y for x, y in asked.items()}
    with store.read() as work:
        return said(work.audiences.lines(Audience(**sets)))  # type: ignore[arg-type]


def said(lines: Sequence[AudienceLine]) -> str:
    """Return lines in short."""
    return " ".join(f"{x.member_id}/{x.key.line_no}" for x in lines)


@pytest.fixture
def street(store: SqlStore) -> SqlStore:
    """Return a store of a street: waiting, partly here, ready, begun, done, gone."""
    hear(
        store,
        *(Member(f"M{n}", f"王{n}", f"000{n}", str(n % 2), "101") for n in range(1, 9)),
        *(replace(a_claim(name), member_id=who) for who, name in CLAIMS.items()),
        *(Contact(who, segments=("even",)) for who in ("M2", "M4", "M6")),
        a_deed_of("M4"),
        a_deed_of("M5"),
        an_order_of("M1", a_line(1, 2, 0)),
        an_order_of("M2", a_line(1, 2, 1), a_line(2, 1, 0)),
        an_order_of("M3", a_line(1, 2), a_line(3, 1)),
        an_order_of("M4", a_line(1, 1), a_line(2, 2)),
        an_order_of("M5", a_line(1, 1)),
        an_order_of("M6", a_line(1, 1), cancelled=True),
        an_order_of("M7", a_line(1, 1), payment=Payment.REFUNDED),
        an_order_of("M8", a_line(2, 1), payment=Payment.UNPAID),
    )
    return store


OPEN = "M1/1 M2/1 M2/2 M3/1 M3/3 M4/2 M8/2"


def test_everybody_who_waits_for_something(street: SqlStore) -> None:
    assert found(street) == OPEN
    assert found(street, everybody=True) == OPEN
    assert found(street, everybody=True, members={"M1"}) == OPEN


def test_each_filter_narrows(street: SqlStore) -> None:
    assert found(street, stages={Stage.READY}) == "M3/1 M3/3"
    assert found(street, stages={Stage.WAITING, Stage.PARTLY_COLLECTED}) == "M1/1 M4/2"
    assert found(street, product_ids={"P2", "P3"}) == "M2/2 M3/3 M4/2 M8/2"
    assert found(street, buildings={"1"}) == "M1/1 M3/1 M3/3"
    assert found(street, segments={"even", "x"}) == "M2/1 M2/2 M4/2"
    assert found(street, segments={"even"}, product_ids={"P1"}) == "M2/1"
    assert found(street, buildings={"0"}, stages={Stage.PARTLY_ARRIVED}) == "M2/1 M2/2"
    assert found(street, buildings={"9"}) == ""
    assert found(street, without={"M1", "M3"}) == "M2/1 M2/2 M4/2 M8/2"


def test_members_are_the_audience_or_are_added(street: SqlStore) -> None:
    assert found(street, members={"M1", "M5", "M9"}) == "M1/1"
    assert found(street, members={"M1", "M3"}, without={"M3"}) == "M1/1"
    assert found(street, members={"M1"}, stages={Stage.READY}) == "M1/1 M3/1 M3/3"
    assert found(street, members={"M3"}, product_ids={"P2"}) == "M2/2 M3/1 M3/3 M4/2 M8/2"
    assert found(street, members={"M8"}, buildings={"1"}) == "M1/1 M3/1 M3/3 M8/2"


def test_what_was_collected_is_found_where_it_is_asked_for(street: SqlStore) -> None:
    """A recall goes to those who have it at home."""
    everywhere = {*Stage} - {Stage.CANCELLED, Stage.REFUNDED}
    assert found(street, stages=everywhere, product_ids={"P1"}) == "M1/1 M2/1 M3/1 M4/1 M5/1"
    assert found(street, stages={Stage.COLLECTED}) == "M5/1"


def test_only_orders_of_which_something_came_since(street: SqlStore) -> None:
    later = NOON + timedelta(hours=3)
    told = an_order_of("M2", a_line(1, 2, 1), a_line(2, 1, 1))
    street.mirror.apply(a_page([change(told, 2)], at=later))
    assert found(street, since=later - timedelta(seconds=1)) == "M2/1 M2/2"
    assert found(street, since=later) == ""


def test_a_line_tells_all_there_is_to_say(store: SqlStore) -> None:
    lines = (OrderLine(1, "P1", 3, 2, "A-01", Fen(1290)), a_line(2, 1, 0))
    hear(
        store,
        Member("M1", "王小明", "0427", "7", "1801"),
        Product("P1", "草莓", "盒", Zone.FRIDGE, Fen(1290)),
        replace(a_claim(CLAIMS["M1"]), issued_on=date(2026, 11, 19), valid_days=3),
        a_deed_of("M1"),
        an_order_of("M1", *lines),
    )
    record(store, a_stock_deed("d1", moved(4)))
    with store.read() as work:
        first, second = work.audiences.lines(Audience())
    assert first == AudienceLine(
        key=LineKey("A-M1", 1),
        product_id="P1",
        product_name="草莓",
        unit="盒",
        zone=Zone.FRIDGE,
        quantity=3,
        arrived=2,
        taken=1,
        slot="A-01",
        unit_price=Fen(1290),
        member_id="M1",
        member_name="王小明",
        phone_tail="0427",
        building="7",
        room="1801",
        stage=Stage.PARTLY_COLLECTED,
        placed_at=NOON,
        arrived_at=None,
        collect_by=date(2026, 11, 22),
        use_by=date(2026, 11, 22),
    )
    assert first.ready == 1
    assert (second.product_name, second.use_by, second.zone) == ("", None, Zone.SHELF)


def test_an_order_nothing_else_is_known_of(store: SqlStore) -> None:
    hear(store, an_order_of("M1"))
    with store.read() as work:
        (line,) = work.audiences.lines(Audience())
    assert (line.member_name, line.building, line.collect_by) == ("", "", None)


def test_lines_as_they_stand_now(street: SqlStore) -> None:
    keys = [LineKey(f"A-M{n}", line) for n in range(1, 9) for line in (1, 2, 9)]
    with street.read() as work:
        assert said(work.audiences.still(keys)) == "M1/1 M2/1 M2/2 M3/1 M4/2 M8/2"
        assert said(work.audiences.still([LineKey("A-M3", 3), LineKey("A9", 1)])) == "M3/3"
        assert work.audiences.still([]) == []


def test_buildings_count_those_who_wait(street: SqlStore) -> None:
    hear(street, replace(an_order_of("M1"), order_id="another"), an_order_of("M7"))
    with street.read() as work:
        assert work.audiences.buildings() == {"0": 3, "1": 2}


def test_somebody_of_a_home_collects(street: SqlStore) -> None:
    """The one who came last; at home 1 that is M5, at home 0 M4."""
    with street.read() as work:
        assert work.audiences.collectors(["M1", "M2", "M9"]) == {
            "M1": "M5",
            "M2": "M4",
            "M9": "M9",
        }


def test_who_came_last_counts_and_only_if_it_stands(street: SqlStore, counter: Counter) -> None:
    def collector() -> str:
        with street.read() as work:
            return work.audiences.collectors(["M1"])["M1"]

    counter.clock.advance(timedelta(days=1))
    done = hand_over(street, CLAIMS["M3"], counter.clock, bytes(10))
    assert collector() == "M3"
    reverse(street, done, counter.clock, bytes(9) + b"1")
    assert collector() == "M5"
    back = reversed_by(a_deed_of("M5"), a_reversal("h-M5"))
    street.mirror.apply(a_page([change(back, 2)]))
    assert collector() == "M7"
    hear(street, replace(an_order_of("M1", hours=5), order_id="newest"))
    assert collector() == "M1"


def test_those_without_a_home_collect_for_themselves(store: SqlStore) -> None:
    hear(store, *(Member(f"M{n}", "", "", "7" if n == 3 else "", "") for n in range(4)))
    with store.read() as work:
        assert work.audiences.collectors(["M0", "M1", "M3"]) == {x: x for x in ("M0", "M1", "M3")}
        assert work.audiences.collectors([]) == {}


def test_who_came_and_when_first(street: SqlStore) -> None:
    again = a_deed_of("M4", hours=9, name="h9")
    back = reversed_by(a_deed_of("M3", hours=2), a_reversal("h-M3"))
    hear(street, again, back)
    keys = [LineKey(f"A-M{n}", 1) for n in range(1, 9)]
    came = [Came(LineKey(f"A-{x}", 1), x, NOON + timedelta(hours=1)) for x in ("M4", "M5")]
    with street.read() as work:
        assert work.audiences.came(keys, NOON) == came
        assert work.audiences.came(keys[4:], NOON) == came[1:]
        later = work.audiences.came(keys, NOON + timedelta(hours=1))
        assert later == [replace(came[0], at=again.at)]


def test_how_likely_somebody_comes_untold(street: SqlStore) -> None:
    """Of noon's three days: M2, M3 and M4 wait on each; M5 came on the first."""
    start, end = NOON - timedelta(hours=12), NOON + timedelta(days=2, hours=12)

    def share() -> tuple[int, int]:
        with street.read() as work:
            return work.audiences.collected_share(start, end)

    assert share() == (10, 2)
    tell(street, replace(a_touch(), member_ids=("M4", "M5")))
    assert share() == (7, 0)


def test_nobody_waits_after_the_code_has_ended(store: SqlStore) -> None:
    short = replace(a_claim(CLAIMS["M1"]), member_id="M1", issued_on=date(2026, 11, 20))
    hear(store, replace(short, valid_days=1), an_order_of("M1"))
    with store.read() as work:
        assert work.audiences.collected_share(NOON, NOON + timedelta(days=30)) == (2, 0)
        later = NOON + timedelta(days=9)
        assert work.audiences.collected_share(later, later + timedelta(days=1)) == (0, 0)
