"""Bodies about notices: what was written is read, anything else is unreadable."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import canonical, notice_deed
from leader_app.domain.body import UnreadableCommandError
from leader_app.domain.command import Command, CommandKind
from leader_app.domain.notice_deed import Post
from leader_app.domain.touch import Contact, Reaction, ReactionKind, Touch
from tests.fakes import any_notices
from tests.fakes.pickups import NOON

VECTORS = Path(__file__).resolve().parents[2] / "vectors" / "notice_bodies.json"


def _command(kind: str, body: bytes) -> Command:
    return Command("c1", kind, 1, body, NOON, 0, "boot", "")


@given(st.lists(any_notices.touches(), min_size=1, max_size=3, unique_by=lambda x: x.touch_id))
def test_touches_are_read_back(told: list[Touch]) -> None:
    body = notice_deed.tell_body(told, "小李")
    assert notice_deed.touches(_command(CommandKind.TELL, body), "d1", 7) == tuple(told)


@given(st.lists(any_notices.posts, min_size=1, max_size=3, unique_by=lambda x: x.message_id))
def test_posts_are_read_back(posts: list[Post]) -> None:
    body = notice_deed.post_body(posts, "小李")
    assert notice_deed.posts(_command(CommandKind.POST, body)) == tuple(posts)


@given(any_notices.reactions)
def test_a_reaction_is_read_back(reaction: Reaction) -> None:
    body = notice_deed.react_body(reaction, "小李")
    assert notice_deed.reaction(_command(CommandKind.REACT, body), 7) == reaction


@given(any_notices.names, st.booleans(), st.booleans())
def test_a_contact_is_read_back(member_id: str, service: bool, marketing: bool) -> None:
    body = notice_deed.contact_body(member_id, service=service, marketing=marketing)
    found = notice_deed.contact(_command(CommandKind.SET_CONTACT, body))
    assert found == Contact(member_id, service=service, marketing=marketing)


def test_known_answers() -> None:
    readers: dict[str, Any] = {
        "tell": lambda command: notice_deed.touches(command, "D1", 7),
        "post": notice_deed.posts,
        "react": lambda command: notice_deed.reaction(command, 7),
        "set_contact": notice_deed.contact,
    }
    rows = json.loads(VECTORS.read_text(encoding="utf-8"))
    assert {row["kind"] for row in rows} == set(readers)
    for row in rows:
        body = row["body"].encode()
        assert repr(readers[row["kind"]](_command(row["kind"], body))) == row["says"]
        assert canonical.pack(canonical.unpack(body)) == body


REASON = "0" * 32
TOUCH = ["t1", "n1", ["member", "m1"], "arrived", "wecom", "群", "到货", ["m1"], [REASON],
         [["o1", 1]], 1_700_000_000_000_000, False, False]  # fmt: skip
POST = ["t1", "n1", "arrived", "m1", ["m1"], [["o1", 1]], [REASON], "到货", "您的货到了", "", None]
REACTION: dict[str, Any] = {
    "account": ["member", "m1"],
    "at": 1_700_000_000_000_000,
    "detail": "",
    "kind": "thanked",
    "reaction": "r1",
    "staff": "",
    "touch": "",
}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, ""),
        (1, None),
        (2, ["shop", "m1"]),
        (2, ["member", ""]),
        (2, ["group", "x" * 61]),
        (3, "gossip"),
        (4, "pigeon"),
        (5, "x" * 61),
        (6, "x" * 121),
        (7, [""]),
        (7, ["m"] * 2_001),
        (8, []),
        (8, ["A" * 32]),
        (8, ["0" * 31]),
        (9, [["o1"]]),
        (9, [["o1", -1]]),
        (9, [["o1", 1]] * 5_001),
        (10, 0),
        (11, 1),
        (12, None),
    ],
)
def test_a_touch_is_read_strictly(place: int, value: object) -> None:
    def read(row: list[Any]) -> object:
        body = canonical.pack({"staff": "", "touches": [row]})
        return notice_deed.touches(_command("tell", body), "d1", 7)

    read(TOUCH)
    with pytest.raises(UnreadableCommandError):
        read([*TOUCH[:place], value, *TOUCH[place + 1 :]])


@pytest.mark.parametrize(
    ("place", "value"),
    [(0, ""), (2, ""), (3, ""), (7, "x" * 121), (8, ""), (8, "x" * 4_001), (9, None), (10, 0)],
)
def test_a_post_is_read_strictly(place: int, value: object) -> None:
    def read(row: list[Any]) -> object:
        return notice_deed.posts(_command("post", canonical.pack({"posts": [row], "staff": ""})))

    read(POST)
    with pytest.raises(UnreadableCommandError):
        read([*POST[:place], value, *POST[place + 1 :]])


@pytest.mark.parametrize(
    "change",
    [
        {"account": None},
        {"at": "now"},
        {"detail": "x" * 201},
        {"kind": "opened"},
        {"kind": "cheered"},
        {"reaction": ""},
        {"staff": 1},
        {"touch": None},
    ],
)
def test_a_reaction_is_read_strictly(change: dict[str, Any]) -> None:
    found = notice_deed.reaction(_command("react", canonical.pack(REACTION)), 7)
    assert found.kind is ReactionKind.THANKED
    with pytest.raises(UnreadableCommandError):
        notice_deed.reaction(_command("react", canonical.pack({**REACTION, **change})), 7)


@pytest.mark.parametrize("rows", [[], [TOUCH, TOUCH], [TOUCH] * 101])
def test_none_or_one_twice_or_too_many_are_not_told(rows: list[Any]) -> None:
    body = canonical.pack({"staff": "", "touches": rows})
    with pytest.raises(UnreadableCommandError):
        notice_deed.touches(_command("tell", body), "d1", 7)


@pytest.mark.parametrize("rows", [[], [POST, POST], [POST] * 101])
def test_none_or_one_twice_or_too_many_are_not_posted(rows: list[Any]) -> None:
    body = canonical.pack({"posts": rows, "staff": ""})
    with pytest.raises(UnreadableCommandError):
        notice_deed.posts(_command("post", body))


@pytest.mark.parametrize("change", [{"member": ""}, {"service": 1}, {"marketing": None}])
def test_a_contact_is_read_strictly(change: dict[str, Any]) -> None:
    said = {"marketing": False, "member": "m1", "service": True, "staff": "", **change}
    with pytest.raises(UnreadableCommandError):
        notice_deed.contact(_command("set_contact", canonical.pack(said)))
