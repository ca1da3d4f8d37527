"""The receiving page with everything around it faked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from leader_app.domain.delivery import DeliveryLine, DeliveryState, KitchenClaimState
from leader_app.domain.stock import Level, Lot, StockKey
from leader_app.ports.scanning import Frame
from tests.fakes.receiving import FakeReceiving
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shown import NOW
from tests.fakes.slots import FakeShelf, FakeSlots
from tests.fakes.trucks import LOT, a_claim, a_delivery, a_demand, usual_slots
from ui.receiving.view import ReceivingPage
from ui.receiving.view_model import ReceivingViewModel

CARTON = "(01)16901234567899(10)L2611A(17)261130"
OLD = "(01)06904567890128(17)261101"


@dataclass
class Yard:
    """Two trucks to come, one that came yesterday, and a page to take them in on."""

    desk: FakeReceiving = field(default_factory=FakeReceiving)
    room: FakeSlots = field(default_factory=FakeSlots)
    shelf: FakeShelf = field(default_factory=FakeShelf)
    runner: RunsAtOnce = field(default_factory=RunsAtOnce)
    frame: Frame | None = None
    files: list[str] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    prints: list[tuple[str, object]] = field(default_factory=list)
    time: datetime = NOW

    def __post_init__(self) -> None:
        self.model = ReceivingViewModel(
            self.desk,
            self.shelf,
            self.room,
            self.runner,
            side=RunsAtOnce(),
            now=lambda: self.time,
            newest_frame=lambda: self.frame,
        )
        self.model.cue.connect(self.cues.append)

    def page(self) -> ReceivingPage:
        made = ReceivingPage(self.model, self._ask)
        made.print_wanted.connect(lambda kind, ids: self.prints.append((kind, ids)))
        return made

    def done(self, verb: str) -> list[tuple[object, ...]]:
        return [call for call in self.desk.calls if call[0] == verb]

    def _ask(self, parent: QWidget, chosen: Callable[[list[str]], object]) -> None:
        chosen(self.files)


def a_yard(*, runner: RunsAtOnce | None = None) -> Yard:
    """Return a yard with the usual trucks, claims, members who wait, and slots."""
    came = a_delivery("d0", state=DeliveryState.RECEIVED, hours=-20)
    desk = FakeReceiving(
        {
            "d1": a_delivery("d1"),
            "d2": a_delivery("d2", DeliveryLine(1, "p1", 240, LOT, 24), hours=26),
            "d0": came,
        },
        demands=[
            *(a_demand(n, "p1", 2, paid=n % 5 != 0, owed=n == 7) for n in range(1, 25)),
            *(a_demand(30 + n, "p2", 1) for n in range(10)),
        ],
        claims=[
            a_claim("r0.0"),
            a_claim("r0.1", KitchenClaimState.ACCEPTED, 1380, "下次一起补"),
            a_claim("r0.2", KitchenClaimState.REJECTED, 0, "照片看不清"),
        ],
        cartons={CARTON: ("p1", LOT, 24), OLD: ("p4", Lot("N01", date(2026, 11, 1)), 10)},
        several={"6909999999990": ("p1", "p4")},
    )
    slots = FakeSlots({slot.slot_id: slot for slot in usual_slots()})
    key = StockKey("p1", LOT, "冷藏-1")
    old = StockKey("p4", Lot("N20", NOW.date() - timedelta(days=1)), "冷藏-1")
    slots.levels = [(Level(key, 31), "原味酸奶", 400), (Level(old, 8), "红烧牛腩", 900)]
    return Yard(desk, slots, runner=runner or RunsAtOnce())
