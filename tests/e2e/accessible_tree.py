"""Prints what a screen reader would find on the desktop, one JSON object a request.

Runs under the system's Python, which has the accessibility bindings: a line on standard input
is the name of an application's window; the answer is the list of its visible widgets.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

DEPTH = 40


def walk(node: Atspi.Accessible | None, depth: int, found: list[dict[str, Any]]) -> None:
    """Collect role, name, description and place of everything that shows."""
    if node is None or depth > DEPTH:
        return
    states = node.get_state_set()
    if depth and not states.contains(Atspi.StateType.SHOWING):
        return
    place = node.get_extents(Atspi.CoordType.SCREEN) if depth > 1 else None
    found.append(
        {
            "role": node.get_role_name(),
            "name": node.get_name() or "",
            "description": node.get_description() or "",
            "box": [place.x, place.y, place.width, place.height] if place else [],
        }
    )
    for index in range(min(node.get_child_count(), 400)):
        walk(node.get_child_at_index(index), depth + 1, found)


def windows(pid: int) -> list[dict[str, Any]]:
    """Return the widgets of every window of process ``pid``."""
    found: list[dict[str, Any]] = []
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(index)
        if application is not None and application.get_process_id() == pid:
            for child in range(application.get_child_count()):
                walk(application.get_child_at_index(child), 1, found)
    return found


for line in sys.stdin:
    while GLib.MainContext.default().iteration(False):
        pass
    try:
        answer = windows(int(line))
    except GLib.Error:
        answer = []
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
