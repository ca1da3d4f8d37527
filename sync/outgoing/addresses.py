"""Addresses as leaders paste them: a web address or a bare key, with a second word behind it."""

from __future__ import annotations

import ipaddress
from contextlib import suppress
from urllib.parse import SplitResult, urlsplit

from leader_app.domain.channel import ChannelKind
from leader_app.domain.text import Text, say
from leader_app.errors import Refused

_LONGEST = 2_000
_HOMELY = (".local", ".lan", ".home.arpa", ".internal")

NAMES: dict[ChannelKind, Text] = {
    ChannelKind.WECOM: say("WeCom group robot"),
    ChannelKind.DINGTALK: say("DingTalk group robot"),
    ChannelKind.FEISHU: say("Feishu group robot"),
    ChannelKind.LARK: say("Lark group robot"),
    ChannelKind.SERVERCHAN: say("ServerChan"),
    ChannelKind.PUSHPLUS: say("Pushplus"),
    ChannelKind.BARK: say("Bark"),
    ChannelKind.EMAIL: say("E-mail account"),
    ChannelKind.SMS: say("SMS gateway"),
    ChannelKind.WEBHOOK: say("Own web address"),
    ChannelKind.OTHER: say("Other service"),
}
_HOSTS = {
    "qyapi.weixin.qq.com": ChannelKind.WECOM,
    "oapi.dingtalk.com": ChannelKind.DINGTALK,
    "open.feishu.cn": ChannelKind.FEISHU,
    "open.larksuite.com": ChannelKind.LARK,
    "sctapi.ftqq.com": ChannelKind.SERVERCHAN,
    "push.ft07.com": ChannelKind.SERVERCHAN,
    "www.pushplus.plus": ChannelKind.PUSHPLUS,
    "pushplus.plus": ChannelKind.PUSHPLUS,
    "api.day.app": ChannelKind.BARK,
}
_WHERE = say("Copy it again from the robot's page, the whole of it.")
_SECURE = say("It must begin with https://. Only a server in the shop itself may have http://.")


def two_words(address: str, kind: ChannelKind) -> tuple[str, str]:
    """Split a pasted address into itself and the key behind it; ``Refused`` if it is neither."""
    words = address.split()
    if not 1 <= len(words) <= 2 or len(address) > _LONGEST:  # noqa: PLR2004 - see the name
        raise not_of(kind)
    if any(not word.isprintable() for word in words):
        raise not_of(kind)
    return words[0], words[1] if len(words) > 1 else ""


def web(address: str, kind: ChannelKind) -> SplitResult | None:
    """Return a web address in its parts, ``None`` if there is no ``://``; ``Refused`` if wrong."""
    if "://" not in address:
        return None
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return parts
    raise not_of(kind)


def of_host(parts: SplitResult, base: str, kind: ChannelKind) -> SplitResult:
    """Return ``parts`` if they lead to ``base``; ``Refused`` names whose address it is instead."""
    if parts.netloc.lower() == urlsplit(base).netloc.lower():
        return parts
    raise not_of(kind, parts.hostname or "")


def safe(parts: SplitResult, kind: ChannelKind) -> str:
    """Return a web address of the leader's own server; ``Refused`` if others could listen in."""
    host = (parts.hostname or "").lower()
    if _whose(host) not in {None, kind}:
        raise not_of(kind, host)
    if not host.isascii() or parts.username is not None:
        raise not_of(kind)
    if parts.scheme != "https" and not is_at_home(host):
        raise Refused(say("This address is not secure."), _SECURE)
    query = f"?{parts.query}" if parts.query else ""
    address = f"{parts.scheme}://{parts.netloc.lower()}{parts.path}{query}"
    if not address.isascii():
        raise not_of(kind)
    return address


def is_at_home(host: str) -> bool:
    """Tell whether a host is, by its very name or number, a computer of the shop's own network."""
    with suppress(ValueError):
        number = ipaddress.ip_address(host)
        return (number.is_private or number.is_loopback) and not number.is_unspecified
    return host == "localhost" or host.endswith(_HOMELY)


def not_of(kind: ChannelKind, host: str = "") -> Refused:
    """Return that this is no address of ``kind``; whose it is, if the host tells."""
    other = _whose(host.lower())
    if other is not None and other is not kind:
        return Refused(
            say("This address belongs to another kind of channel: {kind}.", kind=NAMES[other]),
            say("Choose that kind for it, or paste another address."),
        )
    return Refused(
        say("This is not an address of the kind {kind}.", kind=NAMES[kind]),
        _WHERE,
    )


def wrong_key() -> Refused:
    """Return that the second word is no signing key."""
    return Refused(
        say("The signing key behind the address does not look right."),
        say("Copy it from the robot's security settings and put it after a space."),
    )


def _whose(host: str) -> ChannelKind | None:
    for known, kind in _HOSTS.items():
        if host == known or host.endswith(f".{known}"):
            return kind
    return None
