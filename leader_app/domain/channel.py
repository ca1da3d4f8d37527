"""The ways a notice can go, what each of them takes, and how fast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from leader_app.domain.notice import Form


class ChannelKind(StrEnum):
    """Who carries the message."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    LARK = "lark"
    SERVERCHAN = "serverchan"
    PUSHPLUS = "pushplus"
    BARK = "bark"
    EMAIL = "email"
    SMS = "sms"
    WEBHOOK = "webhook"
    OTHER = "other"
    CLIPBOARD = "clipboard"
    CENTRE = "centre"


class Reach(StrEnum):
    """Whom a channel reaches: a chat group (or whoever reads with one key), or one person."""

    GROUP = "group"
    PERSON = "person"


class Unit(StrEnum):
    """What a channel counts: bytes of UTF-8, symbols, UTF-16 units, or the segments of a SMS."""

    BYTES = "bytes"
    SYMBOLS = "symbols"
    UTF16 = "utf16"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Traits:
    """What a channel takes: the longest text of each form, messages a minute and a day.

    A rate of 0 is no limit. ``lengths`` without a form: that form goes as text instead.
    ``tells_read`` where the channel tells that a message was opened.
    """

    reach: Reach
    unit: Unit
    lengths: Mapping[Form, int]
    per_minute: int = 0
    per_day: int = 0
    longest_title: int = 0
    tells_read: bool = False
    keeps_secret: bool = True


def _all(length: int, card: int | None = None) -> Mapping[Form, int]:
    return MappingProxyType({Form.TEXT: length, Form.CARD: card or length, Form.PICTURE: length})


def _words(length: int, card: int = 0) -> Mapping[Form, int]:
    forms = {Form.TEXT: length}
    if card:
        forms[Form.CARD] = card
    return MappingProxyType(forms)


_G, _P = Reach.GROUP, Reach.PERSON
# developer.work.weixin.qq.com/document/path/91770: text 2,048 and markdown 4,096 bytes of UTF-8,
# 20 a minute; open.dingtalk.com: 20 a minute, then silent for ten, about 20,000 bytes;
# open.feishu.cn custom bot: 100 a minute, 20 KB a request; sct.ftqq.com: title of 32 symbols,
# five a day free of charge; pushplus.plus: 20,000 symbols, 200 a day; Bark: APNs' 4 KB.
TRAITS: Mapping[ChannelKind, Traits] = MappingProxyType(
    {
        ChannelKind.WECOM: Traits(_G, Unit.BYTES, _all(2048, 4096), 20),
        ChannelKind.DINGTALK: Traits(_G, Unit.BYTES, _words(18_000, 18_000), 20, 0, 60),
        ChannelKind.FEISHU: Traits(_G, Unit.BYTES, _words(18_000, 18_000), 100, 0, 60),
        ChannelKind.LARK: Traits(_G, Unit.BYTES, _words(18_000, 18_000), 100, 0, 60),
        ChannelKind.SERVERCHAN: Traits(_G, Unit.BYTES, _words(30_000, 30_000), 10, 5, 32),
        ChannelKind.PUSHPLUS: Traits(_G, Unit.SYMBOLS, _words(18_000, 18_000), 5, 200, 100),
        ChannelKind.BARK: Traits(_G, Unit.BYTES, _words(3_000), 60, 0, 60),
        ChannelKind.EMAIL: Traits(_P, Unit.SYMBOLS, _all(100_000), 30, 500, 120),
        ChannelKind.SMS: Traits(_P, Unit.SMS, _words(500), 60, 0),
        ChannelKind.WEBHOOK: Traits(_G, Unit.BYTES, _words(60_000, 60_000), 60, 0, 120),
        ChannelKind.OTHER: Traits(_G, Unit.SYMBOLS, _words(1_000), 20, 0, 120),
        ChannelKind.CLIPBOARD: Traits(_G, Unit.UTF16, _all(2_000), keeps_secret=False),
        ChannelKind.CENTRE: Traits(
            _P,
            Unit.SYMBOLS,
            _all(2_000),
            longest_title=60,
            tells_read=True,
            keeps_secret=False,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way this counter can tell people; its address is a secret in the keyring.

    ``group`` is the name of the chat group it reaches, as people call it: channels of one group
    share one account. ``problem`` is why it was stopped, as the code of a ``Refusal``; empty
    while it works. ``per_minute`` and ``per_day`` of 0 keep what its kind allows.
    """

    channel_id: str
    kind: ChannelKind
    name: str
    group: str = ""
    active: bool = True
    problem: str = ""
    per_minute: int = 0
    per_day: int = 0

    @property
    def traits(self) -> Traits:
        """What its kind takes."""
        return TRAITS[self.kind]

    @property
    def secret_name(self) -> str:
        """Under which its address is kept."""
        return f"channel/{self.channel_id}"
