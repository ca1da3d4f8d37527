"""A person in front of the real window: sees what it shows, presses its keys."""

from __future__ import annotations

import json
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READER = Path(__file__).with_name("accessible_tree.py")
SYSTEM_PYTHON = "/usr/bin/python3"
POLL_SECONDS = 0.15
REACTION_SECONDS = 0.3  # nobody is faster; scanners that end with two Enters are


@dataclass(frozen=True)
class Widget:
    """One thing on the screen."""

    role: str
    name: str
    description: str
    box: tuple[int, ...]


class Eyes:
    """Reads a window through the accessibility bus, as a screen reader does."""

    def __init__(self, reader: subprocess.Popen[str]) -> None:
        self._reader = reader

    def look(self, pid: int) -> list[Widget]:
        """Return everything the windows of a process show now."""
        assert self._reader.stdin
        assert self._reader.stdout
        self._reader.stdin.write(f"{pid}\n")
        self._reader.stdin.flush()
        rows: list[dict[str, Any]] = json.loads(self._reader.stdout.readline())
        return [Widget(r["role"], r["name"], r["description"], tuple(r["box"])) for r in rows]

    def wait(
        self, pid: int, wanted: Callable[[Widget], bool], what: str, seconds: float = 30
    ) -> Widget:
        """Return the first widget that is ``wanted``; fails with all that was to be seen."""
        deadline = time.monotonic() + seconds
        while True:
            seen = self.look(pid)
            for widget in seen:
                if wanted(widget):
                    return widget
            if time.monotonic() > deadline:
                words = "\n".join(f"{w.role}: {w.name} | {w.description}" for w in seen)
                raise AssertionError(f"never saw {what}; saw:\n{words}")
            threading.Event().wait(POLL_SECONDS)

    def wait_for_words(self, pid: int, *words: str, seconds: float = 30) -> Widget:
        """Return the first widget whose name or description holds all ``words``."""
        return self.wait(
            pid,
            lambda w: all(word in f"{w.name} {w.description}" for word in words),
            " ".join(words),
            seconds,
        )


@contextmanager
def eyes() -> Iterator[Eyes]:
    """Yield eyes; they close with the block."""
    pipe = subprocess.PIPE
    with subprocess.Popen([SYSTEM_PYTHON, READER], stdin=pipe, stdout=pipe, text=True) as reader:
        try:
            yield Eyes(reader)
        finally:
            assert reader.stdin
            reader.stdin.close()
            reader.wait(10)


def press(pid: int, *keys: str) -> None:
    """Press keys in the window of a process, as real key events, as soon as a person could."""
    window = _window(pid)
    threading.Event().wait(REACTION_SECONDS)
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
    subprocess.run(["xdotool", "key", "--clearmodifiers", *keys], check=True)


def type_text(pid: int, text: str, gap_ms: int, *then: str) -> None:
    """Type ``text`` key by key with ``gap_ms`` between keys: a scanner's 4, a person's 150.

    The keys ``then`` follow at the same speed: a scanner's Enter, say.
    """
    window = _window(pid)
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)
    typed = ["xdotool", "type", "--delay", str(gap_ms), "--args", "1", text]
    keys = ["key", "--delay", str(gap_ms), *then] if then else []
    subprocess.run([*typed, *keys], check=True)


def scan(pid: int, code: str) -> None:
    """Type a code as a scanner does, with its Enter."""
    type_text(pid, code, 4, "Return")


def click(widget: Widget) -> None:
    """Click in the middle of a widget with the real mouse."""
    left, top, width, height = widget.box
    place = (str(left + width // 2), str(top + height // 2))
    subprocess.run(["xdotool", "mousemove", *place, "click", "1"], check=True)


def picture(path: Path) -> None:
    """Keep a picture of the whole screen."""
    subprocess.run(["import", "-window", "root", str(path)], check=True)


def _window(pid: int) -> str:
    found = subprocess.run(
        ["xdotool", "search", "--sync", "--onlyvisible", "--pid", str(pid)],
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return found.stdout.split()[-1]
