"""The ways this counter can tell people; their addresses live in the keyring alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import Form
from leader_app.domain.outgoing import TO_SENDER, Fate, Piece, Refusal, Reply
from leader_app.domain.text import Text, say
from leader_app.errors import Refused
from leader_app.ports import NoticeSender, SecretStore, UnitOfWork
from leader_app.services.notices.holds import release
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.troubles import refusal_hint, refusal_words

CENTRE_ID, CLIPBOARD_ID = "centre", "clipboard"
LONGEST_NAME = 60
LONGEST_ADDRESS_BYTES = 600
_BUILT_IN = (
    Channel(CENTRE_ID, ChannelKind.CENTRE, "会员消息页"),
    Channel(CLIPBOARD_ID, ChannelKind.CLIPBOARD, "复制到微信群", "微信群"),
)
_WHERE = {
    ChannelKind.WECOM: say(
        "In the WeCom group: … → group robots → add → copy the webhook address."
    ),
    ChannelKind.DINGTALK: say(
        "In the DingTalk group: settings → robots → custom → copy the webhook; with a signature, "
        "put the SEC… key after it, with a space between."
    ),
    ChannelKind.FEISHU: say(
        "In the Feishu group: settings → bots → custom bot → copy the webhook; with a signature, "
        "put the key after it, with a space between."
    ),
    ChannelKind.LARK: say(
        "In the Lark group: settings → bots → custom bot → copy the webhook; with a signature, "
        "put the key after it, with a space between."
    ),
    ChannelKind.SERVERCHAN: say("On sct.ftqq.com: copy the SendKey."),
    ChannelKind.PUSHPLUS: say(
        "On pushplus.plus: copy the token; for a group put its code after it, with a space."
    ),
    ChannelKind.BARK: say("In the Bark app: copy the address, or the key of it."),
    ChannelKind.EMAIL: say(
        "Your mail address and, after a space, the code your mail provider gives for programs."
    ),
    ChannelKind.SMS: say(
        "The gateway's address with {phone} where the number goes.", phone="{phone}"
    ),
    ChannelKind.WEBHOOK: say("The https address that takes JSON; a key after it, with a space."),
    ChannelKind.OTHER: say("Any address apprise knows, as in its list of services."),
}


@dataclass(frozen=True, slots=True)
class KeepChannels:
    """Keeps ``services.notices.desk.ChannelDesk``."""

    voice: Voice
    secrets: SecretStore
    sender: NoticeSender

    def all(self) -> Sequence[Channel]:
        """Return the channels, those that are always there first."""
        with self.voice.store.read() as work:
            return channels_of(work)

    def add(self, kind: ChannelKind, name: str, group: str, address: str) -> Channel:
        """Add a channel; ``Refused`` says what is wrong with its name or address."""
        channel = Channel(self.voice.new_id(), kind, name.strip(), group.strip())
        _require_names(channel)
        if kind is ChannelKind.CENTRE:
            raise Refused(say("This channel is there already."), say("Choose another kind."))
        if channel.traits.keeps_secret:
            self._keep_address(channel, address)
        self._put(channel)
        return channel

    def change(self, channel: Channel, address: str = "") -> None:
        """Change a channel, and its address if one is given; it works again from then on."""
        changed = replace(channel, name=channel.name.strip(), group=channel.group.strip())
        _require_names(changed)
        if address.strip() and channel.traits.keeps_secret:
            self._keep_address(channel, address)
        self._put(replace(changed, problem=""))

    def forget(self, channel_id: str) -> None:
        """Drop a channel and its address; ``Refused`` while messages wait for it."""
        with self.voice.store.write() as work:
            channel = find_channel(work, channel_id)
            if channel_id in {CENTRE_ID, CLIPBOARD_ID}:
                raise Refused(say("This channel is always there."), say("Switch it off instead."))
            if channel_id in work.messages.next_due():
                raise Refused(
                    say("Messages still wait for this channel."), say("Stop their notices first.")
                )
            work.notices.forget_channel(channel_id)
            work.commit()
        if channel is not None and channel.traits.keeps_secret:
            self.secrets.forget(channel.secret_name)

    def test(self, channel_id: str) -> Text:
        """Send one short message and return what the channel said; ``Refused`` if it said no."""
        with self.voice.store.read() as work:
            channel = find_channel(work, channel_id)
        if channel is None or not channel.traits.keeps_secret:
            return say("Nothing is sent to try this one: it works without an address.")
        address = self.secrets.get(channel.secret_name)
        if address is None:
            refusal = Refusal.WRONG_ADDRESS
            raise Refused(refusal_words(refusal), refusal_hint(refusal))
        to = TO_SENDER if channel.kind is ChannelKind.EMAIL else ""
        piece = Piece(Form.TEXT, "团长台", "这是一条测试消息，收到说明渠道可用。", to=to)
        reply = self.sender.send(channel, address.decode(), piece)
        self._note(channel, reply)
        return _reply_words(reply)

    def words(self, kind: ChannelKind) -> Text:
        """Return where the address of such a channel is found."""
        return _WHERE.get(kind, say("This one needs no address."))

    def _keep_address(self, channel: Channel, address: str) -> None:
        secret = self.sender.check(channel.kind, address).encode()
        if len(secret) > LONGEST_ADDRESS_BYTES:
            raise Refused(
                say("This address is too long."), say("Copy it again, and nothing beside it.")
            )
        self.secrets.put(channel.secret_name, secret)

    def _note(self, channel: Channel, reply: Reply) -> None:
        with self.voice.store.write() as work:
            work.messages.note_call(channel.channel_id, self.voice.now(work))
            if reply.fate is Fate.TAKEN:
                release(work, channel.channel_id)
                work.notices.put_channel(replace(channel, problem=""))
            work.commit()
        self.voice.wake.wake()

    def _put(self, channel: Channel) -> None:
        with self.voice.store.write() as work:
            taken = {x.name for x in channels_of(work) if x.channel_id != channel.channel_id}
            if channel.name in taken:
                raise Refused(
                    say("There is a channel of this name already."), say("Give it another name.")
                )
            work.notices.put_channel(channel)
            release(work, channel.channel_id)
            work.commit()
        self.voice.wake.wake()


def channels_of(work: UnitOfWork) -> Sequence[Channel]:
    """Return the channels of this counter, those that are always there as they were changed."""
    kept = {x.channel_id: x for x in work.notices.channels()}
    built_in = [kept.pop(x.channel_id, x) for x in _BUILT_IN]
    return [*kept.values(), *built_in]


def find_channel(work: UnitOfWork, channel_id: str) -> Channel | None:
    """Return a channel."""
    return next((x for x in channels_of(work) if x.channel_id == channel_id), None)


def _require_names(channel: Channel) -> None:
    if not channel.name or len(channel.name) > LONGEST_NAME or len(channel.group) > LONGEST_NAME:
        raise Refused(
            say("The channel needs a name of at most {most} symbols.", most=LONGEST_NAME),
            say("Name it as your neighbours call the group."),
        )


def _reply_words(reply: Reply) -> Text:
    if reply.fate is Fate.TAKEN:
        return say("The message was taken: look into the group.")
    if reply.fate is Fate.UNSURE:
        return say("No answer came: look into the group whether it is there.")
    refusal = reply.refusal or Refusal.OTHER
    words = refusal_words(refusal)
    if reply.detail:
        words = say("{words} ({detail})", words=words, detail=reply.detail)
    raise Refused(words, refusal_hint(refusal))
