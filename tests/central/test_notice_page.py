"""The page of a notice: readable, in the reader's language, and nothing can be smuggled into it."""

import pytest

from central.pages.notice_page import HEADERS, NoticePage, render, render_gone
from central.pages.words import CHINESE, ENGLISH, language_of


def page(title: str = "货到了", text: str = "草莓 2 盒", **more: bool) -> NoticePage:
    flags = {"has_picture": False, "expired": False, "thanked": False, "muted": False, **more}
    return NoticePage("阳光小区自提点", title, text, **flags)


def test_it_shows_store_title_text_and_two_answers() -> None:
    shown = render(page(), "/n/abc", CHINESE)
    for part in ("阳光小区自提点", "<h1>货到了</h1>", "<p>草莓 2 盒</p>", 'lang="zh-CN"'):
        assert part in shown
    assert 'action="/n/abc/thank"' in shown
    assert 'action="/n/abc/mute"' in shown
    assert "<img" not in shown


def test_a_card_has_headings_items_and_bold_words() -> None:
    shown = render(page(text="## 今天\n- **草莓** 2 盒\n- 牛奶\n请来取"), "/n/a", CHINESE)
    assert "<h2>今天</h2><ul><li><strong>草莓</strong> 2 盒</li><li>牛奶</li></ul>" in shown
    assert shown.index("</ul>") < shown.index("<p>请来取</p>")


def test_nothing_is_smuggled_in() -> None:
    evil = "</p><script>alert(1)</script>**<img src=x onerror=y>**\n- \"'><a href=//evil>"
    shown = render(page(title=evil, text=evil), '/n/"><script>', ENGLISH)
    assert "<script" not in shown
    assert "<a " not in shown
    assert "onerror=y>" not in shown.replace("&gt;", "")
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]
    assert "script-src" not in HEADERS["Content-Security-Policy"]


def test_what_was_said_takes_the_place_of_its_button() -> None:
    shown = render(page(thanked=True, muted=True, expired=True, has_picture=True), "/n/a", ENGLISH)
    assert "<form" not in shown
    assert 'src="/n/a/picture"' in shown
    assert "out of date" in shown
    assert shown.count('role="status"') == 2


def test_a_token_that_names_nothing_gets_a_sentence_too() -> None:
    assert "没有这条通知" in render_gone(CHINESE)
    assert "ask the leader" in render_gone(ENGLISH)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", CHINESE),
        ("zh-CN,zh;q=0.9,en;q=0.8", CHINESE),
        ("en-GB,en;q=0.9,zh;q=0.8", ENGLISH),
        ("fr,en;q=0.5", ENGLISH),
        ("de", CHINESE),
        ("en;q=rubbish", CHINESE),
        ("," * 10_000 + "en", CHINESE),
    ],
)
def test_the_language_is_the_readers(accepted: str, language: str) -> None:
    assert language_of(accepted) == language
