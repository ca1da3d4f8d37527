"""Any keys and any scans in any order: nothing breaks, nothing is booked that nobody counted."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.ui import typing
from tests.ui.receiving.conftest import CTRL, Dock
from tests.ui.receiving.yard import CARTON, OLD

K = Qt.Key
PLAIN = [
    *((key, "") for key in (K.Key_Escape, K.Key_Down, K.Key_Up, K.Key_PageDown)),
    *((K.Key_Return, "\r"), (K.Key_Space, " "), (K.Key_Tab, "\t"), (K.Key_Backspace, "\b")),
    *((K.Key_Plus, "+"), (K.Key_Minus, "-"), (K.Key_Asterisk, "*")),
    *((K.Key_1, "1"), (K.Key_9, "9"), (K.Key_A, "a")),
]
HELD = [
    *(K.Key_N, K.Key_G, K.Key_L, K.Key_R, K.Key_T, K.Key_M, K.Key_Z, K.Key_Return),
    *(K.Key_B, K.Key_P, K.Key_K, K.Key_O, K.Key_J),
]
SCANS = [CARTON, OLD, "6901234567892", "6900000000001", "6909999999990", "", "x" * 300, "\x1d01"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rubbish_breaks_nothing(dock: Dock, seed: int) -> None:
    choose = random.Random(seed)
    dock.wedge.stop()
    window = dock.page.windowHandle()
    for _ in range(400):
        dice = choose.random()
        if dice < 0.15:
            dock.page.take_scan(choose.choice(SCANS))
        elif dice < 0.30:
            typing.press(window, choose.choice(HELD), "", CTRL)
        elif dice < 0.33:
            dock.yard.desk.trouble = Unavailable(say("Busy"), say("Wait."))
        else:
            typing.press(window, *choose.choice(PLAIN))
        QApplication.processEvents()
    for receipt in dock.yard.desk.receipts:
        assert all(move.quantity > 0 for move in receipt.stock.movements)
    assert dock.page.size().toTuple() == (968, 568)
    dock.page.check.driver.pad.flush()
