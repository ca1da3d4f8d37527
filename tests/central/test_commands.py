import json
from pathlib import Path
from typing import Any

import pytest

from central.cli.commands import main
from central.storage.database import Database
from tests.central.conftest import Place
from tests.central.counter import enrol

Capture = pytest.CaptureFixture[str]


class Shell:
    """Types commands of the centre and reads what they print."""

    def __init__(self, place: Place, capture: Capture) -> None:
        self._where = ["--db", place.url, "--key-file", str(place.key_file)]
        self._capture = capture

    def __call__(self, *words: str) -> list[dict[str, Any]]:
        assert main([*words, *self._where, "--json"]) == 0
        out = self._capture.readouterr()
        assert out.err == ""
        return [json.loads(line) for line in out.out.splitlines()]

    def fails(self, *words: str) -> str:
        assert main([*words, *self._where]) == 1
        out = self._capture.readouterr()
        assert out.out == ""
        return out.err


@pytest.fixture
def shell(place: Place, database: Database, capsys: Capture) -> Shell:
    """Return a shell over the small world."""
    return Shell(place, capsys)


def test_a_token_for_a_point_by_number_or_name(shell: Shell) -> None:
    by_number, by_name = (
        shell("enrol-token", "--point", "1"),
        shell("enrol-token", "--point", "杨柳店"),
    )
    assert len({row["token"] for row in (*by_number, *by_name)}) == 2
    assert "9" in shell.fails("enrol-token", "--point", "9")


def test_orders_by_point_and_state(shell: Shell) -> None:
    assert len(shell("orders")) == 9
    assert {row["order"] for row in shell("orders", "--point", "2")} == {"A8"}
    ready = shell("orders", "--point", "1", "--state", "ready")
    assert {row["state"] for row in ready} == {"ready"}
    assert {row["order"] for row in ready} == {"A1", "A2", "A3", "A4", "A5", "A9"}
    assert [row["order"] for row in shell("orders", "--state", "cancelled")] == ["A6"]


def test_a_code_as_text_short_code_and_picture(shell: Shell, tmp_path: Path) -> None:
    (code,) = shell("code", "A1")
    assert code["text"].startswith("LDP")
    assert len(code["short"].replace(" ", "")) == 9
    (drawn,) = shell("code", "A1", "--png", str(tmp_path / "code.png"))
    assert drawn["text"] == code["text"]
    assert (tmp_path / "code.png").read_bytes().startswith(b"\x89PNG")
    assert "A404" in shell.fails("code", "A404")


def test_a_picture_that_cannot_be_written_is_a_word_not_a_trace(
    shell: Shell, tmp_path: Path
) -> None:
    assert "code.png" in shell.fails("code", "A1", "--png", str(tmp_path / "no" / "code.png"))


def test_redemptions_and_incidents(shell: Shell, database: Database) -> None:
    one, two = enrol(database), enrol(database)
    given = one.hands_over_order(1)
    one.pushes(given)
    two.pushes(two.hands_over_order(1))
    one.pushes(one.hands_over_order(2))
    rows = shell("redemptions", "--order", "A1")
    assert [row["primary"] for row in rows] == [True, False]
    assert [row["device"] for row in rows] == [one.device_id, two.device_id]
    assert rows[0]["lines"] == [{"order": "A1", "line": 1, "quantity": 2}]
    assert len(shell("redemptions")) == 3
    assert [row["kind"] for row in shell("incidents")] == ["double_hand_over"]
    assert [row["order"] for row in shell("orders", "--state", "collected")] == ["A1", "A2"]
    one.pushes(one.takes_back(given, rows[0]["claim"]))
    assert [row["reversed"] for row in shell("redemptions", "--order", "A1")] == [True, False]
    assert "A404" in shell.fails("redemptions", "--order", "A404")


def test_points_devices_and_revoking_one(shell: Shell, database: Database) -> None:
    counter = enrol(database)
    assert [row["point"] for row in shell("points")] == [1, 2]
    assert shell("devices")[0]["status"] == "active"
    assert shell("revoke", counter.device_id)[0]["status"] == "revoked"
    assert shell("devices")[0]["status"] == "revoked"
    assert "nobody" in shell.fails("revoke", "nobody")


def test_keys_rotate(shell: Shell) -> None:
    assert [row["key"] for row in shell("key", "list")] == [1]
    assert [row["key"] for row in shell("key", "rotate")] == [1, 2]


def test_people_get_lines_too(place: Place, database: Database, capsys: Capture) -> None:
    assert main(["points", "--db", place.url, "--key-file", str(place.key_file)]) == 0
    assert "杨柳店" in capsys.readouterr().out


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:////proc/no/centre.db"])
def test_a_store_that_cannot_be_had_is_a_word_not_a_trace(url: str, capsys: Capture) -> None:
    assert main(["points", "--db", url]) == 1
    assert capsys.readouterr().err.count("\n") == 1
