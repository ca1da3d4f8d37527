"""The real window over a store of any size, in this process; only sync is left out."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from leader_app.bootstrap import World, build_desk, notice_parts
from leader_app.scanning.camera_scan import CameraScan
from leader_app.scanning.pictures import Pictures
from leader_app.scanning.source import Source
from leader_app.scanning.steady import SteadyGuard
from leader_app.scanning.wedge import WedgeTiming
from leader_app.services.counter import Counter
from leader_app.services.pickup.looks import Looks
from leader_app.storage.store import SqlStore
from tests.bench import stored
from tests.fakes.notice_sender import FakeBook, FakeSender
from tests.fakes.own_centre import FakeOwnCentre
from tests.fakes.secrets import MemorySecrets
from tests.fakes.sync_side import FakeEnrolmentDesk
from tests.fakes.window import FakeAnnouncements, FakeSync
from ui.app import make_application
from ui.languages import Language, Languages
from ui.memory import Look, Memory
from ui.shell.frame import Frame
from ui.shell.window import Window
from ui.surroundings import Surroundings
from ui.tasks import database_tasks, office_tasks, side_tasks
from ui.theme import current
from ui.workbench import Workbench

if TYPE_CHECKING:
    from leader_app.scanning.frame import Image

FRAME_SECONDS = 1 / 30
PATIENCE_SECONDS = 10.0


class PretendCamera:
    """Gives ``image`` 30 times a second, as a camera gives what is in front of it."""

    def __init__(self, image: Image) -> None:
        self.image = image
        self._next = time.perf_counter()

    def read(self) -> Image | None:
        """Wait for the next picture."""
        self._next = max(self._next + FRAME_SECONDS, time.perf_counter() - FRAME_SECONDS)
        threading.Event().wait(max(0.0, self._next - time.perf_counter()))
        return self.image.copy()

    def frame_s(self) -> float:
        """Return the time between two pictures."""
        return FRAME_SECONDS

    def close(self) -> None:
        """Do nothing: it is not there."""


class Painted(QObject):
    """Notes when a widget, or one in it, was painted and the paint has reached the screen."""

    def __init__(self, application: QApplication, part: QWidget) -> None:
        super().__init__()
        self._application, self._part = application, part
        self.at = 0.0

    def wait(self, holds: Callable[[], bool]) -> float:
        """Handle events until ``holds`` and a paint after it; return when that was over."""
        self.at, deadline = 0.0, time.perf_counter() + PATIENCE_SECONDS
        self._spin(holds, deadline)
        self._application.installEventFilter(self)
        self._spin(lambda: bool(self.at), deadline)
        self._application.removeEventFilter(self)
        return self.at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint; the turn after it comes after its flush."""
        ours = isinstance(watched, QWidget) and (
            watched is self._part or self._part.isAncestorOf(watched)
        )
        if event.type() == QEvent.Type.Paint and ours:
            QTimer.singleShot(0, self, self._note)
        return False

    def _note(self) -> None:
        self.at = self.at or time.perf_counter()

    def _spin(self, holds: Callable[[], bool], deadline: float) -> None:
        while not holds():
            if time.perf_counter() > deadline:
                raise TimeoutError
            self._application.processEvents()


@dataclass(frozen=True, slots=True)
class Shop:
    """A window with everything behind it."""

    application: QApplication
    window: Window
    frame: Frame
    bench: Workbench
    camera: PretendCamera

    def rest(self, seconds: float) -> None:
        """Let the window do what it still has to do."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.application.processEvents()
            threading.Event().wait(0.001)


@contextmanager
def open_shop(size: int, nothing: Image) -> Iterator[Shop]:
    """Yield the window over a store of ``size`` orders, its camera looking at ``nothing``."""
    application = make_application()
    Languages(application).use(Language.CHINESE)
    current.use(current.ThemeChoice.LIGHT)
    with stored.new_store() as store, TemporaryDirectory() as folder:
        stored.apply_all(store, stored.changes(size), 50_000)
        camera = PretendCamera(nothing)
        counter = _counter(store, camera)
        database, office, side = database_tasks(), office_tasks(), side_tasks()
        around = Surroundings(database, office, side, Look(), folder, "0", stored.Ticking().now)
        bench, window = Workbench(counter, around), Window(Memory(Path(folder)))
        window.showMaximized()
        frame = bench.frame()
        window.show_frame(frame)
        frame.go_to("pickup")
        bench.begin()
        shop = Shop(application, window, frame, bench, camera)
        shop.rest(2)
        yield shop
        bench.close()
        for tasks in (database, office, side):
            tasks.stop()
        counter.close()


def _counter(store: SqlStore, camera: PretendCamera) -> Counter:
    def opener(_: Source) -> PretendCamera:
        return camera

    sync, looks, guard = FakeSync(), Looks(store), SteadyGuard()
    secrets, desk = MemorySecrets(), FakeEnrolmentDesk()
    alone = FakeOwnCentre()
    world = World(
        stored.Ticking(),
        secrets,
        sync,
        sync,
        desk,
        alone,
        os.urandom,
        lambda: str,
        FakeSender,
        FakeBook,
    )
    scan = CameraScan(guard, opener=opener)
    verbs = build_desk(store, looks, world, (), notice_parts(store, world, sync))
    announcements = FakeAnnouncements()
    store.units.announcements = announcements

    def close() -> None:
        scan.stop()
        looks.close()

    return Counter(verbs, sync, sync, announcements, scan, guard, WedgeTiming(), Pictures(), close)
