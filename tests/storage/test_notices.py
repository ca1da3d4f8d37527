"""Notices and what they are written with are kept as they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.notice import (
    Answer,
    Audience,
    Form,
    Notice,
    NoticeKind,
    NoticeState,
    Rule,
    Template,
    Trigger,
)
from leader_app.domain.order import Stage
from leader_app.ports import NoticeQuery
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, POINT
from tests.fakes.real_store import Counter
from tests.storage.notice_things import a_notice

WHOLE = Notice(
    notice_id="n1",
    point_id=POINT,
    kind=NoticeKind.LIVESTREAM,
    title="今晚直播 😀",
    template="{称呼}\n{如果 群发}{名单}{完}",
    form=Form.PICTURE,
    audience=Audience(
        stages=frozenset({Stage.READY, Stage.COLLECTED}),
        product_ids=frozenset({"P1"}),
        buildings=frozenset({"7", "8"}),
        segments=frozenset({"fresh"}),
        members=frozenset({"M1"}),
        without=frozenset({"M2"}),
        since=NOON,
        everybody=True,
    ),
    channels=("c2", "c1"),
    state=NoticeState.WAITING,
    made_at=NOON,
    device_id="D1",
    picture="f" * 64,
    occasion="stream-9",
    rule_id="arrived",
    staff="小李",
    start_at=NOON + timedelta(hours=1),
    expires_at=NOON + timedelta(hours=2),
    extra={"主播": "阿强", "link": "https://live.example"},
)


@pytest.mark.parametrize("notice", [WHOLE, a_notice()])
def test_a_notice_comes_back_as_it_was_kept(store: SqlStore, notice: Notice) -> None:
    with store.write() as work:
        work.notices.put(notice)
        assert work.notices.get("n1") == notice
        changed = replace(notice, state=NoticeState.DONE, title="新")
        work.notices.put(changed)
        assert work.notices.get("n1") == changed
        assert work.notices.get("n2") is None


def test_notices_are_paged_newest_first(store: SqlStore) -> None:
    titles = ["Strawberries", "草莓到了", "牛奶 50% off_", "草莓直播"]
    states = [NoticeState.DRAFT, NoticeState.DONE, NoticeState.DONE, NoticeState.GOING]
    kinds = [NoticeKind.ARRIVED, NoticeKind.ARRIVED, NoticeKind.FREE, NoticeKind.LIVESTREAM]
    asked = {
        NoticeQuery(): "n3 n2 n1 n0",
        NoticeQuery(text=" 草莓 "): "n3 n1",
        NoticeQuery(text="straw"): "n0",
        NoticeQuery(text="%"): "n2",
        NoticeQuery(text="_"): "n2",
        NoticeQuery(states=frozenset({NoticeState.DONE})): "n2 n1",
        NoticeQuery(kinds=frozenset({NoticeKind.ARRIVED}), text="到"): "n1",
        NoticeQuery(text="nothing"): "",
    }
    with store.write() as work:
        for n, told in enumerate(zip(titles, states, kinds, strict=True)):
            title, state, kind = told
            made = a_notice(f"n{n}", minutes=n, state=state)
            work.notices.put(replace(made, title=title, kind=kind))
        for query, names in asked.items():
            found = [x.notice_id for x in work.notices.page(query, 0, 9)]
            assert found == names.split()
            assert work.notices.count(query) == len(found)
        assert [x.notice_id for x in work.notices.page(NoticeQuery(), 1, 2)] == ["n2", "n1"]


CHANNELS = [
    Channel("c1", ChannelKind.WECOM, "二群", "光明花园", active=False, problem="removed"),
    Channel("c2", ChannelKind.SMS, "一群", per_minute=3, per_day=9),
]
TEMPLATES = [
    Template("t1", NoticeKind.THANKS, "谢谢", "谢", "{称呼}", own=True),
    Template("t2", NoticeKind.FREE, "a", "", ""),
]
RULE = Rule(
    *("arrived", Trigger.ARRIVED, Answer.SEND, NoticeKind.ARRIVED, "t1", ("c1", "c2")),
    form=Form.CARD,
    hours=3,
    active=False,
)


@pytest.fixture
def furnished(store: SqlStore) -> SqlStore:
    """Return a store with channels, templates and a rule."""
    with store.write() as work:
        for channel in CHANNELS:
            work.notices.put_channel(channel)
        for template in TEMPLATES:
            work.notices.put_template(template)
        work.notices.put_rule(RULE, NOON)
        work.commit()
    return store


def test_what_notices_are_written_with_is_kept(furnished: SqlStore, counter: Counter) -> None:
    told = counter.heard.changes[-1]
    assert told.ids(Entity.CHANNEL) == {"c1", "c2"}
    assert told.ids(Entity.TEMPLATE) == {"t1", "t2"}
    assert told.ids(Entity.NOTICE_RULE) == {"arrived"}
    with furnished.read() as work:
        assert work.notices.channels() == [CHANNELS[1], CHANNELS[0]]
        assert work.notices.templates() == [TEMPLATES[1], TEMPLATES[0]]
        assert work.notices.rules() == [RULE]
        assert work.notices.rule_since("arrived") == NOON
        assert work.notices.rule_since("other") is None


def test_and_changes_or_goes(furnished: SqlStore) -> None:
    later = NOON + timedelta(hours=1)
    with furnished.write() as work:
        kept = work.notices
        kept.put_rule(replace(RULE, hours=4), later)
        assert kept.rules() == [replace(RULE, hours=4)]
        assert kept.rule_since("arrived") == later
        kept.put_channel(replace(CHANNELS[0], name="三群", problem=""))
        assert {x.name for x in kept.channels()} == {"一群", "三群"}
        for name in ("c1", "c2"):
            kept.forget_channel(name)
        kept.forget_template("t1")
        kept.forget_rule("arrived")
        assert (kept.channels(), kept.templates(), kept.rules()) == ([], [TEMPLATES[1]], [])
