"""Writing: templates, who is chosen from, how a draft reads, what is in its way."""

from dataclasses import replace

import pytest

from leader_app.domain.notice import Form, NoticeKind, Template
from leader_app.errors import Refused
from tests.unit.services.notices.rig import EVERYBODY, Rig


def test_own_templates_stand_beside_those_of_the_house(rig: Rig) -> None:
    compose = rig.desk.compose
    house = compose.templates()
    assert {x.kind for x in house} == set(NoticeKind)
    changed = replace(house[0], text="{称呼}，到了")
    own = Template("t1", NoticeKind.FREE, "周末", "周末", "{称呼}，周末好", own=True)
    compose.keep_template(changed)
    compose.keep_template(own)
    assert compose.templates()[0].text == "{称呼}，到了"
    assert compose.templates()[-1] == own
    compose.forget_template(changed.template_id)
    compose.forget_template("t1")
    assert compose.templates() == house


@pytest.mark.parametrize(
    "fields", [{"text": "{没有}"}, {"title": "{称呼"}, {"text": " "}, {"name": ""}]
)
def test_a_template_with_a_flaw_is_not_kept(rig: Rig, fields: dict[str, str]) -> None:
    usual = Template("t1", NoticeKind.FREE, "周末", "周末", "好", own=True)
    with pytest.raises(Refused):
        rig.desk.compose.keep_template(replace(usual, **fields))  # type: ignore[arg-type]


def test_products_and_people_are_found(rig: Rig) -> None:
    rig.waiting(3)
    compose = rig.desk.compose
    (milk,) = compose.products()
    assert (milk.name, milk.households) == ("鲜牛奶", 3)
    assert [x.member_id for x in compose.people("2-1", 9)] == ["M2"]
    assert len(compose.people("1234", 9)) == 3
    assert len(compose.people("王", 2)) == 2
    assert not compose.people(" ", 9)
    assert [x.name for x in compose.named(["M1", "gone"])] == ["王**"]
    assert compose.buildings() == {"1": 1, "2": 1, "3": 1}
    assert not compose.segments()


def test_a_draft_reads_as_it_will_go_out(rig: Rig) -> None:
    rig.waiting(2)
    group = rig.robot()
    draft = rig.draft(NoticeKind.ARRIVED, group.channel_id, "centre")
    seen = rig.desk.compose.preview(draft, group.channel_id)
    own = rig.desk.compose.preview(draft, "centre", "M2")
    assert 0 < seen.used <= seen.limit
    assert "王2明" in own.pieces[0]
    assert not rig.desk.compose.preview(draft, "centre", "M9").pieces
    with pytest.raises(Refused):
        rig.desk.compose.preview(draft, "gone")
    rig.desk.compose.send(draft)
    rig.run()
    assert tuple(rig.sender.texts()) == seen.pieces


def test_the_channels_used_last_are_proposed(rig: Rig) -> None:
    rig.waiting(1)
    group = rig.robot()
    assert rig.desk.compose.new(NoticeKind.FREE).channels == (group.channel_id,)
    rig.send(NoticeKind.ARRIVED, "centre", group.channel_id)
    assert rig.desk.compose.new(NoticeKind.FREE).channels == ("centre", group.channel_id)


@pytest.mark.parametrize(
    "fields",
    [
        {"template": " "},
        {"template": "{没有}"},
        {"title": "{称呼"},
        {"channels": ()},
        {"channels": ("gone",)},
        {"form": Form.PICTURE},
        {"template": "{链接}"},
    ],
)
def test_what_is_in_the_way_is_said_and_nothing_is_queued(
    rig: Rig, fields: dict[str, object]
) -> None:
    rig.waiting(1)
    draft = rig.draft(NoticeKind.FREE, rig.robot().channel_id, audience=EVERYBODY, template="好")
    broken = replace(draft, **fields)  # type: ignore[arg-type]
    plan = rig.desk.compose.plan(broken)
    assert plan.obstacles or plan.flaws
    with pytest.raises(Refused):
        rig.desk.compose.send(broken)
    with rig.store.read() as work:
        assert work.notices.get(draft.notice_id) is None


def test_what_only_one_person_lacks_stops_only_their_message(rig: Rig) -> None:
    rig.waiting(250)
    (member, _, _) = rig.waiting(1, start=999)[0]
    rig.tell(replace(member, building="999", room=""), version=5)
    draft = rig.draft(NoticeKind.ARRIVED, "centre", template="{称呼} {楼栋房号}")
    notice = rig.desk.compose.send(draft)
    rig.run()
    refused = [x for x in rig.messages(notice) if x.state.value == "refused"]
    assert [x.member_id for x in refused] == ["M999"]
    notes = rig.desk.log.messages(notice.notice_id, frozenset({refused[0].state}), 0, 9)
    assert "楼栋房号" in str(notes[0].words)
