"""Texts with places: flaws are found where they are, values are put in once and never read."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import notice_places
from leader_app.domain.channel import ChannelKind
from leader_app.domain.message_text import escape
from leader_app.domain.notice import Form
from leader_app.domain.notice_places import CONDITIONS, FILLED_BY_HAND, PLACES
from leader_app.domain.notice_text import (
    LONGEST,
    MOST_FLAWS,
    Filled,
    fill,
    flaws,
    places_in,
)

VALUES = {place.name: place.example for place in PLACES}


def card(value: str) -> str:
    return escape(value, ChannelKind.WECOM, Form.CARD)


def text_of(text: str, *truths: str, **values: str) -> str:
    return fill(text, values, truths, str).text


def words_of(text: str) -> list[tuple[str, str]]:
    """What is wrong: the part of the text, and the sentence on it."""
    return [(text[x.start : x.start + x.length], str(x.words)) for x in flaws(text)]


def test_every_place_and_condition_has_two_names_that_name_nothing_else() -> None:
    names = [name for one in PLACES for name in (one.name, one.chinese)]
    names += [name for one in CONDITIONS for name in (one.name, one.chinese)]
    assert len(set(names)) == len(names)
    assert {place.name for place in PLACES} > FILLED_BY_HAND
    for one in PLACES:
        assert notice_places.place(one.name) is notice_places.place(f" {one.chinese} ") is one
        assert notice_places.place(one.name.upper()) is one
        assert (one.name_in("zh_CN"), one.name_in("en")) == (one.chinese, one.name)
        assert one.example
        assert str(one.meaning)
    for condition in CONDITIONS:
        assert notice_places.condition(condition.chinese) is condition
        assert notice_places.condition(condition.name.title()) is condition
        assert str(condition.meaning)
    assert notice_places.place("if") is None
    assert notice_places.condition("name") is None


def test_places_are_filled_in_both_languages_and_on_chinese_keyboards() -> None:
    assert (
        text_of("{称呼}，{ items }到了", name="王阿姨", items="草莓 2 盒")
        == "王阿姨，草莓 2 盒到了"
    )
    assert text_of("｛称呼｝、｛Name｝、{称呼｝", name="王阿姨") == "王阿姨、王阿姨、王阿姨"


def test_conditions_are_followed_in_both_languages() -> None:
    both = "{如果 冷藏}冰{否则}热{完}/{if chilled}cold{else}warm{end}/{IF Chilled}x{END}"
    assert text_of(both, "chilled") == "冰/cold/x"
    assert text_of(both) == "热/warm/"
    assert text_of("{如果冷藏}冰{完}", "chilled") == "冰"


def test_conditions_inside_conditions() -> None:
    text = "{如果 群发}A{如果 冷藏}B{否则}C{完}D{否则}E{如果 冷藏}F{完}G{完}H"
    assert text_of(text, "group", "chilled") == "ABDH"
    assert text_of(text, "group") == "ACDH"
    assert text_of(text, "chilled") == "EFGH"
    assert text_of(text) == "EGH"


def test_a_place_is_a_condition_that_holds_where_it_is_filled() -> None:
    text = "来取。{如果 打烊时间}今天开到 {打烊时间}。{否则}开到很晚。{完}"
    assert text_of(text, closing="21:30") == "来取。今天开到 21:30。"
    assert fill(text, {"closing": " "}, (), str) == Filled("来取。开到很晚。", ())
    assert fill(text, {"closing": "\u202e"}, (), card).text == "来取。开到很晚。"
    assert flaws(text) == ()


def test_braces_written_twice_are_braces() -> None:
    assert text_of("{{称呼}} }} {{", name="王") == "{称呼} } {"
    assert flaws("{{称呼}} }} {{") == ()


def test_what_is_missing_is_named_once_and_only_where_it_is_shown() -> None:
    text = "{原因}{称呼}{原因}{如果 冷藏}{价格}{完}"
    assert fill(text, {"name": "王"}, (), str) == Filled("王", ("reason",))


def test_lines_that_became_empty_go_and_others_stay() -> None:
    text = "a\n{如果 冷藏}\nb\n{完}\n\n{链接}\n\n\n\n{货位} {原因}\nc{如果 冷冻}d{完} \n"
    assert text_of(text) == "a\n\nc"
    assert text_of(text, "chilled", link="x", slots="F-1") == "a\nb\n\nx\n\nF-1\nc"


def test_values_are_never_read_again() -> None:
    assert text_of("{称呼}", name="{商品}{{", items="x") == "{商品}{{"
    assert text_of("{称呼}{完}", name="{如果 冷藏}") == "{如果 冷藏}{完}"


def test_the_list_keeps_its_lines_and_nothing_else_has_any() -> None:
    found = fill("{名单}|{称呼}", {"list": "王*\n@李\n\n", "name": "a\nb"}, (), card).text
    assert found == "王＊\n＠李|a b"


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("https://a.cn/live_1?x=1&y=~2#z", "https://a.cn/live_1?x=1&y=~2#z"),
        (" http://a.cn:8080/ ", "http://a.cn:8080/"),
        ("https://a.cn/)[x](http://b", "https：//a.cn/）［x］（http：//b"),
        ("https://a@b.cn/", "https：//a＠b.cn/"),
        ("javascript:alert", "javascript:alert"),
    ],
)
def test_a_plain_link_stays_one_and_others_do_not(link: str, shown: str) -> None:
    assert fill("{链接}", {"link": link}, (), card).text == shown
    assert "://" not in fill("{称呼}", {"name": link}, (), card).text


def test_what_is_no_place_stays_as_it_is_written() -> None:
    assert text_of("{称乎} ｛x｝ { } {", name="王") == "{称乎} ｛x｝ { } {"
    assert text_of("{如果 晴天}a{否则}b{完}{否则}{完}c") == "b{否则}{完}c"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{称呼}好", []),
        ("好{称乎}", [("{称乎}", "There is no place called “称乎”. Is it “称呼”?")]),
        ("{qqqq}", [("{qqqq}", "There is no place called “qqqq”.")]),
        ("{nmae}", [("{nmae}", "There is no place called “nmae”. Is it “name”?")]),
        ("{ }", [("{ }", "There is nothing between these braces.")]),
        ("{冷藏}", [("{冷藏}", "“冷藏” is a condition: write {如果 冷藏}…{完}.")]),
        (
            "{如果 冷臧}a{完}",
            [("{如果 冷臧}", "There is no condition called “冷臧”. Is it “冷藏”?")],
        ),
        ("{如果 zzzz}a{完}", [("{如果 zzzz}", "There is no condition called “zzzz”.")]),
        ("a{如果 冷藏}b", [("{如果 冷藏}", "This condition has no {完} after it.")]),
        ("a{完}", [("{完}", "Nothing begins that could end here.")]),
        ("{否则}", [("{否则}", "{否则} belongs between a condition and its end.")]),
        (
            "{如果 冷藏}a{否则}b{else}c{完}",
            [("{else}", "{否则} belongs between a condition and its end.")],
        ),
        (
            "a{称呼",
            [("{", "A brace is missing here. For a brace itself, write it twice.")],
        ),
        (
            "a}b",
            [("}", "A brace is missing here. For a brace itself, write it twice.")],
        ),
        (
            "{如果 冷藏}" * 6 + "{完}" * 6,
            [("{如果 冷藏}", "These conditions are nested too deeply.")],
        ),
    ],
)
def test_a_flaw_says_where_and_what(text: str, found: list[tuple[str, str]]) -> None:
    assert words_of(text) == found


def test_flaws_are_in_reading_order_and_not_endless() -> None:
    starts = [flaw.start for flaw in flaws("{如果 冷藏}{x}{如果 冷冻}}")]
    assert starts == sorted(starts)
    assert len(starts) == 4
    assert len(flaws("{x}" * 100_000)) == MOST_FLAWS
    assert len(flaws("{如果 冷藏}" * 100)) == MOST_FLAWS


def test_a_text_too_long_says_so_behind_what_fits() -> None:
    assert flaws("好" * LONGEST) == ()
    (flaw,) = flaws("好" * (LONGEST + 5))
    assert (flaw.start, flaw.length) == (LONGEST, 5)
    assert str(flaw.words) == "The text is too long: 4000 symbols at most."


def test_the_places_of_a_text_are_named_once() -> None:
    assert places_in("{价格}{称呼}{price}{x}{如果 冷藏}{链接}{完}") == ("price", "name", "link")


TOKENS = st.sampled_from(
    ["{称呼}", "{items}", "{如果 冷藏}", "{if group}", "{if link}", "{否则}", "{end}", "{完}", "{{",
     "}}", "{", "}", "｛", "｝", "{x}", "\n", " ", "草莓", "\ue000", "{名单}"]
)  # fmt: skip
TEMPLATES = st.lists(TOKENS, max_size=25).map("".join)
TRUTHS = st.sets(st.sampled_from(["chilled", "group"]))
ANYTHING = st.lists(TOKENS | st.text(max_size=5), max_size=6).map("".join)


@given(TEMPLATES, TRUTHS)
def test_any_text_can_be_judged_and_filled(text: str, truths: set[str]) -> None:
    for flaw in flaws(text):
        assert 0 <= flaw.start < flaw.start + flaw.length <= len(text)
        assert re.match(r"[A-Z{“].*[.?]$", str(flaw.words))
    filled = fill(text, VALUES, truths, str)
    assert "\ue000" not in filled.text
    assert not filled.missing


@given(TEMPLATES, TRUTHS, ANYTHING, ANYTHING)
def test_a_value_stands_whole_where_its_place_was(
    text: str, truths: set[str], name: str, goods: str
) -> None:
    """Filled with two values, then with two words that are replaced by those: it is the same."""
    name, goods = f"n{card(name)}", f"g{card(goods)}"
    values = {"list": "-", "link": "-"}
    straight = fill(text, {**values, "name": name, "items": goods}, truths, str).text
    around = fill(text, {**values, "name": "\x01", "items": "\x02"}, truths, str).text
    assert straight == around.replace("\x01", name).replace("\x02", goods)


@given(TEMPLATES, TRUTHS)
def test_a_text_without_flaws_leaves_no_brace_of_its_own(text: str, truths: set[str]) -> None:
    if "{{" not in text and "}}" not in text and not flaws(text):
        assert not set(fill(text, VALUES, truths, str).text) & set("{}")
