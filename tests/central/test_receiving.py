"""Receipts at the centre: what came is booked, oddities are incidents, kitchens hear of claims."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from central.storage.database import Database
from central.storage.tables import incidents
from central.supply import deliveries
from leader_app.domain.delivery import DeliveryState, Finding, FindingKind, KitchenClaimState
from leader_app.domain.money import Fen
from tests.central.counter import Counter, enrol
from tests.central.goods import HERE, THERE
from tests.central.tables import rows
from tests.central.trucks import MILK, announce, levels, receives

SHORT = Finding(FindingKind.SHORT, 1, "P1", 2, "少两瓶", ("d" * 64,))
OVER = Finding(FindingKind.OVER, 0, "P9", 1)


@pytest.fixture
def counter(database: Database) -> Counter:
    announce(database)
    counter = enrol(database)
    counter.catches_up()
    return counter


def test_a_receipt_closes_its_delivery_and_claims_what_lacks(
    database: Database, counter: Counter
) -> None:
    assert counter.knows("delivery")["T1"].state is DeliveryState.ON_THE_WAY
    done = receives(counter, 22, SHORT, OVER)
    assert [x.outcome for x in counter.pushes(done)] == ["accepted"]
    other = enrol(database)
    other.catches_up()
    assert other.knows("delivery")["T1"].state is DeliveryState.RECEIVED
    (receipt,) = other.knows("receipt").values()
    assert receipt.findings == (SHORT, OVER)
    assert (receipt.chilled_decidegrees, receipt.final) == (42, True)
    (claim,) = other.knows("kitchen_claim").values()
    assert claim.kitchen_claim_id == f"{done.command.command_id}.0"
    assert (claim.finding, claim.state, claim.delivery_id) == (SHORT, "open", "T1")
    assert levels(database) == {MILK: 22}


def test_a_second_truck_of_a_delivery_is_no_oddity(database: Database, counter: Counter) -> None:
    counter.pushes(receives(counter, 12, final=False))
    counter.catches_up()
    assert counter.knows("delivery")["T1"].state is DeliveryState.ON_THE_WAY
    assert [x.outcome for x in counter.pushes(receives(counter, 12))] == ["accepted"]
    assert levels(database) == {MILK: 24}


def test_a_delivery_signed_for_twice_is_kept_twice_and_flagged(
    database: Database, counter: Counter
) -> None:
    other = enrol(database)
    first, second = receives(counter), receives(other)
    counter.pushes(first)
    (flagged,) = other.pushes(second)
    assert flagged.outcome == "accepted_with_incident"
    assert flagged.code == "delivery_received_twice"
    counter.catches_up()
    (incident,) = counter.knows("incident").values()
    names = (first.command.command_id, second.command.command_id)
    assert (incident.kind, incident.hand_over_ids) == ("delivery_received_twice", names)
    assert len(counter.knows("receipt")) == 2
    assert levels(database) == {MILK: 48}


def test_the_same_receipt_again_is_no_second_one(database: Database, counter: Counter) -> None:
    done = receives(counter)
    first = counter.pushes(done)
    assert counter.pushes(done) == first
    assert rows(database, incidents) == []


def test_another_points_delivery_is_kept_flagged_and_left_open(database: Database) -> None:
    announce(database, "T2", THERE)
    here, there = enrol(database), enrol(database, THERE)
    (flagged,) = here.pushes(receives(here, delivery_id="T2"))
    assert flagged.code == "other_points_delivery"
    for counter in (here, there):
        counter.catches_up()
    assert (levels(database, HERE), levels(database, THERE)) == ({MILK: 24}, {})
    assert there.knows("delivery")["T2"].state is DeliveryState.ON_THE_WAY
    assert (there.knows("receipt"), there.knows("incident")) == ({}, {})
    assert len(here.knows("incident")) == 1


@pytest.mark.parametrize(("delivery_id", "final"), [("", True), ("nobody knows", False)])
def test_goods_without_a_known_manifest_are_booked(
    database: Database, delivery_id: str, *, final: bool
) -> None:
    counter = enrol(database)
    for _ in range(2):
        (word,) = counter.pushes(receives(counter, delivery_id=delivery_id, final=final))
        assert word.outcome == "accepted"
    assert levels(database) == {MILK: 48}


def test_the_kitchens_word_reaches_the_point(database: Database, counter: Counter) -> None:
    done = receives(counter, 22, SHORT)
    counter.pushes(done)
    name = f"{done.command.command_id}.0"
    deliveries.answer(database, name, KitchenClaimState.ACCEPTED, Fen(3180), "下次补")
    counter.catches_up()
    claim = counter.knows("kitchen_claim")[name]
    assert (claim.state, claim.credit, claim.answer) == ("accepted", 3180, "下次补")
    assert claim.finding == SHORT
    with pytest.raises(LookupError):
        deliveries.answer(database, "nobody", KitchenClaimState.REJECTED, Fen(0), "")


def test_of_two_counters_that_sign_at_once_one_is_flagged(
    database: Database, counter: Counter
) -> None:
    counters = [counter, *(enrol(database) for _ in range(3))]
    signed = [(x, receives(x)) for x in counters]
    with ThreadPoolExecutor(len(signed)) as pool:
        words = list(pool.map(lambda pair: pair[0].pushes(pair[1])[0].outcome, signed))
    assert sorted(words) == ["accepted", *["accepted_with_incident"] * 3]
    assert levels(database) == {MILK: 96}
