"""A counter in memory: every verb of the desk, over a few orders that a test puts there."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from leader_app.domain.money import Fen
from leader_app.domain.order import LineKey, Order, OrderLine, Payment, Stage
from leader_app.domain.pickup import UNDO_GRACE, Pieces, VerdictKind
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import OrderQuery, OrderSummary
from leader_app.services.desk import Desk
from leader_app.services.device.report import DeviceReport, Finding
from leader_app.services.incidents.listing import IncidentNote, IncidentPage
from leader_app.services.pickup.verdict import GoodsTaken, HandOverDone, HandOverNote, Verdict
from tests.fakes.goods_desk import a_goods_desk
from tests.fakes.notices import a_notice_desk
from tests.fakes.shown import HERE, NOW, WORDS, a_note, kind_of


@dataclass
class FakeDesk:
    """Orders by their code; every call is kept in ``calls``; ``trouble`` is raised by the next."""

    codes: dict[str, Verdict] = field(default_factory=dict)
    rows: list[OrderSummary] = field(default_factory=list)
    notes: list[HandOverNote] = field(default_factory=list)
    incident_page: IncidentPage = field(default_factory=lambda: IncidentPage((), (), 0))
    settings: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    trouble: LeaderError | None = None
    time: datetime = NOW
    findings: Sequence[Finding] = ()
    report: DeviceReport | None = None
    wanted: list[Sequence[Pieces] | None] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the time at this desk."""
        return self.time

    def put(self, text: str, verdict: Verdict) -> Verdict:
        """Have ``text`` be the code of an order."""
        self.codes[text] = verdict
        return verdict

    def bundle(self) -> Desk:
        """Return all verbs."""
        return Desk(
            verify=self.verify,
            verify_order=FakeVerifyOrder(self),
            hand_over=self.hand_over,
            undo=FakeUndo(self),
            history=self.history,
            orders=FakeOrders(self),
            export_orders=self.export,
            incidents=FakeIncidents(self),
            enrol=self._enrol,
            begin_alone=self._begin_alone,
            report=self._report,
            doctor=self._doctor,
            preferences=FakePreferences(self.settings),
            goods=functools.cache(a_goods_desk),
            notices=functools.cache(a_notice_desk),
        )

    def verify(self, text: str, source: str) -> Verdict:
        """Judge a code."""
        self._called("verify", text, source)
        known = self.codes.get(text)
        if known is not None:
            return known
        title, detail = say("Not a pickup code"), say("This seems to be something else.")
        hint = say("Ask for the pickup code.")
        return Verdict(VerdictKind.NOT_A_CODE, False, self.time, title, detail, hint)

    def hand_over(self, claim_id: str, wanted: Sequence[Pieces] | None = None) -> HandOverDone:
        """Hand over, as the real one does, exactly what was wanted or nothing."""
        self._called("hand_over", claim_id)
        self.wanted.append(wanted)
        text, verdict = self._claim(claim_id)
        counts: Counter[LineKey] = Counter()
        for pieces in wanted or [Pieces(line.key, line.ready) for line in verdict.lines]:
            counts[pieces.key] += pieces.quantity
        if not counts or any(counts[line.key] > line.ready for line in verdict.lines):
            raise Refused(say("Nothing was handed over"), say("Look at the order again."))
        note = self._note(verdict, counts)
        self.notes.insert(0, note)
        after = self._after(verdict, counts, 1)
        self.codes[text] = replace(after, hand_overs=(*after.hand_overs, note))
        return HandOverDone(note, self.codes[text], self.time + UNDO_GRACE)

    def history(self, day: date | None = None, limit: int = 200) -> Sequence[HandOverNote]:
        """Return the hand-overs of the day."""
        self._called("history")
        return tuple(self.notes[:limit])

    def export(self, path: Path, file_format: str, query: OrderQuery) -> int:
        """Write a file."""
        self._called("export", path, file_format, query)
        return FakeOrders(self).count(query)

    def _called(self, *call: object) -> None:
        self.calls.append(call)
        if self.trouble is not None:
            trouble, self.trouble = self.trouble, None
            raise trouble

    def _claim(self, claim_id: str) -> tuple[str, Verdict]:
        return next((text, v) for text, v in self.codes.items() if v.claim_id == claim_id)

    def _note(self, verdict: Verdict, counts: Counter[LineKey]) -> HandOverNote:
        goods = tuple(
            GoodsTaken(line.product_name, line.unit, counts[line.key])
            for line in verdict.lines
            if counts[line.key]
        )
        return a_note(
            f"h{len(self.notes) + 1}",
            at=self.time,
            claim_id=verdict.claim_id,
            member_name=verdict.member_name,
            goods=goods,
        )

    def _after(self, verdict: Verdict, counts: Counter[LineKey], sign: int) -> Verdict:
        lines = tuple(
            replace(
                line,
                taken=line.taken + sign * counts[line.key],
                ready=line.ready - sign * counts[line.key],
            )
            for line in verdict.lines
        )
        kind = kind_of(lines)
        return replace(verdict, lines=lines, kind=kind, title=WORDS.get(kind, say("Look")))

    def _enrol(self, url: str, token: str, device_name: str = "") -> DeviceReport:
        self._called("enrol", url, token, device_name)
        return self._report()

    def _begin_alone(self, point_name: str, device_name: str = "") -> DeviceReport:
        self._called("begin_alone", point_name, device_name)
        return self._report()

    def _report(self) -> DeviceReport:
        if self.report is not None:
            return self.report
        return DeviceReport(True, "D1", HERE, 7, "春风里便利店", "", self.time, 0, 0, timedelta(0))

    def _doctor(self) -> Sequence[Finding]:
        return self.findings


class FakeVerifyOrder:
    """Judges orders."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def __call__(self, order_id: str) -> Verdict:
        """Judge the claim of an order."""
        self._desk._called("verify_order", order_id)
        return self._find(order_id)

    def peek(self, order_id: str) -> Verdict:
        """Judge it without a note."""
        self._desk._called("peek", order_id)
        return self._find(order_id)

    def _find(self, order_id: str) -> Verdict:
        for verdict in self._desk.codes.values():
            if order_id in verdict.order_ids:
                return verdict
        raise Refused(say("There is no such order here"), say("Is it new?"))


class FakeUndo:
    """Takes hand-overs back."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def __call__(self, hand_over_id: str, reason: str) -> HandOverNote:
        """Take one back."""
        self._desk._called("undo", hand_over_id, reason)
        notes = self._desk.notes
        at = next(i for i, note in enumerate(notes) if note.hand_over_id == hand_over_id)
        notes[at] = replace(notes[at], reversed_at=self._desk.time)
        return notes[at]

    def newest(self) -> str:
        """Name the newest."""
        return self._desk.notes[0].hand_over_id


class FakePreferences:
    """Choices in memory."""

    def __init__(self, settings: dict[str, str]) -> None:
        self._settings = settings

    def get(self, name: str) -> str | None:
        """Return a choice."""
        return self._settings.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a choice."""
        self._settings[name] = value


class FakeOrders:
    """Pages over ``rows``."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def count(self, query: OrderQuery) -> int:
        """Count matches."""
        self._desk._called("count", query)
        return len(self._matches(query))

    def counts_by_stage(self, text: str) -> Mapping[Stage, int]:
        """Count matches in each stage."""
        return Counter(row.stage for row in self._matches(OrderQuery(text)))

    def page(self, query: OrderQuery, offset: int, limit: int) -> Sequence[OrderSummary]:
        """Return matches."""
        self._desk._called("page", query, offset, limit)
        return tuple(self._matches(query)[offset : offset + limit])

    def get(self, order_id: str) -> Order | None:
        """Return an order of one line."""
        row = next((row for row in self._desk.rows if row.order_id == order_id), None)
        if row is None:
            return None
        lines = (OrderLine(1, "P1", 3, 3, "A-03", Fen(1990)),)
        return Order(order_id, 7, "M1", row.claim_id, Payment.PAID, False, row.placed_at, "", lines)

    def _matches(self, query: OrderQuery) -> list[OrderSummary]:
        return [
            row
            for row in self._desk.rows
            if (not query.stages or row.stage in query.stages)
            and (query.text in {"", row.phone_tail, row.order_id} or query.text in row.member_name)
        ]


class FakeIncidents:
    """The page a test put there."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def page(self, limit: int = 200) -> IncidentPage:
        """Return it."""
        self._desk._called("incidents")
        return self._desk.incident_page

    def both_sides(self, incident_id: str) -> IncidentNote | None:
        """Return one of it."""
        notes = self._desk.incident_page.incidents
        return next((note for note in notes if note.incident_id == incident_id), None)

    def dismiss(self, command_id: str) -> None:
        """Take a refused command off it."""
        self._desk._called("dismiss", command_id)
        page = self._desk.incident_page
        left = tuple(note for note in page.refused if note.command.command_id != command_id)
        self._desk.incident_page = replace(page, refused=left, open=page.open - 1)
