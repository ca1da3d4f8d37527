"""The rig notices what a test leaves behind; a green suite means something."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
CONFTEST = (Path(__file__).resolve().parents[1] / "conftest.py").read_text("utf-8")
LEFT_THREAD = """
import threading
stop = threading.Event()
def test_it():
    threading.Thread(target=stop.wait, args=(8,), daemon=True, name="lost").start()
"""
LEFT_TIMER = """
from PySide6.QtCore import QTimer
kept = []
def test_it(qapp):
    kept.append(QTimer())
    kept[0].start(60_000)
"""
LEFT_WIDGET = """
from PySide6.QtWidgets import QWidget
kept = []
def test_it(qapp):
    kept.append(QWidget())
"""
SURPRISE = """
import logging
def test_it():
    logging.getLogger("sync.push").warning("half a page")
"""
EXPECTED = """
import logging, pytest
@pytest.mark.expects_log("half a page")
def test_it():
    logging.getLogger("sync.push").warning("half a page")
"""
MISSED = """
import pytest
@pytest.mark.expects_log("half a page")
def test_it():
    pass
"""
KEYRING = """
import pytest
@pytest.mark.real_keyring
def test_it():
    pass
"""
TIDY = """
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
def test_it(qtbot):
    thread = threading.Thread(target=int)
    thread.start()
    widget = QWidget()
    qtbot.addWidget(widget)
    timer = QTimer(widget)
    timer.start(60_000)
"""


def _outcomes(pytester: pytest.Pytester, test: str) -> dict[str, int]:
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test)
    done = pytester.runpytest_subprocess("-p", "no:randomly")
    return done.parseoutcomes()


@pytest.mark.parametrize("test", [LEFT_THREAD, LEFT_TIMER, LEFT_WIDGET, SURPRISE, MISSED])
def test_what_is_left_behind_fails_the_test(pytester: pytest.Pytester, test: str) -> None:
    assert _outcomes(pytester, test) == {"passed": 1, "errors": 1}


@pytest.mark.parametrize("test", [TIDY, EXPECTED])
def test_a_tidy_test_passes(pytester: pytest.Pytester, test: str) -> None:
    assert _outcomes(pytester, test) == {"passed": 1}


def test_a_missing_keyring_fails_in_ci(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LEADER_DESK_TEST_DESKTOP", raising=False)
    monkeypatch.setenv("CI", "true")
    assert _outcomes(pytester, KEYRING) == {"errors": 1}
    monkeypatch.delenv("CI")
    assert _outcomes(pytester, KEYRING) == {"skipped": 1}


@pytest.mark.real_keyring
def test_the_throw_away_keyring_keeps_a_secret() -> None:
    import keyring

    keyring.set_password("leader-desk-test", "counter", "秘密")
    assert keyring.get_password("leader-desk-test", "counter") == "秘密"
    keyring.delete_password("leader-desk-test", "counter")
