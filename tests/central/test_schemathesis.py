"""The OpenAPI is the contract: whatever is made from it or against it is no fault of ours."""

import json
import warnings
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central.api.application import build
from central.storage.database import Database
from sync.protocol import codec, messages
from sync.protocol.contacts import CONTACTS
from sync.protocol.messages import JSON, MSGPACK, ErrorAnswer
from tests.central.asking import Answer, Asker, run
from tests.central.conftest import Place
from tests.central.counter import Counter, enrol
from tests.central.goods import fill

OPEN = (messages.ENROL, messages.NONCE, messages.SESSION)
SIGNED_IN = (
    messages.PUSH,
    messages.PULL,
    messages.ATTACHMENT,
    messages.ATTACHMENT_PART,
    CONTACTS,
)
PATHS = (*OPEN, *SIGNED_IN)
FEW = settings(
    max_examples=40,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def counter(database: Database) -> Counter:
    return enrol(database)


@pytest.fixture
def app(database: Database) -> FastAPI:
    return build(database)


@pytest.fixture
def token(app: FastAPI, counter: Counter) -> str:
    return run(lambda: Asker(app).sign_in(counter))


def check(answer: Answer) -> None:
    assert answer.status < 500
    assert answer.headers["leader-protocol"] == "1"
    if answer.status != 200:
        assert answer.holds(ErrorAnswer).code


def test_the_contract_is_complete(app: FastAPI) -> None:
    contract = app.openapi()
    assert set(contract["paths"]) == set(PATHS)
    for path, operations in contract["paths"].items():
        operation = operations["post"]
        assert operation["description"], path
        assert set(operation["requestBody"]["content"]) == {JSON, MSGPACK}
        assert {"200", "400", "401", "413", "415", "500"} <= set(operation["responses"])
        assert bool(operation.get("security")) is (path in SIGNED_IN)
    assert contract["components"]["securitySchemes"]
    for name in ("PushRequest", "PullAnswer", "ErrorAnswer"):
        assert name in contract["components"]["schemas"]


@pytest.fixture
def operations(app: FastAPI) -> Any:  # noqa: ANN401 - untyped there
    """Return schemathesis' view of the contract."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import schemathesis

        return schemathesis.openapi.from_dict(app.openapi())


def made(case: Any) -> tuple[bytes, dict[str, str]]:  # noqa: ANN401 - as above
    """Return the body and headers of a call made from the contract."""
    told = case.as_transport_kwargs(base_url="http://centre")
    headers = {name: str(value) for name, value in told["headers"].items()}
    if "json" in told:
        return json.dumps(told["json"]).encode(), {**headers, "Content-Type": JSON}
    body = told.get("data") or b""
    return body if isinstance(body, bytes) else str(body).encode(), headers


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", PATHS)
def test_what_the_contract_allows_is_never_a_fault(
    app: FastAPI,
    operations: Any,  # noqa: ANN401 - as above
    token: str,
    path: str,
) -> None:
    seen: set[int] = set()

    @FEW
    @given(case=operations[path]["POST"].as_strategy())
    def call(case: object) -> None:
        body, headers = made(case)
        headers["Authorization"] = f"Bearer {token}"
        answer = run(lambda: Asker(app).send(path, body, headers))
        check(answer)
        seen.add(answer.status)

    call()
    assert seen - {415}


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=True)
    | st.text(max_size=40)
    | st.binary(max_size=80),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=20,
)


@pytest.mark.parametrize("path", PATHS)
def test_msgpack_of_any_shape_is_never_a_fault(app: FastAPI, token: str, path: str) -> None:
    @FEW
    @given(values, st.sampled_from(["", "zstd", "gzip"]))
    def call(value: object, encoding: str) -> None:
        headers = {"Content-Type": MSGPACK, "Authorization": f"Bearer {token}"}
        if encoding:
            headers["Content-Encoding"] = encoding
        check(run(lambda: Asker(app).send(path, codec.encode(value), headers)))

    call()


def test_a_push_with_any_byte_changed_is_never_a_fault_and_never_booked_wrongly(
    app: FastAPI, token: str, counter: Counter, database: Database
) -> None:
    deeds = [counter.hands_over_order(1), counter.hands_over_order(2)]
    good = codec.encode(counter.request(deeds))

    @FEW
    @given(st.integers(0, len(good) - 1), st.integers(1, 255), st.booleans())
    def call(place: int, flip: int, cut: bool) -> None:
        bad = (
            good[:place] if cut else good[:place] + bytes([good[place] ^ flip]) + good[place + 1 :]
        )
        headers = {"Content-Type": MSGPACK, "Authorization": f"Bearer {token}"}
        answer = run(lambda: Asker(app).send(messages.PUSH, bad, headers))
        check(answer)
        assert answer.status != 200

    call()
    assert [result.outcome for result in counter.pushes(*deeds)] == ["accepted"] * 2


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Return a place on SQLite: the routes above the store are the same for both."""
    folder = tmp_path_factory.mktemp("fuzz")
    return Place(f"sqlite:///{folder / 'centre.db'}", folder / "centre.key")


@pytest.fixture
def database(empty: Database) -> Database:
    fill(empty)
    return empty
