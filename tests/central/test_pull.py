import base64

import pytest
import sqlalchemy as sa

from central.codes.keys import KeyChest, rotate
from central.counters.devices import find
from central.feed import cursor as cursors
from central.feed.cursor import Cursor
from central.pulling.page import Feed
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import facts, feed, scopes
from leader_app.domain import code_keys, short_code
from leader_app.domain.code_keys import CodeKey, KeyManifest
from leader_app.domain.local_time import local_day
from leader_app.domain.pickup_code import DAY_ZERO
from sync.protocol.codec import page_checksum
from sync.protocol.messages import ErrorCode, PullAnswer, PullRequest, WireManifest
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, MEMBER, NOW, ORDERS, POINTS, PRODUCT, THERE, add_orders


def pull(counter: Counter, request: PullRequest) -> PullAnswer:
    """Pull without applying."""
    with counter.database.reading() as connection:
        device = find(connection, counter.device_id)
    assert device
    office = Feed(counter.database, KeyChest(counter.database.keys))
    return office.page(device, office.start(device, request), request)


def refused(counter: Counter, cursor: str) -> Refusal:
    with pytest.raises(Refusal) as no:
        pull(counter, PullRequest(cursor))
    return no.value


def test_the_first_pull_brings_the_points_state(database: Database) -> None:
    one = enrol(database)
    one.catches_up()
    mine = {order.order_id: order for order in ORDERS if order.point_id == HERE}
    assert one.knows("order") == mine
    assert set(one.knows("claim")) == {order.claim_id for order in mine.values()}
    assert one.knows("member") == {"M1": MEMBER}
    assert one.knows("product") == {"P1": PRODUCT}
    assert one.knows("point")["1"] == POINTS[0]
    assert set(one.knows("device")) == {one.device_id}


def test_the_other_point_has_a_feed_of_its_own(database: Database) -> None:
    there = enrol(database, THERE)
    there.catches_up()
    assert set(there.knows("order")) == {"A8"}


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_pages_of_any_size_bring_the_same_and_count_down(database: Database, limit: int) -> None:
    whole, paged = enrol(database), enrol(database)
    whole.catches_up()
    sizes: list[int] = []
    left: list[int] = []
    while not left or left[-1]:
        page = paged.pulls(limit)
        sizes.append(len(page.changes))
        left.append(page.remaining)
    assert paged.state == whole.state
    assert max(sizes) <= limit
    assert [count - left[n + 1] for n, count in enumerate(left[:-1])] == sizes[1:]


def test_a_page_is_checked_and_its_versions_grow(database: Database) -> None:
    one = enrol(database)
    page = one.pulls()
    assert page.checksum == page_checksum(page.changes, page.cursor, page.applied_seq)
    versions = [row.version for row in page.changes]
    assert versions == sorted(set(versions))


def test_a_page_has_at_most_a_megabyte(database: Database) -> None:
    one = enrol(database)
    one.catches_up()
    with database.writing() as connection:
        blob = database.sealer.seal(bytes(300_000))
        number = connection.scalar(sa.select(scopes.c.seq).filter_by(scope=HERE)) or 0
        rows = [
            {"scope": HERE, "entity": "x", "id": str(n), "seq": number + n, "payload": blob}
            for n in range(1, 8)
        ]
        connection.execute(sa.insert(feed), rows)
        connection.execute(sa.update(scopes).filter_by(scope=HERE).values(seq=number + 7))
    page = pull(one, PullRequest(one.cursor))
    assert (len(page.changes), page.remaining) == (3, 4)


def test_a_tombstone_has_no_payload(database: Database) -> None:
    one = enrol(database)
    one.catches_up()
    with database.writing() as connection:
        number = connection.scalar(sa.select(scopes.c.seq).filter_by(scope=HERE)) or 0
        connection.execute(
            sa.update(feed)
            .filter_by(scope=HERE, entity="order", id="A1")
            .values(seq=number + 1, payload=None)
        )
        connection.execute(sa.update(scopes).filter_by(scope=HERE).values(seq=number + 1))
    one.catches_up()
    assert "A1" not in one.knows("order")


def test_the_applied_seq_is_of_the_same_moment_as_the_rows(database: Database) -> None:
    one = enrol(database)
    assert one.pulls().applied_seq == 0
    one.pushes(one.hands_over_order(1), one.does("unheard_of", b"{}"))
    page = one.pulls()
    assert page.applied_seq == 2
    assert [row.entity for row in page.changes] == ["redemption"]


def test_only_our_own_cursors_are_taken(database: Database) -> None:
    one = enrol(database)
    good = one.pulls().cursor
    raw = bytearray(base64.urlsafe_b64decode(good + "=" * (-len(good) % 4)))
    for place in range(len(raw)):
        changed = bytes([*raw[:place], raw[place] ^ 1, *raw[place + 1 :]])
        text = base64.urlsafe_b64encode(changed).decode().rstrip("=")
        no = refused(one, text)
        assert (no.status, no.code) == (400, ErrorCode.BAD_CURSOR)
    for text in ("x", "é", "AAAA", "=", "\x00", "A" * 10_000):
        assert refused(one, text).code == ErrorCode.BAD_CURSOR


def test_another_points_cursor_is_refused(database: Database) -> None:
    one, there = enrol(database), enrol(database, THERE)
    assert refused(one, there.pulls().cursor).code == ErrorCode.BAD_CURSOR


def test_a_centre_that_began_anew_says_so(database: Database) -> None:
    one = enrol(database)
    one.catches_up()
    with database.writing() as connection:
        connection.execute(sa.update(facts).filter_by(name="epoch").values(value="other"))
    no = refused(one, one.cursor)
    assert (no.status, no.code) == (410, ErrorCode.EPOCH_CHANGED)


def test_a_cursor_from_the_future_shows_a_centre_restored_from_a_backup(
    database: Database,
) -> None:
    one = enrol(database)
    one.catches_up()
    secret = KeyChest(database.keys).cursor_secret()
    place = cursors.read(one.cursor, secret)
    ahead = cursors.spell(Cursor(place.epoch, place.scope, place.seq + 1), secret)
    no = refused(one, ahead)
    assert (no.status, no.code) == (410, ErrorCode.EPOCH_CHANGED)


def _domain(manifest: WireManifest) -> KeyManifest:
    from datetime import timedelta

    keys = tuple(
        CodeKey(
            key.key_id,
            key.public_key,
            DAY_ZERO + timedelta(days=key.first_day),
            DAY_ZERO + timedelta(days=key.last_day),
        )
        for key in manifest.keys
    )
    return KeyManifest(manifest.serial, keys, manifest.signature)


def test_a_newer_key_manifest_comes_along_and_only_then(database: Database) -> None:
    one = enrol(database)
    first = one.answer.manifest
    assert pull(one, PullRequest("", manifest_serial=first.serial)).manifest is None
    rotate(database, local_day(NOW))
    page = pull(one, PullRequest("", manifest_serial=first.serial))
    assert page.manifest is not None
    keys = code_keys.trusted(_domain(page.manifest), one.answer.root_key)
    assert [key.key_id for key in keys] == [1, 2]
    assert (keys[1].first_day - local_day(NOW)).days == code_keys.PUBLISHED_AHEAD_DAYS
    assert pull(one, PullRequest("", manifest_serial=page.manifest.serial)).manifest is None


def test_a_short_code_is_found_by_the_tag_a_counter_holds(database: Database) -> None:
    from central.codes import issuing

    one = enrol(database)
    one.catches_up()
    with database.reading() as connection:
        codes = issuing.of_order(connection, KeyChest(database.keys), "A1")
    assert codes
    typed = short_code.normalise(codes.short.lower())
    assert typed
    tag = short_code.tag(one.answer.point_secret, typed)
    claims = [claim for claim in one.knows("claim").values() if claim.short_tag == tag]
    assert [claim.claim_id for claim in claims] == [ORDERS[0].claim_id]
    code = code_keys.read(codes.text, _domain(one.answer.manifest).keys)
    assert (code.claim_id, code.point_id) == (ORDERS[0].claim_id, HERE)


def test_orders_added_later_come_by_the_cursor(database: Database) -> None:
    one = enrol(database)
    one.catches_up()
    add_orders(database, 100, 3)
    page = one.pulls()
    assert sorted(row.entity for row in page.changes) == ["claim"] * 3 + ["order"] * 3
