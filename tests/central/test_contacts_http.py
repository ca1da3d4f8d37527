"""Asking for addresses over HTTP: whatever is asked, nobody learns who is a member elsewhere."""

import pytest
from fastapi import FastAPI

from central.api.application import build
from central.storage.database import Database
from central.storage.notice_tables import address_lookups
from sync.protocol.contacts import CONTACTS, MAX_CONTACTS, ContactsReply, ContactsRequest
from tests.central.asking import Answer, Asker, run
from tests.central.counter import Counter, enrol
from tests.central.goods import THERE
from tests.central.notices import add_members
from tests.central.tables import rows


@pytest.fixture
def counter(database: Database) -> Counter:
    return enrol(database)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return build(database)


def asked(app: FastAPI, counter: Counter, *names: str, way: str = "sms",
          purpose: str = "service") -> Answer:  # fmt: skip
    async def work() -> Answer:
        asker = Asker(app)
        token = await asker.sign_in(counter)
        return await asker.ask(CONTACTS, ContactsRequest(way, purpose, names), token)

    return run(work)


def test_a_member_of_another_point_and_nobody_look_the_same(
    app: FastAPI, database: Database, counter: Counter
) -> None:
    add_members(database, ["M8"], phone="13900000008", point_id=THERE)
    for name in ("M8", "nobody", "x" * 10_000, "'; drop table members; --", "\u202e"):
        answer = asked(app, counter, name)
        assert answer.status == 200
        assert answer.holds(ContactsReply) == ContactsReply(())
        assert answer.headers["cache-control"] == "no-store"
    assert {row.member_ids for row in rows(database, address_lookups)} == {"[]"}


@pytest.mark.parametrize(
    ("names", "more", "status"),
    [
        ((), {}, 400),
        (("M1\0",), {}, 400),
        (("M1",), {"way": "page"}, 400),
        (("M1",), {"purpose": "fun"}, 400),
        (("M1",), {"purpose": "service\0"}, 400),
        (tuple(f"M{n}" for n in range(MAX_CONTACTS + 1)), {}, 413),
        (tuple("x" * 11_000 for _ in range(MAX_CONTACTS)), {}, 413),
    ],
)
def test_what_is_no_question_is_turned_down(
    app: FastAPI, counter: Counter, names: tuple[str, ...], more: dict[str, str], status: int
) -> None:
    assert asked(app, counter, *names, **more).refusal()[0] == status


@pytest.mark.parametrize("token", ["", "x" * 100_000, "a.b.c"])
def test_without_a_session_nothing_is_told(app: FastAPI, token: str) -> None:
    request = ContactsRequest("sms", "service", ("M1",))
    assert run(lambda: Asker(app).ask(CONTACTS, request, token)).status == 401
