"""What screens are given to show, with everything unimportant filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from leader_app.domain.incident import IncidentKind
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey, Stage
from leader_app.domain.pickup import VerdictKind
from leader_app.domain.text import Text, say
from leader_app.ports import OrderSummary, RefusedCommand
from leader_app.services.incidents.listing import IncidentNote, RefusedNote
from leader_app.services.pickup.verdict import GoodsTaken, HandOverNote, Verdict, VerdictLine

NOW = datetime(2026, 11, 22, 6, 20, tzinfo=UTC)
HERE = "1号台"
WORDS: Mapping[VerdictKind, Text] = {
    VerdictKind.READY: say("Hand over"),
    VerdictKind.PARTLY_READY: say("Part is here"),
    VerdictKind.REST_READY: say("Hand over the rest"),
    VerdictKind.ALREADY_COLLECTED: say("Already collected"),
    VerdictKind.NOT_ARRIVED: say("Not here yet"),
    VerdictKind.UNPAID: say("Not paid"),
}


def a_line(
    line_no: int = 1,
    name: str = "东北五常大米",
    quantity: int = 1,
    *,
    slot: str = "A-03",
    zone: Zone = Zone.SHELF,
    arrived: int | None = None,
    taken: int = 0,
) -> VerdictLine:
    """Return a line of order A1000001; all of it has arrived unless said otherwise."""
    here = quantity if arrived is None else arrived
    key = LineKey("A1000001", line_no)
    ready = max(0, here - taken)
    return VerdictLine(key, name, "袋", zone, slot, quantity, here, taken, ready)


def a_verdict(*lines: VerdictLine, claim_id: str = "0" * 20, member: str = "张**") -> Verdict:
    """Return what the counter says about these lines (one bag of rice, ready)."""
    shown = lines or (a_line(),)
    kind = kind_of(shown)
    orders = tuple(dict.fromkeys(line.key.order_id for line in shown))
    return Verdict(
        kind,
        offline=False,
        data_at=NOW - timedelta(minutes=2),
        title=WORDS.get(kind, say("Look")),
        detail=say("{count} pieces are ready.", count=sum(line.ready for line in shown)),
        hint=say("Check the name, then hand over."),
        claim_id=claim_id,
        order_ids=orders,
        member_name=member,
        phone_tail="1234",
        lines=shown,
    )


def a_summary(order_id: str, claim_id: str = "0" * 20, **fields: object) -> OrderSummary:
    """Return a row of the orders page."""
    usual = OrderSummary(
        order_id,
        claim_id,
        "张**",
        "1234",
        Stage.READY,
        NOW - timedelta(days=1),
        3,
        Fen(5980),
        "A-03",
        "东北五常大米 ×1, 三文鱼 ×2",
    )
    return replace(usual, **fields)  # type: ignore[arg-type]


def a_note(hand_over_id: str = "h1", **fields: object) -> HandOverNote:
    """Return a hand-over this counter did ten minutes ago."""
    usual = HandOverNote(
        hand_over_id,
        "0" * 20,
        NOW - timedelta(minutes=10),
        HERE,
        "",
        own=True,
        offline=False,
        primary=True,
        reversed_at=None,
        member_name="张**",
        phone_tail="1234",
        goods=(GoodsTaken("东北五常大米", "袋", 1),),
    )
    return replace(usual, **fields)  # type: ignore[arg-type]


def a_double_hand_over(incident_id: str = "i1", *, settled: bool = False) -> IncidentNote:
    """Return an incident with two sides."""
    first = a_note("h1", device_name="1号台", offline=True)
    second = a_note(
        "h2", device_name="2号台", own=False, primary=False, at=NOW - timedelta(minutes=3)
    )
    return IncidentNote(
        incident_id,
        IncidentKind.DOUBLE_HAND_OVER,
        NOW - timedelta(minutes=2),
        settled,
        say("Handed out twice"),
        say("Two counters handed out the same goods."),
        say("Ask both colleagues who came, then call the member."),
        "0" * 20,
        ("A1000001",),
        "张**",
        "1234",
        (first, second),
    )


def a_refused_command(command_id: str = "c1") -> RefusedNote:
    """Return a command the centre did not take."""
    command = RefusedCommand(7, command_id, "hand_over", NOW, "rejected", "unknown_line")
    return RefusedNote(
        command, say("The centre did not take a hand-over"), say("It names a line nobody knows.")
    )


def kind_of(lines: Sequence[VerdictLine]) -> VerdictKind:
    if any(line.ready for line in lines):
        if all(line.taken + line.ready >= line.ordered for line in lines):
            some = any(line.taken for line in lines)
            return VerdictKind.REST_READY if some else VerdictKind.READY
        return VerdictKind.PARTLY_READY
    if all(line.taken >= line.ordered for line in lines):
        return VerdictKind.ALREADY_COLLECTED
    return VerdictKind.NOT_ARRIVED
