"""Nothing personal in the log, nobody's failure stops the others."""

import logging
from pathlib import Path

import pytest

from leader_app.announcer import Announcer
from leader_app.clock import SystemClock
from leader_app.config.logging import logging_to
from leader_app.config.paths import make, places
from leader_app.config.redaction import redact
from leader_app.domain import changes
from leader_app.domain.changes import ChangeSet, Entity
from leader_app.errors import Unavailable

CODE = "LDP" + "A2" * 60
SOME = changes.touched(Entity.ORDER, "A1")


@pytest.mark.parametrize(
    "secret",
    [
        CODE,
        CODE.lower(),
        "13800138000",
        "+86 138-0013-8000",
        "Bearer abc.def",
        "token=9f8e7d",
        "passphrase: 'hunter2'",
        "0123456789abcdef" * 4,
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5",
    ],
)
def test_secrets_are_taken_out(secret: str) -> None:
    told = redact(f"seen {secret} at the counter")
    assert secret.rsplit(maxsplit=1)[-1].rsplit("=", maxsplit=1)[-1].strip("'") not in told
    assert "at the counter" in told


def test_what_helps_to_find_a_fault_stays() -> None:
    line = "push: seq 12 of 0193c0de-0000-7000-8000-000000000001 answered 409, order A1000001"
    assert redact(line) == line


def test_the_log_file_hides_secrets_in_tracebacks_too(tmp_path: Path) -> None:
    log = logging.getLogger("leader_app.test")
    log.propagate = True
    with logging_to(tmp_path / "logs"):
        log.info("trouble", exc_info=ValueError(CODE))
    written = (tmp_path / "logs" / "leader-app.log").read_text(encoding="utf-8")
    assert "ValueError" in written
    assert CODE not in written


def test_without_a_folder_for_the_log_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way", encoding="utf-8")
    with logging_to(tmp_path / "logs"):
        logging.getLogger("leader_app.test").info("nothing to see")


def test_places_are_all_under_one_folder(tmp_path: Path) -> None:
    where = places(tmp_path)
    inside = {where.store, where.window, where.logs, where.centre, where.codes}
    assert len(inside) == 5
    assert {place.parent for place in inside} == {tmp_path}
    assert places(None).base.is_absolute()


def test_a_folder_that_cannot_be_made_is_the_worlds_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Unavailable, match="cannot be used"):
        make(tmp_path / "file" / "folder")


@pytest.mark.expects_log("a listener failed")
def test_a_listener_that_fails_stops_nobody() -> None:
    heard: list[ChangeSet] = []
    announcements = Announcer()

    def broken(_changes: ChangeSet) -> None:
        raise RuntimeError

    announcements.subscribe(broken)
    announcements.subscribe(heard.append)
    announcements.publish(SOME)
    assert heard == [SOME]


def test_who_left_hears_nothing_more() -> None:
    heard: list[ChangeSet] = []
    announcements = Announcer()
    leave = announcements.subscribe(heard.append)
    announcements.subscribe(lambda _changes: leave())
    announcements.publish(SOME)
    leave()
    announcements.publish(SOME)
    assert heard == [SOME]


def test_the_clock_is_aware_and_goes_forward() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() is not None
    assert clock.monotonic_ns() <= clock.monotonic_ns()
    assert clock.boot_id() == clock.boot_id() != ""
