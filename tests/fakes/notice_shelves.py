"""The shelves for notices of a store in memory: the real one's promises, told as plainly."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from leader_app.domain.channel import Channel
from leader_app.domain.notice import Notice, Rule, Template
from leader_app.domain.order import LineKey
from leader_app.domain.outgoing import Message, MessageState
from leader_app.domain.touch import Contact, Reaction, ReactionKind, Touch, told_key
from leader_app.ports import NoticeQuery

_FREED = (MessageState.REFUSED, MessageState.EXPIRED, MessageState.STOPPED)
_STEPS = {
    ReactionKind.DELIVERED: ("posted", MessageState.SENT),
    ReactionKind.OPENED: ("posted sent refused", MessageState.READ),
    ReactionKind.REFUSED: ("posted sent", MessageState.REFUSED),
}


@dataclass
class NoticeBook:
    """Everything a store keeps of notices."""

    notices: dict[str, Notice] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    templates: dict[str, Template] = field(default_factory=dict)
    rules: dict[str, tuple[Rule, datetime]] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    calls: list[tuple[str, datetime]] = field(default_factory=list)
    touches: dict[str, Touch] = field(default_factory=dict)
    reactions: dict[str, Reaction] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    said: dict[str, Contact] = field(default_factory=dict)
    arrived_at: dict[LineKey, datetime] = field(default_factory=dict)

    def told_elsewhere(self, key: str, message_id: str) -> bool:
        """Tell whether somebody but this message told, or will tell, what a key stands for."""
        held = (x for x in self.messages.values() if x.state not in _FREED)
        if any(key in keys_of(x) for x in held if x.message_id != message_id):
            return True
        return any(key in keys_of(x) and self.counts(x) for x in self.others(message_id))

    def others(self, message_id: str) -> Iterable[Touch]:
        """Return the touches that are not of this message."""
        return [x for x in self.touches.values() if x.touch_id != message_id]

    def counts(self, touch: Touch) -> bool:
        """Tell whether a touch told anything: it does not if the centre says that it was lost."""
        back = {x.kind for x in self.reactions.values() if x.touch_id == touch.touch_id}
        arrived = back & {ReactionKind.DELIVERED, ReactionKind.OPENED}
        return ReactionKind.REFUSED not in back or bool(arrived)

    def touch(self, touch: Touch) -> None:
        """Book a touch: what it told drops out of the queue, what was posted is sent."""
        if touch.touch_id in self.touches:
            return
        self.touches[touch.touch_id] = touch
        lost = keys_of(touch) if self.counts(touch) else set()
        for message in list(self.messages.values()):
            if message.message_id == touch.touch_id:
                if message.state is MessageState.POSTED:
                    self.move(message, MessageState.SENT)
            elif message.state is MessageState.QUEUED and lost & keys_of(message):
                left = without(message, lost)
                self.messages[message.message_id] = left
                if not left.reasons:
                    self.move(left, MessageState.EXPIRED)

    def react(self, reaction: Reaction) -> None:
        """Book what came back, and move the message it came back to."""
        if reaction.reaction_id in self.reactions:
            return
        self.reactions[reaction.reaction_id] = reaction
        message = self.messages.get(reaction.touch_id)
        if message is not None and reaction.kind in _STEPS:
            before, after = _STEPS[reaction.kind]
            if message.state.value in before.split():
                self.move(message, after)

    def move(self, message: Message, state: MessageState) -> None:
        """Put a message into a state."""
        self.messages[message.message_id] = replace(message, state=state)


def keys_of(told: Message | Touch) -> set[str]:
    """Return what a message or a touch tells."""
    return {told_key(told.account, x) for x in told.reasons}


def without(message: Message, keys: Collection[str]) -> Message:
    """Return a message that no longer tells what these keys stand for."""
    stay = [n for n, x in enumerate(message.reasons) if told_key(message.account, x) not in keys]
    parallel = len(message.reasons) == len(message.lines)
    lines = tuple(message.lines[n] for n in stay) if parallel else message.lines
    return replace(message, reasons=tuple(message.reasons[n] for n in stay), lines=lines)


@dataclass
class Notices:
    kept: NoticeBook

    def put(self, notice: Notice) -> None:
        self.kept.notices[notice.notice_id] = notice

    def get(self, notice_id: str) -> Notice | None:
        return self.kept.notices.get(notice_id)

    def forget(self, notice_id: str) -> None:
        if any(x.notice_id == notice_id for x in self.kept.messages.values()):
            raise ValueError(notice_id)
        self.kept.notices.pop(notice_id, None)

    def count(self, query: NoticeQuery) -> int:
        return len(self._found(query))

    def page(self, query: NoticeQuery, offset: int, limit: int) -> Sequence[Notice]:
        return self._found(query)[offset : offset + limit]

    def channels(self) -> Sequence[Channel]:
        return sorted(self.kept.channels.values(), key=lambda x: (x.name, x.channel_id))

    def put_channel(self, channel: Channel) -> None:
        self.kept.channels[channel.channel_id] = channel

    def forget_channel(self, channel_id: str) -> None:
        self.kept.channels.pop(channel_id, None)

    def templates(self) -> Sequence[Template]:
        return sorted(self.kept.templates.values(), key=lambda x: (x.name, x.template_id))

    def put_template(self, template: Template) -> None:
        self.kept.templates[template.template_id] = template

    def forget_template(self, template_id: str) -> None:
        self.kept.templates.pop(template_id, None)

    def rules(self) -> Sequence[Rule]:
        return [self.kept.rules[name][0] for name in sorted(self.kept.rules)]

    def put_rule(self, rule: Rule, since: datetime) -> None:
        self.kept.rules[rule.rule_id] = (rule, since)

    def rule_since(self, rule_id: str) -> datetime | None:
        found = self.kept.rules.get(rule_id)
        return found[1] if found else None

    def forget_rule(self, rule_id: str) -> None:
        self.kept.rules.pop(rule_id, None)

    def _found(self, query: NoticeQuery) -> list[Notice]:
        found = [
            x
            for x in self.kept.notices.values()
            if (not query.states or x.state in query.states)
            and (not query.kinds or x.kind in query.kinds)
            and query.text.strip().lower() in x.title.lower()
        ]
        return sorted(found, key=lambda x: (x.made_at, x.notice_id), reverse=True)


@dataclass
class Messages:
    kept: NoticeBook

    def add(self, messages: Sequence[Message]) -> Sequence[Message]:
        added = []
        for message in messages:
            if message.message_id not in self.kept.messages:
                left = self._left(message, keys_of(message))
                if left.reasons:
                    self.kept.messages[message.message_id] = left
                    added.append(left)
        return added

    def put(self, message: Message) -> None:
        before = self.kept.messages.get(message.message_id)
        had = keys_of(before) if before and before.state not in _FREED else set()
        if message.state is MessageState.QUEUED:
            left = self._left(message, keys_of(message) - had)
            message = left if left.reasons else replace(message, state=MessageState.EXPIRED)
        self.kept.messages[message.message_id] = message

    def get(self, message_id: str) -> Message | None:
        return self.kept.messages.get(message_id)

    def of_notice(
        self, notice_id: str, states: Collection[MessageState], offset: int, limit: int
    ) -> Sequence[Message]:
        found = [x for x in self._all(notice_id) if not states or x.state in states]
        return sorted(found, key=lambda x: (x.sort, x.message_id))[offset : offset + limit]

    def counts(self, notice_id: str) -> Mapping[MessageState, int]:
        states = [x.state for x in self._all(notice_id)]
        return {x: states.count(x) for x in set(states)}

    def due(self, channel_id: str, now: datetime) -> Message | None:
        waiting = [x for x in self._queued() if x.channel_id == channel_id and x.not_before <= now]
        return min(waiting, key=lambda x: (x.not_before, x.sort, x.message_id), default=None)

    def next_due(self) -> Mapping[str, datetime]:
        found: dict[str, datetime] = {}
        for one in sorted(self._queued(), key=lambda x: x.not_before):
            found.setdefault(one.channel_id, one.not_before)
        return found

    def in_state(self, state: MessageState, limit: int) -> Sequence[Message]:
        found = [x for x in self.kept.messages.values() if x.state is state]
        return sorted(found, key=lambda x: (str(x.changed_at or ""), x.message_id))[:limit]

    def in_state_count(self, state: MessageState) -> int:
        return sum(x.state is state for x in self.kept.messages.values())

    def note_call(self, channel_id: str, at: datetime) -> None:
        oldest = at - timedelta(days=2)
        calls = [x for x in self.kept.calls if x[0] != channel_id or x[1] >= oldest]
        self.kept.calls = [*calls, (channel_id, at)]

    def calls_since(self, channel_id: str, since: datetime) -> Sequence[datetime]:
        return sorted(at for name, at in self.kept.calls if name == channel_id and at >= since)

    def _all(self, notice_id: str) -> list[Message]:
        return [x for x in self.kept.messages.values() if x.notice_id == notice_id]

    def _queued(self) -> list[Message]:
        return [x for x in self.kept.messages.values() if x.state is MessageState.QUEUED]

    def _left(self, message: Message, new: Collection[str]) -> Message:
        name = message.message_id
        return without(message, {key for key in new if self.kept.told_elsewhere(key, name)})
