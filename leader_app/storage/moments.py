"""Moments that may not be known, as their columns have them, and back."""

from __future__ import annotations

from datetime import datetime

from leader_app.domain.command import from_microseconds, microseconds


def column(at: datetime | None) -> int | None:
    """Return a moment in microseconds."""
    return None if at is None else microseconds(at)


def moment(value: int | None) -> datetime | None:
    """Return the moment of a column."""
    return None if value is None else from_microseconds(value)
