import json
from collections.abc import Iterable

import msgspec
import pytest

from central.redeeming import deeds
from central.storage.database import Database
from central.storage.tables import extra_redemptions, redemptions
from leader_app.domain.incident import IncidentKind
from leader_app.domain.judgement import Judgement, judge
from leader_app.domain.pickup import ClaimState, HandOver
from sync.protocol.messages import WireResult
from tests.central.counter import enrol
from tests.central.goods import THERE, claim_id, some
from tests.central.tables import count, rows


def outcomes(results: Iterable[WireResult]) -> list[tuple[str, str]]:
    return [(result.outcome, result.code) for result in results]


def test_a_hand_over_becomes_one_redemption_everybody_hears_of(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    deed = one.hands_over_order(1)
    answer = one.push(deed)
    assert outcomes(answer.results) == [("accepted", "")]
    assert answer.applied_seq == 1
    two.catches_up()
    told: HandOver = two.knows("redemption")[deed.command.command_id]
    assert (told.claim_id, told.device_id, told.primary) == (claim_id(1), one.device_id, True)
    assert told.lines == some(1)
    assert two.knows("incident") == {}


def test_a_repeated_push_gets_the_kept_results_and_changes_nothing(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    first = two.hands_over_order(1)
    two.pushes(first)
    deeds = [one.hands_over_order(1), one.hands_over_order(2)]
    answer = one.push(*deeds)
    one.catches_up()
    cursor = one.cursor
    assert one.push(*deeds) == answer
    assert one.push(deeds[1]) == msgspec.structs.replace(answer, results=answer.results[1:])
    assert one.pulls().changes == ()
    assert one.cursor == cursor
    assert count(database, redemptions) == 2
    assert count(database, extra_redemptions) == 1


def test_known_and_new_commands_may_come_together(database: Database) -> None:
    one = enrol(database)
    first = one.hands_over_order(1)
    known = one.pushes(first)
    second = one.hands_over_order(2)
    results = one.pushes(first, second)
    assert results[0] == known[0]
    assert [result.seq for result in results] == [1, 2]


def test_a_second_hand_over_is_kept_and_raises_an_incident(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    first, second = one.hands_over_order(1), two.hands_over_order(1)
    one.pushes(first)
    (result,) = two.pushes(second)
    assert (result.outcome, result.code) == ("accepted_with_incident", "double_hand_over")
    one.catches_up()
    incident = one.knows("incident")[result.incident_id]
    assert incident.kind is IncidentKind.DOUBLE_HAND_OVER
    assert incident.hand_over_ids == (first.command.command_id, second.command.command_id)
    assert one.knows("redemption")[second.command.command_id].primary is False
    assert (count(database, redemptions), count(database, extra_redemptions)) == (1, 1)


def test_parts_of_a_claim_are_both_primary(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    assert outcomes(one.pushes(one.hands_over_order(1, 1))) == [("accepted", "")]
    assert outcomes(two.pushes(two.hands_over_order(1, 1))) == [("accepted", "")]
    assert [row.part for row in rows(database, redemptions)] == [1, 2]


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (6, IncidentKind.CANCELLED_BUT_HANDED_OVER),
        (7, IncidentKind.UNPAID_BUT_HANDED_OVER),
        (8, IncidentKind.WRONG_POINT),
        (99, IncidentKind.UNKNOWN_CLAIM),
    ],
)
def test_odd_hand_overs_are_kept_and_flagged(
    database: Database, number: int, kind: IncidentKind
) -> None:
    one = enrol(database)
    (result,) = one.pushes(one.hands_over_order(number))
    assert (result.outcome, result.code) == ("accepted_with_incident", kind.value)
    assert count(database, redemptions) == 1


def test_a_hand_over_at_the_wrong_point_is_told_to_both_points(database: Database) -> None:
    here, there = enrol(database), enrol(database, THERE)
    deed = here.hands_over_order(8)
    here.pushes(deed)
    for counter in (here, there):
        counter.catches_up()
        assert deed.command.command_id in counter.knows("redemption")
        assert len(counter.knows("incident")) == 1


def test_a_reversal_frees_the_claim_and_is_told_as_a_newer_row(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    given = one.hands_over_order(1)
    one.pushes(given)
    two.catches_up()
    results = one.pushes(one.takes_back(given, claim_id(1)), one.hands_over_order(1))
    assert outcomes(results) == [("accepted", ""), ("accepted", "")]
    two.catches_up()
    known = two.knows("redemption")
    assert known[given.command.command_id].reversal.reason == "拿错了"
    assert len(known) == 2
    assert two.knows("incident") == {}


def test_a_hand_over_and_its_reversal_may_come_in_one_push(database: Database) -> None:
    one = enrol(database)
    given = one.hands_over_order(1)
    back = one.takes_back(given, claim_id(1))
    assert outcomes(one.pushes(given, back)) == [("accepted", ""), ("accepted", "")]
    one.catches_up()
    assert one.knows("redemption")[given.command.command_id].reversal is not None


def test_a_hand_over_of_an_unknown_claim_can_be_taken_back(database: Database) -> None:
    one = enrol(database)
    given = one.hands_over_order(99)
    one.pushes(given)
    one.pushes(one.takes_back(given, claim_id(99)))
    one.catches_up()
    assert one.knows("redemption")[given.command.command_id].reversal is not None


def test_a_reversal_of_nothing_is_flagged(database: Database) -> None:
    one, other = enrol(database), enrol(database)
    never_sent = other.hands_over_order(1)
    (result,) = one.pushes(one.takes_back(never_sent, claim_id(1)))
    assert (result.outcome, result.code) == ("accepted_with_incident", "unknown_hand_over")


def test_anothers_reversal_is_kept_and_flagged(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    given = one.hands_over_order(1)
    one.pushes(given)
    (result,) = two.pushes(two.takes_back(given, claim_id(1)))
    assert (result.outcome, result.code) == ("accepted_with_incident", "irregular_reversal")
    one.catches_up()
    assert one.knows("redemption")[given.command.command_id].reversal is not None


def test_an_unreadable_command_is_kept_and_does_not_hold_up_the_next(database: Database) -> None:
    one = enrol(database)
    results = one.pushes(
        one.does("hand_over", b"\xff\x00 not json"),
        one.does("hand_over", b'{"claim":"zz"}'),
        one.does("hand_over", b"[" * 5000),
        one.does("stock_count", b'{"future":1}', schema=9),
        one.hands_over_order(1),
    )
    assert [result.outcome for result in results] == ["parked"] * 4 + ["accepted"]
    assert [result.code for result in results[:4]] == [*["unreadable"] * 3, "unknown_kind"]
    assert len(one.pushes(one.hands_over_order(2))) == 1


@pytest.mark.parametrize("staff", ["nul \x00 in a name", "half a pair \ud800"])
def test_text_no_database_can_hold_is_parked(database: Database, staff: str) -> None:
    one = enrol(database)
    body = json.dumps(
        {"claim": claim_id(1), "lines": [["A1", 1, 1]], "offline": True, "staff": staff}
    ).encode()
    results = one.pushes(one.does("hand_over", body), one.hands_over_order(2))
    assert [result.outcome for result in results] == ["parked", "accepted"]


def test_a_command_id_seen_from_another_counter_never_blocks(database: Database) -> None:
    one, two = enrol(database), enrol(database)
    first = one.hands_over_order(1)
    one.pushes(first)
    copied = two.hands_over(claim_id(2), some(2), command_id=first.command.command_id)
    results = two.pushes(copied, two.hands_over_order(3))
    assert (results[0].outcome, results[0].code) == ("rejected", "duplicate_id")
    assert results[1].outcome == "accepted"
    assert two.push(copied).results[0] == results[0]


def test_a_command_id_used_twice_in_one_log_never_blocks(database: Database) -> None:
    one = enrol(database)
    first = one.hands_over_order(1)
    again = one.hands_over(claim_id(2), some(2), command_id=first.command.command_id)
    results = one.pushes(first, again, one.hands_over_order(3))
    assert [result.outcome for result in results] == ["accepted", "rejected", "accepted"]


@pytest.mark.expects_log("is parked")
def test_a_fault_of_ours_parks_one_command_and_it_is_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = enrol(database)
    commands = [one.hands_over_order(1), one.hands_over_order(2)]

    def faulty(state: ClaimState | None, fact: HandOver, point_id: int) -> Judgement:
        if fact.claim_id == claim_id(1):
            raise RuntimeError("a bug")
        return judge(state, fact, point_id)

    with monkeypatch.context() as patched:
        patched.setattr(deeds, "judge", faulty)
        assert outcomes(one.pushes(*commands)) == [("parked", "internal"), ("accepted", "")]
    assert count(database, redemptions) == 1
    assert outcomes(one.pushes(commands[0])) == [("accepted", "")]
    assert outcomes(one.pushes(*commands)) == [("accepted", ""), ("accepted", "")]
    assert count(database, redemptions) == 2
