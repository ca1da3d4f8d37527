"""Notices from any thread arrive as signals on the GUI thread."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread, get_ident

from pytestqt.qtbot import QtBot

from leader_app.domain.changes import ChangeSet, Entity, reset, touched
from leader_app.domain.scan import CameraState, CameraStatus, Scan, ScanSource
from leader_app.ports import Connection, SyncState
from tests.fakes.window import FakeAnnouncements, FakeSync
from ui.bridge import Bridge


class _Heard:
    def __init__(self, bridge: Bridge) -> None:
        self.changes: list[ChangeSet] = []
        self.threads: set[int] = set()
        bridge.changed.connect(self._take)

    def _take(self, change: ChangeSet) -> None:
        self.changes.append(change)
        self.threads.add(get_ident())


def _elsewhere(*deeds: object) -> None:
    def do() -> None:
        for deed in deeds:
            assert callable(deed)
            deed()

    thread = Thread(target=do)
    thread.start()
    thread.join()


def test_changes_arrive_on_the_gui_thread_and_as_one(qtbot: QtBot) -> None:
    announcements, sync = FakeAnnouncements(), FakeSync()
    bridge = Bridge(announcements, sync)
    heard = _Heard(bridge)
    one, other = touched(Entity.ORDER, "A1"), reset(Entity.CLAIM)
    _elsewhere(lambda: announcements.publish(one), lambda: announcements.publish(other))
    assert not heard.changes
    qtbot.waitUntil(lambda: heard.changes == [one | other])
    assert heard.threads == {get_ident()}
    announcements.publish(one)
    qtbot.waitUntil(lambda: len(heard.changes) == 2)
    bridge.close()
    assert not announcements.listeners
    assert not sync.listeners


def test_only_the_newest_state_of_sync_is_told(qtbot: QtBot) -> None:
    announcements, sync = FakeAnnouncements(), FakeSync()
    bridge = Bridge(announcements, sync)
    states: list[SyncState] = []
    bridge.sync_changed.connect(states.append)
    offline, online = SyncState(Connection.OFFLINE), SyncState(Connection.ONLINE)
    _elsewhere(lambda: sync.become(offline), lambda: sync.become(online))
    qtbot.waitUntil(lambda: states == [online])
    bridge.close()


def test_every_scan_is_told_and_so_is_the_camera(qtbot: QtBot) -> None:
    bridge = Bridge(FakeAnnouncements(), FakeSync())
    scans: list[Scan] = []
    cameras: list[CameraStatus] = []
    bridge.scanned.connect(scans.append)
    bridge.camera_changed.connect(cameras.append)
    at = datetime(2026, 11, 22, tzinfo=UTC)
    first, second = (Scan(text, "QRCode", ScanSource.CAMERA, at) for text in "ab")
    live = CameraStatus(CameraState.LIVE)
    _elsewhere(
        lambda: bridge.ears.scanned(first),
        lambda: bridge.ears.scanned(second),
        lambda: bridge.ears.camera_changed(live),
    )
    qtbot.waitUntil(lambda: (scans, cameras) == ([first, second], [live]))
    bridge.close()
