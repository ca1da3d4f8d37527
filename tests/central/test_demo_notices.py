"""What the invented neighbours like, allow and were told: enough for every choice to show."""

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from central.demo.liking import SEGMENTS
from central.demo.loading import load
from central.notices.budget import read
from central.storage.database import Database, open_database
from leader_app.domain.local_time import local
from leader_app.domain.notice import NoticeKind
from leader_app.domain.notice_time import QuietTimes, is_quiet
from leader_app.domain.touch import Account, AccountKind, ReactionKind, Touch, told_key
from tests.central.counter import Counter, enrol

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
POINT = 1


def _loaded(folder: Path) -> Database:
    database = open_database(f"sqlite:///{folder / 'c.db'}", folder / "key")
    load(database, 7, TODAY)
    return database


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    database = _loaded(tmp_path_factory.mktemp("demo"))
    counter = enrol(database, POINT)
    counter.catches_up()
    yield counter
    database.close()


def told(shop: Counter) -> list[Touch]:
    return list(shop.knows("touch").values())


def test_every_segment_has_members_and_not_all(shop: Counter) -> None:
    members = shop.knows("member")
    found = Tally(name for x in shop.knows("contact").values() for name in x.segments)
    assert set(found) == set(SEGMENTS)
    assert all(0.05 < count / len(members) < 0.5 for count in found.values())


def test_some_allow_offers_some_nothing_and_of_some_nobody_knows(shop: Counter) -> None:
    members, contacts = shop.knows("member"), shop.knows("contact")
    assert 0.8 < len(contacts) / len(members) < 1
    offers = sum(x.marketing for x in contacts.values())
    assert 0.3 < offers / len(contacts) < 0.6
    assert any(not x.service for x in contacts.values())
    assert not any(x.marketing and not x.service for x in contacts.values())
    for way in ("page", "sms", "email"):
        assert any(getattr(x, way) for x in contacts.values())


def test_what_was_told_was_told_once_in_the_past_and_not_at_night(shop: Counter) -> None:
    touches = told(shop)
    assert {x.kind for x in touches} >= {NoticeKind.ARRIVED, NoticeKind.LAST_CALL}
    keys = [told_key(x.account, name) for x in touches for name in x.reasons]
    assert len(keys) == len(set(keys))
    assert not any(is_quiet(x.at, QuietTimes(), ()) for x in touches)
    days = {local(x.at).date() for x in touches}
    assert TODAY - timedelta(days=15) <= min(days)
    assert max(days) < TODAY
    back = shop.knows("reaction").values()
    assert {x.touch_id for x in back} <= {x.touch_id for x in touches}
    assert {x.kind for x in back} >= {ReactionKind.OPENED, ReactionKind.THANKED}


def test_most_who_were_told_came_and_many_who_wait_were_not_told(shop: Counter) -> None:
    collected = {
        pieces.key: deed.at for deed in shop.knows("redemption").values() for pieces in deed.lines
    }
    calls = [x for x in told(shop) if x.kind is NoticeKind.ARRIVED]
    came = [x for x in calls if any(collected.get(key, x.at) > x.at for key in x.lines)]
    assert 0.5 < len(came) / len(calls) < 0.95
    spoken_of = {key.order_id for x in calls for key in x.lines}
    here = {x.order_id for x in shop.knows("order").values() if any(y.arrived for y in x.lines)}
    assert len(here - spoken_of) > 100


def test_balances_differ_and_some_are_used_up(shop: Counter) -> None:
    names = [Account(AccountKind.MEMBER, name) for name in shop.knows("member")]
    database = shop.database
    with database.reading() as connection:
        accounts = read(database, connection, names, NOW)
    values = [accounts.balance(POINT, name).value for name in names]
    assert max(values) == 20
    assert min(values) < 8
    assert len(set(values)) > 8


def test_the_same_seed_tells_the_same(shop: Counter, tmp_path: Path) -> None:
    database = _loaded(tmp_path)
    again = enrol(database, POINT)
    again.catches_up()
    for entity in ("contact", "touch", "reaction"):
        assert again.knows(entity) == shop.knows(entity)
    database.close()
