"""Touches at the centre: every one is kept, told to its own point, and a second telling marked."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from central.storage.database import Database
from central.storage.notice_tables import told_reasons, touches
from central.storage.tables import metadata
from leader_app.domain.command import CommandKind
from leader_app.domain.touch import Account, AccountKind
from tests.central.counter import enrol
from tests.central.goods import THERE
from tests.central.notices import GROUP, a_touch, tells, why
from tests.central.tables import count, rows

WIFE = Account(AccountKind.MEMBER, "M2")


def test_what_a_counter_told_is_known_at_every_counter_of_its_point(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    told = [a_touch(here), a_touch(here, account=GROUP, late=True, unsure=True)]
    assert [(x.outcome, x.code) for x in here.pushes(tells(here, *told))] == [("accepted", "")]
    other = enrol(database)
    for counter in (here, other, there):
        counter.catches_up()
    assert here.knows("touch") == other.knows("touch") == {x.touch_id: x for x in told}
    assert there.knows("touch") == {}


def test_a_touch_told_again_changes_nothing(database: Database) -> None:
    here, other = enrol(database), enrol(database)
    first = a_touch(here)
    here.pushes(tells(here, first))
    again = replace(first, title="别的", device_id=other.device_id)
    assert [(x.outcome, x.code) for x in other.pushes(tells(other, again))] == [("accepted", "")]
    other.catches_up()
    assert other.knows("touch") == {first.touch_id: first}
    assert count(database, touches) == 1


def test_the_same_thing_told_twice_is_two_facts_the_second_one_marked(database: Database) -> None:
    here, other = enrol(database), enrol(database)
    same = why()
    first = a_touch(here, same)
    to_the_wife = a_touch(other, same, why(), account=WIFE)
    assert here.pushes(tells(here, first))[0].code == ""
    result = other.pushes(tells(other, to_the_wife))[0]
    assert (result.outcome, result.code, result.incident_id) == ("accepted", "repeated", "")
    marks = {row.touch_id: row.repeated for row in rows(database, touches)}
    assert marks == {first.touch_id: False, to_the_wife.touch_id: True}
    here.catches_up()
    assert here.knows("touch").keys() == marks.keys()
    assert count(database, told_reasons) == 2


def test_within_one_push_and_one_command_the_second_telling_is_marked_too(
    database: Database,
) -> None:
    here = enrol(database)
    same = why()
    one, two, three = (a_touch(here, same) for _ in range(3))
    results = here.pushes(tells(here, one, two), tells(here, three))
    assert [x.code for x in results] == ["repeated", "repeated"]
    marks = {row.touch_id: row.repeated for row in rows(database, touches)}
    assert marks == {one.touch_id: False, two.touch_id: True, three.touch_id: True}


@pytest.mark.parametrize("account", [GROUP, Account(AccountKind.GROUP, "四群")])
def test_a_group_hears_what_a_person_was_told_and_each_group_by_itself(
    database: Database, account: Account
) -> None:
    here = enrol(database)
    same = why()
    first = a_touch(here, same, account=Account(AccountKind.GROUP, "一群"))
    results = here.pushes(
        tells(here, first), tells(here, a_touch(here, same)),
        tells(here, a_touch(here, same, account=account)),
    )  # fmt: skip
    assert [x.code for x in results] == ["", "", ""]
    assert here.pushes(tells(here, a_touch(here, same, account=account)))[0].code == "repeated"


def test_points_do_not_hear_each_others_reasons_nor_ids(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    mine = a_touch(here)
    theirs = replace(mine, point_id=THERE, device_id=there.device_id, title="北门的")
    for counter, touch in ((here, mine), (there, theirs)):
        assert counter.pushes(tells(counter, touch))[0].code == ""
        counter.catches_up()
        assert counter.knows("touch") == {touch.touch_id: touch}


def test_an_unreadable_telling_waits_and_the_next_one_is_booked(database: Database) -> None:
    here = enrol(database)
    bad = here.does(CommandKind.TELL, b'{"staff":"","touches":[]}')
    good = a_touch(here)
    results = here.pushes(bad, tells(here, good))
    assert [(x.outcome, x.code) for x in results] == [("parked", "unreadable"), ("accepted", "")]
    here.catches_up()
    assert here.knows("touch") == {good.touch_id: good}


def test_titles_names_of_groups_and_channels_are_sealed(database: Database) -> None:
    here = enrol(database)
    here.pushes(tells(here, a_touch(here, account=GROUP)))
    words = [x.encode() for x in (GROUP.name, "欧阳小敏", "三群机器人")]
    with database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(sa.select(table)):
                spelled = b"|".join(x if isinstance(x, bytes) else str(x).encode() for x in row)
                assert not [word for word in words if word in spelled], table.name
