"""Texts are counted as channels count them, cut where people would, and values are only read."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from leader_app.domain.channel import ChannelKind, Unit
from leader_app.domain.message_text import (
    clean,
    escape,
    length,
    plain,
    shorten,
    sms_segments,
    split,
)
from leader_app.domain.notice import Form
from leader_app.domain.symbols import symbols
from tests.unit.domain.test_symbols import PARTS

FAMILY = "👨‍👩‍👧‍👦"
NUMBER = re.compile(r"\((\d+)/(\d+)\)\n")
PIECES = st.sampled_from(
    ["草莓 2 盒", "。", "，", ". ", "\n", "€", "[", "a", " ", "王阿姨", "\ud83d"]
)
TEXTS = st.lists(PARTS | PIECES, max_size=60).map("".join)
UNITS = st.sampled_from(Unit)
NASTY = st.sampled_from(
    ["<@all>", "@所有人", "@all", '<at user_id="all">', "<font color=red>", "[x](y)", "[", "](",
     ")", "https://e.vil", "**", "\u202e", "\u2066", "\r\n", "\x00", "\x1b[1m", "\ue000", "```",
     "\ud800", "\u2028", "&lt;", "﹫all", "<script>", "王阿姨", "# ", "> ", "![i](u)", "\ufeff",
     "\u200b", "|"]
)  # fmt: skip
VALUES = st.lists(NASTY, max_size=6).map("".join) | st.text(max_size=30)
EVERYWHERE = [(kind, form) for kind in ChannelKind for form in Form]


@pytest.mark.parametrize(
    ("text", "unit", "units"),
    [
        ("草莓", Unit.BYTES, 6),
        ("草莓", Unit.SYMBOLS, 2),
        ("👍", Unit.BYTES, 4),
        ("👍", Unit.SYMBOLS, 1),
        ("👍", Unit.UTF16, 2),
        ("👍", Unit.SMS, 2),
        ("abc", Unit.SMS, 3),
        ("a€[", Unit.SMS, 5),
        ("草[", Unit.SMS, 2),
        ("\ud83d", Unit.BYTES, 1),
        ("\ud83d", Unit.UTF16, 1),
    ],
)
def test_each_channel_counts_in_its_own_way(text: str, unit: Unit, units: int) -> None:
    assert length(text, unit) == units


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("草" * 70, 1),
        ("草" * 71, 2),
        ("草" * 134, 2),
        ("草" * 135, 3),
        ("€" * 80, 1),
        ("€" * 152, 2),
        ("€" * 153, 3),  # 76 in a segment: the 77th would be divided
        ("👍" * 35, 1),
        ("👍" * 66, 2),
        ("👍" * 67, 3),
    ],
)
def test_sms_are_counted_in_segments(text: str, segments: int) -> None:
    assert sms_segments(text) == segments


def test_what_fits_stays_whole_and_unnumbered() -> None:
    assert split("草莓 2 盒", Unit.BYTES, 12) == ("草莓 2 盒",)
    assert split("草" * 9_999, Unit.BYTES, 0) == ("草" * 9_999,)


def test_a_list_is_cut_at_the_ends_of_lines() -> None:
    lines = [f"王** {n:04}：草莓 2 盒" for n in range(40)]
    pieces = split("\n".join(lines), Unit.BYTES, 200)
    assert len(pieces) > 2
    for number, piece in enumerate(pieces, 1):
        head, *rest = piece.split("\n")
        assert head == f"({number}/{len(pieces)})"
        assert set(rest) <= set(lines)


def test_a_long_line_is_cut_at_sentences_rests_and_words() -> None:
    assert (
        split("草莓到了。牛奶还在路上，明天来", Unit.SYMBOLS, 18)[0]
        == "草莓到了。牛奶还在路上，明天来"
    )
    text = "草莓到了。牛奶在路上，鸡蛋明天到，米也是" * 2
    first = split(text, Unit.SYMBOLS, 20)[0]
    assert first == "(1/4)\n草莓到了。牛奶在路上，"
    assert split("It costs 3.50 yuan here today, ok. " * 3, Unit.SYMBOLS, 28)[0].endswith(" ")


def test_an_end_of_a_sentence_is_better_than_a_later_rest() -> None:
    text = "草莓牛奶都到了。今天，请来取吧，谢谢大家了"
    assert split(text, Unit.SYMBOLS, 20)[0] == "(1/2)\n草莓牛奶都到了。"


def test_a_symbol_larger_than_a_piece_is_cut_and_nothing_else() -> None:
    zalgo = "e" + "\u0301" * 30
    pieces = split(zalgo, Unit.SYMBOLS, 12)
    assert "".join(NUMBER.sub("", piece) for piece in pieces) == zalgo


def test_more_than_nine_pieces_are_numbered_with_room_for_both_figures() -> None:
    pieces = split("草" * 500, Unit.BYTES, 60)
    assert pieces[-1].startswith(f"({len(pieces)}/{len(pieces)})\n")
    assert max(length(piece, Unit.BYTES) for piece in pieces) <= 60
    assert 10 <= len(pieces) < 100


def test_emptiness_is_not_sent_in_pieces() -> None:
    assert split("好" + "\n" * 900, Unit.BYTES, 300)[0].strip() == "好"
    assert len(split("好" + "\n" * 900, Unit.BYTES, 300)) == 1
    assert split(" \n" * 900, Unit.BYTES, 300) == ("",)


def test_a_piece_without_room_is_an_error() -> None:
    with pytest.raises(ValueError, match="12"):
        split("草" * 100, Unit.BYTES, 12)


@example("👨👨草莓 2 盒👨👨\U000e0067", Unit.BYTES, 20)
@given(TEXTS, UNITS, st.integers(20, 60))
def test_pieces_fit_are_numbered_and_lose_nothing(text: str, unit: Unit, limit: int) -> None:
    pieces = split(text, unit, limit)
    assert all(length(piece, unit) <= limit for piece in pieces)
    bodies = pieces
    if len(pieces) > 1:
        numbers = [NUMBER.match(piece) for piece in pieces]
        told = [(int(x[1]), int(x[2])) for x in numbers if x]
        assert told == [(n, len(pieces)) for n in range(1, len(pieces) + 1)]
        bodies = tuple(piece.split("\n", 1)[1] for piece in pieces)
    assert "".join("".join(bodies).split()) == "".join(text.split())


@given(TEXTS, UNITS, st.integers(44, 70))
def test_pieces_never_divide_a_symbol_that_fits(text: str, unit: Unit, limit: int) -> None:
    pieces = split(text, unit, limit)
    if len(pieces) > 1:
        pieces = tuple(piece.split("\n", 1)[1] for piece in pieces)
    whole = {symbol for line in text.split("\n") for symbol in symbols(line)}
    if any(length(symbol, unit) > limit - 14 for symbol in whole):
        return
    made = {symbol for piece in pieces for line in piece.split("\n") for symbol in symbols(line)}
    assert made <= whole


@given(st.integers(1, 40), st.integers(0, 3), UNITS)
def test_a_flood_of_emoji_is_cut_between_them(count: int, before: int, unit: Unit) -> None:
    pieces = split("a" * before + FAMILY * count, unit, 60)
    for piece in pieces:
        body = NUMBER.sub("", piece).lstrip("a")
        assert body == FAMILY * (len(body) // len(FAMILY))


@pytest.mark.parametrize("text", ["草", "🇨🇳", "e\u0301", "\n", "a\n", "[", "\ud800", FAMILY])
def test_a_flood_is_cut_counted_and_cleaned(text: str) -> None:
    flood = text * (40_000 // len(text))
    assert len(split(flood, Unit.BYTES, 18_000)) >= 1
    assert len(escape(flood, ChannelKind.WECOM, Form.CARD)) <= len(flood)
    assert plain(flood)


@settings(max_examples=600)
@given(st.sampled_from(ChannelKind), st.sampled_from(Form), VALUES)
def test_no_value_calls_opens_or_turns_anything(kind: ChannelKind, form: Form, value: str) -> None:
    shown = escape(value, kind, form)
    assert not set(shown) & set("@﹫<>[]\n\r\t\u202e\u2066\u2028\ue000\u200b\ufeff\x00\x1b")
    assert "://" not in shown
    shown.encode()
    assert clean(shown) == shown
    assert escape(shown, kind, form) == shown
    if form is Form.CARD:
        assert not set(shown) & set("*_`#~|!()&\\")


@pytest.mark.parametrize(("kind", "form"), EVERYWHERE)
def test_what_people_are_called_stays_readable(kind: ChannelKind, form: Form) -> None:
    for name in ("王阿姨", "O'Neil", "张三 李四", f"小{FAMILY}", "鲜牛奶 1 瓶、草莓 2 盒"):
        assert escape(name, kind, form) == name
    assert escape("a\t b\u3000\n c", kind, form) == "a b c"


def test_brackets_of_a_plain_text_stay_and_those_of_a_card_open_nothing() -> None:
    assert escape("牛奶(1L)*2", ChannelKind.WECOM, Form.TEXT) == "牛奶(1L)*2"
    assert escape("牛奶(1L)*2", ChannelKind.WECOM, Form.CARD) == "牛奶（1L）＊2"
    assert escape("牛奶(1L)*2", ChannelKind.SERVERCHAN, Form.TEXT) == "牛奶（1L）＊2"


def test_a_card_without_its_marks_reads_as_text() -> None:
    card = (
        "## 货到了\n**王阿姨**，{如果 冷藏}> 趁新鲜{完}\n- 草莓\n\n* 牛奶\n[看直播]({链接}) 2*3 # 1"
    )
    assert plain(card) == (
        "货到了\n王阿姨，{如果 冷藏}> 趁新鲜{完}\n· 草莓\n\n· 牛奶\n看直播 {链接} 2*3 # 1"
    )
    assert plain("{如果 群发}# 名单{完}") == "{如果 群发}名单{完}"


def test_titles_are_shortened_between_symbols() -> None:
    assert shorten("货到了", 3) == "货到了"
    assert shorten("货到了，来取", 4) == "货到了…"
    assert shorten(f"好{FAMILY}{FAMILY}", 10) == f"好{FAMILY}…"
    assert shorten(f"{FAMILY}{FAMILY}", 3) == "…"


@given(st.lists(PARTS, max_size=20).map("".join), st.integers(2, 30))
def test_a_shortened_text_fits(text: str, most: int) -> None:
    assert len(shorten(text, most)) <= most
