"""SMS gateways and every other service apprise knows; loaded when the first message is due.

Apprise says yes or no. Why not, and how far it came, is in what it logs.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from leader_app.domain.channel import ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import Piece, Refusal, Reply
from leader_app.domain.text import say
from leader_app.errors import Refused
from sync.outgoing.addresses import NAMES, is_at_home, not_of
from sync.outgoing.answers import TAKEN, by_code, refused, unsure, without_secrets
from sync.outgoing.call import Limits
from sync.outgoing.robot import headline

if TYPE_CHECKING:
    from apprise import NotifyBase

PHONE = "{phone}"
_SOME_NUMBER = "+8613800000000"
_NUMBER = re.compile(r"\+?[0-9]{5,20}", re.ASCII)
_LONGEST, _LONGEST_TITLE = 2_000, 120
_OWN: Mapping[str, ChannelKind] = {
    "wecombot": ChannelKind.WECOM,
    "dingtalk": ChannelKind.DINGTALK,
    "feishu": ChannelKind.FEISHU,
    "lark": ChannelKind.LARK,
    "schan": ChannelKind.SERVERCHAN,
    "pushplus": ChannelKind.PUSHPLUS,
    "bark": ChannelKind.BARK,
    "barks": ChannelKind.BARK,
    "mailto": ChannelKind.EMAIL,
    "mailtos": ChannelKind.EMAIL,
    "http": ChannelKind.WEBHOOK,
    "https": ChannelKind.WEBHOOK,
}
_OPEN = frozenset({"json", "form", "xml"})  # as plain http
_STATUS = re.compile(r"\b(?:error|code|status)[=: ]+([1-5][0-9]{2})\b", re.IGNORECASE)
_NEVER_SENT = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeoutError|Connection refused"
    r"|getaddrinfo|Name or service not known|CERTIFICATE_VERIFY_FAILED|WRONG_VERSION_NUMBER"
)
_LOST = re.compile(r"Socket Exception|Connection error", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Apprising:
    """Keeps ``robot.Carrier`` for any address apprise knows; for SMS it has ``{phone}`` in it."""

    kind: ChannelKind
    limits: Limits

    def kept(self, address: str) -> str:
        """Return the address; ``Refused`` if apprise does not know it."""
        words = address.split()
        if len(words) != 1 or "://" not in address or len(address) > _LONGEST:
            raise not_of(self.kind)
        self._look_at(words[0])
        if self._made(words[0], _SOME_NUMBER) is None:
            raise not_of(self.kind)
        return words[0]

    def send(self, address: str, piece: Piece) -> Reply:
        """Send once."""
        if self.kind is ChannelKind.SMS and not _NUMBER.fullmatch(piece.to):
            return refused(Refusal.NO_ADDRESS, "no telephone number")
        if piece.picture is not None:
            return refused(Refusal.OTHER, "this service takes no pictures")
        target = self._made(address, piece.to)
        if target is None:
            return refused(Refusal.WRONG_ADDRESS, "the address is not known")
        reply = _notified(target, piece, with_title=self.kind is not ChannelKind.SMS)
        return replace(reply, detail=without_secrets(reply.detail, (address, piece.to)))

    def _look_at(self, address: str) -> None:
        scheme = address.partition("://")[0].lower()
        own = _OWN.get(scheme)
        if own is not None and own is not self.kind:
            raise Refused(
                say("This address belongs to another kind of channel: {kind}.", kind=NAMES[own]),
                say("Choose that kind for it, or paste another address."),
            )
        if self.kind is ChannelKind.SMS and PHONE not in address:
            raise Refused(
                say("The address of a SMS gateway needs a place for the number."),
                say("Write {place} where the telephone number goes.", place=PHONE),
            )
        with suppress(ValueError):
            if scheme in _OPEN and not is_at_home(urlsplit(address).hostname or ""):
                raise Refused(
                    say("This address is not secure."),
                    say("Only a server in the shop itself may be spoken to openly."),
                )

    def _made(self, address: str, number: str) -> NotifyBase | None:
        import apprise

        _hush()
        address = address.replace(PHONE, quote(number))
        asset = apprise.AppriseAsset(
            storage_mode=apprise.PersistentStoreMode.MEMORY,
            async_mode=False,
            http_redirects=False,
        )
        with warnings.catch_warnings():  # one of its plugins asks for a module that is going
            warnings.simplefilter("ignore", DeprecationWarning)
            target = apprise.Apprise.instantiate(address, asset=asset)
        if not isinstance(target, apprise.NotifyBase):
            return None
        target.retry = 0  # we keep the pace, and nothing is sent twice
        target.request_rate_per_sec = 0
        target.socket_connect_timeout = self.limits.connect
        target.socket_read_timeout = self.limits.silence
        return target


class _Ear(logging.Handler):
    """Hears what apprise says on this thread while it sends; keeps little of it."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._thread = threading.get_ident()
        self.warnings: list[str] = []
        self.lost = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Take a line."""
        if record.thread != self._thread:
            return
        line = record.getMessage()
        if record.levelno >= logging.WARNING:
            self.warnings.append(line)
        if _LOST.search(line):
            self.lost += line


def _notified(target: NotifyBase, piece: Piece, *, with_title: bool) -> Reply:
    from apprise import NotifyFormat

    words = logging.getLogger("apprise")
    ear = _Ear()
    words.addHandler(ear)
    form = NotifyFormat.MARKDOWN if piece.form is Form.CARD else NotifyFormat.TEXT
    title = headline(piece, _LONGEST_TITLE) if with_title else ""
    try:
        if target.notify(body=piece.text, title=title, body_format=form):
            return TAKEN
    except Exception as error:  # noqa: BLE001 - one of two hundred plugins; nobody knows how far it came
        return unsure(type(error).__name__)
    finally:
        words.removeHandler(ear)
    return _judged(ear, several=len(target) > 1)


def _judged(ear: _Ear, *, several: bool) -> Reply:
    if several:
        return unsure("not all of its receivers were reached")
    if ear.lost:
        if _NEVER_SENT.search(ear.lost):
            return refused(Refusal.OFFLINE, "no connection")
        return unsure("no answer")
    detail = ear.warnings[-1] if ear.warnings else "it did not say why"
    found = [match[1] for line in ear.warnings if (match := _STATUS.search(line))]
    if not found:
        return unsure(detail)
    reply = by_code(int(found[-1]))
    return unsure(detail) if reply == TAKEN else replace(reply, detail=detail)


def _hush() -> None:
    """Keep addresses, numbers and texts out of our log."""
    words = logging.getLogger("apprise")
    words.propagate = False
    words.setLevel(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    if not words.handlers:
        words.addHandler(logging.NullHandler())
