"""What members allow and what came back: the newest word holds, a no is never lost."""

from datetime import UTC, datetime, timedelta

import pytest

from central.feed.writing import FeedDraft
from central.notices.consenting import Source, Word, keep_word
from central.notices.reacting import record_reaction
from central.storage.database import Database
from central.storage.notice_tables import consents, reactions
from leader_app.domain.touch import Account, AccountKind, Contact, Reaction, ReactionKind
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, THERE
from tests.central.notices import GROUP, MEMBER_1, a_touch, add_members, allows, reacts, tells
from tests.central.tables import count, rows

NOW = datetime.now(UTC)


def contact(counter: Counter, member_id: str = "M1") -> Contact | None:
    counter.catches_up()
    found: Contact | None = counter.knows("contact").get(member_id)
    return found


def says(
    database: Database, *, marketing: bool, at: datetime, name: str, service: bool = True
) -> None:
    with database.writing() as connection:
        draft = FeedDraft(database)
        word = Word(name, "M1", service, marketing, Source.PAGE, at)
        keep_word(database, connection, draft, word)
        draft.write(connection)


def test_what_a_member_allows_is_known_where_the_member_is_known(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    result = here.pushes(allows(here, "M1", service=False, marketing=True))[0]
    assert (result.outcome, result.code) == ("accepted", "")
    # the phone number the centre has is a way
    assert contact(here) == Contact("M1", service=False, marketing=True, sms=True)
    assert contact(there) is None
    (word,) = rows(database, consents)
    assert (word.member_id, word.source, word.device_id) == ("M1", "counter", here.device_id)


@pytest.mark.parametrize("member_id", ["M-north", "nobody"])
def test_of_members_of_other_points_a_counter_says_nothing(
    database: Database, member_id: str
) -> None:
    here, there = enrol(database), enrol(database, THERE)
    add_members(database, ["M-north"], point_id=THERE)
    result = here.pushes(allows(here, member_id, service=True, marketing=True))[0]
    assert (result.outcome, result.code) == ("rejected", "unknown_member")
    for counter in (here, there):
        assert contact(counter, member_id) is None
    assert count(database, consents) == 0


def test_an_older_word_only_switches_off(database: Database) -> None:
    here = enrol(database)
    says(database, marketing=False, at=NOW, name="newest")
    old = allows(here, "M1", service=False, marketing=True, at=NOW - timedelta(hours=3))
    assert here.pushes(old)[0].outcome == "accepted"
    assert contact(here) == Contact("M1", service=False, marketing=False, sms=True)
    says(database, marketing=True, at=NOW + timedelta(minutes=1), name="newer")
    assert contact(here) == Contact("M1", service=True, marketing=True, sms=True)


def test_a_clock_that_runs_ahead_does_not_hold_the_last_word_for_ever(database: Database) -> None:
    here = enrol(database)
    here.pushes(allows(here, "M1", service=True, marketing=False, at=NOW + timedelta(days=300)))
    says(database, marketing=True, at=datetime.now(UTC) + timedelta(seconds=1), name="later")
    found = contact(here)
    assert found is not None
    assert found.marketing


def test_the_same_word_again_does_not_undo_what_was_said_since(database: Database) -> None:
    here = enrol(database)
    yes, no = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    says(database, marketing=True, at=yes, name="yes")
    says(database, marketing=False, at=no, name="no")
    says(database, marketing=True, at=NOW, name="yes")
    found = contact(here)
    assert found is not None
    assert not found.marketing


def test_what_was_said_at_a_counter_reaches_the_others(database: Database) -> None:
    here, other, there = enrol(database), enrol(database), enrol(database, THERE)
    told = a_touch(here)
    telling = tells(here, told)
    thanks = reacts(here, ReactionKind.THANKED, told.touch_id)
    group = reacts(here, ReactionKind.COMPLAINED, account=GROUP)
    results = here.pushes(telling, thanks, group)
    assert [(x.outcome, x.code) for x in results] == [("accepted", "")] * 3
    for counter in (other, there):
        counter.catches_up()
    said = {(x.kind, x.account, x.touch_id) for x in other.knows("reaction").values()}
    assert said == {
        (ReactionKind.THANKED, MEMBER_1, told.touch_id),
        (ReactionKind.COMPLAINED, GROUP, ""),
    }
    assert there.knows("reaction") == {}


def test_who_wants_no_more_of_it_is_not_advertised_to(database: Database) -> None:
    here = enrol(database)
    here.pushes(allows(here, "M1", service=True, marketing=True))
    here.pushes(reacts(here, ReactionKind.MUTED))
    assert contact(here) == Contact("M1", service=True, marketing=False, sms=True)
    assert [x.marketing for x in sorted(rows(database, consents), key=lambda x: x.at)] == [
        True,
        False,
    ]


@pytest.mark.parametrize("kind", [ReactionKind.THANKED, ReactionKind.COMPLAINED])
def test_other_reactions_leave_what_a_member_allows(database: Database, kind: ReactionKind) -> None:
    here = enrol(database)
    here.pushes(allows(here, "M1", service=True, marketing=True), reacts(here, kind))
    found = contact(here)
    assert found is not None
    assert found.marketing


def test_a_counter_mutes_no_member_of_another_point(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    add_members(database, ["M-north"], point_id=THERE)
    there.pushes(allows(there, "M-north", service=True, marketing=True))
    foreign = reacts(here, ReactionKind.MUTED, account=Account(AccountKind.MEMBER, "M-north"))
    result = here.pushes(foreign)[0]
    assert (result.outcome, result.code) == ("accepted", "unknown_member")
    found = contact(there, "M-north")
    assert found is not None
    assert found.marketing
    assert there.knows("reaction") == {}


def heard(database: Database, kind: ReactionKind, point_id: int = HERE) -> bool:
    with database.writing() as connection:
        draft = FeedDraft(database)
        is_new = record_reaction(
            database, connection, draft, point_id=point_id, touch_id="T", account=MEMBER_1,
            kind=kind, at=NOW,
        )  # fmt: skip
        draft.write(connection)
    return is_new


def test_the_centre_hears_each_kind_of_a_touch_once(database: Database) -> None:
    here = enrol(database)
    kinds = [ReactionKind.OPENED, ReactionKind.OPENED, ReactionKind.MUTED, ReactionKind.MUTED]
    assert [heard(database, kind) for kind in kinds] == [True, False, True, False]
    assert heard(database, ReactionKind.OPENED, THERE)
    found = contact(here)
    assert found is not None
    assert not found.marketing
    known: list[Reaction] = list(here.knows("reaction").values())
    assert sorted(x.kind for x in known) == [ReactionKind.MUTED, ReactionKind.OPENED]
    assert count(database, reactions) == 3


def test_what_comes_back_to_the_brand_is_known_where_the_member_is_known(
    database: Database,
) -> None:
    here, there = enrol(database), enrol(database, THERE)
    heard(database, ReactionKind.THANKED, 0)
    for counter in (here, there):
        counter.catches_up()
    (said,) = here.knows("reaction").values()
    assert (said.point_id, said.account) == (HERE, MEMBER_1)
    assert there.knows("reaction") == {}
