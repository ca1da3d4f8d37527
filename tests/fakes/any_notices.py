"""Hypothesis strategies: any touches, posts and reactions a counter may tell of."""

from __future__ import annotations

from datetime import datetime

from hypothesis import strategies as st

from leader_app.domain.channel import ChannelKind
from leader_app.domain.command import from_microseconds
from leader_app.domain.notice import PURPOSES, NoticeKind
from leader_app.domain.notice_deed import Post
from leader_app.domain.order import LineKey
from leader_app.domain.touch import (
    Account,
    AccountKind,
    Contact,
    Reaction,
    ReactionKind,
    Touch,
)
from tests.fakes.any_goods import texts

names = texts(64, 1)
moments: st.SearchStrategy[datetime] = st.integers(10**15, 4 * 10**15).map(from_microseconds)
accounts = st.builds(Account, st.sampled_from(AccountKind), texts(60, 1))
reasons = st.lists(st.binary(min_size=16, max_size=16).map(bytes.hex), min_size=1, max_size=3)
line_keys = st.builds(LineKey, names, st.integers(0, 2**31 - 1))


@st.composite
def touches(draw: st.DrawFn, device_id: str = "d1", point_id: int = 7) -> Touch:
    """Return any touch of a counter."""
    kind = draw(st.sampled_from(NoticeKind))
    return Touch(
        touch_id=draw(names),
        notice_id=draw(names),
        point_id=point_id,
        account=draw(accounts),
        kind=kind,
        purpose=PURPOSES[kind],
        channel=draw(st.sampled_from(ChannelKind)),
        channel_name=draw(texts(60)),
        title=draw(texts(120)),
        member_ids=tuple(draw(st.lists(names, max_size=3))),
        reasons=tuple(draw(reasons)),
        lines=tuple(draw(st.lists(line_keys, max_size=3))),
        at=draw(moments),
        device_id=device_id,
        staff="小李",
        late=draw(st.booleans()),
        unsure=draw(st.booleans()),
    )


posts: st.SearchStrategy[Post] = st.builds(
    Post,
    message_id=names,
    notice_id=names,
    kind=st.sampled_from(NoticeKind),
    member_id=names,
    member_ids=st.lists(names, max_size=3).map(tuple),
    lines=st.lists(line_keys, max_size=3).map(tuple),
    reasons=reasons.map(tuple),
    title=texts(120),
    text=texts(4_000, 1),
    picture=texts(64),
    expires_at=st.none() | moments,
)

SAID = (
    ReactionKind.THANKED,
    ReactionKind.RATED,
    ReactionKind.MUTED,
    ReactionKind.COMPLAINED,
)
reactions: st.SearchStrategy[Reaction] = st.builds(
    Reaction,
    reaction_id=names,
    point_id=st.just(7),
    account=accounts,
    touch_id=texts(64),
    kind=st.sampled_from(SAID),
    at=moments,
    detail=texts(200),
)
contacts: st.SearchStrategy[Contact] = st.builds(
    Contact,
    names,
    *(st.booleans() for _ in range(5)),
    st.lists(names, max_size=3).map(tuple),
)
