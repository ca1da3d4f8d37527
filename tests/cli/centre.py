"""A real central service for the commands: a process, a SQLite file, a small neighbourhood."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 60
_CENTRAL = (sys.executable, "-m", "central")


@dataclass
class Centre:
    """Runs the centre's commands on one database; ``url`` while it serves."""

    folder: Path
    url: str = ""

    @property
    def db(self) -> str:
        """Return the database's address."""
        return f"sqlite:///{self.folder / 'centre.db'}"

    def run(self, *words: str) -> list[dict[str, Any]]:
        """Run a command and return the JSON objects it printed."""
        command = [*_CENTRAL, *words, "--db", self.db, "--json"]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def token(self) -> str:
        """Return a new enrolment token of point 1."""
        return str(self.run("enrol-token", "--point", "1")[0]["token"])

    def ready_order(self, number: int = 0) -> str:
        """Return an order of point 1 that is ready."""
        return str(self.run("orders", "--point", "1", "--state", "ready")[number]["order"])

    def code(self, order: str) -> str:
        """Return the text of an order's pickup code."""
        return str(self.run("code", order)[0]["text"])

    @contextmanager
    def serving(self, port: int = 0) -> Iterator[int]:
        """Serve in the background; yield the port."""
        words = ["serve", "--db", self.db, "--port", str(port), "--json", "--until-stdin-closes"]
        with subprocess.Popen(
            [*_CENTRAL, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            ready = json.loads(process.stdout.readline())
            self.url = ready["url"]
            try:
                yield int(ready["port"])
            finally:
                process.stdin.close()
                process.wait(SECONDS)


def a_neighbourhood(folder: Path) -> Centre:
    """Return a centre with a small demo neighbourhood."""
    centre = Centre(folder)
    centre.run("demo", "--seed", "7", "--orders", "120", "--members", "40")
    return centre
