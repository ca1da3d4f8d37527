"""From the start of the window to its first page: open the store, unlock it, enrol, fetch."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from leader_app.errors import LeaderError
from leader_app.services.counter import (
    Counter,
    OpenCounter,
    PassphraseNeededError,
    WindowChoices,
)
from leader_app.services.device.report import DeviceReport
from ui.core_text import sentence
from ui.languages import Language, Languages
from ui.memory import Look, Memory
from ui.shell.frame import Frame
from ui.shell.window import Window
from ui.surroundings import Surroundings
from ui.tasks import Tasks, database_tasks, office_tasks, side_tasks
from ui.theme import current
from ui.theme.tokens import Ink
from ui.workbench import Workbench


def _import_first_page() -> None:
    """Use the time in which the store is being opened on its own thread."""
    import ui.pickup.view  # noqa: F401


class Opening(QObject):
    """Owns the window and whatever is open behind it."""

    opened = Signal(object)
    """The ``Frame``, once the pages can be used."""

    def __init__(
        self,
        open_counter: OpenCounter,
        choices: WindowChoices,
        languages: Languages,
    ) -> None:
        super().__init__()
        self._open, self._choices, self._languages = open_counter, choices, languages
        self._memory = Memory(choices.folder)
        self._look = self._memory.look().overridden(choices.lang, choices.theme)
        self._wear(self._look)
        self._database: Tasks = database_tasks()
        self._office: Tasks = office_tasks()
        self._side: Tasks = side_tasks()
        self._counter: Counter | None = None
        self._bench: Workbench | None = None
        self._frame: Frame | None = None
        self.window = Window(self._memory)
        self.window.language_turned.connect(self._turn_language)

    def begin(self) -> None:
        """Show the window and open the store behind it."""
        self.window.begin()
        self._try_to_open()
        QTimer.singleShot(0, self, _import_first_page)

    def close(self) -> None:
        """Finish what was begun and let go of everything."""
        if self._bench is not None:
            self._bench.close()
        self._database.stop()
        self._office.stop()
        self._side.stop()
        if self._counter is not None:
            self._counter.close()
            self._counter = None

    def tell_bug(self, kind: str) -> None:
        """Say in the window that something went wrong that should not have."""
        if self._frame is not None:
            self._frame.tell_bug(kind)

    def _try_to_open(self) -> None:
        self._database.run(self, lambda: self._open(None), self._have_counter, self._not_opened)

    def _not_opened(self, error: LeaderError) -> None:
        if isinstance(error, PassphraseNeededError):
            self._show_unlocking(first=error.first)
            return
        from ui.kit.states import StateCard

        card = StateCard("warning", Ink.BAD)
        again = self.tr("Try again")
        card.set_words(sentence(error.title), sentence(error.hint), again)
        card.acted.connect(self._try_to_open)
        self.window.show_card(card)

    def _show_unlocking(self, *, first: bool) -> None:
        from ui.enrol.unlock_view import UnlockPage
        from ui.enrol.unlock_view_model import UnlockViewModel

        model = UnlockViewModel(self._open, self._database, first=first)
        page = UnlockPage(model)
        model.setParent(page)
        model.opened.connect(self._have_counter)
        self.window.show_card(page)
        page.take_focus()

    def _have_counter(self, counter: Counter) -> None:
        self._counter = counter
        run = self._database.run
        run(self, counter.desk.report, self._have_report, self._not_opened)

    def _have_report(self, report: DeviceReport) -> None:
        if self._counter is None:
            return
        self._bench = self._make_bench(self._counter)
        if report.enrolled and report.data_at is not None:
            self._show_frame()
        else:
            self._show_enrolment(self._counter, self._bench, resume=report.enrolled)

    def _make_bench(self, counter: Counter) -> Workbench:
        around = Surroundings(
            self._database,
            self._office,
            self._side,
            self._look,
            str(self._choices.folder.parent),
            self._choices.camera,
        )
        bench = Workbench(counter, around)
        bench.settings.look_chosen.connect(self._choose)
        return bench

    def _show_enrolment(self, counter: Counter, bench: Workbench, *, resume: bool) -> None:
        from ui.enrol.view import EnrolPage
        from ui.enrol.view_model import EnrolViewModel

        model = EnrolViewModel(counter.desk.enrol, counter.desk.begin_alone, self._database)
        page = EnrolPage(model)
        model.setParent(page)
        bench.bridge.sync_changed.connect(model.set_sync)
        model.finished.connect(self._show_frame)
        self.window.show_card(page)
        if resume:
            model.resume()
            model.set_sync(counter.sync.state())
        page.take_focus()

    def _show_frame(self) -> None:
        if self._bench is None or self._frame is not None:
            return
        self._frame = self._bench.frame()
        self.window.show_frame(self._frame)
        wanted = self._choices.page
        keys = self._frame.place_keys()
        self._frame.go_to(wanted if wanted in keys else keys[0])
        self._bench.begin()
        self.opened.emit(self._frame)

    def _turn_language(self) -> None:
        chinese = self._look.language is Language.CHINESE
        language = Language.ENGLISH if chinese else Language.CHINESE
        look = replace(self._look, language=language)
        if self._bench is not None:
            self._bench.settings.look = look
        self._choose(look)

    def _choose(self, look: Look) -> None:
        self._look = look
        self._memory.keep_look(look)
        self._wear(look)

    def _wear(self, look: Look) -> None:
        self._languages.use(look.language)
        current.reduce_motion(wanted=look.still)
        if current.choice() is not look.theme or not current.is_worn():
            current.use(look.theme)
