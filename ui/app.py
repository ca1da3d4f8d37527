"""The window as a program: one instance, one place for bugs, one event loop."""

from __future__ import annotations

import logging
import signal
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from leader_app.services.counter import OpenCounter, WindowChoices
from ui.first_paint import FirstPaint
from ui.instance import SingleInstance
from ui.languages import Languages
from ui.memory import Memory
from ui.opening import Opening
from ui.reporter import Reporter
from ui.shell.frame import Frame

_log = logging.getLogger(__name__)
_NOT_OPENED = 1
_tr = QCoreApplication.translate


def run(open_counter: OpenCounter, choices: WindowChoices) -> int:
    """Show the window until it is closed; returns the exit status.

    A second start on the same folder brings the first window to the front, says so and ends.
    """
    application = make_application()
    languages = Languages(application)
    look = Memory(choices.folder).look().overridden(choices.lang, choices.theme)
    languages.use(look.language)
    instance = SingleInstance(choices.folder)
    if not instance.is_first():
        return _leave_to_first(instance)
    reporter = Reporter(choices.folder)
    reporter.install()
    opening = Opening(open_counter, choices, languages)
    reporter.bug.connect(opening.tell_bug)
    instance.called.connect(opening.window.raise_up)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    opening.opened.connect(_note_when_seen)
    opening.begin()
    try:
        return application.exec()
    finally:
        opening.close()
        reporter.remove()
        instance.close()


def make_application() -> QApplication:
    """Return the application object, made on the first call."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication(sys.argv[:1])
    application.setApplicationName("leader-desk")
    application.setDesktopFileName("leader-desk")
    return application


def _note_when_seen(frame: Frame) -> None:
    """Note in the log when the page can be used: the end of a start, for who measures it."""
    page = frame.current()
    FirstPaint(frame).painted.connect(lambda: _log.info("ready: page %s", page))


def _leave_to_first(instance: SingleInstance) -> int:
    if instance.call_first():
        said = _tr("App", "Leader Desk is open already; its window was brought to the front.")
    else:
        said = _tr("App", "Leader Desk is open already, but its window does not answer.")
    sys.stdout.write(said + "\n")
    return _NOT_OPENED
