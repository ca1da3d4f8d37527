import asyncio
import time

import pytest
from fastapi import FastAPI

from central.api.application import build
from central.storage.database import Database
from sync.protocol import codec
from sync.protocol.messages import (
    ENROL,
    MSGPACK,
    NONCE,
    PULL,
    PUSH,
    SESSION,
    PullAnswer,
    PullRequest,
)
from tests.central.asking import Asker, run
from tests.central.counter import enrol

ROUTES = (ENROL, NONCE, SESSION, PUSH, PULL)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return build(database)


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
