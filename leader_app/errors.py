"""The two ways a deed can fail without being a bug."""

from __future__ import annotations

from leader_app.domain.text import Text


class LeaderError(Exception):
    """Something a person should read: what happened and what to do about it."""

    def __init__(self, title: Text, hint: Text) -> None:
        super().__init__(str(title))
        self.title = title
        self.hint = hint


class Refused(LeaderError):
    """A rule says no."""


class Locked(Refused):
    """A password is wanted, or was not the right one."""


class Unavailable(LeaderError):
    """The world is at fault: no network, disk full, keyring locked, camera unplugged."""
