"""Names, goods and texts made to do harm travel through plan, queue and channel, and do none."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.channel import ChannelKind, Reach
from leader_app.domain.message_text import length
from leader_app.domain.neighbourhood import Point
from leader_app.domain.notice import Form, NoticeKind
from leader_app.domain.outgoing import MessageState
from leader_app.domain.symbols import symbols
from leader_app.errors import Refused
from leader_app.ports import FeedChange, FeedPage
from tests.fakes.goods_floor import MILK, an_order
from tests.fakes.pickups import POINT
from tests.unit.services.notices.rig import EVERYBODY, Ordered, Rig

FAMILY = "👨‍👩‍👧‍👦"
NASTY = (
    "<@all>@所有人[点](http://e.vil)<font color=red>**\u202e\n李四 9999：金条\r\n# 群主\x00{商品}{{"
)
HARM = re.compile(r"<@|@|<font|<at|\[点\]\(|://|[\u202e\x00\r]|^# |^李四", re.MULTILINE)
GROUPS = [
    kind
    for kind in ChannelKind
    if kind not in {ChannelKind.CENTRE, ChannelKind.CLIPBOARD, ChannelKind.EMAIL, ChannelKind.SMS}
]


def named(rig: Rig, number: int, name: str) -> Ordered:
    """Let somebody of this name wait for two bottles of milk."""
    member, claim, order = an_order(number, ("milk", 2), arrived=2, slot="F-1")
    made = replace(member, name=name), claim, order
    rig.tell(*made)
    return made


def shop(rig: Rig, name: str, hours: str) -> None:
    """Let the centre say what the pickup point is called, where it is and when it is open."""
    now = rig.clock.now()
    news = FeedChange(Entity.POINT, str(POINT), 2, Point(POINT, name, name, hours))
    rig.store.mirror.apply(FeedPage([news], "shop", 0, False, now, now))


@pytest.mark.parametrize("kind", GROUPS)
@pytest.mark.parametrize("form", [Form.TEXT, Form.CARD])
def test_no_name_of_people_goods_or_shops_calls_or_forges(
    rig: Rig, kind: ChannelKind, form: Form
) -> None:
    rig.tell(replace(MILK, name=NASTY), version=2)
    shop(rig, NASTY, "8:00-22:00")
    named(rig, 1, NASTY)
    named(rig, 2, "李小花")
    robot = rig.robot("群", kind)
    assert robot.traits.reach is Reach.GROUP
    draft = rig.draft(NoticeKind.ARRIVED, robot.channel_id, form=form)
    rig.desk.compose.send(replace(draft, title="{门店} {称呼}"))
    rig.run()
    (call,) = rig.sender.calls
    own_heading = call.text.removeprefix("## ")
    assert not HARM.search(own_heading), own_heading
    assert not HARM.search(call.piece.title)
    lines = [line for line in call.text.split("\n") if "1234" in line]
    assert len(lines) == 2
    assert "{商品}" in call.text


@pytest.mark.parametrize("kind", [ChannelKind.EMAIL, ChannelKind.SMS])
def test_a_person_with_such_a_name_reads_it_and_nothing_more(rig: Rig, kind: ChannelKind) -> None:
    named(rig, 1, NASTY)
    rig.book.known["M1"] = "13800000001"
    way = rig.robot("人", kind)
    rig.send(NoticeKind.ARRIVED, way.channel_id)
    rig.run()
    (call,) = rig.sender.calls
    assert not HARM.search(call.text)


def test_what_the_leader_fills_in_calls_nobody_either_but_a_link_is_one(rig: Rig) -> None:
    rig.waiting(1)
    robot = rig.robot()
    extra = {"time": "今晚<@all>", "link": "https://live.example/a_b?x=1", "host": "@所有人"}
    draft = rig.draft(NoticeKind.LIVESTREAM, robot.channel_id, form=Form.CARD, extra=extra)
    rig.desk.compose.send(replace(draft, audience=EVERYBODY))
    rig.run()
    (text,) = rig.sender.texts()
    assert "https://live.example/a_b?x=1" in text
    assert "今晚＜＠all＞" in text
    assert "＠所有人主持" in text


def test_a_flood_of_emoji_in_a_name_floods_nobody(rig: Rig) -> None:
    named(rig, 1, FAMILY * 3_000)
    named(rig, 2, "\u0301" * 3_000)
    robot, page = rig.robot(), rig.robot("信", ChannelKind.SMS)
    rig.book.known["M1"] = "13800000001"
    rig.send(NoticeKind.ARRIVED, robot.channel_id, page.channel_id)
    rig.run()
    rig.run_for(timedelta(minutes=10))
    (text,) = rig.sender.texts(robot.channel_id)
    assert f"{FAMILY}***** 1234" in text
    assert length(text, robot.traits.unit) < 1_000
    assert rig.sender.texts(page.channel_id)
    assert all(length(x, page.traits.unit) <= 500 for x in rig.sender.texts(page.channel_id))


def test_a_list_of_two_thousand_names_each_household_once_in_pieces_that_fit(rig: Rig) -> None:
    rig.waiting(2_000)
    robot = rig.robot()
    notice = rig.send(NoticeKind.ARRIVED, robot.channel_id)
    rig.run_for(timedelta(minutes=10))
    assert rig.states(notice) == {MessageState.SENT: 2}
    texts = rig.sender.texts()
    assert all(length(x, robot.traits.unit) <= robot.traits.lengths[Form.TEXT] for x in texts)
    named_lines = [line for text in texts for line in text.split("\n") if "1234：" in line]
    assert len(named_lines) == 2_000
    numbers = [re.match(r"\((\d+)/(\d+)\)\n", text) for text in texts]
    assert all(numbers)


def test_a_place_that_nothing_fills_is_said_before_it_is_sent(rig: Rig) -> None:
    rig.waiting(1)
    robot = rig.robot()
    draft = rig.draft(NoticeKind.ARRIVED, robot.channel_id, template="{称呼}：{原因}")
    plan = rig.desk.compose.plan(draft)
    assert [str(x) for x in plan.obstacles] == ["Nothing is known to fill {原因} with."]
    with pytest.raises(Refused):
        rig.desk.compose.send(draft)
    assert not rig.messages(draft)


@pytest.mark.parametrize("template", ["{称乎}", "{如果 冷藏}x", "a}b", "{" * 4_001])
def test_a_text_with_a_flaw_is_never_sent_nor_kept_as_a_template(rig: Rig, template: str) -> None:
    rig.waiting(1)
    robot = rig.robot()
    draft = rig.draft(NoticeKind.ARRIVED, robot.channel_id, template=template)
    assert rig.desk.compose.plan(draft).flaws
    with pytest.raises(Refused):
        rig.desk.compose.send(draft)
    house = rig.desk.compose.templates()[0]
    with pytest.raises(Refused):
        rig.desk.compose.keep_template(replace(house, text=template))


def test_a_flaw_in_a_title_is_said_with_the_plan(rig: Rig) -> None:
    rig.waiting(1)
    robot = rig.robot()
    draft = rig.draft(NoticeKind.ARRIVED, robot.channel_id, title="{商平}到了")
    (words,) = rig.desk.compose.plan(draft).obstacles
    assert str(words) == "There is no place called “商平”. Is it “商品”?"


@pytest.mark.parametrize("kind", [x for x in NoticeKind if x is not NoticeKind.FREE])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_words_of_the_house_need_no_hours_no_slot_no_name_of_the_shop(
    rig: Rig, kind: NoticeKind, language: str
) -> None:
    """A counter that knows nothing but names can tell what came, at once, without a refusal."""
    with rig.store.write() as work:
        work.settings.put("notices.language", language)
        work.commit()
    shop(rig, "", "")
    made = an_order(1, ("milk", 2), arrived=1)
    rig.tell(*made)
    robot = rig.robot()
    extra = {"reason": "路上堵车", "time": "19:30"}
    draft = rig.draft(kind, robot.channel_id, extra=extra)
    if draft.kind is NoticeKind.RECALL:
        draft = replace(draft, audience=replace(draft.audience, product_ids=frozenset({"milk"})))
    if draft.kind in {NoticeKind.NEAR_USE_BY, NoticeKind.SHORTAGE_SETTLED}:
        return  # nobody is told these without a lot or a shortage that was told before
    rig.desk.compose.send(draft)
    rig.run()
    (text,) = rig.sender.texts()
    assert "{" not in text
    assert not re.search(r"  |[，：]。|^\s*$", text.split("\n", 1)[-1]), text


def test_a_recall_names_what_is_called_back(rig: Rig) -> None:
    rig.waiting(1)
    robot = rig.robot()
    draft = rig.draft(NoticeKind.RECALL, robot.channel_id, extra={"reason": "温度异常"})
    (words,) = rig.desk.compose.plan(draft).obstacles
    assert str(words) == "Choose the product that is called back."
    rig.desk.compose.send(replace(draft, extra={**draft.extra, "product": "批次 7 的牛奶"}))
    rig.run()
    assert "批次 7 的牛奶请先不要吃：温度异常。" in rig.sender.texts()[0]


def test_places_are_offered_in_the_language_notices_are_written_in(rig: Rig) -> None:
    assert rig.desk.compose.places()[0].name == "称呼"
    with rig.store.write() as work:
        work.settings.put("notices.language", "en")
        work.commit()
    assert rig.desk.compose.places()[0].name == "name"


def test_a_lone_half_of_a_character_in_a_text_goes_nowhere(rig: Rig) -> None:
    rig.waiting(1)
    robot = rig.robot()
    rig.send(
        NoticeKind.ARRIVED,
        robot.channel_id,
        title="货\ud83d到",
        template="{称呼}\ud800\x00好\u202e",
    )
    rig.run()
    (text,) = rig.sender.texts()
    assert text == "货到\n各位邻居好"


def test_a_plan_says_how_many_sms_a_gateway_counts(rig: Rig) -> None:
    rig.waiting(3)
    page = rig.robot("信", ChannelKind.SMS)
    for text, count in (("a" * 153, 3), ("a" * 154, 6), ("草" * 63, 3), ("草" * 64, 6)):
        draft = rig.draft(NoticeKind.ARRIVED, page.channel_id, template=text)
        draft = replace(draft, title="hello!" if text[0] == "a" else "货到了来取啊")
        (load,) = rig.desk.compose.plan(draft).loads
        assert str(load.words) == f"Counts as {count} SMS."


def test_a_title_is_shortened_between_symbols(rig: Rig) -> None:
    rig.waiting(1)
    robot = rig.robot("酱", ChannelKind.SERVERCHAN)
    rig.send(NoticeKind.ARRIVED, robot.channel_id, title=FAMILY * 20)
    rig.run()
    (call,) = rig.sender.calls
    assert len(call.piece.title) <= robot.traits.longest_title
    assert {*symbols(call.piece.title)} == {FAMILY, "…"}
