"""What whoever runs the centre types about notices."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from central.notices.contact_book import ContactOffice
from central.notices.mail_gateway import MAIL_SETTING
from central.notices.pushing import PUBLIC_SETTING
from central.storage.database import Database
from leader_app.domain.contact_budget import START
from leader_app.domain.notice import NoticeKind, Purpose
from leader_app.domain.touch import ReactionKind
from tests.central.conftest import Place
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE
from tests.central.notices import a_post, a_touch, add_members, allows, posts, reacts, tells
from tests.central.process import serving
from tests.central.test_commands import Capture, Shell
from tests.central.test_contact_book import device
from tests.fakes.robots.smtp import SmtpServer

__all__ = ["device"]
MAIL = "ouyang@example.com"


@pytest.fixture
def shell(place: Place, database: Database, capsys: Capture) -> Shell:
    return Shell(place, capsys)


@pytest.fixture
def counter(database: Database) -> Counter:
    return enrol(database)


def test_a_contact_is_shown_and_set_and_never_printed_whole(shell: Shell, counter: Counter) -> None:
    (before,) = shell("contact", "show", "M1")
    assert (before["service"], before["marketing"], before["email"]) == (True, False, False)
    (after,) = shell("contact", "set", "M1", "--email", MAIL, "--marketing", "yes")
    assert (after["marketing"], after["email"], after["sms"]) == (True, True, True)
    assert MAIL not in str(after)
    counter.catches_up()
    assert counter.state["contact", "M1"].email
    (gone,) = shell("contact", "set", "M1", "--email", "", "--service", "no")
    assert (gone["service"], gone["marketing"], gone["email"]) == (False, True, False)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("contact", "show", "nobody"), "nobody"),
        (("contact", "set", "M1", "--email", "a@b"), "a@b"),
        (("contact", "set", "M1", "--sms", "12"), "12"),
        (("balance", "nobody", "--point", "1"), "nobody"),
        (("segment", "set", "健身", "--member", "nobody"), "nobody"),
        (("segment", "set", " ", "--member", "M1"), "name"),
        (("segment", "set", "健身"), "--member"),
        (("touches", "--point", "9"), "9"),
        (("push", "--once"), MAIL_SETTING),
    ],
)
def test_what_makes_no_sense_is_turned_down_in_words(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], named: str
) -> None:
    monkeypatch.delenv(MAIL_SETTING, raising=False)
    assert named in shell.fails(*words)


def test_a_segment_is_set_from_a_file_and_listed(
    shell: Shell, database: Database, tmp_path: Path
) -> None:
    add_members(database, ["M2", "M3"])
    listed = tmp_path / "names.txt"
    listed.write_text("M2\nM3\n", encoding="utf-8")
    assert shell("segment", "set", "健身", "--members", str(listed), "--member", "M1") == [
        {"segment": "健身", "members": 3}
    ]
    listed.write_text("", encoding="utf-8")
    assert shell("segment", "set", "健身", "--members", str(listed)) == []
    assert shell("segment", "list") == []


def test_touches_and_the_balance_they_leave(shell: Shell, counter: Counter) -> None:
    told = a_touch(counter, kind=NoticeKind.FREE, lines=())
    counter.pushes(tells(counter, told), reacts(counter, ReactionKind.COMPLAINED, told.touch_id))
    (touch,) = shell("touches", "--point", "杨柳店")
    assert (touch["touch"], touch["account"]) == (told.touch_id, "member:M1")
    assert shell("touches", "--point", "1", "--member", "M2") == []
    *lines, total = shell("balance", "M1", "--point", "1")
    assert total["balance"] < START
    assert lines
    assert all(line["why"] for line in lines)


def test_who_asked_for_addresses_is_listed_without_them(
    shell: Shell, database: Database, counter: Counter, request: pytest.FixtureRequest
) -> None:
    asker = request.getfixturevalue("device")
    ContactOffice(database).addresses(asker, "sms", Purpose.SERVICE, ["M1"])
    (line,) = shell("address-lookups", "--point", "1")
    assert (line["device"], line["way"], line["members"]) == (counter.device_id, "sms", ["M1"])
    assert "1990" not in str(line)


def test_a_setting_that_cannot_be_used_is_named(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(MAIL_SETTING, "smtp://user:canary-77@host")
    said = shell.fails("push", "--once")
    assert MAIL_SETTING in said
    assert "canary" not in said


def _asks(shell: Shell, counter: Counter) -> str:
    """Post a danger, which waits for no morning, to M1 by mail; returns its id."""
    shell("contact", "set", "M1", "--email", MAIL)
    counter.pushes(allows(counter, "M1", service=True, marketing=False))
    post = a_post(kind=NoticeKind.RECALL)
    counter.pushes(posts(counter, post))
    return post.message_id


def test_push_sends_what_is_due_once_with_the_page_in_it(
    shell: Shell, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = _asks(shell, counter)
    with SmtpServer().listening() as server:
        monkeypatch.setenv(MAIL_SETTING, server.address)
        monkeypatch.setenv(PUBLIC_SETTING, "https://shop.example")
        assert shell("push", "--once") == [{"looked_at": 1}]
        assert shell("push", "--once") == []
    (page,) = shell("notice-page", name, "--point", str(HERE))
    (mail,) = server.letters
    assert f"https://shop.example{page['path']}" in mail.get_content()


def test_a_serving_centre_pushes_by_itself(
    shell: Shell, counter: Counter, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    _asks(shell, counter)
    with SmtpServer().listening() as server:
        monkeypatch.setenv(MAIL_SETTING, server.address)
        with serving(place):
            for _ in range(400):
                if server.letters:
                    break
                threading.Event().wait(0.05)
    assert [mail["To"] for mail in server.letters] == [MAIL]
