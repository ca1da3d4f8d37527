"""Keyboard scanners, whatever has the focus: their keys never reach a field or a button.

Key presses are taken where Qt hands them to the window, before any widget sees them. What a
person typed is given back, in order, a few hundredths of a second later.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from leader_app.domain.scan import Key, KeyVerdict
from leader_app.ports.scanning import KeyTiming

_ALONE = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class WedgeFilter(QObject):
    """Watches every window of the program that gets the focus; ``scanned`` has a whole text."""

    scanned = Signal(str)

    def __init__(self, timing: KeyTiming, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timing = timing
        self._giving_back = False
        self._held: list[QKeyEvent] = []
        self._let_go: dict[int, QKeyEvent] = {}
        self._trailing_ms = -1
        self._application: QGuiApplication | None = None
        self._window: QWindow | None = None
        self._last_ms = 0
        self._since = QElapsedTimer()
        self._since.start()
        self._pause = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._pause.timeout.connect(self._after_pending_keys)
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._silence)

    def follow(self, application: QGuiApplication) -> None:
        """Watch the window in focus, and each one that gets it."""
        self._application = application
        application.focusWindowChanged.connect(self._focus_moved)
        self._focus_moved(application.focusWindow())

    def stop(self) -> None:
        """Give back what is held and watch no more."""
        if self._application is not None:
            self._application.focusWindowChanged.disconnect(self._focus_moved)
            self._application = None
        self._focus_moved(None)
        self._pause.stop()
        self._idle.stop()

    def is_trailing(self, event: QKeyEvent) -> bool:
        """Tell whether an Enter ends fast keys that were no scan: it must hand nothing over."""
        return event.timestamp() == self._trailing_ms

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take key presses, and the releases of those held; everything else passes."""
        if self._giving_back or not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyPress:
            return self._pressed(event)
        return event.type() is QEvent.Type.KeyRelease and self._released(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() in _ALONE:
            return False
        if event.modifiers() & _COMMANDS:
            self._flush()
            return False
        at_ms = event.timestamp() or self._now()
        self._last_ms = at_ms
        self._since.restart()
        copy = _copy(event)
        verdict = self._timing.key(Key(event.text(), at_ms, copy, event.isAutoRepeat()))
        if verdict.trailing:
            self._trailing_ms = event.timestamp()
        self._carry_out(verdict)
        if verdict.held and verdict.scan is None:
            self._held.append(copy)
        return verdict.held

    def _released(self, event: QKeyEvent) -> bool:
        """Hold back the release of a key that is held, so that the two stay in order."""
        for held in self._held:
            if held.key() == event.key() and id(held) not in self._let_go:
                self._let_go[id(held)] = _copy(event)
                return True
        return False

    def _carry_out(self, verdict: KeyVerdict) -> None:
        self._give_back(verdict.released)
        deadline = self._timing.deadline_ms
        if deadline is None:
            self._pause.stop()
        else:
            self._pause.start(max(0, deadline - self._now()))
        if verdict.scan is not None:
            self._held.clear()
            self._let_go.clear()
            self.scanned.emit(verdict.scan)

    def _give_back(self, keys: tuple[Key, ...]) -> None:
        self._giving_back = True
        try:
            for key in keys:
                if isinstance(key.token, QKeyEvent):
                    self._send(key.token)
        finally:
            self._giving_back = False

    def _send(self, press: QKeyEvent) -> None:
        release = self._let_go.pop(id(press), None)
        self._held = [held for held in self._held if held is not press]
        for event in (press, release):
            if event is not None and self._window is not None:
                QCoreApplication.sendEvent(self._window, event)

    def _after_pending_keys(self) -> None:
        """Let keys that came while the window was busy be counted first."""
        self._idle.start()

    def _silence(self) -> None:
        self._carry_out(self._timing.idle(self._now()))

    def _flush(self) -> None:
        deadline = self._timing.deadline_ms
        if deadline is not None:
            self._carry_out(self._timing.idle(deadline))

    def _focus_moved(self, window: QWindow | None) -> None:
        if window is self._window:
            return
        self._flush()
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None

    def _now(self) -> int:
        """Return the present on the clock of the key events, in milliseconds."""
        return self._last_ms + self._since.elapsed()


def _copy(event: QKeyEvent) -> QKeyEvent:
    made = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    made.setTimestamp(event.timestamp())
    return made
