"""The centre's own ways to a member's telephone and mailbox.

A gateway takes one message and says what became of it; it never raises for what the network does.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from enum import StrEnum
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from central.notices.addresses import EMAIL, SMS

MAIL_SETTING = "LEADER_CENTRAL_MAIL"
SMS_SETTING = "LEADER_CENTRAL_SMS"
PHONE = "{phone}"
_SECONDS = 20.0
_PORTS = {"smtp": 587, "smtps": 465}
_PASSING = frozenset({421, 450, 451, 452})


class Outcome(StrEnum):
    """What became of a message; ``PASSING``: certainly not sent, may be tried again."""

    TAKEN = "taken"
    PASSING = "passing"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent: ``link`` is the page where the member answers."""

    title: str
    text: str
    link: str


class Gateway(Protocol):
    """One way to a member."""

    def send(self, address: str, letter: Letter) -> Outcome:
        """Send once."""


class SettingError(ValueError):
    """A setting cannot be used; the message says why, without its secrets."""


class MailGateway:
    """Sends mail by one SMTP server: ``smtp`` speaks TLS after a hello, ``smtps`` from the start.

    ``smtp://USER:PASSWORD@HOST[:PORT]?from=ADDRESS[&tls=no]``; user and password may be missing.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        sender = parse_qs(parts.query).get("from", [""])[0]
        if parts.scheme not in _PORTS or not parts.hostname or "@" not in sender:
            raise SettingError(f"{MAIL_SETTING} must read smtp://USER:PASSWORD@HOST?from=ADDRESS.")
        self._parts, self._sender = parts, sender
        self._plain = parse_qs(parts.query).get("tls", [""])[0] == "no"

    def send(self, address: str, letter: Letter) -> Outcome:
        """Send one mail; what is lost after the text was handed over is unsure."""
        message = _mail(self._sender, address, letter)
        try:
            with _connect(self._parts, plain=self._plain) as server:
                return _hand_over(server, message)
        except smtplib.SMTPResponseException as error:
            return Outcome.PASSING if error.smtp_code in _PASSING else Outcome.REFUSED
        except smtplib.SMTPRecipientsRefused as error:
            codes = {code for code, _ in error.recipients.values()}
            return Outcome.PASSING if codes <= _PASSING else Outcome.REFUSED
        except (OSError, smtplib.SMTPException):
            return Outcome.PASSING


class SmsGateway:
    """Sends SMS by any gateway apprise knows: its address, with ``{phone}`` where that goes."""

    def __init__(self, template: str) -> None:
        if PHONE not in template:
            raise SettingError(f"{SMS_SETTING} must have {PHONE} where the number goes.")
        self._template = template
        if self._sender("+8613800000000") is None:
            raise SettingError(f"{SMS_SETTING} names no gateway that is known.")

    def send(self, address: str, letter: Letter) -> Outcome:
        """Send one SMS; a gateway that does not say yes leaves it unsure."""
        send = self._sender(address)
        if send is None:
            return Outcome.REFUSED
        text = f"{letter.text} {letter.link}".strip()
        return Outcome.TAKEN if send(text) else Outcome.UNSURE

    def _sender(self, phone: str) -> Callable[[str], bool] | None:
        import apprise

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # it logs numbers and texts
        found = apprise.Apprise()
        if not found.add(self._template.replace(PHONE, quote(phone))):
            return None
        return lambda text: bool(found.notify(body=text))


def gateways(settings: Mapping[str, str]) -> Mapping[str, Gateway]:
    """Return the ways that are set up; ``SettingError`` for one that cannot be used."""
    found: dict[str, Gateway] = {}
    if url := settings.get(MAIL_SETTING, ""):
        found[EMAIL] = MailGateway(url)
    if template := settings.get(SMS_SETTING, ""):
        found[SMS] = SmsGateway(template)
    return found


def _connect(parts: SplitResult, *, plain: bool) -> smtplib.SMTP:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=_SECONDS)
        if not plain:
            server.starttls(context=context)
    if parts.username:
        server.login(unquote(parts.username), unquote(parts.password or ""))
    return server


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> Outcome:
    try:
        server.send_message(message)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
        raise
    except (OSError, smtplib.SMTPException):
        return Outcome.UNSURE
    return Outcome.TAKEN


def _mail(sender: str, address: str, letter: Letter) -> EmailMessage:
    user, _, domain = address.rpartition("@")
    message = EmailMessage()
    message["From"] = sender
    message["To"] = str(Address(username=user, domain=domain))
    message["Subject"] = " ".join(letter.title.split()) or "…"
    if letter.link:
        message["List-Unsubscribe"] = f"<{letter.link}>"
    message.set_content(f"{letter.text}\n\n{letter.link}\n")
    return message
