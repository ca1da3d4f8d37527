"""What was lost: thrown away, missing in a stocktake, sent back."""

from __future__ import annotations

from leader_app.domain.text import Text, say
from leader_app.services.printing.day import REASONS
from leader_app.services.reports import charts, heads
from leader_app.services.reports.desk import CellKind, Report, ReportColumn, ReportKind, ReportRow
from leader_app.services.reports.span import (
    BACK,
    COUNTED,
    IN,
    LOST,
    Span,
    groups,
    money,
    per_mille,
    pieces,
)
from leader_app.services.reports.tables import WAYS, totals

_LOSSES = (LOST, COUNTED, BACK)
_COLUMNS = (
    ReportColumn("product", say("Product"), CellKind.TEXT),
    *(ReportColumn(kind.value, WAYS[kind], CellKind.PIECES) for kind in _LOSSES),
    ReportColumn("value", say("Lost value"), CellKind.MONEY),
    ReportColumn("share", say("Of what came"), CellKind.PER_MILLE),
)


def of_all(span: Span) -> Report:
    """Report what was lost of each product; the charts show why, and of what."""
    moved = span.moved("product", (*_LOSSES, IN))
    keys = {key for kind in _LOSSES for key in moved[kind]}
    known = span.work.names.products(keys)
    names = {key: known[key].name if key in known else key for key in keys}
    lost = {key: money(moved, LOST, key) - money(moved, COUNTED, key) for key in keys}

    def row(key: str) -> ReportRow:
        share = per_mille(pieces(moved, LOST, key), pieces(moved, IN, key))
        counts = (pieces(moved, kind, key) for kind in _LOSSES)
        cells = names[key], *counts, lost[key], share
        return ReportRow(key, cells, span.behind(key, _LOSSES), about="")

    rows = tuple(row(key) for key in sorted(keys, key=lambda x: (-lost[x], names[x], x)))
    reasons = span.moved("reason", [LOST])
    by_reason = {key: money(reasons, LOST, key) for key in groups(reasons)}
    why = charts.most(say("Why was it written off?"), by_reason, _reason, kind=CellKind.MONEY)
    which = charts.most(say("What was lost?"), lost, names.__getitem__, kind=CellKind.MONEY)
    return Report(
        kind=ReportKind.SHRINKAGE,
        first=span.first,
        last=span.last,
        figures=heads.lost(span),
        columns=_COLUMNS,
        rows=rows,
        totals=totals(_COLUMNS, rows),
        charts=(*why, *which),
    )


def _reason(code: str) -> str | Text:
    return REASONS.get(code, code or say("Other"))
