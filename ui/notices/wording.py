"""What things of notices are called and look like. QtCore only: view-models use it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.channel import Channel, ChannelKind, Reach
from leader_app.domain.notice import NoticeKind, NoticeState, Trigger
from leader_app.domain.outgoing import MessageState
from leader_app.services.notices.channels import CENTRE_ID, CLIPBOARD_ID
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
_KIND_ICONS = {
    NoticeKind.ARRIVED: "box",
    NoticeKind.PARTLY_ARRIVED: "box",
    NoticeKind.LAST_CALL: "clock",
    NoticeKind.DELAYED: "truck",
    NoticeKind.SHORTAGE: "minus",
    NoticeKind.SHORTAGE_SETTLED: "check-circle",
    NoticeKind.NEAR_USE_BY: "fridge",
    NoticeKind.RECALL: "shield",
    NoticeKind.LIVESTREAM: "play",
    NoticeKind.THANKS: "people",
    NoticeKind.FREE: "pencil",
}
_NOTICE_LOOKS = {
    NoticeState.DRAFT: ("pencil", Tone.NEUTRAL),
    NoticeState.WAITING: ("clock", Tone.ACCENT),
    NoticeState.GOING: ("sync", Tone.ACCENT),
    NoticeState.DONE: ("check", Tone.OK),
    NoticeState.STOPPED: ("minus", Tone.NEUTRAL),
    NoticeState.EXPIRED: ("history", Tone.NEUTRAL),
}
_MESSAGE_LOOKS = {
    MessageState.QUEUED: ("clock", Tone.ACCENT),
    MessageState.SENDING: ("sync", Tone.ACCENT),
    MessageState.POSTED: ("unsent", Tone.ACCENT),
    MessageState.SENT: ("check", Tone.OK),
    MessageState.READ: ("eye", Tone.OK),
    MessageState.REFUSED: ("refused", Tone.BAD),
    MessageState.UNSURE: ("question", Tone.WARN),
    MessageState.EXPIRED: ("history", Tone.NEUTRAL),
    MessageState.STOPPED: ("minus", Tone.NEUTRAL),
}

_ALWAYS_THERE = {CLIPBOARD_ID: ChannelKind.CLIPBOARD, CENTRE_ID: ChannelKind.CENTRE}


def kind_word(kind: NoticeKind) -> str:
    """Return what a notice is about."""
    return {
        NoticeKind.ARRIVED: _tr("Notices", "Goods are here"),
        NoticeKind.PARTLY_ARRIVED: _tr("Notices", "Part of it is here"),
        NoticeKind.LAST_CALL: _tr("Notices", "Last call"),
        NoticeKind.DELAYED: _tr("Notices", "Comes later"),
        NoticeKind.SHORTAGE: _tr("Notices", "Too little came"),
        NoticeKind.SHORTAGE_SETTLED: _tr("Notices", "Shortage settled"),
        NoticeKind.NEAR_USE_BY: _tr("Notices", "Near use-by"),
        NoticeKind.RECALL: _tr("Notices", "Recall"),
        NoticeKind.LIVESTREAM: _tr("Notices", "Livestream"),
        NoticeKind.THANKS: _tr("Notices", "Thank you"),
        NoticeKind.FREE: _tr("Notices", "In own words"),
    }[kind]


def kind_icon(kind: NoticeKind) -> str:
    """Return the drawing of what a notice is about."""
    return _KIND_ICONS[kind]


def notice_state_word(state: NoticeState) -> str:
    """Return where a notice stands."""
    return {
        NoticeState.DRAFT: _tr("Notices", "Draft"),
        NoticeState.WAITING: _tr("Notices", "Waits for its time"),
        NoticeState.GOING: _tr("Notices", "On its way"),
        NoticeState.DONE: _tr("Notices", "Sent"),
        NoticeState.STOPPED: _tr("Notices", "Stopped"),
        NoticeState.EXPIRED: _tr("Notices", "Out of date"),
    }[state]


def notice_state_look(state: NoticeState) -> tuple[str, Tone]:
    """Return the drawing and the colour of where a notice stands."""
    return _NOTICE_LOOKS[state]


def message_state_word(state: MessageState) -> str:
    """Return where a message is."""
    return {
        MessageState.QUEUED: _tr("Notices", "Waiting"),
        MessageState.SENDING: _tr("Notices", "Going out"),
        MessageState.POSTED: _tr("Notices", "With the centre"),
        MessageState.SENT: _tr("Notices", "Sent"),
        MessageState.READ: _tr("Notices", "Read"),
        MessageState.REFUSED: _tr("Notices", "Refused"),
        MessageState.UNSURE: _tr("Notices", "Unsure"),
        MessageState.EXPIRED: _tr("Notices", "Out of date"),
        MessageState.STOPPED: _tr("Notices", "Stopped"),
    }[state]


def message_state_look(state: MessageState) -> tuple[str, Tone]:
    """Return the drawing and the colour of where a message is."""
    return _MESSAGE_LOOKS[state]


def channel_word(kind: ChannelKind) -> str:
    """Return who carries the message."""
    return {
        ChannelKind.WECOM: _tr("Notices", "WeCom group"),
        ChannelKind.DINGTALK: _tr("Notices", "DingTalk group"),
        ChannelKind.FEISHU: _tr("Notices", "Feishu group"),
        ChannelKind.LARK: _tr("Notices", "Lark group"),
        ChannelKind.SERVERCHAN: _tr("Notices", "ServerChan"),
        ChannelKind.PUSHPLUS: _tr("Notices", "Pushplus"),
        ChannelKind.BARK: _tr("Notices", "Bark"),
        ChannelKind.EMAIL: _tr("Notices", "E-mail"),
        ChannelKind.SMS: _tr("Notices", "Text message"),
        ChannelKind.WEBHOOK: _tr("Notices", "Web address"),
        ChannelKind.OTHER: _tr("Notices", "Other service"),
        ChannelKind.CLIPBOARD: _tr("Notices", "Paste by hand"),
        ChannelKind.CENTRE: _tr("Notices", "Members' page"),
    }[kind]


def channel_name(channel: Channel) -> str:
    """Return what a channel is called; those that are always there are named by the window."""
    return named_channel(channel.channel_id, channel.name)


def named_channel(channel_id: str, name: str) -> str:
    """Return what a channel is called, where only its id and its name are known."""
    kind = _ALWAYS_THERE.get(channel_id)
    return channel_word(kind) if kind else name


def channel_icon(kind: ChannelKind) -> str:
    """Return the drawing of a kind of channel."""
    own = {ChannelKind.CLIPBOARD: "paste", ChannelKind.CENTRE: "user", ChannelKind.WEBHOOK: "link"}
    return own.get(kind, "people")


def reach_word(reach: Reach) -> str:
    """Return whom a channel reaches."""
    if reach is Reach.GROUP:
        return _tr("Notices", "a whole group")
    return _tr("Notices", "each person")


def trigger_word(trigger: Trigger) -> str:
    """Return what a rule waits for."""
    return {
        Trigger.ARRIVED: _tr("Notices", "When goods have arrived"),
        Trigger.BEFORE_CLOSING: _tr("Notices", "Before the store closes"),
        Trigger.NEAR_USE_BY: _tr("Notices", "Before goods go off"),
        Trigger.SHORTAGE_SETTLED: _tr("Notices", "When a shortage was settled"),
    }[trigger]
