"""A leader who may be up at any hour, as tests are."""

from __future__ import annotations

from datetime import time

from leader_app.cli.roof import opened
from leader_app.config.paths import Places
from leader_app.domain.notice_time import QuietTimes
from tests.e2e.neighbourhood import Counter


def without_quiet_times(counter: Counter) -> None:
    """Let notices of a counter go at any hour."""
    always = QuietTimes(time(0), time(0), keep_holidays=False)
    with opened(Places(counter.base_dir), lambda: str) as open_counter:
        open_counter.desk.notices().rules.put_quiet(always)
