"""A progress bar on the terminal."""

from __future__ import annotations

import sys

from leader_app.ports import SyncState

_WIDTH = 32


class ProgressBar:
    """Draws how far the first sync is, on a terminal only; call it with every new state."""

    def __init__(self) -> None:
        self._shown = ""

    def __call__(self, state: SyncState) -> None:
        """Draw ``state`` over what was drawn before."""
        if not sys.stdout.isatty() or not state.expected:
            return
        share = min(1.0, state.pulled / state.expected)
        bar = ("#" * round(share * _WIDTH)).ljust(_WIDTH, ".")
        line = f"\r[{bar}] {share:4.0%}  {state.pulled}/{state.expected}"
        if line != self._shown:
            self._shown = line
            sys.stdout.write(line)
            sys.stdout.flush()

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            sys.stdout.write("\n")
            sys.stdout.flush()
