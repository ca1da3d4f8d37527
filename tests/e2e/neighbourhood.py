"""A demo neighbourhood with a real centre and real counters, all started as a person would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.e2e.relay import Relay, relay

POINT = "1"
READABLE = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}


def run(module: str, *arguments: str) -> list[dict[str, Any]]:
    """Run one of our commands and return its JSON lines; fails with what it complained of."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments, "--json"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{module} {arguments}: {done.stdout}\n{done.stderr}"
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True)
class Counter:
    """One counter of the point, with a store of its own."""

    base_dir: Path

    def command(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command of this counter."""
        return run("leader_app", *arguments, "--base-dir", str(self.base_dir))

    def status(self) -> dict[str, Any]:
        """Return how the counter stands."""
        return self.command("status")[0]

    @contextmanager
    def window(self, camera: str = "none", **more: str) -> Iterator[subprocess.Popen[bytes]]:
        """Open the real window, with ``more`` in its environment; it is closed with the block."""
        command = [sys.executable, "-m", "leader_app", "--base-dir", str(self.base_dir)]
        with subprocess.Popen(
            [*command, "--camera", camera], env={**os.environ, **READABLE, **more}
        ) as process:
            try:
                yield process
            finally:
                process.terminate()
                process.wait(20)


@dataclass(frozen=True)
class Neighbourhood:
    """A centre, the line to it, and the folder everything lives in."""

    folder: Path
    database: str
    line: Relay

    @property
    def url(self) -> str:
        """The address of the centre, as the counters are told it."""
        return f"http://127.0.0.1:{self.line.port}"

    def counter(self, name: str) -> Counter:
        """Return the counter of this name, which may be enrolled or not."""
        return Counter(self.folder / name)

    def enrol(self, name: str) -> Counter:
        """Make a counter and give it all there is to know."""
        counter = self.counter(name)
        counter.command("enrol", "--url", self.url, "--token", self.token(), "--name", name)
        counter.command("sync", "--once")
        return counter

    def token(self) -> str:
        """Return a new enrolment token for the point."""
        return str(self.centre("enrol-token", "--point", POINT)[0]["token"])

    def centre(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command of the centre."""
        return run("central", *arguments, "--db", self.database)

    def a_ready_order(self) -> str:
        """Return an order that waits at the point, paid and complete."""
        return self.ready_orders(1)[0]

    def ready_orders(self, count: int) -> list[str]:
        """Return orders that wait at the point, each under a code of its own."""
        ready = self.centre("orders", "--point", POINT, "--state", "ready")
        by_claim = {row["claim"]: str(row["order"]) for row in ready}
        return list(by_claim.values())[:count]

    def code(self, order: str) -> str:
        """Return the text of an order's pickup code."""
        return str(self.centre("code", order)[0]["text"])

    def state(self, order: str) -> str:
        """Return the state an order has at the centre."""
        rows = self.centre("orders", "--point", POINT)
        return next(str(row["state"]) for row in rows if row["order"] == order)

    def redemptions(self, order: str = "") -> Sequence[dict[str, Any]]:
        """Return what the centre knows of an order's collection, or of all."""
        return self.centre("redemptions", *(["--order", order] if order else []))

    def incidents(self) -> Sequence[dict[str, Any]]:
        """Return the centre's incidents."""
        return self.centre("incidents")

    def cut_the_network(self) -> None:
        """Pull the plug."""
        self.line.pull()

    def mend_the_network(self) -> None:
        """Put the plug back."""
        self.line.plug_in()

    def wait_until(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        """Wait for something to become true at the centre."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, "it never became true"
            threading.Event().wait(0.3)


@contextmanager
def neighbourhood(folder: Path, port: int = 0) -> Iterator[Neighbourhood]:
    """Yield a demo neighbourhood whose centre serves behind a relay on ``port``.

    What ``folder`` holds already is used as it is.
    """
    database = f"sqlite:///{folder / 'centre.db'}"
    if not (folder / "centre.db").exists():
        run("central", "demo", "--db", database, "--seed", "7")
    command = [sys.executable, "-m", "central", "serve", "--db", database, "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            target = json.loads(server.stdout.readline())["port"]
            with relay(target, port) as line:
                yield Neighbourhood(folder, database, line)
        finally:
            server.terminate()
            server.wait(20)
