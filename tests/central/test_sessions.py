from datetime import datetime, timedelta, tzinfo
from typing import Self

import pytest
from fastapi import FastAPI

from central.api.application import build
from central.counters import sessions
from central.counters.devices import Standing, set_standing
from central.storage.database import Database
from sync.protocol.messages import (
    ENROL,
    NONCE,
    PULL,
    PUSH,
    SESSION,
    NonceAnswer,
    NonceRequest,
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
