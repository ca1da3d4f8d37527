"""The channels of a counter, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.outgoing import Refusal
from leader_app.domain.text import Text, say
from leader_app.errors import LeaderError, Refused

_GONE = Refusal.REMOVED.value
_ANSWER = say("The group has the test message.")


def usual_channels() -> list[Channel]:
    """Return a counter's channels, one of them stopped."""
    return [
        Channel("clipboard", ChannelKind.CLIPBOARD, "微信群", "阳光花园团购群"),
        Channel("centre", ChannelKind.CENTRE, "会员主页"),
        Channel("c-wecom", ChannelKind.WECOM, "企微群机器人", "阳光花园福利群"),
        Channel(
            "c-ding",
            ChannelKind.DINGTALK,
            "物业钉钉群",
            "物业通知群",
            problem=Refusal.REMOVED.value,
        ),
        Channel("c-sms", ChannelKind.SMS, "短信", active=False),
    ]


@dataclass
class FakeChannelDesk:
    """Keeps ``ChannelDesk``; ``trouble`` is raised by whatever is asked next."""

    channels: list[Channel] = field(default_factory=usual_channels)
    addresses: dict[str, str] = field(default_factory=dict)
    tests: list[str] = field(default_factory=list)
    answer: Text = _ANSWER
    trouble: LeaderError | None = None

    def all(self) -> Sequence[Channel]:
        self._check()
        return list(self.channels)

    def add(self, kind: ChannelKind, name: str, group: str, address: str) -> Channel:
        self._check()
        if kind is not ChannelKind.CLIPBOARD and not address.startswith("https://"):
            raise Refused(say("This is not an address."), say("It begins with https://"))
        made = Channel(f"c{len(self.channels) + 1}", kind, name, group)
        self.channels.append(made)
        self.addresses[made.channel_id] = address
        return made

    def change(self, channel: Channel, address: str = "") -> None:
        self._check()
        kept = replace(channel, problem="")
        self.channels = [
            kept if one.channel_id == channel.channel_id else one for one in self.channels
        ]
        if address:
            self.addresses[channel.channel_id] = address

    def forget(self, channel_id: str) -> None:
        self._check()
        self.channels = [one for one in self.channels if one.channel_id != channel_id]
        self.addresses.pop(channel_id, None)

    def test(self, channel_id: str) -> Text:
        self.tests.append(channel_id)
        self._check()
        return self.answer

    def words(self, kind: ChannelKind) -> Text:
        return say("In the group: menu, group robots, add, copy the address.")

    def _check(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
