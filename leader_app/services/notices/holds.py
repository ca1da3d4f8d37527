"""Rests of channels that asked for patience or could not be reached; they outlive a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from leader_app.domain.notice_time import pause
from leader_app.ports import UnitOfWork

_PREFIX = "notices.pause:"
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Hold:
    """A channel rests until ``until``, after so many failures in a row."""

    until: datetime = _LONG_AGO
    failures: int = 0


def hold_of(work: UnitOfWork, channel_id: str) -> Hold:
    """Return how a channel rests; one that works does not."""
    kept = work.settings.get(_PREFIX + channel_id)
    if not kept:
        return Hold()
    try:
        said = json.loads(kept)
        return Hold(datetime.fromisoformat(said["until"]), int(said["failures"]))
    except (ValueError, KeyError, TypeError):
        return Hold()


def hold(
    work: UnitOfWork, channel_id: str, now: datetime, wait_s: float, chance: float
) -> datetime:
    """Let a channel rest, longer after each failure, and return until when; the caller commits."""
    failures = hold_of(work, channel_id).failures + 1
    until = now + pause(failures, wait_s, chance)
    said = {"until": until.isoformat(), "failures": failures}
    work.settings.put(_PREFIX + channel_id, json.dumps(said))
    return until


def release(work: UnitOfWork, channel_id: str) -> None:
    """Let a channel go on; the caller commits."""
    if work.settings.get(_PREFIX + channel_id):
        work.settings.put(_PREFIX + channel_id, "")
