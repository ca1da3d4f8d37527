"""What receiving says, in plain English."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from leader_app.domain.delivery import DeliveryState, KitchenClaimState
from leader_app.domain.slot import Slot
from leader_app.domain.stock import NO_LOT, Lot
from leader_app.services.receiving.desk import ClaimNote, DeliveryCard, SlotUse
from tests.fakes.shown import NOW
from tests.fakes.trucks import TODAY, a_claim, a_delivery, usual_slots
from ui.receiving import wording
from ui.receiving.overview import Entry, Group
from ui.receiving.overview_words import claims_words
from ui.theme.tokens import Tone


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (1.5, "Today 15:50 · in 90 min"),
        (0.001, "Today 14:20 · in 1 min"),
        (5, "Today 19:20 · in 5 h"),
        (26, "Tomorrow 16:20"),
        (-0.5, "Today 13:50 · overdue"),
    ],
)
def test_when_a_truck_comes(qapp: object, hours: float, said: str) -> None:
    assert wording.expected(a_delivery(hours=hours), NOW).replace("%n", "?") == said


def test_a_truck_that_came_is_not_overdue(qapp: object) -> None:
    came = a_delivery(state=DeliveryState.RECEIVED, hours=-20)
    assert wording.expected(came, NOW) == "Yesterday 18:20"


def test_a_delivery_whose_first_truck_came(qapp: object) -> None:
    card = DeliveryCard(a_delivery(), 4, 110, 0, in_progress=False, receipts=1)
    assert wording.delivery_state(card) == ("One more truck to come", "truck", Tone.WARN)


@pytest.mark.parametrize(
    ("lot", "said"),
    [
        (NO_LOT, ""),
        (Lot("L1"), "lot L1"),
        (Lot("", date(2026, 11, 30)), "use by 30 November"),
        (Lot("L1", date(2027, 5, 1)), "lot L1 · use by 1 May 2027"),
        (Lot("", TODAY), "use by 22 November"),
        (Lot("", TODAY - timedelta(days=1)), "past its use-by 21 November"),
    ],
)
def test_lots(qapp: object, lot: Lot, said: str) -> None:
    assert wording.lot_words(lot, TODAY) == said


@pytest.mark.parametrize(
    ("millilitres", "said"),
    [(0, "0"), (400, "0.4"), (9000, "9"), (12_345, "12"), (1_200_000, "1,200")],
)
def test_litres(millilitres: int, said: str) -> None:
    assert wording.litres(millilitres) == f"{said}\u2009L"


def test_room_in_a_slot(qapp: object) -> None:
    slot = usual_slots()[0]
    assert wording.room(SlotUse(slot, 12_000, 20_000)) == "32\u2009L of 60\u2009L"
    endless = Slot("X", 7, slot.zone, 0, 1)
    assert wording.room(SlotUse(endless, 12_000, 0)) == "12\u2009L"


@pytest.mark.parametrize(("tenths", "said"), [(None, ""), (40, "4"), (-185, "-18.5"), (-5, "-0.5")])
def test_degrees(tenths: int | None, said: str) -> None:
    assert wording.degrees(tenths) == said


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ((), ""),
        ((a_claim(),), "not answered"),
        ((a_claim("a", KitchenClaimState.ACCEPTED, 1380),), "credit ¥\u200913.80"),
        ((a_claim("a", KitchenClaimState.REJECTED),), "all answered"),
    ],
)
def test_claims(qapp: object, claims: tuple[ClaimNote, ...], said: str) -> None:
    entry = Entry("d0", Group.RECEIVED, None, claims=claims)
    assert claims_words(entry).endswith(said)
