from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.feed import FeedItem
from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.neighbourhood import Device, Member, Point, Product, Zone
from leader_app.domain.order import Order, Payment, Stage
from leader_app.ports import FeedChange, OrderQuery
from leader_app.storage import mirror_page
from leader_app.storage.store import SqlStore
from leader_app.storage.tables import unknown_rows
from tests.fakes.pickups import (
    CLAIM_ID,
    NOON,
    POINT,
    a_claim,
    a_deed,
    a_line,
    an_order,
)
from tests.fakes.real_store import Counter, a_page, change


def stage_of(store: SqlStore, order_id: str = "A1") -> Stage:
    """Return the stage the orders page shows."""
    with store.read() as work:
        (row,) = work.orders.page(OrderQuery(order_id), 0, 10)
    return row.stage


def order_of(store: SqlStore, order_id: str = "A1") -> Order | None:
    """Return an order."""
    with store.read() as work:
        return work.orders.get(order_id)


def test_a_claim_with_its_order_comes_back_as_it_was_told(store: SqlStore) -> None:
    claim, order = a_claim(tag=b"t" * 16), an_order(a_line(1, 2), a_line(2, 1, 0))
    store.mirror.apply(a_page([change(claim), change(order)]))
    with store.read() as work:
        state = work.claims.state(CLAIM_ID)
        assert state is not None
        assert (state.claim, state.orders, state.hand_overs) == (claim, (order,), ())
        assert work.orders.get("A1") == order
        assert work.claims.with_tag(b"t" * 16) == [CLAIM_ID]
        assert work.claims.with_tag(b"u" * 16) == []
        assert work.claims.of_order("A1") == CLAIM_ID
        assert work.claims.of_order("A2") is None
        assert work.claims.owners([CLAIM_ID, "no"]) == {CLAIM_ID: "M1"}
        assert work.claims.state("no") is None


def test_names_come_back(store: SqlStore) -> None:
    point = Point(POINT, "光明店", "街", "8-22")
    device = Device("D2", POINT, "二号柜", b"k" * 32, active=False)
    member = Member("M1", "王小明", "0427")
    product = Product("P1", "香菇", "份", Zone.FRIDGE, an_order().total)
    things: dict[Entity, tuple[str, FeedItem]] = {
        Entity.POINT: ("7", point),
        Entity.DEVICE: ("D2", device),
        Entity.MEMBER: ("M1", member),
        Entity.PRODUCT: ("P1", product),
    }
    changes = [FeedChange(kind, name, 1, item) for kind, (name, item) in things.items()]
    store.mirror.apply(a_page(changes))
    with store.read() as work:
        assert work.names.points([POINT, 8]) == {POINT: point}
        assert work.names.devices(["D2"]) == {"D2": device}
        assert work.names.members(["M1", "M2"]) == {"M1": member}
        assert work.names.products(["P1"]) == {"P1": product}
        assert work.names.products([]) == {}
    store.mirror.apply(a_page([FeedChange(Entity.POINT, "7", 2, replace(point, name="新店"))]))
    with store.read() as work:
        assert work.names.points([POINT])[POINT].name == "新店"
    store.mirror.apply(a_page([FeedChange(Entity.POINT, "7", 3, None)]))
    with store.read() as work:
        assert work.names.points([POINT]) == {}


def test_what_is_searched_by_follows_a_change(store: SqlStore) -> None:
    def seen(tail: str) -> int:
        with store.read() as work:
            return work.orders.count(OrderQuery(tail))

    member = Member("M1", "王小明", "0427")
    store.mirror.apply(a_page([change(an_order()), FeedChange(Entity.MEMBER, "M1", 1, member)]))
    assert (seen("0427"), seen("1138")) == (1, 0)
    moved = replace(member, phone_tail="1138")
    store.mirror.apply(a_page([FeedChange(Entity.MEMBER, "M1", 2, moved)]))
    assert (seen("0427"), seen("1138")) == (0, 1)
    other = "ff" * 10
    store.mirror.apply(a_page([change(an_order(claim_id=other), 2)]))
    assert (seen(CLAIM_ID), seen(other)) == (0, 1)


def test_incidents_come_back_newest_first(store: SqlStore) -> None:
    old = Incident(
        "i1", IncidentKind.DOUBLE_HAND_OVER, POINT, CLAIM_ID, "D1", ("h1", "h2"), NOON, settled=True
    )
    new = replace(old, incident_id="i2", at=NOON + timedelta(hours=1), settled=False)
    changes = [FeedChange(Entity.INCIDENT, x.incident_id, 1, x) for x in (old, new)]
    assert store.mirror.apply(a_page(changes)).ids(Entity.INCIDENT) == {"i1", "i2"}
    with store.read() as work:
        assert work.incidents.recent(10) == [new, old]
        assert work.incidents.open(10) == [new]
        assert work.incidents.recent(1) == [new]


def test_an_older_version_never_overwrites(store: SqlStore) -> None:
    newer = an_order(payment=Payment.REFUNDED)
    store.mirror.apply(a_page([change(newer, 5)]))
    for version in (1, 4, 5):
        assert not store.mirror.apply(a_page([change(an_order(), version)]))
    assert order_of(store) == newer


def test_the_newest_of_a_page_wins_wherever_it_stands(store: SqlStore) -> None:
    newest = an_order(a_line(1, 7))
    page = [change(an_order(), 1), change(newest, 3), change(an_order(a_line(2)), 2)]
    store.mirror.apply(a_page(page))
    assert order_of(store) == newest


def test_an_order_loses_the_lines_it_no_longer_has(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(an_order(a_line(1), a_line(2), a_line(3)), 1)]))
    store.mirror.apply(a_page([change(an_order(a_line(2, 5)), 2)]))
    found = order_of(store)
    assert found is not None
    assert found.lines == (a_line(2, 5),)


def test_a_thing_that_is_gone_stays_gone_for_older_versions(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(an_order(), 3)]))
    store.mirror.apply(a_page([FeedChange(Entity.ORDER, "A1", 4, None)]))
    assert order_of(store) is None
    store.mirror.apply(a_page([change(an_order(), 3)]))
    assert order_of(store) is None
    store.mirror.apply(a_page([change(an_order(), 5)]))
    assert order_of(store) == an_order()
    store.mirror.apply(a_page([FeedChange(Entity.ORDER, "A1", 4, None)]))
    assert order_of(store) == an_order()


def test_a_gone_order_leaves_no_lines_behind(store: SqlStore) -> None:
    store.mirror.apply(a_page([change(an_order(a_line(1), a_line(2)), 1)]))
    store.mirror.apply(a_page([FeedChange(Entity.ORDER, "A1", 2, None)]))
    with store.read() as work:
        assert work.orders.products(["A1"]) == {}


def test_what_this_release_does_not_know_is_kept_as_it_came(store: SqlStore) -> None:
    def kept() -> list[tuple[object, ...]]:
        with store.units.database.reading() as connection:
            rows = connection.execute(sa.select(unknown_rows))
            return [(row.entity, row.id, row.version, row.payload) for row in rows]

    store.mirror.apply(a_page([FeedChange("coupon", "c1", 2, b"\x01raw")]))
    assert kept() == [("coupon", "c1", 2, b"\x01raw")]
    store.mirror.apply(a_page([FeedChange("coupon", "c1", 1, b"older")]))
    assert kept() == [("coupon", "c1", 2, b"\x01raw")]
    store.mirror.apply(a_page([FeedChange("coupon", "c1", 3, None)]))
    assert kept() == []


def test_a_row_that_cannot_be_read_is_kept_beside_the_last_good_one(store: SqlStore) -> None:
    def raw() -> list[tuple[str, str, int]]:
        with store.units.database.reading() as connection:
            rows = connection.execute(sa.select(unknown_rows))
            return [(row.entity, row.id, row.version) for row in rows]

    store.mirror.apply(a_page([change(an_order())]))
    page = [FeedChange(Entity.ORDER, "A1", 2, b"rubbish"), change(an_order(order_id="A2"))]
    assert store.mirror.apply(a_page(page)).ids(Entity.ORDER) == {"A2"}
    assert raw() == [("order", "A1", 2)]
    assert order_of(store) == an_order()
    repaired = an_order(a_line(1, 4))
    store.mirror.apply(a_page([change(repaired, 3)]))
    assert order_of(store) == repaired
    store.mirror.apply(a_page([FeedChange(Entity.ORDER, "A1", 4, None)]))
    assert raw() == []
    assert order_of(store) is None


def test_rows_and_cursor_come_together_or_not_at_all(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.mirror.apply(a_page([change(an_order())], "c1"))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(mirror_page, "_put_lines", fail)
        page = [change(a_claim()), change(an_order(a_line(1, 9)), 2)]
        with pytest.raises(ZeroDivisionError):
            store.mirror.apply(a_page(page, "c2"))
    assert store.mirror.cursor() == "c1"
    assert order_of(store) == an_order()
    with store.read() as work:
        assert work.claims.state(CLAIM_ID) is None


def test_the_age_of_the_data_is_told_by_the_centres_clock(store: SqlStore) -> None:
    with store.read() as work:
        assert work.device.data_at() is None
        assert work.device.centre_lead() == timedelta()
    page = replace(a_page([]), centre_time=NOON + timedelta(minutes=3))
    store.mirror.apply(page)
    with store.read() as work:
        assert work.device.data_at() == NOON + timedelta(minutes=3)
        assert work.device.centre_lead() == timedelta(minutes=3)


def test_commands_remember_the_page_they_were_given_on(store: SqlStore) -> None:
    store.mirror.apply(a_page([], "cursor-7"))
    with store.write() as work:
        assert work.log.append("a", "hand_over", b"{}").command.base_cursor == "cursor-7"


def test_a_page_says_what_it_touched(store: SqlStore, counter: Counter) -> None:
    changes = store.mirror.apply(a_page([change(a_claim()), change(an_order())]))
    assert changes.ids(Entity.ORDER) == {"A1"}
    assert changes.ids(Entity.CLAIM) == {CLAIM_ID}
    assert counter.heard.changes[-1] == changes
    changes = store.mirror.apply(a_page([change(a_deed())]))
    assert changes.ids(Entity.REDEMPTION) == {"h1"}
    assert changes.ids(Entity.CLAIM) == {CLAIM_ID}
    assert changes.ids(Entity.ORDER) == {"A1"}
    assert not store.mirror.apply(a_page([change(a_deed())]))


def test_a_great_many_changes_come_without_their_ids(store: SqlStore) -> None:
    changes = [change(an_order(order_id=f"A{number}")) for number in range(500)]
    told = store.mirror.apply(a_page(changes))
    assert told.reset == {Entity.ORDER}
    assert told.concerns(Entity.ORDER, ["A7"])
