"""A counter that prints in a process of its own, to be killed: is told how on stdin."""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtGui import QGuiApplication

from leader_app.documents.receipt_printers import EscposPrinters
from leader_app.services.printing.printing import Printing
from tests.fakes.real_store import Counter
from ui.printing.worker import PrintWorker


def main() -> None:
    """Open the store and print what waits until killed."""
    told = json.loads(sys.stdin.readline())
    counter = Counter(Path(told["folder"]))
    counter.secrets.kept = {name: bytes.fromhex(key) for name, key in told["secrets"].items()}
    application = QGuiApplication([])
    with counter.opened() as store:
        prints = Printing(store, counter.clock, os.urandom, lambda: str)
        worker = PrintWorker(prints.queue, EscposPrinters())
        worker.start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        threading.Event().wait(60)
        worker.stop()
    del application


if __name__ == "__main__":
    main()
