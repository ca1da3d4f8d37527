"""Everything a screen or a script can have done, as one bundle of verbs.

Every call may block on the store for some milliseconds and raises ``Refused`` or
``Unavailable`` (``leader_app.errors``); screens call from their database thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from leader_app.domain.order import Order, Stage
from leader_app.domain.pickup import Pieces
from leader_app.ports import OrderQuery, OrderSummary
from leader_app.services.device.report import DeviceReport, Finding
from leader_app.services.incidents.listing import IncidentNote, IncidentPage
from leader_app.services.pickup.verdict import HandOverDone, HandOverNote, Verdict

if TYPE_CHECKING:
    from leader_app.services.goods_desk import GoodsDesk
    from leader_app.services.notices.desk import NoticeDesk


class Verify(Protocol):
    """Look at a code."""

    def __call__(self, text: str, source: str) -> Verdict:
        """Judge any scanned, pasted or typed text; ``source`` is camera, wedge, typed, picture."""


class VerifyOrder(Protocol):
    """Look at an order that was found by name or phone tail."""

    def __call__(self, order_id: str) -> Verdict:
        """Judge the claim that opens this order."""

    def peek(self, order_id: str) -> Verdict:
        """Judge likewise, for a screen that follows an order: no look is kept for the audit."""


class HandOverGoods(Protocol):
    """Give the goods."""

    def __call__(self, claim_id: str, wanted: Sequence[Pieces] | None = None) -> HandOverDone:
        """Hand over all that is ready or exactly ``wanted``; returns once it is durable."""


class Undo(Protocol):
    """Take a hand-over back."""

    def __call__(self, hand_over_id: str, reason: str) -> HandOverNote:
        """Reverse a hand-over of this counter within the hour; returns once it is durable."""

    def newest(self) -> str:
        """Return this counter's newest hand-over that was not taken back; ``Refused`` if none."""


class History(Protocol):
    """What was handed over."""

    def __call__(self, day: date | None = None, limit: int = 200) -> Sequence[HandOverNote]:
        """Return the hand-overs of a local day (today), newest first, reversed ones marked."""


class OrderPages(Protocol):
    """The orders page."""

    def count(self, query: OrderQuery) -> int:
        """Count matches."""

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        """Count matches of ``text`` in each stage."""

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        """Return matches, newest first, names masked."""

    def get(self, order_id: str) -> Order | None:
        """Return one order."""


class ExportOrders(Protocol):
    """Orders to a file."""

    def __call__(self, path: Path, file_format: str, query: OrderQuery) -> int:
        """Write csv or xlsx, whole or not at all; returns the number of orders."""


class IncidentPages(Protocol):
    """The incidents page."""

    def page(self, limit: int = 200) -> IncidentPage:
        """Return incidents and refused commands, newest first."""

    def both_sides(self, incident_id: str) -> IncidentNote | None:
        """Return one incident with every hand-over in it."""

    def dismiss(self, command_id: str) -> None:
        """Take a refused command off the list."""


class Enrol(Protocol):
    """Make this computer a counter of a point."""

    def __call__(self, url: str, token: str, device_name: str = "") -> DeviceReport:
        """Make a key, present the token, keep the answer."""


class EnrolAlone(Protocol):
    """Make this computer a counter of a centre of its own."""

    def __call__(self, point_name: str, device_name: str = "") -> DeviceReport:
        """Make the centre and a pickup point, and enrol with it."""


class Preferences(Protocol):
    """Choices of this counter."""

    def get(self, name: str) -> str | None:
        """Return a choice."""

    def put(self, name: str, value: str) -> None:
        """Keep a choice."""


@dataclass(frozen=True, slots=True)
class Desk:
    """All verbs; those of goods and notices are made when first called (off the GUI thread)."""

    verify: Verify
    verify_order: VerifyOrder
    hand_over: HandOverGoods
    undo: Undo
    history: History
    orders: OrderPages
    export_orders: ExportOrders
    incidents: IncidentPages
    enrol: Enrol
    begin_alone: EnrolAlone
    report: Callable[[], DeviceReport]
    doctor: Callable[[], Sequence[Finding]]
    preferences: Preferences
    goods: Callable[[], GoodsDesk]
    notices: Callable[[], NoticeDesk]
