"""What touches and reactions do to this counter's messages, whoever they come from.

What somebody else told drops out of our queue, and a message the centre delivers for us goes the
way its touch and its reactions say: posted, sent, read or refused.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.outgoing import Message, MessageState, Refusal
from leader_app.domain.touch import Reaction, ReactionKind, Touch, told_key
from leader_app.ports import FeedChange
from leader_app.storage import held_reasons, messages, own_contacts
from leader_app.storage.notice_tables import touch_reasons
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session

_tell = Prepared(insert(touch_reasons).on_conflict_do_nothing())
_UNDER_WAY = frozenset({MessageState.POSTED, MessageState.SENT})
_STEPS: Mapping[ReactionKind, tuple[frozenset[MessageState], MessageState]] = {
    ReactionKind.DELIVERED: (frozenset({MessageState.POSTED}), MessageState.SENT),
    ReactionKind.REFUSED: (_UNDER_WAY, MessageState.REFUSED),
    ReactionKind.OPENED: (_UNDER_WAY | {MessageState.REFUSED}, MessageState.READ),
}
_NO_WAY = "no_way"


def heard(
    session: Session, news: Sequence[FeedChange], known: Collection[str], applied_seq: int
) -> None:
    """Follow what a page told of one kind; ``known`` was here before and moves nothing again."""
    fresh = [change.item for change in news if change.id not in known]
    told = [item for item in fresh if isinstance(item, Touch)]
    if told:
        touched(session, told)
    came_back = [item for item in fresh if isinstance(item, Reaction)]
    if came_back:
        reacted(session, came_back)
    own_contacts.heard(session, news, applied_seq)


def touched(session: Session, told: Sequence[Touch]) -> None:
    """Mark what touches told, take it out of our queue, and move what was posted."""
    keys = {told_key(x.account, reason): x.touch_id for x in told for reason in x.reasons}
    rows = [
        {"told_key": told_key(x.account, reason), "touch_id": x.touch_id}
        for x in told
        for reason in x.reasons
    ]
    if rows:
        _tell.run_many(session.connection, rows)
    _drop(session, keys)
    posted = messages.by_id(session, [x.touch_id for x in told])
    _move(
        session,
        [replace(x, state=MessageState.SENT) for x in posted if x.state is MessageState.POSTED],
    )


def reacted(session: Session, came_back: Sequence[Reaction]) -> None:
    """Move the messages that something came back to."""
    by_touch: dict[str, list[Reaction]] = defaultdict(list)
    for reaction in came_back:
        if reaction.kind in _STEPS:
            by_touch[reaction.touch_id].append(reaction)
    found = messages.by_id(session, by_touch)
    after = [_after(x, by_touch[x.message_id]) for x in found]
    _move(session, [x for x, before in zip(after, found, strict=True) if x != before])


def refuse(session: Session, message_ids: Collection[str], why: str) -> None:
    """Take back what the centre was asked to deliver and turned down."""
    found = messages.by_id(session, message_ids)
    _move(session, [_refused(x, why) for x in found if x.state is MessageState.POSTED])


def _after(message: Message, came_back: Iterable[Reaction]) -> Message:
    for reaction in sorted(came_back, key=lambda x: (x.at, x.reaction_id)):
        before, state = _STEPS[reaction.kind]
        if message.state not in before:
            continue
        if state is MessageState.REFUSED:
            message = _refused(message, reaction.detail)
        else:
            message = replace(message, state=state, problem="", detail="")
    return message


def _refused(message: Message, why: str) -> Message:
    problem = Refusal.NO_ADDRESS if why == _NO_WAY else Refusal.OTHER
    return replace(message, state=MessageState.REFUSED, problem=problem.value, detail=why)


def _drop(session: Session, keys: Mapping[str, str]) -> None:
    """Take what was told out of queued messages; those with nothing left to tell expire."""
    connection = session.connection
    counting = held_reasons.told_by_touches(connection, keys)
    lost: dict[str, set[str]] = defaultdict(set)
    for key, message_id in held_reasons.holders(connection, counting):
        if counting[key] - {message_id}:
            lost[message_id].add(key)
    left: list[Message] = []
    for message in messages.by_id(session, lost):
        if message.state is MessageState.QUEUED:
            held_reasons.free(connection, message.message_id, lost[message.message_id])
            left.append(held_reasons.without(message, lost[message.message_id]))
    _move(session, [x if x.reasons else replace(x, state=MessageState.EXPIRED) for x in left])


def _move(session: Session, changed: Sequence[Message]) -> None:
    now = session.clock.now()
    moved = [replace(x, changed_at=now) for x in changed]
    connection = session.connection
    messages.put(session, [held_reasons.settle(connection, x) for x in moved])
