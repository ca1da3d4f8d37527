from collections.abc import Iterable
from dataclasses import replace

import msgspec
import pytest

from central.counters.devices import Standing, set_standing
from central.redeeming.push import PushOffice
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import devices, quarantine, redemptions
from leader_app.domain.command import LogHead, first_head
from leader_app.domain.incident import IncidentKind
from sync.protocol.messages import ErrorCode, PushRequest, WireResult
from tests.central.counter import Counter, enrol
from tests.central.tables import count, rows


def refused(counter: Counter, request: PushRequest) -> Refusal:
    """Push what must be turned down and return how it was."""
    with pytest.raises(Refusal) as no:
        PushOffice(counter.database).push(counter.device_id, request)
    return no.value


def outcomes(results: Iterable[WireResult]) -> list[tuple[str, str]]:
    return [(result.outcome, result.code) for result in results]


def test_a_gap_is_turned_down_with_the_place_to_go_on(database: Database) -> None:
    one = enrol(database)
    one.pushes(one.hands_over_order(1))
    missing, later = one.hands_over_order(2), one.hands_over_order(3)
    no = refused(one, one.request([later]))
    assert (no.status, no.code, no.expected_seq) == (409, ErrorCode.GAP, 2)
    assert len(one.pushes(missing, later)) == 2


def test_a_forked_log_is_kept_and_the_counter_put_in_quarantine(database: Database) -> None:
    one, other = enrol(database), enrol(database)
    twin = Counter(database, one.answer, one.seed)
    one.pushes(one.hands_over_order(1))
    lost = twin.hands_over_order(2)
    no = refused(twin, twin.request([lost]))
    assert (no.status, no.code) == (409, ErrorCode.FORK)
    other.catches_up()
    assert [x.kind for x in other.knows("incident").values()] == [IncidentKind.FORKED_LOG]
    assert other.knows("device")[one.device_id].active is False
    assert [row.command_id for row in rows(database, quarantine)] == [lost.command.command_id]
    # both go on handing in what they do; nothing of it is booked, nothing is lost
    for counter, number in ((one, 3), (twin, 4)):
        (result,) = counter.pushes(counter.hands_over_order(number))
        assert (result.outcome, result.code) == ("parked", "quarantined")
    assert count(database, quarantine) == 3
    assert count(database, redemptions) == 1


def test_a_log_that_follows_another_past_is_a_fork(database: Database) -> None:
    one = enrol(database)
    twin = Counter(database, one.answer, one.seed)
    one.pushes(one.hands_over_order(1))
    twin.hands_over_order(2)
    no = refused(twin, twin.request([twin.hands_over_order(3)]))
    assert no.code == ErrorCode.FORK


def test_a_revoked_counters_deeds_are_kept_aside(database: Database) -> None:
    one = enrol(database)
    set_standing(database, one.device_id, Standing.REVOKED)
    deed = one.hands_over_order(1)
    for _ in range(2):
        assert outcomes(one.pushes(deed)) == [("parked", "revoked")]
    assert count(database, quarantine) == 1
    assert count(database, redemptions) == 0


def test_a_new_epoch_begins_a_new_log_and_the_old_one_may_still_arrive(
    database: Database,
) -> None:
    one = enrol(database)
    one.pushes(one.hands_over_order(1))
    late = one.hands_over_order(2)
    old_head = one.head
    one.head = first_head(one.device_id, 2)
    answer = one.push(one.hands_over_order(3))
    assert (outcomes(answer.results), answer.applied_seq) == ([("accepted", "")], 1)
    one.head = old_head
    assert outcomes(one.push(late).results) == [("accepted", "")]
    assert [row.epoch for row in rows(database, devices)] == [2]


def test_a_new_epoch_begins_at_its_beginning(database: Database) -> None:
    one = enrol(database)
    one.head = LogHead(one.device_id, 2, 4, bytes(32))
    no = refused(one, one.request([one.hands_over_order(1)]))
    assert (no.code, no.expected_seq) == (ErrorCode.GAP, 1)


def _spoilt(one: Counter, what: str) -> PushRequest:
    good = one.request([one.hands_over_order(1), one.hands_over_order(2)])
    change = msgspec.structs.replace
    first, second = good.commands
    changed = change(first, body=first.body.replace(b"A1", b"A2"))
    return {
        "count": change(good, count=3),
        "digest": change(good, digest=bytes(32)),
        "cut": change(good, commands=(first,)),
        "body": change(good, commands=(changed, second)),
        "order": change(good, commands=(second, first)),
        "none": change(good, commands=(), count=0),
        "time": change(good, commands=(change(first, at=2**62), second)),
        "seq": change(good, commands=(change(first, seq=0), second)),
        "large seq": change(good, commands=(change(first, seq=2**64 - 1), second)),
        "monotonic": change(good, commands=(change(first, monotonic_ns=2**64 - 1), second)),
    }[what]


@pytest.mark.parametrize(
    "what",
    [
        "count", "digest", "cut", "body", "order", "none", "time", "seq", "large seq", "monotonic",
    ],
)  # fmt: skip
def test_a_damaged_push_is_turned_down_whole(database: Database, what: str) -> None:
    one = enrol(database)
    no = refused(one, _spoilt(one, what))
    assert no.status == 400
    assert count(database, redemptions) == 0


def test_a_push_signed_by_another_is_turned_down(database: Database) -> None:
    one, other = enrol(database), enrol(database)
    request = replace(one, seed=other.seed)
    no = refused(one, request.request([one.hands_over_order(1)]))
    assert (no.status, no.code) == (403, ErrorCode.BAD_SIGNATURE)


@pytest.mark.parametrize(
    "changes",
    [
        {"boot_id": "nul \x00"},
        {"base_cursor": "\x00"},
        {"command_id": "x" * 200},
        {"command_id": ""},
        {"kind": "k" * 200},
        {"kind": "\x00"},
        {"schema": 2**63},
        {"monotonic_ns": 2**63},
        {"monotonic_ns": -(2**63) - 1},
    ],
)
def test_well_signed_nonsense_is_turned_down_and_not_a_fault(
    database: Database, changes: dict[str, str | int]
) -> None:
    one = enrol(database)
    no = refused(one, one.request([one.does("hand_over", b"{}", **changes)]))
    assert (no.status, no.code) == (400, ErrorCode.BAD_REQUEST)
