"""The least a window can be: an empty ``QMainWindow`` that says when it was painted."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _Painted(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: print("ready", flush=True))
        return False


if __name__ == "__main__":
    application = QApplication(sys.argv[:1])
    window, painted = QMainWindow(), _Painted()
    window.installEventFilter(painted)
    window.showMaximized()
    sys.exit(application.exec())
