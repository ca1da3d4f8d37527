"""Loads python-escpos when the first receipt is printed, and tidies up after its import."""

from __future__ import annotations

import logging
import shutil
from types import ModuleType


def escpos_printers() -> ModuleType:
    """Return ``escpos.printer``; takes a quarter of a second the first time.

    Its import makes a temporary folder and, where nobody else did, a handler that writes all
    logs to the terminal: both go again.
    """
    before = list(logging.root.handlers)
    from escpos import capabilities, printer

    for handler in [one for one in logging.root.handlers if one not in before]:
        logging.root.removeHandler(handler)
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return printer
