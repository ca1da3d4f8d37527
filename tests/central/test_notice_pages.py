"""A member opens their page: it is read, thanked for and muted once; nobody guesses another's."""

import asyncio

import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from central.api.application import build
from central.notices.page_tokens import page_token
from central.storage.database import Database
from central.storage.goods_tables import attachment_parts, attachments
from leader_app.domain.attachment import attachment_id
from leader_app.domain.touch import ReactionKind
from tests.central.asking import Answer, Asker, run
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE
from tests.central.notices import a_post, posts

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(100)


@pytest.fixture
def counter(database: Database) -> Counter:
    return enrol(database)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return build(database)


def posted(counter: Counter, **changes: object) -> str:
    """Return the path of the page of a new post."""
    post = a_post(**changes)
    counter.push(posts(counter, post))
    return f"/n/{page_token(counter.database, HERE, post.message_id)}"


def get(app: FastAPI, path: str, method: str = "GET", **headers: str) -> Answer:
    async def work() -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await Asker(app).send(path, b"", named, method)

    return run(work)


def heard(counter: Counter) -> list[ReactionKind]:
    counter.catches_up()
    found = [x for (entity, _), x in counter.state.items() if entity == "reaction"]
    return sorted(x.kind for x in found if x.kind is not ReactionKind.DELIVERED)


def test_a_page_is_read_once_however_often_it_is_opened(app: FastAPI, counter: Counter) -> None:
    path = posted(counter)
    for _ in range(3):
        shown = get(app, path)
        assert shown.status == 200
        assert "您的鲜牛奶 2 瓶到了" in shown.body.decode()
        assert "杨柳店" in shown.body.decode()
    assert heard(counter) == [ReactionKind.OPENED]


def test_who_only_looks_ahead_has_not_opened_it(app: FastAPI, counter: Counter) -> None:
    path = posted(counter)
    get(app, path, "HEAD")
    get(app, path, sec_purpose="prefetch;anonymous-client-ip")
    assert heard(counter) == []


def test_thanks_and_a_wish_for_less_reach_the_counter_once(app: FastAPI, counter: Counter) -> None:
    path = posted(counter)
    for deed in ("thank", "mute", "thank", "mute"):
        answer = get(app, f"{path}/{deed}", "POST")
        assert (answer.status, answer.headers["location"]) == (303, path)
    assert heard(counter) == [ReactionKind.MUTED, ReactionKind.THANKED]
    assert not counter.state["contact", "M1"].marketing
    shown = get(app, path, accept_language="en").body.decode()
    assert "<form" not in shown


@pytest.mark.parametrize("token", ["x", "a" * 32, "a" * 5_000, "%00", "\u202e"])
def test_nobody_guesses_a_page(app: FastAPI, counter: Counter, token: str) -> None:
    posted(counter)
    for path, method in ((f"/n/{token}", "GET"), (f"/n/{token}/thank", "POST"),
                         (f"/n/{token}/mute", "POST"), (f"/n/{token}/picture", "GET")):  # fmt: skip
        assert get(app, path, method).status == 404
    assert heard(counter) == []


def test_a_page_forbids_scripts_and_is_not_kept(app: FastAPI, counter: Counter) -> None:
    path = posted(counter, text="<script>alert(1)</script>")
    answer = get(app, path)
    assert b"<script" not in answer.body
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_picture_is_shown_when_the_counter_has_sent_it(
    app: FastAPI, database: Database, counter: Counter
) -> None:
    name = attachment_id(PICTURE)
    path = posted(counter, picture=name)
    assert get(app, f"{path}/picture").status == 404
    assert "<img" not in get(app, path).body.decode()
    with database.writing() as connection:
        row = {"point_id": HERE, "attachment_id": name, "device_id": counter.device_id,
               "media_type": "image/png", "size": len(PICTURE), "received": len(PICTURE),
               "complete": True, "begun_at": 0}  # fmt: skip
        connection.execute(sa.insert(attachments), row)
        sealed = database.sealer.seal(PICTURE)
        part = {"point_id": HERE, "attachment_id": name, "first_byte": 0, "data": sealed}
        connection.execute(sa.insert(attachment_parts), part)
    assert "<img" in get(app, path).body.decode()
    found = get(app, f"{path}/picture")
    assert (found.body, found.headers["content-type"]) == (PICTURE, "image/png")


def test_twenty_readers_at_once_thank_once_each(app: FastAPI, counter: Counter) -> None:
    path = posted(counter)

    async def work() -> list[int]:
        asker = Asker(app)
        answers = [asker.send(f"{path}/thank", b"", {}, "POST") for _ in range(20)]
        return [answer.status for answer in await asyncio.gather(*answers)]

    assert set(run(work)) == {303}
    assert heard(counter) == [ReactionKind.THANKED]
