"""The centre's own way to a member's telephone: any SMS gateway apprise knows.

Apprise says yes or no; why not, and how far it came, is in what it logs.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from typing import TYPE_CHECKING
from urllib.parse import quote

from central.notices.sending import Letter, Outcome, SettingError

if TYPE_CHECKING:
    from apprise import NotifyBase

SMS_SETTING = "LEADER_CENTRAL_SMS"
PHONE = "{phone}"
_SOME_NUMBER = "+8613800000000"
_CONNECT_SECONDS, _SILENCE_SECONDS = 10.0, 20.0
_STATUS = re.compile(r"\b(?:error|code|status)[=: ]+([1-5][0-9]{2})\b", re.IGNORECASE)
_LOST = re.compile(r"Socket Exception|Connection error", re.IGNORECASE)
_NEVER_SENT = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|Connection refused"
    r"|getaddrinfo|Name or service not known|CERTIFICATE_VERIFY_FAILED|WRONG_VERSION_NUMBER"
)
# what a gateway says while it takes nothing: too many at once, or not now
_NOT_NOW = frozenset({429, 503})
_OUR_FAULT = frozenset({401, 402, 403})


class SmsGateway:
    """Sends SMS by the address of a gateway, with ``{phone}`` where the number goes."""

    def __init__(self, template: str) -> None:
        if PHONE not in template:
            raise SettingError(f"{SMS_SETTING} must have {PHONE} where the number goes.")
        self._template = template
        if self._target(_SOME_NUMBER) is None:
            raise SettingError(f"{SMS_SETTING} names no gateway that is known.")

    def send(self, address: str, letter: Letter) -> Outcome:
        """Send one SMS; what a gateway says nothing of is unsure."""
        target = self._target(address)
        if target is None:
            return Outcome.REFUSED
        words, ear = logging.getLogger("apprise"), _Ear()
        words.addHandler(ear)
        try:
            if target.notify(body=f"{letter.text} {letter.link}".strip()):
                return Outcome.TAKEN
        finally:
            words.removeHandler(ear)
        return ear.outcome()

    def _target(self, phone: str) -> NotifyBase | None:
        import apprise

        _hush()
        asset = apprise.AppriseAsset(
            storage_mode=apprise.PersistentStoreMode.MEMORY, async_mode=False, http_redirects=False
        )
        with warnings.catch_warnings():  # one of its plugins asks for a module that is going
            warnings.simplefilter("ignore", DeprecationWarning)
            address = self._template.replace(PHONE, quote(phone, safe=""))
            target = apprise.Apprise.instantiate(address, asset=asset)
        if not isinstance(target, apprise.NotifyBase):
            return None
        target.retry = 0  # nothing is sent twice
        target.request_rate_per_sec = 0
        target.socket_connect_timeout = _CONNECT_SECONDS
        target.socket_read_timeout = _SILENCE_SECONDS
        return target


class _Ear(logging.Handler):
    """Hears what apprise says on this thread while it sends; keeps how it ended, no words."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._thread = threading.get_ident()
        self._lost = self._never_sent = False
        self._status = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line."""
        if record.thread != self._thread:
            return
        line = record.getMessage()
        self._lost |= _LOST.search(line) is not None
        self._never_sent |= _NEVER_SENT.search(line) is not None
        if record.levelno >= logging.WARNING and (found := _STATUS.search(line)):
            self._status = int(found[1])

    def outcome(self) -> Outcome:
        """Return what became of a message that was not taken."""
        if self._lost or not self._status:
            return Outcome.PASSING if self._never_sent else Outcome.UNSURE
        if self._status in _NOT_NOW | _OUR_FAULT:
            return Outcome.PASSING
        return Outcome.REFUSED if 400 <= self._status < 500 else Outcome.UNSURE  # noqa: PLR2004


def _hush() -> None:
    """Keep addresses, numbers and texts out of the log."""
    words = logging.getLogger("apprise")
    words.propagate = False
    words.setLevel(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    if not words.handlers:
        words.addHandler(logging.NullHandler())
