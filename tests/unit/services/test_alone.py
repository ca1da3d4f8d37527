"""Beginning without anybody's centre."""

from __future__ import annotations

from datetime import timedelta

import pytest

from leader_app.errors import Refused
from leader_app.services.device.alone import BeginAlone
from leader_app.services.device.report import DeviceReport
from tests.fakes.clock import FakeClock
from tests.fakes.own_centre import FakeOwnCentre
from tests.fakes.store import MemoryStore, a_store


class _Enrolling:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []

    def __call__(self, url: str, token: str, device_name: str = "") -> DeviceReport:
        self.asked.append((url, token, device_name))
        return DeviceReport(True, "D1", device_name, 1, "店", url, None, 0, 0, timedelta(0))


def _alone(store: MemoryStore) -> tuple[BeginAlone, FakeOwnCentre, _Enrolling]:
    centre, enrolling = FakeOwnCentre(), _Enrolling()
    return BeginAlone(store, centre, enrolling), centre, enrolling


def test_the_point_is_made_and_joined() -> None:
    begin, centre, enrolling = _alone(MemoryStore(FakeClock()))
    report = begin("  春风里   便利店 ", "1号台")
    assert centre.points == ["春风里 便利店"]
    assert enrolling.asked == [("http://127.0.0.1:8420", "token", "1号台")]
    assert report.enrolled


def test_a_counter_does_not_begin_again() -> None:
    begin, centre, _ = _alone(a_store(FakeClock()))
    with pytest.raises(Refused, match="already"):
        begin("店")
    assert not centre.points


def test_a_point_without_a_name_is_not_made() -> None:
    begin, centre, _ = _alone(MemoryStore(FakeClock()))
    with pytest.raises(Refused, match="no name"):
        begin("  \n ")
    assert not centre.points
