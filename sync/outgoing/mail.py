"""E-mail by the leader's own mailbox.

Spoken to step by step: what went wrong before the text was handed over is a certain no, what was
lost after it is unsure.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from email.message import EmailMessage

from leader_app.domain.outgoing import TO_SENDER, Piece, Refusal, Reply
from leader_app.errors import Refused
from sync.outgoing.answers import TAKEN, refused, unsure, without_secrets
from sync.outgoing.call import Limits
from sync.outgoing.letter import letter
from sync.outgoing.mail_address import MAILBOX, Mailbox, mailbox

_OK, _FORWARDED, _GO_ON = 250, 251, 354
_TOO_LARGE = frozenset({523, 552})
_TOO_MANY = ("too many", "rate", "frequen", "limit", "频")
_HELLO = "[127.0.0.1]"


class _No(Exception):
    """A certain refusal."""

    def __init__(self, why: Refusal, detail: str) -> None:
        super().__init__(detail)
        self.reply = refused(why, detail)


@dataclass(frozen=True, slots=True)
class Mail:
    """Keeps ``robot.Carrier``."""

    limits: Limits
    tls: Callable[[], ssl.SSLContext]

    def kept(self, address: str) -> str:
        """Return a mailbox as it is kept; see ``mail_address.mailbox``."""
        return str(mailbox(address))

    def send(self, address: str, piece: Piece) -> Reply:
        """Send one mail to ``piece.to``."""
        try:
            box = mailbox(address)
        except Refused as wrong:
            return refused(Refusal.WRONG_ADDRESS, str(wrong.title))
        to = box.sender if piece.to == TO_SENDER else piece.to
        if not MAILBOX.fullmatch(to):
            return refused(Refusal.NO_ADDRESS, "no mail address")
        reply = self._sent(box, to, letter(box.sender, to, piece))
        secrets = (box.user, box.password, box.sender, to)
        return replace(reply, detail=without_secrets(reply.detail, secrets))

    def _sent(self, box: Mailbox, to: str, message: EmailMessage) -> Reply:
        try:
            server = self._signed_in(box)
        except _No as no:
            return no.reply
        except ssl.SSLError:
            return refused(Refusal.OFFLINE, "no secure connection")
        except (OSError, smtplib.SMTPException):
            return refused(Refusal.OFFLINE, "no connection")
        try:
            return _handed_over(server, box.sender, to, message)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _signed_in(self, box: Mailbox) -> smtplib.SMTP:
        server: smtplib.SMTP
        seconds = self.limits.silence
        if box.at_once:
            server = smtplib.SMTP_SSL(
                box.host, box.port, _HELLO, timeout=seconds, context=self.tls()
            )
        else:
            server = smtplib.SMTP(box.host, box.port, _HELLO, timeout=seconds)
        try:
            server.ehlo_or_helo_if_needed()
            if not box.at_once and not box.plain:
                server.starttls(context=self.tls())
            if box.user:
                server.login(box.user, box.password)
        except smtplib.SMTPAuthenticationError as error:
            server.close()
            why = Refusal.BUSY if error.smtp_code < 500 else Refusal.WRONG_ADDRESS  # noqa: PLR2004
            raise _No(why, f"{error.smtp_code} {_words(error.smtp_error)}") from error
        except smtplib.SMTPNotSupportedError as error:
            server.close()
            raise _No(Refusal.NOT_ALLOWED, "the server has no secure sign-in") from error
        except BaseException:
            server.close()
            raise
        return server


def _handed_over(server: smtplib.SMTP, sender: str, to: str, message: EmailMessage) -> Reply:
    try:
        _asked(server.mail(sender), Refusal.NOT_ALLOWED)
        _asked(server.rcpt(to), Refusal.NO_ADDRESS)
        _asked(server.docmd("DATA"), Refusal.OTHER)
    except _No as no:
        return no.reply
    except (OSError, smtplib.SMTPException):
        return refused(Refusal.OFFLINE, "the connection broke")
    try:
        server.send(_dotted(message))
        code, words = server.getreply()
    except TimeoutError:
        return unsure("no answer in time")
    except (OSError, smtplib.SMTPException):
        return unsure("the connection broke")
    if code == _OK:
        return TAKEN
    return _no(code, words, Refusal.OTHER).reply


def _asked(answer: tuple[int, bytes], otherwise: Refusal) -> None:
    code, words = answer
    if code not in {_OK, _FORWARDED, _GO_ON}:
        raise _no(code, words, otherwise)


def _no(code: int, words: bytes, otherwise: Refusal) -> _No:
    told = _words(words)
    why = otherwise
    if 400 <= code < 500:  # noqa: PLR2004 - passing, as SMTP numbers it
        why = Refusal.BUSY
        if any(sign in told.lower() for sign in _TOO_MANY):
            why = Refusal.TOO_FAST
    elif code in _TOO_LARGE:
        why = Refusal.TOO_LONG
    return _No(why, f"{code} {told}")


def _dotted(message: EmailMessage) -> bytes:
    """Return a message as it follows DATA: lines that begin with a dot get another one."""
    lines = message.as_bytes().splitlines()
    return b"".join((b"." if x.startswith(b".") else b"") + x + b"\r\n" for x in lines) + b".\r\n"


def _words(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
