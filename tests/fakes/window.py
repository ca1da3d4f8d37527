"""What a window is built on, without store, camera or network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from leader_app.domain.changes import ChangeSet
from leader_app.domain.scan import CameraState, CameraStatus, Key, KeyVerdict, Symbol
from leader_app.ports import Connection, SyncState
from leader_app.ports.scanning import Frame, ScanListener
from leader_app.services.counter import Counter
from tests.fakes.desk import FakeDesk


@dataclass
class FakeAnnouncements:
    """Passes on at once, on the caller's thread."""

    listeners: list[Callable[[ChangeSet], None]] = field(default_factory=list)

    def publish(self, changes: ChangeSet) -> None:
        for listener in list(self.listeners):
            listener(changes)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)


@dataclass
class FakeSync:
    """Sync whose state a test sets."""

    now: SyncState = field(default_factory=lambda: SyncState(Connection.NEVER))
    listeners: list[Callable[[SyncState], None]] = field(default_factory=list)
    woken: int = 0

    def state(self) -> SyncState:
        return self.now

    def subscribe(self, listener: Callable[[SyncState], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def become(self, state: SyncState) -> None:
        self.now = state
        for listener in list(self.listeners):
            listener(state)

    def wake(self) -> None:
        self.woken += 1


@dataclass
class FakeCamera:
    """A camera that only says what was asked of it."""

    sources: list[str] = field(default_factory=list)
    listener: ScanListener | None = None
    now: CameraStatus = field(default_factory=lambda: CameraStatus(CameraState.STOPPED))
    frame: Frame | None = None

    def start(self, source: str, listener: ScanListener) -> None:
        self.sources.append(source)
        self.listener = listener

    def stop(self) -> None:
        self.sources.append("")

    def status(self) -> CameraStatus:
        return self.now

    def newest_frame(self) -> Frame | None:
        return self.frame


class FakeGuard:
    """Every text is new."""

    def is_new(self, text: str) -> bool:
        return True

    def forget(self, text: str | None = None) -> None:
        pass


class FakeKeys:
    """Every key is a person's."""

    deadline_ms: int | None = None

    def key(self, key: Key) -> KeyVerdict:
        return KeyVerdict()

    def idle(self, at_ms: int) -> KeyVerdict:
        return KeyVerdict()


class FakePictures:
    """No picture holds a code."""

    def read_file(self, path: Path) -> tuple[Symbol, ...]:
        return ()

    def read_bytes(self, data: bytes) -> tuple[Symbol, ...]:
        return ()


@dataclass
class FakeCounter:
    """All of it; ``bundle`` is what a window gets."""

    desk: FakeDesk = field(default_factory=FakeDesk)
    sync: FakeSync = field(default_factory=FakeSync)
    announcements: FakeAnnouncements = field(default_factory=FakeAnnouncements)
    camera: FakeCamera = field(default_factory=FakeCamera)
    closed: int = 0

    def bundle(self) -> Counter:
        return Counter(
            desk=self.desk.bundle(),
            sync=self.sync,
            wake=self.sync,
            announcements=self.announcements,
            camera=self.camera,
            guard=FakeGuard(),
            keys=FakeKeys(),
            pictures=FakePictures(),
            close=self._close,
        )

    def _close(self) -> None:
        self.closed += 1
