"""The charts of a report, each under the question it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from leader_app.services.reports.desk import Bar, CellKind, Chart
from ui.core_text import sentence
from ui.kit.bar_chart import BarChart, ChartBar
from ui.kit.card import Section
from ui.kit.label import Paragraph
from ui.kit.page import Spoken
from ui.reports.values import short_day, written
from ui.theme.tokens import Ink, Space, Type


class _ChartCard(Section):
    def __init__(self) -> None:
        super().__init__()
        self.answer = Paragraph("", Type.BODY, Ink.SECONDARY)
        self.chart = BarChart()
        self.body.addWidget(self.answer)
        self.body.addWidget(self.chart)

    def show_chart(self, chart: Chart, before: str) -> None:
        """Show one chart."""
        question = sentence(chart.question)
        self.heading.setText(question)
        self.answer.set_words(sentence(chart.answer))
        bars = [_bar(bar, chart.kind) for bar in chart.bars]
        self.chart.set_bars(question, bars, upright=_is_upright(chart), before=before)


class ChartsView(Spoken):
    """One under the other."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[_ChartCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addStretch(1)

    def show_charts(self, charts: Sequence[Chart], before: str) -> None:
        """Show these; ``before`` names the span they are compared to."""
        while len(self._cards) < len(charts):
            self._cards.append(_ChartCard())
            self._column.insertWidget(self._column.count() - 1, self._cards[-1])
        for at, card in enumerate(self._cards):
            card.setVisible(at < len(charts))
            if at < len(charts):
                card.show_chart(charts[at], before)


def _is_upright(chart: Chart) -> bool:
    return all(isinstance(bar.label, int | date) for bar in chart.bars)


def _bar(bar: Bar, kind: CellKind) -> ChartBar:
    before = "" if bar.before is None else written(bar.before, kind)
    return ChartBar(_label(bar), bar.value, written(bar.value, kind), bar.before, before)


def _label(bar: Bar) -> str:
    if isinstance(bar.label, date):
        return short_day(bar.label)
    if isinstance(bar.label, int):
        return f"{bar.label}"
    return written(bar.label, CellKind.TEXT)
