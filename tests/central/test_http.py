import asyncio
import time
from datetime import datetime, timedelta, tzinfo
from typing import Self

import pytest
import zstandard
from fastapi import FastAPI

from central.api.application import build
from central.counters import sessions
from central.counters.devices import Standing, set_standing
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
    NonceAnswer,
    NonceRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    SessionRequest,
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


@pytest.mark.parametrize("path", [PUSH, PULL])
@pytest.mark.parametrize("token", ["", "x", "e30", "é", "A" * 5000, "."])
def test_no_session_no_answer(app: FastAPI, path: str, token: str) -> None:
    answer = run(lambda: Asker(app).ask(path, PullRequest(""), token))
    assert answer.refusal() == (401, "session_expired")


def test_a_token_is_good_for_its_own_half_hour(
    app: FastAPI, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = enrol(database)
    token = run(lambda: Asker(app).sign_in(counter))

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + timedelta(minutes=31)

    monkeypatch.setattr(sessions, "datetime", Later)
    answer = run(lambda: Asker(app).ask(PULL, PullRequest(""), token))
    assert answer.refusal() == (401, "session_expired")


def test_a_nonce_is_good_once_and_for_its_counter(app: FastAPI, database: Database) -> None:
    from leader_app.domain import signing
    from sync.protocol.messages import SESSION_TAG

    one, two = enrol(database), enrol(database)

    async def work() -> list[Answer]:
        ask = Asker(app)
        nonce = (await ask.ask(NONCE, NonceRequest(one.device_id))).holds(NonceAnswer).nonce

        def signed(seed: bytes, device: str) -> SessionRequest:
            message = SESSION_TAG + device.encode() + nonce
            return SessionRequest(device, nonce, signing.sign(seed, message))

        return [
            await ask.ask(SESSION, signed(two.seed, two.device_id)),
            await ask.ask(SESSION, signed(one.seed, one.device_id)),
            await ask.ask(SESSION, signed(one.seed, one.device_id)),
            await ask.ask(NONCE, NonceRequest("nobody")),
            await ask.ask(NONCE, NonceRequest("nul \x00")),
        ]

    others, first, again, nobody, nul = run(work)
    assert others.refusal() == (401, "session_expired")
    assert first.status == 200
    assert again.refusal() == (401, "session_expired")
    assert nobody.refusal() == (401, "unknown_device")
    assert nul.refusal() == (400, "bad_request")


def test_somebody_elses_signature_is_refused(app: FastAPI, database: Database) -> None:
    one, two = enrol(database), enrol(database)
    two.answer, two.seed = one.answer, two.seed

    async def work() -> Answer:
        ask = Asker(app)
        nonce = (await ask.ask(NONCE, NonceRequest(one.device_id))).holds(NonceAnswer).nonce
        return await ask.ask(SESSION, SessionRequest(one.device_id, nonce, bytes(64)))

    assert run(work).refusal() == (401, "bad_signature")


def test_a_revoked_counter_pulls_nothing_but_may_push(app: FastAPI, database: Database) -> None:
    counter = enrol(database)

    async def work() -> tuple[Answer, Answer]:
        ask = Asker(app)
        token = await ask.sign_in(counter)
        set_standing(database, counter.device_id, Standing.REVOKED)
        pushed = await ask.ask(PUSH, counter.request([counter.hands_over_order(1)]), token)
        return pushed, await ask.ask(PULL, PullRequest(""), token)

    pushed, pulled = run(work)
    assert pushed.holds(PushAnswer).results[0].code == "revoked"
    assert pulled.refusal() == (403, "revoked")


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


def test_a_long_poll_answers_when_another_counter_pushes(app: FastAPI, database: Database) -> None:
    one, two = enrol(database), enrol(database)
    two.catches_up()

    async def work() -> tuple[PullAnswer, float]:
        ask = Asker(app)
        tokens = [await ask.sign_in(one), await ask.sign_in(two)]
        started = time.monotonic()
        poll = asyncio.create_task(ask.ask(PULL, PullRequest(two.cursor, 20), tokens[1]))
        await asyncio.sleep(0.2)
        assert not poll.done()
        await ask.ask(PUSH, one.request([one.hands_over_order(1)]), tokens[0])
        page = (await poll).holds(PullAnswer)
        return page, time.monotonic() - started

    page, seconds = run(work)
    assert [row.entity for row in page.changes] == ["redemption"]
    assert seconds < 1


def test_a_long_poll_sees_what_another_process_wrote(app: FastAPI, database: Database) -> None:
    one, two = enrol(database), enrol(database)
    two.catches_up()

    async def work() -> PullAnswer:
        ask = Asker(app)
        token = await ask.sign_in(two)
        poll = asyncio.create_task(ask.ask(PULL, PullRequest(two.cursor, 20), token))
        await asyncio.sleep(0.1)
        await asyncio.to_thread(one.pushes, one.hands_over_order(1))
        return (await asyncio.wait_for(poll, 5)).holds(PullAnswer)

    assert len(run(work).changes) == 1


def test_a_long_poll_ends_after_its_time_with_an_empty_page(
    app: FastAPI, database: Database
) -> None:
    one = enrol(database)
    one.catches_up()

    async def work() -> PullAnswer:
        ask = Asker(app)
        token = await ask.sign_in(one)
        return (await ask.ask(PULL, PullRequest(one.cursor, 1), token)).holds(PullAnswer)

    page = run(work)
    assert (page.changes, page.cursor, page.remaining) == ((), one.cursor, 0)


@pytest.mark.parametrize("stopping", [True, False])
def test_a_long_poll_ends_when_the_asker_or_the_server_goes(
    app: FastAPI, database: Database, stopping: bool
) -> None:
    one = enrol(database)
    one.catches_up()

    async def work() -> float:
        ask, gone = Asker(app), asyncio.Event()
        token = await ask.sign_in(one)
        body = codec.encode(PullRequest(one.cursor, 20))
        headers = {"Content-Type": MSGPACK, "Authorization": f"Bearer {token}"}
        started = time.monotonic()
        poll = asyncio.create_task(ask.send(PULL, body, headers, gone=gone))
        await asyncio.sleep(0.1)
        if stopping:
            app.state.stopping = True
            app.state.arrivals.wake_all()
        else:
            gone.set()
        await poll
        return time.monotonic() - started

    assert run(work) < 3


def test_many_long_polls_hold_no_threads(app: FastAPI, database: Database) -> None:
    import threading

    one = enrol(database)
    one.catches_up()

    async def work() -> int:
        ask = Asker(app)
        token = await ask.sign_in(one)
        polls = [
            asyncio.create_task(ask.ask(PULL, PullRequest(one.cursor, 20), token))
            for _ in range(100)
        ]
        await asyncio.sleep(1)
        token_again = await asyncio.wait_for(ask.sign_in(one), 5)
        assert token_again
        count = threading.active_count()
        app.state.stopping = True
        app.state.arrivals.wake_all()
        await asyncio.gather(*polls)
        return count

    assert run(work) < 60


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
