"""What an operator types for the brand to tell, and what the points hear of it."""

import pytest

from central.feed.writing import FeedDraft
from central.notices.addresses import set_segment
from central.storage.database import Database
from leader_app.domain.touch import ReactionKind
from tests.central.conftest import Place
from tests.central.counter import enrol
from tests.central.goods import HERE
from tests.central.notices import add_members, allows, reacts
from tests.central.test_commands import Capture, Shell

WORDS = ("--title", "今晚八点", "--text", "今晚八点看牧场直播")


@pytest.fixture
def shell(place: Place, database: Database, capsys: Capture) -> Shell:
    """Return a shell over the small world."""
    return Shell(place, capsys)


def test_a_segment_is_told_and_who_is_left_out_is_named(shell: Shell, database: Database) -> None:
    add_members(database, ["M2", "M3"])
    counter = enrol(database)
    for member_id in ("M1", "M3"):
        counter.pushes(allows(counter, member_id, service=True, marketing=True))
    with database.writing() as connection:
        draft = FeedDraft(database)
        set_segment(database, connection, draft, "牛奶", ["M1", "M2"])
        draft.write(connection)
    asked = ("brand", "stream-1", "--segment", "牛奶", "--member", "M3", *WORDS)
    looked = shell(*asked, "--look")
    counter.catches_up()
    assert counter.knows("touch") == {}
    assert shell(*asked) == looked
    left_out, total = looked
    assert left_out == {"member": "M2", "left_out": "opted_out"}
    assert (total["told"], total["left_out"]) == (2, 1)
    counter.catches_up()
    told = counter.knows("touch").values()
    assert {x.account.name for x in told} == {"M1", "M3"}
    assert {(x.point_id, x.device_id, x.title) for x in told} == {(HERE, "", "今晚八点")}
    again = shell(*asked)
    assert [row.get("left_out") for row in again] == ["told", "told", "opted_out", 3]


def test_patience_the_leader_used_up_is_not_the_brands_to_use(
    shell: Shell, database: Database
) -> None:
    counter = enrol(database)
    counter.pushes(*(reacts(counter, ReactionKind.COMPLAINED) for _ in range(2)))
    counter.pushes(allows(counter, "M1", service=True, marketing=True))
    left_out, total = shell("brand", "stream-1", "--member", "M1", *WORDS)
    assert left_out == {"member": "M1", "left_out": "over_budget"}
    assert total["told"] == 0
    (danger,) = shell("brand", "batch 7", "--kind", "recall", "--member", "M1", *WORDS)
    assert danger["told"] == 1


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("brand", "x", *WORDS), "Nobody"),
        (("brand", "x", "--segment", "nothing", *WORDS), "Nobody"),
        (("brand", "x", "--member", "M1", "--title", " ", "--text", "x"), "title"),
        (("brand", "x", "--member", "M1", "--title", "长" * 121, "--text", "x"), "too long"),
        (("brand", "x", "--member", "M1", "--kind", "arrived", *WORDS), "leader"),
    ],
)
def test_what_makes_no_sense_is_turned_down_in_words(
    shell: Shell, words: tuple[str, ...], names: str
) -> None:
    assert names in shell.fails(*words)
