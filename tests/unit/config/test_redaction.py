"""Secrets and personal data never reach the log file."""

import logging
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.config import logging as log_files
from leader_app.config.logging import logging_to
from leader_app.config.redaction import redact
from leader_app.domain import pickup_code, short_code
from leader_app.domain.pickup_code import CodeKind, PickupCode

LOG = logging.getLogger("leader_app.test")
CLAIM = "00112233445566778899"
CODE = pickup_code.issue(
    PickupCode(CodeKind.ORDER, 1, 7, CLAIM, date(2026, 11, 20), 14, 1), bytes(range(32))
)
SHORT = short_code.make(b"s" * 32, CLAIM, 1)
SECRETS = {
    "pickup code": CODE,
    "half a pickup code": CODE[:40],
    "pickup code by caps lock": CODE.lower(),
    "short code": SHORT,
    "short code as printed": short_code.spaced(SHORT),
    "short code typed small": SHORT.lower(),
    "enrolment token": "Zk3v9QxT1mB7cW5yR8uN2pLa",
    "bearer token": "eyJkIjoiRDEifQ.c2lnbmF0dXJl",
    "store key": bytes(range(32)).hex(),
    "phone": "13800138000",
    "phone with spaces": "138 0013 8000",
    "name": "王小明",
    "address": "幸福路",
}


def _told(write: Callable[[str], None], folder: Path, secret: str) -> str:
    with logging_to(folder):
        write(secret)
    return (folder / "leader-app.log").read_text(encoding="utf-8")


def _message(secret: str) -> None:
    LOG.warning("heard Bearer %s from the counter", secret)


def _bare(secret: str) -> None:
    LOG.info("seen: %s", secret)


def _json(secret: str) -> None:
    LOG.info("%s", {"token": secret})


def _trace(secret: str) -> None:
    LOG.info("trouble", exc_info=ValueError(secret))


@pytest.fixture(autouse=True)
def _ours(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Warnings of these tests are what they are about."""
    LOG.propagate = True
    yield
    caplog.clear()


@pytest.mark.expects_log(".*")
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_after_a_telling_word(tmp_path: Path, secret: str) -> None:
    assert secret not in _told(_message, tmp_path, secret)


@pytest.mark.parametrize("write", [_bare, _json, _trace])
@pytest.mark.parametrize("name", [name for name in SECRETS if name != "bearer token"])
def test_wherever_it_stands(tmp_path: Path, name: str, write: Callable[[str], None]) -> None:
    told = _told(write, tmp_path, SECRETS[name])
    assert SECRETS[name] not in told
    assert "<" in told


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_without_the_formatter_all_of_it_would_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    """Negative control: an ordinary formatter writes every one of them."""
    monkeypatch.setattr(log_files, "RedactingFormatter", logging.Formatter)
    assert secret in _told(_bare, tmp_path, secret)


@pytest.mark.parametrize(
    "line",
    [
        "push: seq 12 of 0193c0de-0000-7000-8000-000000000001 answered 409, order A1000001",
        f"claim {CLAIM} of point 7, 20000 rows in 1.234 s",
        "leader_app.storage.unit_of_work.SqlUnitOfWork",
        'File "leader_app/storage/opening.py", line 102, in _make_ready',
        "sqlalchemy.exc.OperationalError: no such table: redemptions_by_time",
        "2026-11-22 16:46:10,123 INFO sync.worker [sync] pulled",
    ],
)
def test_what_helps_to_find_a_fault_stays(line: str) -> None:
    assert redact(line) == line


@given(claim=st.binary(min_size=10, max_size=10), attempt=st.integers(0, 3))
def test_every_short_code_is_hidden(claim: bytes, attempt: int) -> None:
    code = short_code.make(b"s" * 32, claim.hex(), 1, attempt)
    assert code not in redact(f"typed {code} at the counter")


def test_every_token_the_centre_makes_is_hidden_after_its_name() -> None:
    for _ in range(200):
        token = secrets.token_urlsafe(18)
        assert token not in redact(f"presented token {token}")


def test_the_file_is_turned_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_files, "_BYTES", 2000)
    with logging_to(tmp_path):
        for number in range(200):
            LOG.info("line %d", number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["leader-app.log", *(f"leader-app.log.{n}" for n in (1, 2, 3))]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())
