"""Orders a point brings itself: as good as any other order, once each, and only its own."""

from dataclasses import replace

import pytest

from central.codes import issuing
from central.codes.keys import KeyChest
from central.intake.people import phone_of
from central.storage.database import Database
from central.storage.tables import claims, device_log, members, orders
from leader_app.domain import short_code
from leader_app.domain.command import CommandKind, LoggedCommand
from leader_app.domain.ids import imported_claim_id
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member
from leader_app.domain.order import LineKey, Order, OrderLine, Payment
from leader_app.domain.pickup import Pieces
from leader_app.domain.setting_deed import import_body
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, MEMBER, NOW, THERE
from tests.central.tables import count, rows

AUNT = Member("J-1", "王阿姨", "5678", "7", "1801")
PHONE = "13900005678"


def an_order(name: str = "J-A1", member_id: str = "J-1", point_id: int = HERE) -> Order:
    line = OrderLine(1, "P1", 3, 0, "", Fen(1590))
    claim_id = imported_claim_id(point_id, name)
    return Order(name, point_id, member_id, claim_id, Payment.UNPAID, False, NOW, "要冰袋", (line,))


def brings(counter: Counter, *found: Order, people: tuple[Member, ...] = (AUNT,)) -> LoggedCommand:
    body = import_body(people, {"J-1": PHONE}, found, "小林")
    return counter.does(CommandKind.IMPORT_ORDERS, body)


def word(counter: Counter, said: LoggedCommand) -> tuple[str, str]:
    (result,) = counter.pushes(said)
    return result.outcome, result.code


def test_an_imported_order_is_an_order_like_any_other(database: Database) -> None:
    counter, other = enrol(database), enrol(database)
    assert word(counter, brings(counter, an_order())) == ("accepted", "")
    other.catches_up()
    assert other.knows("order")["J-A1"] == an_order()
    assert other.knows("member")["J-1"] == AUNT
    claim = other.knows("claim")[an_order().claim_id]
    chest = KeyChest(database.keys)
    with database.reading() as connection:
        code = issuing.of_order(connection, chest, "J-A1")
    assert code is not None
    assert short_code.tag(chest.point_secret(HERE), code.short.replace(" ", "")) == claim.short_tag


def test_its_claim_can_be_handed_out_in_the_very_next_command(database: Database) -> None:
    counter = enrol(database)
    paid = replace(an_order(), payment=Payment.PAID)
    taken = (Pieces(LineKey("J-A1", 1), 3),)
    commands = [brings(counter, paid), counter.hands_over(paid.claim_id, taken)]
    assert [x.outcome for x in counter.pushes(*commands)] == ["accepted", "accepted"]


def test_the_same_order_again_is_no_second_one(database: Database) -> None:
    counter, other = enrol(database), enrol(database)
    counter.pushes(brings(counter, an_order(), an_order("J-A2")))
    before = count(database, orders)
    assert word(other, brings(other, an_order(), an_order("J-A3"))) == ("accepted", "")
    assert count(database, orders) == before + 1
    assert count(database, claims) == count(database, orders)


def test_of_a_second_telling_only_what_cannot_go_back_is_taken(database: Database) -> None:
    counter = enrol(database)
    counter.pushes(brings(counter, an_order()))
    paid = replace(an_order(), payment=Payment.PAID, note="别的", lines=())
    paid = replace(paid, lines=(replace(an_order().lines[0], quantity=9),))
    counter.pushes(brings(counter, paid))
    counter.catches_up()
    assert counter.knows("order")["J-A1"] == replace(an_order(), payment=Payment.PAID)
    counter.pushes(brings(counter, replace(an_order(), cancelled=True)))
    counter.catches_up()
    gone = replace(an_order(), payment=Payment.PAID, cancelled=True)
    assert counter.knows("order")["J-A1"] == gone


def test_the_brands_orders_are_not_changed_by_an_import(database: Database) -> None:
    counter = enrol(database)
    counter.catches_up()
    known = counter.knows("order")["A1"]
    said = replace(known, cancelled=True)
    assert word(counter, brings(counter, said)) == ("accepted", "")
    counter.catches_up()
    assert counter.knows("order")["A1"] == known


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (an_order(point_id=THERE), "other_points"),
        (replace(an_order("A8"), claim_id="f" * 20), "other_points"),
        (replace(an_order(), claim_id=f"{1:020x}"), "claim_taken"),
        (an_order(member_id="nobody"), "unknown_member"),
    ],
)
def test_what_is_not_the_points_to_bring_is_turned_down_whole(
    database: Database, found: Order, code: str
) -> None:
    counter = enrol(database)
    before = count(database, orders), count(database, members)
    assert word(counter, brings(counter, an_order("J-A9"), found)) == ("rejected", code)
    assert (count(database, orders), count(database, members)) == before
    counter.catches_up()
    assert "J-1" not in counter.knows("member")


def test_another_points_members_are_not_ours_to_name(database: Database) -> None:
    there, here = enrol(database, THERE), enrol(database)
    there.pushes(brings(there, an_order(point_id=THERE)))
    assert word(here, brings(here, an_order("J-A2"))) == ("rejected", "other_points")
    told = brings(there, an_order("J-A3", "M1", THERE), people=())
    assert word(there, told) == ("rejected", "other_points")


def test_members_are_corrected_by_who_brought_them(database: Database) -> None:
    counter = enrol(database)
    moved = replace(AUNT, name="王秀英", building="9", room="101")
    counter.pushes(brings(counter, an_order()), brings(counter, an_order("J-A2"), people=(moved,)))
    brand = replace(MEMBER, name="别名", phone_tail="0000", building="3", room="202")
    counter.pushes(brings(counter, an_order("J-A3", "M1"), people=(brand,)))
    counter.catches_up()
    assert counter.knows("member")["J-1"] == moved
    assert counter.knows("member")["M1"] == replace(MEMBER, building="3", room="202")
    (row,) = (row for row in rows(database, members) if row.member_id == "J-1")
    assert phone_of(database.sealer, row) == PHONE


def test_names_phones_and_bodies_are_sealed(database: Database) -> None:
    counter = enrol(database)
    counter.pushes(brings(counter, an_order()))
    secrets = [text.encode() for text in (AUNT.name, PHONE, "要冰袋", "1801")]
    for table in (members, orders, device_log):
        for row in rows(database, table):
            spelled = b"|".join(x if isinstance(x, bytes) else str(x).encode() for x in row)
            assert not any(secret in spelled for secret in secrets), table.name
