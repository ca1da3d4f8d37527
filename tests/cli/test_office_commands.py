"""The other commands, and how all of them take and answer things."""

import csv
import json
import os
import signal
import sqlite3
import subprocess
from pathlib import Path

import openpyxl
import pytest

from leader_app.cli.main import main
from tests.cli.counter import SECONDS, CounterOnDisk, code_text

CHECKS = [
    *("database", "chain", "journal", "stock", "disk", "keyring"),
    *("network", "clock", "sync", "camera", "fonts"),
]


def test_before_enrolment_status_says_so_and_the_rest_is_refused(new: CounterOnDisk) -> None:
    status = new.json("status")
    assert (status.status, status.row["enrolled"], status.row["unsent"]) == (0, False, 0)
    for words in (["verify", code_text()], ["redeem", code_text()], ["undo"], ["sync", "--once"]):
        answer = new.json(*words)
        assert (answer.status, list(answer.row)) == (1, ["error", "hint"])


def test_status_tells_who_we_are(counter: CounterOnDisk) -> None:
    row = counter.json("status").row
    assert (row["device"], row["name"], row["point"]) == ("D1", "1号台", 7)
    assert row["data_at"]
    told = counter.run("status").out
    assert "1号台" in told


def test_options_count_before_and_after_the_command(counter: CounterOnDisk) -> None:
    base = ["--base-dir", str(counter.base)]
    for words in (["--json", "status", *base], [*base, "status", "--json"]):
        bare = CounterOnDisk(counter.base / "elsewhere", counter.passphrase)
        command = [*bare.words()[:3], *words]
        done = subprocess.run(
            command, capture_output=True, env=dict(counter.environment()), check=True
        )
        assert b'"D1"' in done.stdout


def test_a_centre_that_is_away_is_said_and_nothing_is_lost(counter: CounterOnDisk) -> None:
    counter.json("redeem", code_text())
    answer = counter.json("sync", "--once")
    assert (answer.status, list(answer.row)) == (3, ["error", "hint"])
    assert counter.json("status").row["unsent"] == 1


def test_enrolling_without_a_network_or_with_nonsense(new: CounterOnDisk) -> None:
    away = new.json("enrol", "--url", "http://127.0.0.1:9", "--token", "t")
    assert (away.status, list(away.row)) == (3, ["error", "hint"])
    nonsense = new.run("enrol", "--url", "nowhere", "--token", "t")
    assert nonsense.status == 1
    assert nonsense.out == ""
    assert "address of a centre" in nonsense.err


def test_export_writes_csv_and_xlsx(counter: CounterOnDisk, tmp_path: Path) -> None:
    for kind in ("csv", "xlsx"):
        path = tmp_path / f"orders.{kind}"
        answer = counter.json("export", "orders", "--format", kind, "--out", str(path))
        assert (answer.status, answer.row["orders"]) == (0, 1)
    with (tmp_path / "orders.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row[0] for row in csv.reader(file)] == ["Order", "A1"]
    book = openpyxl.load_workbook(tmp_path / "orders.xlsx")
    assert book.worksheets[0]["A2"].value == "A1"
    book.close()
    gone = counter.json(
        "export", "orders", "--format", "csv", "--out", str(tmp_path / "gone" / "x.csv")
    )
    assert (gone.status, list(gone.row)) == (3, ["error", "hint"])


def test_doctor_looks_at_everything(counter: CounterOnDisk) -> None:
    counter.json("redeem", code_text())
    rows = {row["check"]: row for row in counter.json("doctor").rows}
    assert list(rows) == CHECKS
    for good in ("database", "chain", "journal", "stock", "keyring"):
        assert rows[good]["health"] == "good", rows[good]
    assert all(row["hint"] for row in rows.values() if row["health"] != "good")


def test_a_damaged_store_is_said_and_not_touched(counter: CounterOnDisk) -> None:
    store = counter.base / "store" / "store.db"
    store.write_bytes(os.urandom(4096))
    before = store.read_bytes()
    answer = counter.json("redeem", code_text())
    assert (answer.status, list(answer.row)) == (3, ["error", "hint"])
    assert store.read_bytes() == before


def test_the_store_is_no_plain_sqlite_file(counter: CounterOnDisk) -> None:
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(counter.base / "store" / "store.db").execute("SELECT * FROM sqlite_master")


def test_without_the_passphrase_nothing_opens(counter: CounterOnDisk) -> None:
    counter.passphrase.write_text("another one", encoding="utf-8")
    wrong = counter.json("status")
    assert (wrong.status, list(wrong.row)) == (1, ["error", "hint"])
    counter.passphrase.unlink()
    missing = counter.json("status")
    assert (missing.status, list(missing.row)) == (3, ["error", "hint"])


def test_decode_needs_no_counter(new: CounterOnDisk, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_text("not a picture", encoding="utf-8")
    answer = new.json("decode", str(tmp_path / "no.png"), str(tmp_path / "gone.png"))
    assert answer.status == 3
    assert [row["codes"] for row in answer.rows] == [[], []]
    assert all(row["error"] for row in answer.rows)
    assert not new.base.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["verify"],
        ["redeem", "X", "--lines", "nonsense"],
        ["redeem", "X", "--lines", "A1:1=-1"],
        ["sync"],
        ["sync", "--once", "--watch"],
        ["export", "orders", "--format", "pdf", "--out", "x"],
        ["shots", "--out", "x", "--size", "big"],
        ["status", "--lang", "tlh"],
        ["status", "--unknown"],
    ],
)
def test_what_is_not_understood_is_said_as_json(
    new: CounterOnDisk, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--base-dir", str(new.base), *words, "--json"]) == 2
    said, complaints = capsys.readouterr()
    assert list(json.loads(said)) == ["error", "hint"]
    assert complaints == ""
    assert not new.base.exists()


def test_a_base_that_cannot_be_made_is_said(new: CounterOnDisk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    answer = CounterOnDisk(tmp_path / "file" / "base", new.passphrase).json("status")
    assert (answer.status, list(answer.row)) == (3, ["error", "hint"])


def test_help_explains_the_exit_statuses(new: CounterOnDisk) -> None:
    answer = new.run("--help")
    assert answer.status == 0
    assert "exit status" in answer.out


def test_watching_ends_when_told_to(counter: CounterOnDisk) -> None:
    words = counter.words("sync", "--watch", "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=dict(counter.environment())) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline()
        watch.send_signal(signal.SIGTERM)
        assert watch.wait(SECONDS) == 0


def test_a_kill_right_after_redeem_prints_loses_nothing(counter: CounterOnDisk) -> None:
    words = counter.words("redeem", code_text(), "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=dict(counter.environment())) as redeem:
        assert redeem.stdout is not None
        assert b'"handed_over": true' in redeem.stdout.readline()
        redeem.kill()
    assert counter.json("status").row["unsent"] == 1
    assert counter.json("redeem", code_text()).row["verdict"] == "already_collected"
