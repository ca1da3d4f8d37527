"""The rig: what every test gets, and what no test may leave behind."""

import gc
import logging
import os
import re
import sys
import threading
import weakref
from collections.abc import Iterator

import hypothesis
import pytest

if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if "LEADER_DESK_TEST_DESKTOP" not in os.environ:
    # Nobody's own keyring is touched: a real one is there only on the throw-away desktop.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

OURS = ("leader_app", "sync", "ui", "central")
PATIENCE_SECONDS = 3.0

DEV = hypothesis.settings(
    max_examples=30,
    database=None,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile("dev", DEV)
hypothesis.settings.register_profile("ci", DEV, derandomize=True)
hypothesis.settings.register_profile("nightly", DEV, max_examples=5000)
hypothesis.settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev")
)


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers."""
    for line in (
        "expects_log(pattern): warnings and errors of ours that match are part of this test",
        "real_keyring: needs a real, unlocked keyring; never skipped in CI",
    ):
        config.addinivalue_line("markers", line)


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    """Fail a test after which a thread of Python's goes on."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before]
    left = [thread for thread in left if not isinstance(thread, threading._DummyThread)]  # Qt's own
    for thread in left:
        thread.join(PATIENCE_SECONDS)
    names = [thread.name for thread in left if thread.is_alive()]
    if names:
        pytest.fail(f"threads left running: {', '.join(names)}")


class _Complaints(logging.Handler):
    """Keeps what our loggers complain of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def _no_surprise_in_the_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which one of our loggers warns, unless ``expects_log`` says so."""
    expected = [re.compile(mark.args[0]) for mark in request.node.iter_markers("expects_log")]
    handler = _Complaints()
    loggers = [logging.getLogger(name) for name in OURS]
    for logger in loggers:
        logger.addHandler(handler)
    yield
    for logger in loggers:
        logger.removeHandler(handler)
    surprises = [line for line in handler.lines if not any(e.search(line) for e in expected)]
    if surprises:
        pytest.fail("unexpected in the log:\n" + "\n".join(surprises))
    for pattern in expected:
        if not any(pattern.search(line) for line in handler.lines):
            pytest.fail(f"expected in the log, but not there: {pattern.pattern}")


@pytest.fixture(autouse=True)
def _nothing_of_qt_is_left(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fail a test that used Qt and leaves a running timer or a top-level widget."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    from PySide6 import QtCore, QtWidgets

    started: weakref.WeakSet[QtCore.QTimer] = weakref.WeakSet()
    start = QtCore.QTimer.start

    def remember(timer: QtCore.QTimer, *arguments: int) -> None:
        started.add(timer)
        start(timer, *arguments)

    monkeypatch.setattr(QtCore.QTimer, "start", remember)
    before = set(map(id, QtWidgets.QApplication.topLevelWidgets()))
    yield
    _settle()
    timers = [timer for timer in started if _alive(timer) and timer.isActive()]
    for timer in timers:
        timer.stop()
    widgets = [w for w in QtWidgets.QApplication.topLevelWidgets() if id(w) not in before]
    if timers or widgets:
        pytest.fail(f"left by this test: timers {timers}, top-level widgets {widgets}")


def _settle() -> None:
    """Let Qt delete what was told to go."""
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _alive(thing: object) -> bool:
    """Tell whether the C++ side of a Qt object is still there."""
    import shiboken6

    return shiboken6.isValid(thing)


@pytest.fixture(autouse=True)
def _real_keyring_is_real(request: pytest.FixtureRequest) -> None:
    """Fail (in CI) or skip (elsewhere) a ``real_keyring`` test where there is none."""
    if request.node.get_closest_marker("real_keyring") is None:
        return
    import keyring
    from keyring.backends import fail, null

    if not isinstance(keyring.get_keyring(), fail.Keyring | null.Keyring):
        return
    reason = "no real keyring here: run `python3 run.py test`, which brings one"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
