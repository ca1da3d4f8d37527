import pytest
import zstandard
from fastapi import FastAPI

from central.api.application import build
from central.storage.database import Database
from sync.protocol import codec
from sync.protocol.messages import (
    ENROL,
    JSON,
    MSGPACK,
    NONCE,
    PULL,
    PUSH,
    SESSION,
    EnrolRequest,
    ErrorAnswer,
    PullAnswer,
    PullRequest,
    PushAnswer,
)
from tests.central.asking import Answer, Asker, run
from tests.central.counter import enrol

ROUTES = (ENROL, NONCE, SESSION, PUSH, PULL)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return build(database)


@pytest.mark.parametrize("media_type", [MSGPACK, JSON])
def test_a_counter_signs_in_pushes_and_pulls(
    app: FastAPI, database: Database, media_type: str
) -> None:
    counter = enrol(database)
    deed = counter.hands_over_order(1)

    async def work() -> tuple[Answer, Answer]:
        ask = Asker(app)
        token = await ask.sign_in(counter, media_type)
        pushed = await ask.ask(PUSH, counter.request([deed]), token, media_type)
        return pushed, await ask.ask(PULL, PullRequest(""), token, media_type)

    pushed, pulled = run(work)
    assert pushed.headers["leader-protocol"] == pulled.headers["leader-protocol"] == "1"
    assert pushed.headers["content-type"] == media_type
    assert pushed.holds(PushAnswer).results[0].outcome == "accepted"
    page = pulled.holds(PullAnswer)
    assert deed.command.command_id in {row.id for row in page.changes}
    assert page.checksum == codec.page_checksum(page.changes, page.cursor, page.applied_seq)


def test_bodies_may_be_compressed_both_ways(app: FastAPI, database: Database) -> None:
    counter = enrol(database)
    deeds = [counter.hands_over_order(number) for number in range(1, 6)]
    body = zstandard.compress(codec.encode(counter.request(deeds)))

    async def work() -> Answer:
        ask = Asker(app)
        token = await ask.sign_in(counter)
        return await ask.send(
            PUSH,
            body,
            {
                "Content-Type": MSGPACK,
                "Content-Encoding": "zstd",
                "Accept-Encoding": "zstd",
                "Authorization": f"Bearer {token}",
            },
        )

    answer = run(work)
    assert answer.headers["content-encoding"] == "zstd"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert len(answer.holds(PushAnswer).results) == 5


def _bomb() -> bytes:
    return zstandard.compress(bytes(64 << 20))


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"", {"Content-Type": MSGPACK}, 400),
        (b"\xc1\xff\x00", {"Content-Type": MSGPACK}, 400),
        (b"\x91" * 100_000, {"Content-Type": MSGPACK}, 400),
        (b"[" * 100_000, {"Content-Type": JSON}, 400),
        (b"{", {"Content-Type": JSON}, 400),
        (b"<html>", {"Content-Type": "text/html"}, 415),
        (b"x", {}, 415),
        (b"x", {"Content-Type": MSGPACK, "Content-Encoding": "br"}, 415),
        (b"not zstd", {"Content-Type": MSGPACK, "Content-Encoding": "zstd"}, 400),
        (_bomb(), {"Content-Type": MSGPACK, "Content-Encoding": "zstd"}, 413),
        (bytes(2 << 20), {"Content-Type": MSGPACK}, 413),
    ],
)
def test_rubbish_is_turned_down_in_the_words_of_the_wire(
    app: FastAPI,
    database: Database,
    path: str,
    body: bytes,
    headers: dict[str, str],
    status: int,
) -> None:
    counter = enrol(database)

    async def work() -> Answer:
        ask = Asker(app)
        token = await ask.sign_in(counter)
        return await ask.send(path, body, {**headers, "Authorization": f"Bearer {token}"})

    answer = run(work)
    assert answer.status == status
    assert answer.headers["leader-protocol"] == "1"
    assert answer.holds(ErrorAnswer).code


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [("/", "GET", 404), ("/v2/push", "POST", 404), (PUSH, "GET", 405), (PULL, "DELETE", 405)],
)
def test_other_places_and_methods_are_answered_too(
    app: FastAPI, path: str, method: str, status: int
) -> None:
    answer = run(lambda: Asker(app).send(path, method=method))
    assert answer.status == status
    assert answer.headers["leader-protocol"] == "1"
    assert answer.holds(ErrorAnswer).code == "bad_request"
    assert ("allow" in answer.headers) is (status == 405)


@pytest.mark.parametrize("wait", [-5, 0, 10**9])
@pytest.mark.parametrize("limit", [-1, 0, 10**9])
def test_wild_wishes_are_bounded(app: FastAPI, database: Database, wait: int, limit: int) -> None:
    counter = enrol(database)

    async def work() -> Answer:
        ask = Asker(app)
        token = await ask.sign_in(counter)
        return await ask.ask(PULL, PullRequest("", wait, limit, -1), token)

    assert run(work).holds(PullAnswer).changes


@pytest.mark.expects_log("failed")
def test_a_fault_of_ours_is_told_as_one_without_what_went_wrong(
    app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from central.counters.enrolment import EnrolmentOffice

    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(EnrolmentOffice, "enrol", broken)
    answer = run(lambda: Asker(app).ask(ENROL, EnrolRequest("t", bytes(32), "")))
    assert answer.refusal() == (500, "internal")
    assert b"secret" not in answer.body
    assert answer.headers["leader-protocol"] == "1"
