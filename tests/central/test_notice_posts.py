"""What the centre is asked to deliver: told on a page at once, or refused with the reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from central.feed.writing import FeedDraft
from central.notices import delivering
from central.notices import posts as shelf
from central.notices.page_tokens import page_token
from central.notices.posts import PostState
from central.storage.database import Database
from central.storage.goods_tables import attachment_names
from central.storage.notice_tables import contact_addresses, contacts, posts, told_reasons
from central.storage.tables import metadata
from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.notice_deed import Post
from leader_app.domain.order import LineKey
from leader_app.domain.touch import ReactionKind
from tests.central import notices
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, THERE
from tests.central.notices import a_post, a_touch, add_members, allows, tells, why
from tests.central.tables import count, rows

PAST = datetime(2026, 11, 1, tzinfo=UTC)


def refused(counter: Counter) -> dict[str, str]:
    counter.catches_up()
    said = counter.knows("reaction").values()
    return {x.touch_id: x.detail for x in said if x.kind is ReactionKind.REFUSED}


def asks(counter: Counter, *asked: Post) -> None:
    (result,) = counter.pushes(notices.posts(counter, *asked))
    assert (result.outcome, result.code) == ("accepted", "")


def no_page(database: Database, member_id: str = "M1", *, phone: bool = False) -> None:
    with database.writing() as connection:
        row = {"member_id": member_id, "service": True, "marketing": False, "page": False}
        connection.execute(sa.insert(contacts), {**row, "said_at": 0})
        if phone:
            address = database.sealer.seal(b"19900001234")
            row = {"member_id": member_id, "way": "sms", "address": address, "set_at": 0}
            connection.execute(sa.insert(contact_addresses), row)


def test_a_post_is_told_on_the_members_page_at_once(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    asked = a_post(picture="a" * 64)
    asks(here, asked)
    for counter in (here, there):
        counter.catches_up()
    (touch,) = here.knows("touch").values()
    assert (touch.touch_id, touch.channel) == (asked.message_id, ChannelKind.CENTRE)
    assert (touch.account, touch.purpose) == (notices.MEMBER_1, Purpose.SERVICE)
    assert (touch.reasons, touch.lines, touch.title) == (asked.reasons, asked.lines, asked.title)
    assert touch.device_id == here.device_id
    assert abs(touch.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert there.knows("touch") == here.knows("reaction") == {}
    assert [(x.attachment_id, x.deed_id) for x in rows(database, attachment_names)] == [
        ("a" * 64, asked.message_id)
    ]


def test_a_page_is_found_by_its_token_and_by_nothing_in_the_tables(database: Database) -> None:
    here, asked = enrol(database), a_post()
    asks(here, asked)
    token = page_token(database, HERE, asked.message_id)
    with database.reading() as connection:
        found = shelf.find_by_token(database, connection, token)
        assert found is not None
        assert (found.title, found.text, found.member_id) == (asked.title, asked.text, "M1")
        others = [page_token(database, THERE, asked.message_id), token[:-1], "", "\ud800"]
        assert [shelf.find_by_token(database, connection, x) for x in others] == [None] * 4
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                spelled = b"|".join(x if isinstance(x, bytes) else str(x).encode() for x in row)
                for secret in (token, asked.text, asked.title):
                    assert secret.encode() not in spelled, table.name


@pytest.mark.parametrize(
    ("changes", "detail"),
    [
        ({"member_id": "nobody"}, "unknown_member"),
        ({"member_id": "M-north"}, "unknown_member"),
        ({"member_ids": ("M1", "M-north")}, "unknown_member"),
        ({"lines": (LineKey("A1", 1), LineKey("A8", 1))}, "unknown_member"),
        ({"lines": (LineKey("nothing", 1),)}, "unknown_member"),
        ({"kind": NoticeKind.LIVESTREAM}, "opted_out"),
        ({"expires_at": PAST}, "expired"),
        ({}, None),
        ({"kind": NoticeKind.RECALL}, None),
        ({"expires_at": datetime.now(UTC) + timedelta(hours=5)}, None),
    ],
)
def test_what_may_not_be_told_is_refused_by_itself(
    database: Database, changes: dict[str, object], detail: str | None
) -> None:
    here = enrol(database)
    add_members(database, ["M-north"], point_id=THERE)
    odd, good = a_post(**changes), a_post()
    asks(here, odd, good)
    assert refused(here) == ({} if detail is None else {odd.message_id: detail})
    told = {good.message_id} if detail else {good.message_id, odd.message_id}
    assert here.knows("touch").keys() == told
    assert count(database, posts) == len(told)


@pytest.mark.parametrize(
    ("service", "marketing", "kind", "goes"),
    [
        (True, True, NoticeKind.LIVESTREAM, True),
        (True, False, NoticeKind.LIVESTREAM, False),
        (False, True, NoticeKind.ARRIVED, False),
        (False, False, NoticeKind.RECALL, True),
    ],
)
def test_what_a_member_allows_decides_in_the_order_things_were_said(
    database: Database, service: bool, marketing: bool, kind: NoticeKind, goes: bool
) -> None:
    here, asked = enrol(database), a_post(kind=kind)
    said = allows(here, "M1", service=service, marketing=marketing)
    here.pushes(said, notices.posts(here, asked))
    assert refused(here) == ({} if goes else {asked.message_id: "opted_out"})


def test_nothing_is_delivered_twice_for_one_reason(database: Database) -> None:
    here, other = enrol(database), enrol(database)
    same, half = why(), why()
    asks(here, a_post(same))
    again, partly = a_post(same), a_post(same, half)
    by_hand = a_touch(here, half)
    asks(other, again, partly)
    assert refused(other) == {again.message_id: "told"}
    assert other.pushes(tells(other, by_hand))[0].code == "repeated"
    late = a_post(half)
    asks(here, late)
    assert refused(here)[late.message_id] == "told"


def test_the_same_post_again_changes_nothing(database: Database) -> None:
    here, other, asked = enrol(database), enrol(database), a_post()
    asks(here, asked)
    asks(other, replace(asked, text="别的", member_id="nobody"))
    other.catches_up()
    assert list(other.knows("touch")) == [asked.message_id]
    assert other.knows("reaction") == {}
    token = page_token(database, HERE, asked.message_id)
    with database.reading() as connection:
        found = shelf.find_by_token(database, connection, token)
    assert found is not None
    assert found.text == asked.text


def test_a_refused_post_may_be_asked_for_again_and_be_refused_again(database: Database) -> None:
    here, asked = enrol(database), a_post(kind=NoticeKind.LIVESTREAM)
    asks(here, asked)
    asks(here, asked)
    here.catches_up()
    assert [x.detail for x in here.knows("reaction").values()] == ["opted_out"] * 2
    here.pushes(allows(here, "M1", service=True, marketing=True), notices.posts(here, asked))
    here.catches_up()
    assert list(here.knows("touch")) == [asked.message_id]


def test_without_a_page_a_post_is_told_when_a_way_took_it(database: Database) -> None:
    here, asked = enrol(database), a_post()
    no_page(database, phone=True)
    asks(here, asked)
    here.catches_up()
    assert here.knows("touch") == {}
    now = datetime.now(UTC) + timedelta(hours=20)
    with database.writing() as connection:
        (post,) = shelf.due(database, connection, now, 10)
        assert (post.state, post.told) == (PostState.WAITING, False)
        token = page_token(database, HERE, asked.message_id)
        assert shelf.find_by_token(database, connection, token) is None
        draft = FeedDraft(database)
        delivering.deliver(database, connection, draft, post, "sms", now)
        draft.write(connection)
        assert shelf.due(database, connection, now, 10) == []
        assert shelf.find_by_token(database, connection, token) is not None
    here.catches_up()
    (touch,) = here.knows("touch").values()
    assert (touch.touch_id, touch.at) == (asked.message_id, now)
    (reaction,) = here.knows("reaction").values()
    assert (reaction.kind, reaction.detail) == (ReactionKind.DELIVERED, "sms")


def test_a_push_that_failed_for_good_frees_its_reasons(database: Database) -> None:
    here, asked = enrol(database), a_post()
    no_page(database, phone=True)
    asks(here, asked)
    with database.writing() as connection:
        post = shelf.find(database, connection, HERE, asked.message_id, lock=True)
        assert post is not None
        draft = FeedDraft(database)
        delivering.refuse(database, connection, draft, post, "no_address", datetime.now(UTC))
        draft.write(connection)
    assert refused(here) == {asked.message_id: "no_address"}
    assert count(database, told_reasons) == 0
    assert here.pushes(tells(here, a_touch(here, *asked.reasons)))[0].code == ""


def test_a_push_nobody_knows_the_end_of_counts_as_told(database: Database) -> None:
    here, asked = enrol(database), a_post()
    no_page(database, phone=True)
    asks(here, asked)
    with database.writing() as connection:
        post = shelf.find(database, connection, HERE, asked.message_id, lock=True)
        assert post is not None
        draft = FeedDraft(database)
        delivering.lose(database, connection, draft, post, "sms", datetime.now(UTC))
        draft.write(connection)
    again = a_post(*asked.reasons)
    asks(here, again)
    assert refused(here) == {again.message_id: "told"}
    (touch,) = here.knows("touch").values()
    assert (touch.touch_id, touch.unsure) == (asked.message_id, True)


def test_a_failed_push_of_what_stands_on_a_page_was_told_all_the_same(database: Database) -> None:
    here, asked = enrol(database), a_post()
    here.pushes(allows(here, "M1", service=True, marketing=False))
    asks(here, asked)
    with database.writing() as connection:
        post = shelf.find(database, connection, HERE, asked.message_id, lock=True)
        assert post is not None
        assert (post.state, post.told) == (PostState.WAITING, True)
        draft = FeedDraft(database)
        delivering.refuse(database, connection, draft, post, "busy", datetime.now(UTC))
        draft.write(connection)
        after = shelf.find(database, connection, HERE, asked.message_id)
    assert after == replace(post, state=PostState.SENT, problem="busy")
    assert refused(here) == {}


def test_nobody_is_told_who_has_no_way(database: Database) -> None:
    here, asked = enrol(database), a_post(member_id="M2", member_ids=(), lines=())
    add_members(database, ["M2"])
    no_page(database, "M2")
    asks(here, asked)
    assert refused(here) == {asked.message_id: "no_way"}


def test_a_post_for_a_whole_town_is_judged_as_any_other(database: Database) -> None:
    """More names than either database takes as parameters of one statement."""
    here = enrol(database)
    crowd = [
        a_post(member_ids=tuple(f"{n * 1_700 + k:x}" for k in range(1_700)), lines=())
        for n in range(22)
    ]
    good = a_post()
    asks(here, *crowd, good)
    assert set(refused(here).values()) == {"unknown_member"}
    assert list(here.knows("touch")) == [good.message_id]
