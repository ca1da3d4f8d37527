"""Tells a keyboard-wedge scanner from a person, by the timing of the keys alone.

A scanner types its whole text with a few milliseconds between keys and usually ends it with
Enter, Tab or a line break. A key is held back until it is clear who typed it: at most 50 ms for a
person's key, so that a scan never ends up in whatever field has the focus.

How the window uses it (one object a window, in the GUI thread)::

    on key press, application-wide, before any widget or input method sees it:
        # modifier keys alone (Shift ...) and keys with Ctrl, Alt or Meta are not fed; they pass
        verdict = timing.key(Key(event.text(), event.timestamp(), copy of event, repeated?))
        send verdict.released again, in order (marked, so that they are not fed a second time)
        if verdict.scan is not None: present it
        re-arm one single-shot timer for timing.deadline_ms (None: stop it)
        swallow the event if verdict.held
        if verdict.trailing: the event is an Enter that must not hand anything over
    when the timer fires (after pending key events were handled):
        verdict = timing.idle(now on the clock of the key events); as above
    when the window loses the focus: verdict = timing.idle(timing.deadline_ms or 0)

Time stamps are those of the key events, so that a busy window does not spoil the timing; an event
without one (0) gets the present time of the same clock. Key releases of held keys are swallowed or
let through as the window likes; only presses type.
"""

from __future__ import annotations

from dataclasses import replace

from leader_app.domain.scan import Key, KeyVerdict
from leader_app.domain.scanned_text import MAX_TEXT_LENGTH

MIN_LENGTH = 6
MAX_AVERAGE_GAP_MS = 30
FEW_KEYS = 3
PATIENCE_FEW_MS = 50
PATIENCE_MANY_MS = 100
GRACE_MS = 250
TRAILING_MS = 500
CLOCK_STEP_MS = 1000
_TERMINATORS = frozenset({"\r", "\n", "\t", "\r\n"})
_GROUP_SEPARATORS = frozenset({"\x1c", "\x1d", "\x1e"})  # inside GS1 codes
_LONG_AGO = -(10**15)


class WedgeTiming:
    """Holds keys back until their timing tells a scanner from a person."""

    def __init__(self) -> None:
        self._held: list[Key] = []
        self._typing = False
        self._last_ms = _LONG_AGO
        self._typed_ms = _LONG_AGO
        self._scan_ended_ms = _LONG_AGO

    @property
    def deadline_ms(self) -> int | None:
        """When ``idle`` must be called if no key comes before; ``None`` if nothing is held."""
        if not self._held:
            return None
        return self._last_ms + self._patience_ms()

    def key(self, key: Key) -> KeyVerdict:
        """Take one key press and tell what becomes of it and of the keys held before."""
        before = self._rewound() if key.at_ms < self._last_ms - CLOCK_STEP_MS else KeyVerdict()
        at_ms = max(key.at_ms, self._last_ms)
        before = _joined(before, self.idle(at_ms))
        if key.text in _TERMINATORS:
            now = self._end_of_line(at_ms)
        elif key.repeat or not _types(key.text):
            now = KeyVerdict(released=self._release())
        else:
            now = self._character(key, at_ms)
        return _joined(before, now)

    def idle(self, at_ms: int) -> KeyVerdict:
        """Decide about the held keys if their time is up at ``at_ms``."""
        deadline = self.deadline_ms
        if deadline is None or at_ms < deadline:
            return KeyVerdict()
        if self._is_scan():
            self._scan_ended_ms = deadline
            return KeyVerdict(scan=self._take())
        return KeyVerdict(released=self._release())

    def _character(self, key: Key, at_ms: int) -> KeyVerdict:
        pause = at_ms - self._last_ms >= PATIENCE_FEW_MS
        self._last_ms = at_ms
        if self._typing and not pause:
            self._typed_ms = at_ms
            return KeyVerdict()
        self._typing = False
        if len(self._held) <= MAX_TEXT_LENGTH:
            self._held.append(replace(key, at_ms=at_ms))
        if len(self._held) >= MIN_LENGTH and not self._is_fast():
            self._typing = True
            return KeyVerdict(released=self._release()[:-1])
        return KeyVerdict(held=True)

    def _end_of_line(self, at_ms: int) -> KeyVerdict:
        if self._is_scan():
            self._scan_ended_ms = at_ms
            return KeyVerdict(held=True, scan=self._take())
        if not self._held and at_ms - self._scan_ended_ms <= GRACE_MS:
            return KeyVerdict(held=True)
        released = self._release()
        return KeyVerdict(released=released, trailing=at_ms - self._typed_ms <= TRAILING_MS)

    def _rewound(self) -> KeyVerdict:
        """Start anew after the time stamps jumped back, as they do after 49 days on X11."""
        released = self._release()
        self._last_ms = self._typed_ms = self._scan_ended_ms = _LONG_AGO
        return KeyVerdict(released=released)

    def _patience_ms(self) -> int:
        many = len(self._held) >= FEW_KEYS and self._is_fast()
        return PATIENCE_MANY_MS if many else PATIENCE_FEW_MS

    def _is_scan(self) -> bool:
        return len(self._held) >= MIN_LENGTH and self._is_fast()

    def _is_fast(self) -> bool:
        took = self._held[-1].at_ms - self._held[0].at_ms
        return took < MAX_AVERAGE_GAP_MS * (len(self._held) - 1)

    def _take(self) -> str:
        text = "".join(key.text for key in self._held)
        self._held.clear()
        return text

    def _release(self) -> tuple[Key, ...]:
        keys = tuple(self._held)
        if keys:
            self._typed_ms = self._last_ms
        self._held.clear()
        return keys


def _types(text: str) -> bool:
    return text in _GROUP_SEPARATORS or (text != "" and text.isprintable())


def _joined(before: KeyVerdict, now: KeyVerdict) -> KeyVerdict:
    """Put what became of older keys in front of what becomes of the present one."""
    return replace(now, released=before.released + now.released, scan=before.scan or now.scan)
