"""A central service on this computer, as a process of its own."""

from __future__ import annotations

import contextlib
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from leader_app.domain.text import say
from leader_app.errors import Unavailable

_START_SECONDS = 60.0
_COMMAND_SECONDS = 120.0
_END_SECONDS = 10.0


class CentreProcess:
    """The centre whose store is in ``folder``; the same port every time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._db = f"sqlite:///{(folder / 'centre.db').as_posix()}"
        self._process: subprocess.Popen[str] | None = None

    @property
    def is_made(self) -> bool:
        """Whether its store is there."""
        return (self._folder / "centre.db").exists()

    def run(self, *words: str) -> list[Mapping[str, Any]]:
        """Run one command of the centre and return the JSON objects it printed."""
        command = [*_program(), *words, "--db", self._db, "--json"]
        try:
            done = subprocess.run(  # noqa: S603 - our own program
                command, capture_output=True, text=True, timeout=_COMMAND_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise _trouble(self._folder) from error
        return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]

    @contextlib.contextmanager
    def serving(self) -> Iterator[str]:
        """Yield the address of the running centre; it ends with the block, or with us."""
        try:
            yield self.start()
        finally:
            self.stop()

    def start(self) -> str:
        """Start it, unless it runs, and return its address once it answers."""
        if self._process is not None and self._process.poll() is None:
            return self.address()
        words = ["serve", "--db", self._db, "--port", str(self._port()), "--json"]
        with (self._folder / "centre.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*_program(), *words, "--until-stdin-closes"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        return self._told_address(self._process)

    def stop(self) -> None:
        """End it, if it runs."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def address(self) -> str:
        """Return where it listens when it runs."""
        return f"http://127.0.0.1:{self._port()}"

    def is_listening(self) -> bool:
        """Tell whether somebody answers there, another process of this computer included."""
        try:
            with socket.create_connection(("127.0.0.1", self._port()), timeout=1):
                return True
        except OSError:
            return False

    def _port(self) -> int:
        """Return the port of this centre, chosen once: counters keep its address."""
        chosen = self._folder / "port"
        if chosen.exists():
            return int(chosen.read_text(encoding="ascii"))
        with socket.create_server(("127.0.0.1", 0)) as server:
            port: int = server.getsockname()[1]
        chosen.write_text(str(port), encoding="ascii")
        return port

    def _told_address(self, process: subprocess.Popen[str]) -> str:
        """Return the address the centre prints once it answers."""
        lines: list[str] = []
        reader = threading.Thread(target=_first_line, args=(process, lines), daemon=True)
        reader.start()
        reader.join(_START_SECONDS)
        try:
            return str(json.loads(lines[0])["url"])
        except (IndexError, ValueError, KeyError, TypeError) as error:
            self.stop()
            raise _trouble(self._folder) from error


def _program() -> Sequence[str]:
    """Return what starts the centre: the program beside a frozen counter, or the package."""
    if getattr(sys, "frozen", False):
        return (str(Path(sys.executable).with_name("leader-central")),)
    return (sys.executable, "-m", "central")


def _first_line(process: subprocess.Popen[str], lines: list[str]) -> None:
    if process.stdout is not None:
        lines.append(process.stdout.readline())


def _end(process: subprocess.Popen[str]) -> None:
    """End the centre, the hard way if it does not listen."""
    process.terminate()
    try:
        process.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in filter(None, (process.stdin, process.stdout)):
        pipe.close()


def _trouble(folder: Path) -> Unavailable:
    return Unavailable(
        say("The central service of this computer does not run."),
        say(
            "Is it open in another window? The reason is in {log}.", log=str(folder / "centre.log")
        ),
    )
