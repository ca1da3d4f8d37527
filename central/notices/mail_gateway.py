"""The centre's own way to a member's mailbox.

The server is spoken to step by step: what goes wrong before the text is handed over is certainly
not sent, what is lost after it is unsure. How it says goodbye is nobody's concern.
"""

from __future__ import annotations

import hashlib
import logging
import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import parse_qs, unquote, urlsplit

from central.notices.addresses import EMAIL, checked
from central.notices.sending import Letter, Outcome, SettingError

MAIL_SETTING = "LEADER_CENTRAL_MAIL"
logger = logging.getLogger(__name__)
_SECONDS = 20.0
_PORTS = {"smtp": 587, "smtps": 465}
_OK, _FORWARDED, _GO_ON, _FOR_GOOD = 250, 251, 354, 500
_HELLO = "[127.0.0.1]"
_LINE_BEGINS_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)


class MailGateway:
    """Sends mail by one SMTP server: ``smtp`` speaks TLS after a hello, ``smtps`` from the start.

    ``smtp://USER:PASSWORD@HOST[:PORT]?from=ADDRESS[&tls=no]``; user and password may be missing.
    """

    def __init__(
        self, url: str, tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    ) -> None:
        try:
            parts = urlsplit(url)
            asked = parse_qs(parts.query)
            self._sender = checked(EMAIL, asked.get("from", [""])[0])
            self._host, self._port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        except (ValueError, LookupError):
            raise _unusable() from None
        if not self._host or not self._sender.isascii():
            raise _unusable()
        self._at_once = parts.scheme == "smtps"
        self._plain = asked.get("tls", [""])[0] == "no"
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")
        self._tls = tls

    def send(self, address: str, letter: Letter) -> Outcome:
        """Send one mail; what is lost after the text was handed over is unsure."""
        if not address.isascii():
            return Outcome.REFUSED
        content = _bytes(_mail(self._sender, address, letter))
        try:
            server = self._signed_in()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("the mail server does not let the centre in: %s", type(error).__name__)
            return Outcome.PASSING
        try:
            return self._offered(server, address) or _handed_over(server, content)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _signed_in(self) -> smtplib.SMTP:
        server: smtplib.SMTP
        if self._at_once:
            server = smtplib.SMTP_SSL(
                self._host, self._port, _HELLO, timeout=_SECONDS, context=self._tls()
            )
        else:
            server = smtplib.SMTP(self._host, self._port, _HELLO, timeout=_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if not self._at_once and not self._plain:
                server.starttls(context=self._tls())
            if self._user:
                server.login(self._user, self._password)
        except BaseException:
            server.close()
            raise
        return server

    def _offered(self, server: smtplib.SMTP, address: str) -> Outcome | None:
        """Say from whom and for whom; ``None`` if the server waits for the text."""
        try:
            code, _ = server.mail(self._sender)
            if code != _OK:  # the fault of a setting, whoever the mail is for
                logger.warning("the mail server does not take mail from the centre: %s", code)
                return Outcome.PASSING
            code, _ = server.rcpt(address)
            if code in {_OK, _FORWARDED}:
                code, _ = server.docmd("DATA")
        except (OSError, smtplib.SMTPException):
            return Outcome.PASSING
        return None if code == _GO_ON else _refused(code)


def _handed_over(server: smtplib.SMTP, content: bytes) -> Outcome:
    try:
        server.send(content)
        code, _ = server.getreply()
    except (OSError, smtplib.SMTPException):
        return Outcome.UNSURE
    return Outcome.TAKEN if code == _OK else _refused(code)


def _refused(code: int) -> Outcome:
    return Outcome.REFUSED if code >= _FOR_GOOD else Outcome.PASSING


def _mail(sender: str, address: str, letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = Address(addr_spec=sender)
    message["To"] = Address(addr_spec=address)
    message["Subject"] = _one_line(letter.title) or "…"
    message["Date"] = format_datetime(datetime.now(UTC))
    name = hashlib.sha256(letter.name.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{name}@{sender.rpartition('@')[2]}>"
    if letter.link:
        message["List-Unsubscribe"] = f"<{letter.link}>"
    message.set_content(f"{letter.text}\n\n{letter.link}".strip() + "\n")
    return message


def _one_line(words: str) -> str:
    return " ".join("".join(x if x.isprintable() else " " for x in words).split())


def _bytes(message: EmailMessage) -> bytes:
    """Return a message as it follows DATA."""
    plain = message.as_bytes(policy=SMTP)
    return _LINE_BEGINS_WITH_DOT.sub(b"..", plain) + b".\r\n"


def _unusable() -> SettingError:
    return SettingError(f"{MAIL_SETTING} must read smtp://USER:PASSWORD@HOST?from=ADDRESS.")
