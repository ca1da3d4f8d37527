"""The counter's ways out of the house, one for each kind of channel."""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.outgoing import Piece, Refusal, Reply
from leader_app.domain.text import say
from leader_app.errors import Refused
from sync.outgoing.answers import refused
from sync.outgoing.apprising import Apprising
from sync.outgoing.bark import Bark
from sync.outgoing.call import Caller, Limits
from sync.outgoing.dingtalk import DingTalk
from sync.outgoing.feishu import Feishu
from sync.outgoing.host_clock import HostClock
from sync.outgoing.mail import Mail
from sync.outgoing.pushplus import Pushplus
from sync.outgoing.robot import Carrier, Robot, Speaker
from sync.outgoing.serverchan import ServerChan
from sync.outgoing.webhook import Webhook
from sync.outgoing.wecom import WeCom

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where the robots live. ``serverchan_new`` has ``{uid}`` where the user's number goes."""

    wecom: str = "https://qyapi.weixin.qq.com"
    dingtalk: str = "https://oapi.dingtalk.com"
    feishu: str = "https://open.feishu.cn"
    lark: str = "https://open.larksuite.com"
    serverchan: str = "https://sctapi.ftqq.com"
    serverchan_new: str = "https://{uid}.push.ft07.com"
    pushplus: str = "https://www.pushplus.plus"
    bark: str = "https://api.day.app"


class Senders:
    """Keeps ``leader_app.ports.NoticeSender``; for one thread at a time.

    ``now`` is the wall clock in seconds since 1970, for signatures; each robot's own time is
    learnt from its answers. ``tls`` makes the context that judges certificates.
    """

    def __init__(
        self,
        hosts: Hosts | None = None,
        limits: Limits | None = None,
        now: Callable[[], float] = time.time,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._carriers = _carriers(hosts or Hosts(), limits or Limits(), now, tls)

    def send(self, channel: Channel, address: str, piece: Piece) -> Reply:
        """Call the channel once; see the port."""
        carrier = self._carriers.get(channel.kind)
        if carrier is None:
            return refused(Refusal.OTHER, "nothing is sent over this kind of channel")
        reply = carrier.send(address, piece)
        why = reply.refusal.value if reply.refusal else ""
        _log.info("%s: %s %s", channel.kind.value, reply.fate.value, why)
        return reply

    def check(self, kind: ChannelKind, address: str) -> str:
        """Return an address as it is kept; see the port."""
        carrier = self._carriers.get(kind)
        if carrier is None:
            raise Refused(
                say("This kind of channel needs no address."), say("Leave the address empty.")
            )
        if not address.strip():
            raise Refused(say("There is no address yet."), say("Paste the address of the channel."))
        return carrier.kept(address.strip())


def _carriers(
    hosts: Hosts,
    limits: Limits,
    now: Callable[[], float],
    tls: Callable[[], ssl.SSLContext],
) -> Mapping[ChannelKind, Carrier]:
    caller = Caller(limits, tls)
    speakers: Mapping[ChannelKind, Speaker] = {
        ChannelKind.WECOM: WeCom(hosts.wecom),
        ChannelKind.DINGTALK: DingTalk(hosts.dingtalk, HostClock(now)),
        ChannelKind.FEISHU: Feishu(hosts.feishu, HostClock(now)),
        ChannelKind.LARK: Feishu(hosts.lark, HostClock(now), ChannelKind.LARK),
        ChannelKind.SERVERCHAN: ServerChan(hosts.serverchan, hosts.serverchan_new),
        ChannelKind.PUSHPLUS: Pushplus(hosts.pushplus),
        ChannelKind.BARK: Bark(hosts.bark),
        ChannelKind.WEBHOOK: Webhook(),
    }
    carriers: dict[ChannelKind, Carrier] = {
        kind: Robot(speaker, caller) for kind, speaker in speakers.items()
    }
    carriers[ChannelKind.EMAIL] = Mail(limits, tls)
    for kind in (ChannelKind.SMS, ChannelKind.OTHER):
        carriers[kind] = Apprising(kind, limits)
    return carriers
