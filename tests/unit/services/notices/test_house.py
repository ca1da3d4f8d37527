"""The templates of the house: without flaws, true with little known, short, in both languages."""

import itertools
import re

import pytest

from leader_app.domain.message_text import sms_segments
from leader_app.domain.notice import NoticeKind, Template
from leader_app.domain.notice_places import FILLED_BY_HAND, PLACES
from leader_app.domain.notice_text import fill, flaws, places_in
from leader_app.services.notices.house import house_templates

EXAMPLES = {place.name: place.example for place in PLACES}
LIST = "王** 1234：草莓 2 盒\n李** 5678：鲜牛奶 1 瓶"
MUST = {
    NoticeKind.RECALL: {"reason"},
    NoticeKind.LIVESTREAM: {"time"},
    NoticeKind.NEAR_USE_BY: {"use_by"},
}
LINE_KINDS = [
    NoticeKind.ARRIVED,
    NoticeKind.PARTLY_ARRIVED,
    NoticeKind.LAST_CALL,
    NoticeKind.DELAYED,
    NoticeKind.SHORTAGE,
    NoticeKind.SHORTAGE_SETTLED,
    NoticeKind.NEAR_USE_BY,
]
ALL = [*house_templates("zh_CN"), *house_templates("en")]


def text_of(template: Template, *truths: str, without: frozenset[str] = frozenset()) -> str:
    name = "各位邻居" if "group" in truths else "王阿姨"
    values = {**EXAMPLES, "name": name, "list": LIST}
    kept = {place: value for place, value in values.items() if place not in without}
    filled = fill(template.text, kept, truths, str)
    assert not filled.missing, template
    return filled.text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_there_is_one_for_each_kind_with_an_id_of_its_own(language: str) -> None:
    found = house_templates(language)
    assert [x.kind for x in found] == list(NoticeKind)
    assert [x.template_id for x in found] == [f"house-{kind.value}" for kind in NoticeKind]
    assert all(x.name and not x.own for x in found)
    assert all(x.title for x in found if x.kind is not NoticeKind.FREE)


@pytest.mark.parametrize("template", ALL, ids=lambda x: f"{x.kind}-{x.name}")
def test_none_has_a_flaw_nor_shouts_and_all_fit_a_telephone(template: Template) -> None:
    assert flaws(template.text) == flaws(template.title) == ()
    assert not set(template.text) & set("!！")
    assert sms_segments(text_of(template, "chilled", "frozen", "several", "partly")) <= 5


@pytest.mark.parametrize("template", ALL, ids=lambda x: f"{x.kind}-{x.name}")
def test_what_may_be_unknown_leaves_no_half_sentence(template: Template) -> None:
    """Whatever is not known, nothing is missing and no mark stands beside a gap."""
    must = {"name", "items", "list", "today", *MUST.get(template.kind, ())}
    free = sorted(set(places_in(template.text)) - must)
    for count, group in itertools.product(range(len(free) + 1), (True, False)):
        for gone in itertools.combinations(free, count):
            truths = ["group", "chilled"] if group else ["frozen"]
            text = text_of(template, *truths, without=frozenset(gone))
            assert not re.search(r"[：，（(]\s*[。，.)]|。。|\.\.|  | \.|^[，。]|^\s|\n\n", text), (
                text
            )
            assert "{" not in text


@pytest.mark.parametrize("template", ALL, ids=lambda x: f"{x.kind}-{x.name}")
def test_a_group_reads_a_list_and_a_person_does_not(template: Template) -> None:
    group, person = text_of(template, "group"), text_of(template)
    assert (LIST in group) is (template.kind in LINE_KINDS)
    assert LIST not in person
    assert "您订的" not in group
    assert "1234" not in person
    if template.kind in LINE_KINDS:
        assert EXAMPLES["items"] in person


def test_a_recall_says_what_to_do() -> None:
    chinese, english = (
        next(x for x in house_templates(language) if x.kind is NoticeKind.RECALL)
        for language in ("zh_CN", "en")
    )
    for words in ("请先不要吃", "带回", "全额退款", "医生"):
        assert words in text_of(chinese) + chinese.title
    for words in ("do not eat", "bring it back", "all your money back", "doctor"):
        assert words in text_of(english)
    assert fill(chinese.text, {"name": "王", "items": "草莓"}, (), str).missing == ("reason",)


def test_every_place_filled_by_hand_is_shown_by_example() -> None:
    assert {place for template in ALL for place in places_in(template.text)} > FILLED_BY_HAND
