"""Stock at the centre: every deed is in the ledger of its point, whatever the stock was."""

import pytest

from central.storage.database import Database
from central.storage.goods_tables import attachment_names, movements, stock_deeds
from leader_app.domain.command import STOCK_KINDS, CommandKind
from leader_app.domain.delivery import Finding, FindingKind
from leader_app.domain.stock import NO_LOT, Draw, Movement, MovementKind, StockKey, levels_of, moved
from leader_app.domain.stock_deed import stock_body
from tests.central.counter import enrol
from tests.central.goods import HERE, THERE, claim_id, some
from tests.central.tables import count, rows
from tests.central.trucks import LOT, MILK, announce, levels, moves_stock, receives

SHELF = StockKey("P1", NO_LOT)


@pytest.mark.parametrize("kind", sorted(STOCK_KINDS - {CommandKind.RECEIVE}))
def test_every_kind_moves_stock_and_reaches_the_point(database: Database, kind: str) -> None:
    here, there = enrol(database), enrol(database, THERE)
    done = moves_stock(here, CommandKind(kind), Movement(MILK, -3), note="外包装破了")
    assert [x.outcome for x in here.pushes(done)] == ["accepted"]
    assert levels(database) == {MILK: -3}
    for counter in (here, there, enrol(database)):
        counter.catches_up()
    (deed,) = here.knows("stock_deed").values()
    assert (deed.deed_id, deed.kind, deed.note) == (done.command.command_id, kind, "外包装破了")
    assert there.knows("stock_deed") == {}


def test_the_same_deed_again_moves_nothing_more(database: Database) -> None:
    counter = enrol(database)
    deed = moves_stock(counter, CommandKind.SELL, Movement(MILK, -1))
    first = counter.pushes(deed)
    assert counter.pushes(deed) == first
    assert count(database, stock_deeds) == count(database, movements) == 1


def test_the_ledger_is_the_sum_of_what_the_feed_tells(database: Database) -> None:
    counter = enrol(database)
    announce(database)
    counter.pushes(
        receives(counter),
        moves_stock(counter, CommandKind.MOVE, *moved(MILK, "冷藏 3", 10)),
        moves_stock(counter, CommandKind.SELL, Movement(MILK, -2)),
        counter.hands_over_order(1),
    )
    late = enrol(database)
    late.catches_up(limit=3)
    told = [deed.movements for deed in late.knows("stock_deed").values()]
    told += [receipt.stock.movements for receipt in late.knows("receipt").values()]
    told.append((Movement(SHELF, -2),))
    assert levels(database) == levels_of(told)


def test_a_hand_over_leaves_the_lot_it_was_drawn_from(database: Database) -> None:
    counter = enrol(database)
    drawn = (Draw(MILK, 1),)
    given = counter.hands_over(claim_id(1), some(1), drawn=drawn)
    counter.pushes(given)
    assert levels(database) == {MILK: -1, SHELF: -1}
    counter.catches_up()
    (deed,) = counter.knows("redemption").values()
    assert deed.drawn == drawn
    counter.pushes(counter.takes_back(given, claim_id(1)))
    assert levels(database) == {}
    counter.catches_up()
    assert counter.knows("redemption")[deed.hand_over_id].drawn == drawn


def test_a_hand_over_undone_in_the_same_push_leaves_nothing(database: Database) -> None:
    counter = enrol(database)
    given = counter.hands_over_order(1)
    counter.pushes(given, counter.takes_back(given, claim_id(1)))
    assert levels(database) == {}
    assert count(database, movements) == 2


def test_a_hand_over_at_another_point_leaves_that_points_stock(database: Database) -> None:
    there = enrol(database, THERE)
    there.pushes(there.hands_over_order(1))
    assert (levels(database, HERE), levels(database, THERE)) == ({}, {SHELF: -2})


def test_extra_hand_overs_leave_the_shelf_too(database: Database) -> None:
    counter = enrol(database)
    counter.pushes(counter.hands_over_order(1), counter.hands_over_order(1))
    assert levels(database) == {SHELF: -4}


def test_what_nobody_knows_moves_only_what_it_drew(database: Database) -> None:
    counter = enrol(database)
    counter.pushes(counter.hands_over("f" * 20, some(99)))
    assert levels(database) == {}
    counter.pushes(counter.hands_over("e" * 20, some(98), drawn=(Draw(MILK, 2),)))
    assert levels(database) == {MILK: -2}


def test_pictures_are_known_by_the_deeds_that_name_them(database: Database) -> None:
    counter = enrol(database)
    photo, signature, spoilt = "a" * 64, "b" * 64, "c" * 64
    finding = Finding(FindingKind.DAMAGED, 1, "P1", 1, "破了", (photo,))
    body = stock_body([Movement(MILK, -1)], "小林", photos=(spoilt,))
    counter.pushes(
        receives(counter, 23, finding, signature=signature),
        counter.does(CommandKind.WRITE_OFF, body),
    )
    named = {(row.point_id, row.attachment_id) for row in rows(database, attachment_names)}
    assert named == {(HERE, photo), (HERE, signature), (HERE, spoilt)}


def test_lots_are_told_apart_by_code_and_by_expiry(database: Database) -> None:
    counter = enrol(database)
    other = StockKey("P1", NO_LOT, "冷藏 2")
    counter.pushes(
        moves_stock(counter, CommandKind.ADJUST, Movement(MILK, 5), Movement(other, 2)),
        moves_stock(counter, CommandKind.ADJUST, Movement(MILK, -5)),
    )
    assert levels(database) == {other: 2}
    assert {row.kind for row in rows(database, movements)} == {MovementKind.ADJUST.value}
    assert LOT.expires_on is not None
