"""Addresses go to a counter for its own willing members only, and who asked is kept."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from central.counters.devices import DeviceRow, find
from central.feed.writing import FeedDraft
from central.notices import addresses
from central.notices.addresses import EMAIL, SMS
from central.notices.contact_book import MOST_A_DAY, ContactOffice
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.notice_tables import address_lookups, contact_addresses
from leader_app.domain.notice import Purpose
from sync.protocol.contacts import MAX_CONTACTS
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, THERE
from tests.central.notices import add_members, allows

MAIL = "ouyang@example.com"


@pytest.fixture
def counter(database: Database) -> Counter:
    return enrol(database)


@pytest.fixture
def device(database: Database, counter: Counter) -> DeviceRow:
    with database.reading() as connection:
        found = find(connection, counter.device_id)
    assert found is not None
    return found


def set_address(database: Database, member_id: str, way: str, address: str) -> None:
    def keep(connection: sa.Connection) -> None:
        draft = FeedDraft(database)
        addresses.set_address(database, connection, draft, member_id, way, address)
        draft.write(connection)

    database.write(keep)


def asked(database: Database, device: DeviceRow, *names: str, way: str = SMS,
          purpose: Purpose = Purpose.SERVICE) -> dict[str, str]:  # fmt: skip
    return dict(ContactOffice(database).addresses(device, way, purpose, names))


def lookups(database: Database) -> list[dict[str, Any]]:
    with database.reading() as connection:
        rows = connection.execute(sa.select(address_lookups).order_by(address_lookups.c.at))
        return [dict(row._mapping) for row in rows]


def test_a_counter_gets_the_numbers_of_its_own_members_and_it_is_kept_who_asked(
    database: Database, device: DeviceRow
) -> None:
    add_members(database, ["M7"], phone="13900000007", point_id=HERE)
    add_members(database, ["M8"], phone="13900000008", point_id=THERE)
    assert asked(database, device, "M7", "M8", "nobody") == {"M7": "13900000007"}
    (kept,) = lookups(database)
    assert (kept["device_id"], kept["given"]) == (device.device_id, 1)
    assert json.loads(kept["member_ids"]) == ["M7"]


def test_who_said_no_is_left_out_and_offers_need_a_yes(
    database: Database, counter: Counter, device: DeviceRow
) -> None:
    add_members(database, ["M7", "M9"], phone="13900000007")
    counter.push(allows(counter, "M7", service=False, marketing=False))
    assert set(asked(database, device, "M7", "M9")) == {"M9"}
    assert set(asked(database, device, "M7", "M9", purpose=Purpose.SAFETY)) == {"M7", "M9"}
    assert asked(database, device, "M7", "M9", purpose=Purpose.MARKETING) == {}


def test_an_address_that_was_set_goes_before_the_phone_and_is_sealed(
    database: Database, device: DeviceRow
) -> None:
    add_members(database, ["M7"], phone="13900000007")
    set_address(database, "M7", SMS, "+86 139-1111-2222")
    set_address(database, "M7", EMAIL, MAIL)
    assert asked(database, device, "M7") == {"M7": "+8613911112222"}
    assert asked(database, device, "M7", way=EMAIL) == {"M7": MAIL}
    with database.reading() as connection:
        kept = connection.scalars(sa.select(contact_addresses.c.address)).all()
    assert not any(b"example" in bytes(x) or b"1391111" in bytes(x) for x in kept)
    set_address(database, "M7", SMS, "")
    assert asked(database, device, "M7") == {"M7": "13900000007"}


@pytest.mark.parametrize(
    ("way", "address"),
    [(SMS, "12"), (SMS, "phone"), (SMS, "1" * 21), (EMAIL, "a@b"), (EMAIL, "A <a@b.cn>"),
     (EMAIL, "a@b.cn,c@d.cn"), (EMAIL, "a@b.cn\nBcc: x@y.cn")],
)  # fmt: skip
def test_what_is_no_address_is_not_kept(database: Database, way: str, address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        set_address(database, "M1", way, address)


def test_too_many_at_once_and_too_many_a_day_are_refused(
    database: Database, device: DeviceRow
) -> None:
    with pytest.raises(Refusal) as at_once:
        asked(database, device, *(f"M{n}" for n in range(MAX_CONTACTS + 1)))
    assert at_once.value.status == 413
    asked(database, device, "M1")
    with database.writing() as connection:
        connection.execute(sa.update(address_lookups).values(given=MOST_A_DAY))
    with pytest.raises(Refusal) as a_day:
        asked(database, device, "M1")
    assert a_day.value.status == 429


@pytest.mark.parametrize("way", ["page", "", "fax"])
def test_only_known_ways_are_asked_for(database: Database, device: DeviceRow, way: str) -> None:
    with pytest.raises(Refusal):
        asked(database, device, "M1", way=way)
    with pytest.raises(Refusal):
        asked(database, device)


def test_a_segment_is_who_is_named_and_its_members_hear_of_it(
    database: Database, counter: Counter
) -> None:
    add_members(database, ["M7", "M8"])

    def put(*names: str) -> int:
        def keep(connection: sa.Connection) -> int:
            draft = FeedDraft(database)
            changed = addresses.set_segment(database, connection, draft, "健身", names)
            draft.write(connection)
            return changed

        return database.write(keep)

    assert put("M7", "M8") == 2
    assert put("M8") == 1
    with database.reading() as connection:
        assert addresses.segments(connection) == {"健身": 1}
    counter.catches_up()
    assert counter.state["contact", "M8"].segments == ("健身",)
    assert counter.state["contact", "M7"].segments == ()
    with pytest.raises(LookupError):
        put("M8", "nobody")
