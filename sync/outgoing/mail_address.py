"""Which mailbox notices are sent from, as leaders write it and as it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlsplit

from leader_app.domain.channel import ChannelKind
from leader_app.domain.text import say
from leader_app.errors import Refused
from sync.outgoing.addresses import is_at_home, not_of

MAILBOX = re.compile(
    r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]{1,64}@[0-9A-Za-z.-]{1,190}\.[0-9A-Za-z-]{2,63}", re.ASCII
)
_HOST = re.compile(r"[0-9A-Za-z.-]{1,253}", re.ASCII)
_AT_ONCE, _LATER = 465, 587  # TLS from the first byte, or after a hello
_PORTS = {"smtps": _AT_ONCE, "smtp": _LATER, "mailto": _LATER, "mailtos": _LATER}
_SERVERS = {
    "qq.com": ("smtp.qq.com", _AT_ONCE),
    "vip.qq.com": ("smtp.qq.com", _AT_ONCE),
    "foxmail.com": ("smtp.qq.com", _AT_ONCE),
    "163.com": ("smtp.163.com", _AT_ONCE),
    "126.com": ("smtp.126.com", _AT_ONCE),
    "yeah.net": ("smtp.yeah.net", _AT_ONCE),
    "139.com": ("smtp.139.com", _AT_ONCE),
    "189.cn": ("smtp.189.cn", _AT_ONCE),
    "sina.com": ("smtp.sina.com", _AT_ONCE),
    "sina.cn": ("smtp.sina.cn", _AT_ONCE),
    "sohu.com": ("smtp.sohu.com", _AT_ONCE),
    "aliyun.com": ("smtp.aliyun.com", _AT_ONCE),
    "gmail.com": ("smtp.gmail.com", _AT_ONCE),
    "outlook.com": ("smtp-mail.outlook.com", _LATER),
    "hotmail.com": ("smtp-mail.outlook.com", _LATER),
    "icloud.com": ("smtp.mail.me.com", _LATER),
}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A server, how to sign in, and the address mail comes from.

    ``at_once``: TLS from the first byte; else after a hello, or never if ``plain``.
    """

    host: str
    port: int
    at_once: bool
    plain: bool
    user: str = field(repr=False)
    password: str = field(repr=False)
    sender: str = field(repr=False)

    def __str__(self) -> str:
        """Return it as it is kept."""
        name = f"{quote(self.user, '')}:{quote(self.password, '')}@" if self.user else ""
        scheme = "smtps" if self.at_once else "smtp"
        tls = "&tls=no" if self.plain else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{name}{host}:{self.port}?from={quote(self.sender, '@')}{tls}"


def mailbox(address: str) -> Mailbox:
    """Read ``NAME@qq.com CODE``, ``smtp(s)://USER:PASSWORD@HOST?from=NAME@HOST`` or a ``mailto``.

    ``Refused`` says what is wrong with it.
    """
    words = address.split()
    if len(words) == 2 and MAILBOX.fullmatch(words[0]):  # noqa: PLR2004 - address and code
        host, port = _server(words[0].rpartition("@")[2])
        return Mailbox(host, port, port == _AT_ONCE, False, words[0], words[1], words[0])  # noqa: FBT003
    if len(words) != 1 or "://" not in address:
        raise not_of(ChannelKind.EMAIL)
    try:
        return _read(words[0])
    except ValueError as error:
        raise not_of(ChannelKind.EMAIL) from error


def _read(address: str) -> Mailbox:
    parts, query = urlsplit(address), {}
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme not in _PORTS or not parts.hostname:
        raise not_of(ChannelKind.EMAIL, parts.hostname or "")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    host, port = parts.hostname, parts.port or _PORTS[parts.scheme]
    if parts.scheme.startswith("mailto"):
        if user and "@" not in user:
            user = f"{user}@{parts.hostname}"
        known, usual = _SERVERS.get(parts.hostname, (parts.hostname, port))
        host, port = query.get("smtp", known), parts.port or usual
    sender = query.get("from", user)
    if not MAILBOX.fullmatch(sender) or not (":" in host or _HOST.fullmatch(host)):
        raise not_of(ChannelKind.EMAIL)
    if not (user + password).isprintable() or bool(user) != bool(password):
        raise not_of(ChannelKind.EMAIL)
    at_once = parts.scheme == "smtps" or port == _AT_ONCE
    plain = query.get("tls") == "no" and not at_once
    if plain and not is_at_home(host):
        raise Refused(
            say("This address is not secure."),
            say("Leave out tls=no. Only a server in the shop itself may be spoken to openly."),
        )
    return Mailbox(host, port, at_once, plain, user, password, sender)


def _server(domain: str) -> tuple[str, int]:
    if found := _SERVERS.get(domain.lower()):
        return found
    raise Refused(
        say("The mail server of this mailbox is not known."),
        say("Write it as smtps://USER:PASSWORD@HOST?from=NAME@HOST."),
    )
