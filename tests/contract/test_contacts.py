"""A counter asks a real centre where its members are reached, for one sending."""

from collections.abc import Iterator

import pytest

from central.feed.writing import FeedDraft
from central.notices import addresses
from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Purpose
from leader_app.errors import Refused, Unavailable
from sync.outgoing.contact_book import HttpContactBook
from tests.contract.centres import RealCentre, RealShop
from tests.contract.conftest import MakeTill
from tests.contract.till import Till

MAIL = "ouyang@example.com"


@pytest.fixture(params=["sqlite", "postgresql"])
def shop(request: pytest.FixtureRequest) -> RealShop:
    """Stand in for the usual shops: the fake centre keeps no addresses."""
    name = "on_sqlite" if request.param == "sqlite" else "on_postgres"
    centre: RealCentre = request.getfixturevalue(name)
    return centre.shop()


@pytest.fixture
def book(till: Till) -> Iterator[HttpContactBook]:
    made = HttpContactBook(lambda: till.identity, lambda: till.seed, till.clock, till.connect)
    yield made
    made.interrupt()


def _set_mail(shop: RealShop, member_id: str) -> None:
    database = shop.centre.database
    with database.writing() as connection:
        draft = FeedDraft(database)
        addresses.set_address(database, connection, draft, member_id, addresses.EMAIL, MAIL)
        draft.write(connection)


def test_own_members_are_told_of_others_are_not(shop: RealShop, book: HttpContactBook) -> None:
    mine, elsewhere = f"M{shop.point_id}", f"M{shop.centre.shop().point_id}"
    asked = [mine, elsewhere, "nobody", *(f"X{n}" for n in range(150))]
    assert book.addresses(ChannelKind.SMS, asked) == {mine: "19900001234"}
    assert book.addresses(ChannelKind.EMAIL, asked) == {}
    _set_mail(shop, mine)
    assert book.addresses(ChannelKind.EMAIL, asked) == {mine: MAIL}


def test_for_offers_nobody_is_told_of_who_did_not_say_yes(
    shop: RealShop, book: HttpContactBook
) -> None:
    mine = f"M{shop.point_id}"
    assert book.addresses(ChannelKind.SMS, [mine], Purpose.MARKETING) == {}
    assert set(book.addresses(ChannelKind.SMS, [mine], Purpose.SAFETY)) == {mine}


def test_a_counter_that_was_shut_out_is_told_nothing(
    shop: RealShop, till: Till, book: HttpContactBook
) -> None:
    shop.revoke(till.identity.device_id)
    with pytest.raises(Refused):
        book.addresses(ChannelKind.SMS, [f"M{shop.point_id}"])


def test_a_centre_that_is_away_is_asked_later(shop: RealShop, make_till: MakeTill) -> None:
    till = make_till("three")
    till.url = "http://127.0.0.1:9"
    book = HttpContactBook(lambda: till.identity, lambda: till.seed, till.clock, till.connect)
    with pytest.raises(Unavailable):
        book.addresses(ChannelKind.SMS, [f"M{shop.point_id}"])
    book.interrupt()
