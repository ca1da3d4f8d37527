"""Puts an opened counter and the screens together."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from leader_app.services.counter import Counter
from leader_app.services.device.report import DeviceReport
from ui.bridge import Bridge
from ui.goods_bench import PRINTING, GoodsBench
from ui.incidents.view_model import IncidentsViewModel
from ui.keyboard import WedgeFilter
from ui.kit.page import Page
from ui.notice_bench import NOTICES, NoticeBench
from ui.orders.view_model import OrdersViewModel
from ui.pickup.camera import CameraViewModel
from ui.pickup.history import HistoryViewModel
from ui.pickup.pictures import PictureInput
from ui.pickup.view_model import PickupViewModel
from ui.routing import ScanRouter
from ui.settings.machine_view_model import MachineViewModel
from ui.settings.scanner_view_model import ScannerTestViewModel
from ui.settings.view_model import NO_CAMERA, SettingsViewModel
from ui.shell.frame import Frame
from ui.shell.page import Place
from ui.shell.status import StatusViewModel
from ui.sounds import Sounds
from ui.surroundings import Surroundings

_QUIET_MS = 1500
_tr = QCoreApplication.translate


class Workbench(QObject):
    """Owns the view-models of one counter; :meth:`frame` makes the widgets.

    A page's widgets are not even imported before somebody goes there.
    """

    def __init__(self, counter: Counter, around: Surroundings) -> None:
        super().__init__()
        self.counter, self._around = counter, around
        desk, database, side, now = counter.desk, around.database, around.side, around.now
        self.bridge = Bridge(counter.announcements, counter.sync)
        self.sounds = Sounds(self)
        self.status = StatusViewModel(now)
        self.pickup = PickupViewModel(desk, database, guard=counter.guard, now=now, parent=self)
        self.history = HistoryViewModel(desk, database, now=now, parent=self)
        self.orders = OrdersViewModel(desk, database, now=now, parent=self)
        self.incidents = IncidentsViewModel(desk, database, now=now, parent=self)
        self.camera = CameraViewModel(counter.camera.newest_frame, self)
        self.pictures = PictureInput(counter.pictures, side, self.pickup, self)
        self.settings = SettingsViewModel(desk.preferences, database, around.look)
        self.machine = MachineViewModel(desk, counter.wake, database, side)
        self.scanner_test = ScannerTestViewModel()
        self.wedge = WedgeFilter(counter.keys, self)
        self.router = ScanRouter(self.pickup, self.scanner_test, now, self)
        self.goods = GoodsBench(counter, around, self.bridge, self)
        self.notices = NoticeBench(counter, around, self.bridge, self)
        self._watching, self._usual = "", ""
        self._connect()

    def begin(self) -> None:
        """Read the settings, start camera and scanner, show the state of things."""
        self.status.set_sync(self.counter.sync.state())
        self.machine.refresh()
        self.settings.load()
        self.incidents.read()
        QTimer.singleShot(_QUIET_MS, self, self._read_ahead)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            self.wedge.follow(application)

    def close(self) -> None:
        """Hear and play no more."""
        self.wedge.stop()
        self.goods.close()
        self.notices.close()
        self.bridge.close()
        self.sounds.stop()
        self.status.stop()

    def frame(self) -> Frame:
        """Make the frame with all places; no page is made before it is visited."""
        frame = Frame(self._places(), self.status)
        self.router.use(frame)
        self.goods.place_wanted.connect(frame.go_to)
        self.incidents.open_count.connect(partial(frame.set_badge, "incidents"))
        self.goods.failed_prints.connect(partial(frame.set_badge, PRINTING))
        self.notices.waiting.connect(partial(frame.set_badge, NOTICES))
        return frame

    def _places(self) -> tuple[Place, ...]:
        return (
            Place("pickup", "pickup", lambda: _tr("Places", "Pickup"), self._pickup_page),
            Place("orders", "orders", lambda: _tr("Places", "Orders"), self._orders_page),
            *self.goods.shelf_places(),
            self.notices.place(),
            *self.goods.office_places(),
            Place("incidents", "warning", lambda: _tr("Places", "Incidents"), self._incidents_page),
            self.goods.foot(),
            Place(
                "settings",
                "settings",
                lambda: _tr("Places", "Settings"),
                self._settings_page,
                at_foot=True,
            ),
        )

    def _connect(self) -> None:
        bridge = self.bridge
        bridge.sync_changed.connect(self.status.set_sync)
        bridge.camera_changed.connect(self.status.set_camera)
        bridge.camera_changed.connect(self.camera.camera_changed)
        bridge.scanned.connect(self.router.scanned)
        for model in (self.pickup, self.history, self.orders, self.incidents):
            bridge.changed.connect(model.changes)
        bridge.changed.connect(self.settings.changes)
        bridge.changed.connect(self.machine.changes)
        self.wedge.scanned.connect(self.router.typed_by_scanner)
        self.orders.open_at_counter.connect(self.router.order_wanted)
        self.pickup.cue.connect(self.sounds.play)
        self.goods.cue.connect(self.sounds.play)
        self.machine.reported.connect(self._reported)
        self.settings.sound_chosen.connect(self._set_sound)
        self.settings.camera_chosen.connect(self._watch)

    def _pickup_page(self) -> Page:
        from ui.pickup.view import Inputs, PickupPage

        inputs = Inputs(self.camera, self.pictures, self.wedge.is_trailing)
        return PickupPage(self.pickup, self.history, inputs)

    def _orders_page(self) -> Page:
        from ui.orders.view import OrdersPage

        page = OrdersPage(self.orders)
        page.print_wanted.connect(partial(self.goods.print_for, "orders"))
        return page

    def _incidents_page(self) -> Page:
        from ui.incidents.view import IncidentsPage

        return IncidentsPage(self.incidents)

    def _settings_page(self) -> Page:
        from ui.settings.camera_section import CameraSection
        from ui.settings.counter_section import CounterSection
        from ui.settings.machine_section import MachineSection
        from ui.settings.scanner_section import ScannerSection
        from ui.settings.view import SettingsPage

        counter = CounterSection(self.settings)
        camera = CameraSection(self.settings, self.counter.camera.newest_frame)
        counter.tried.connect(self.sounds.play)
        camera.set_status(self.counter.camera.status())
        self.bridge.camera_changed.connect(camera.set_status)
        self.bridge.scanned.connect(camera.set_seen)
        return SettingsPage(
            self.settings,
            counter=counter,
            camera=camera,
            scanner=ScannerSection(self.scanner_test),
            printers=self.goods.printers(),
            machine=MachineSection(self.machine, self._around.folder),
        )

    def _read_ahead(self) -> None:
        """Load what the first visit to the lists would wait for, once the start is over."""
        self._around.side.run(self, _load_lists, _nothing)
        self._around.database.run(self, self.goods.preload, lambda _: self.goods.begin())
        self.notices.begin()

    def _reported(self, report: DeviceReport) -> None:
        self.status.set_unsent(report.unsent)
        self.status.set_data_at(report.data_at)

    def _set_sound(self, on: bool) -> None:
        self.sounds.on = on

    def _watch(self, source: str) -> None:
        self._usual = self._usual or source
        asked = self._around.camera if source == self._usual else ""
        wanted = asked or source
        if wanted == self._watching:
            return
        self._watching = wanted
        camera = self.counter.camera
        if wanted == NO_CAMERA:
            self._around.side.run(self, camera.stop, _nothing)
        else:
            camera.start(wanted, self.bridge.ears)


def _load_lists() -> None:
    import ui.incidents.view
    import ui.orders.view  # noqa: F401


def _nothing(_result: None) -> None:
    """A camera that was let go needs no more words."""
