"""``run.py``: what it installs, when it does not, and what it says when something is missing."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import run


class Machine:
    """Stands where run.py would start programs, and remembers what it was asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pips: list[tuple[str, ...]] = []
        self.calls: list[tuple[str, ...]] = []
        self.became: list[tuple[str, ...]] = []

    def pip_install(self, *arguments: str) -> None:
        self.pips.append(arguments)

    def call(self, *command: str, env: dict[str, str] | None = None) -> int:
        self.calls.append(command)
        if "venv" in command:
            (self.folder / "bin").mkdir(parents=True)
            (self.folder / "bin" / "python").touch()
        return 0

    def become(self, *arguments: str) -> int:
        self.became.append(arguments)
        return 7


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return a machine with all system packages and nothing of ours."""
    folder = tmp_path / ".venv"
    machine = Machine(folder)
    for name in ("pip_install", "call", "become"):
        monkeypatch.setattr(run, name, getattr(machine, name))
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", folder)
    monkeypatch.setattr(run, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(run, "STAMP", folder / "stamp.json")
    monkeypatch.setenv("LEADER_DESK_SYSTEM", "ok")
    (tmp_path / "requirements").mkdir()
    for name in ("client", "central", "postgres", "dev", "build"):
        (tmp_path / "requirements" / f"{name}.txt").write_text(f"lock of {name}")
    (tmp_path / "pyproject.toml").write_text("project")
    return machine


def test_a_first_setup_installs_the_locks_by_hash_then_the_project(machine: Machine) -> None:
    assert run.main("setup") == 0
    locks, project = machine.pips
    assert locks == ("--require-hashes", "-rrequirements/client.txt", "-rrequirements/central.txt")
    assert project[-2:] == ("--editable", ".")
    assert machine.calls[0][1:3] == ("-m", "venv")


def test_a_second_setup_starts_no_program(machine: Machine) -> None:
    run.main("setup")
    machine.pips.clear()
    machine.calls.clear()
    run.main("setup")
    run.main("setup", "--for", "client")
    assert machine.pips == []
    assert machine.calls == []


def test_a_group_brings_only_what_is_not_there_yet(machine: Machine) -> None:
    run.main("setup", "--for", "client")
    machine.pips.clear()
    run.main("setup", "--for", "central")
    assert machine.pips[0][1:] == ("-rrequirements/central.txt", "-rrequirements/postgres.txt")


def test_a_changed_lock_is_installed_again(machine: Machine) -> None:
    run.main("setup")
    (run.ROOT / "requirements" / "client.txt").write_text("newer")
    machine.pips.clear()
    run.main("setup")
    assert machine.pips[0] == ("--require-hashes", "-rrequirements/client.txt")


def test_an_interrupted_setup_is_finished_by_the_next(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_arguments: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "pip_install", cut)
    with pytest.raises(KeyboardInterrupt):
        run.main("setup")
    monkeypatch.setattr(run, "pip_install", machine.pip_install)
    run.main("setup")
    assert len(machine.pips) == 2
    assert json.loads(run.STAMP.read_text()).keys() == {"client", "central", "project"}


def test_arguments_are_handed_on(machine: Machine) -> None:
    assert run.main("app", "--", "verify", "X") == 7
    assert run.main("test", "-k", "money") == 7
    assert machine.became == [
        ("-m", "leader_app", "verify", "X"),
        ("-m", "tests.gate", "-k", "money"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_no_display_is_said_and_the_window_is_not_started(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SystemExit, match="there is no display here"):
        run.main()
    assert machine.became == []
    monkeypatch.setenv("DISPLAY", ":1")
    assert run.main() == 7


@pytest.mark.parametrize("words", [("fly",), ("setup", "--for", "moon"), ("setup", "client")])
def test_what_is_not_understood_is_answered_with_the_help(
    machine: Machine, words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit, match=r"Not understood.*\n\npython3 run.py"):
        run.main(*words)
    assert machine.pips == []


def test_help_installs_nothing(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main("--help") == 0
    assert set(run.COMMANDS) - {"demo"} <= set(capsys.readouterr().out.split())
    assert machine.pips == machine.calls == []


@pytest.fixture
def on_debian(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return a function that makes this a Debian on which everything is missing."""

    def as_user(number: int) -> None:
        monkeypatch.delenv("LEADER_DESK_SYSTEM", raising=False)
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(run, "system_packages", lambda: {"libc6"})
        monkeypatch.setattr(os, "geteuid", lambda: number)

    return as_user


def test_who_is_not_root_is_told_the_one_command(on_debian: Callable[[int], None]) -> None:
    on_debian(1000)
    with pytest.raises(SystemExit, match=r"sudo apt-get install .* libegl1 libgl1\n"):
        run.require_system(["libgl1", "libegl1", "libc6"])


def test_apt_speaks_when_it_fails(
    on_debian: Callable[[int], None], machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 100, "", "E: no such package")

    on_debian(0)
    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(SystemExit, match="no such package"):
        run.require_system(["libgl1"])
    assert machine.calls == [("apt-get", "update", "-qq")]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Retrying after connection broken", "check the network"),
        ("hashes do not match", "pip failed"),
    ],
)
def test_pip_trouble_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, words: str, sentence: str
) -> None:
    def fail(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1, "", words)

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(SystemExit, match=sentence):
        run.pip_install("--require-hashes")


@pytest.mark.parametrize("version", [(3, 10, 2), (3, 14, 0)])
def test_a_wrong_python_is_named(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        run.require_python()
