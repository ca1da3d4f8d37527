"""Where bugs go: one place for Python's exceptions, Qt's messages and crashes."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

_log = logging.getLogger("ui.reporter")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Reporter(QObject):
    """Installed once by the application; ``bug`` lets the window say so in a line."""

    bug = Signal(str)
    """The kind of error, for a person to name when asking for help."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._crashes: TextIO = (folder / "crash.txt").open("a", encoding="utf-8")
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Listen from now on."""
        sys.excepthook = self._python
        threading.excepthook = self._thread
        qInstallMessageHandler(self._qt)
        faulthandler.enable(self._crashes)

    def remove(self) -> None:
        """Put everything back."""
        faulthandler.disable()
        self._crashes.close()
        qInstallMessageHandler(None)
        sys.excepthook, threading.excepthook = self._before

    def _python(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("bug", exc_info=(kind, error, trace))
        self.bug.emit(kind.__name__)

    def _thread(self, hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            self._python(hook.exc_type, hook.exc_value, hook.exc_traceback)

    def _qt(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        category = context.category or "qt"
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, message)
