"""The reports page: what the days came to, and what is behind each figure."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from leader_app.errors import LeaderError
from leader_app.services.reports.desk import Report, ReportKind
from ui.core_text import sentence, together
from ui.kit.button import Button, Kind
from ui.kit.card import Card, row
from ui.kit.columns import ListModel
from ui.kit.grid import Grid
from ui.kit.label import ElidedLabel, Label
from ui.kit.page import Page
from ui.kit.rows import Fact, FactRows
from ui.kit.states import StateStack
from ui.kit.tabs import Tab, Tabs
from ui.kit.title import TitleLine
from ui.reports.charts_view import ChartsView
from ui.reports.figures_view import FiguresView
from ui.reports.table import Line, model
from ui.reports.values import day_word, kind_word, written
from ui.reports.view_model import Phase, ReportsViewModel
from ui.theme.tokens import Ink, Size, Space, Tone, Type

AskPath = Callable[[QWidget, str], Path | None]
_LEAST_TABLE = 7


class ReportsPage(Page):
    """Alt+arrows go through time; ``ask_path`` asks where an export goes."""

    def __init__(self, view_model: ReportsViewModel, ask_path: AskPath | None = None) -> None:
        self.tabs = Tabs()
        self._export = Button("", Kind.QUIET, icon="export", key="Ctrl+E")
        super().__init__(TitleLine(self._export, tabs=self.tabs))
        self._model, self._ask_path = view_model, ask_path or _ask_path
        self._written = ""
        self._shown: Report | None = None
        self._back = Button("", Kind.QUIET, icon="arrow-left", key="Alt+Left")
        self._on = Button("", Kind.QUIET, icon="arrow-right", key="Alt+Right")
        self._all = Button("", Kind.QUIET, key="Esc")
        self._days = Label("", Type.LEAD, strong=True)
        self._remarks = ElidedLabel("", Type.BODY, Ink.WARN)
        self._figures, self._charts = FiguresView(), ChartsView()
        self._behind_heading, self._behind = ElidedLabel("", Type.LEAD, strong=True), FactRows()
        self._table_box = Card(padding=1)
        self.table: Grid | None = None
        self._behind_box = self._make_behind()
        self.states = StateStack(self._make_content())
        self.body.addLayout(
            row(self._all, self._back, self._days, self._on, Space.M, self._remarks)
        )
        self.body.addWidget(self.states, 1)
        self._connect()
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word of the page again."""
        self.tabs.set_tabs([Tab(kind.value, kind_word(kind)) for kind in ReportKind])
        self._export.set_words(self.tr("Export"))
        self._all.set_words(self.tr("All"))
        self._back.set_words(self.tr("Earlier"))
        self._on.set_words(self.tr("Later"))
        self.title.set_name(self.tr("Reports"))
        self._shown = None
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the table."""
        (self.table or self.tabs).setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._model.hide()

    def refresh(self) -> None:
        """Show things as they are now."""
        view_model = self._model
        period = view_model.period
        first, last = day_word(period.first), day_word(period.last)
        days = first if period.first == period.last else f"{first} \u2013 {last}"
        subject = view_model.report.subject if view_model.report is not None else ""
        self._days.setText(f"{subject} · {days}" if subject else days)
        self._all.setVisible(bool(view_model.about))
        self._on.setEnabled(not view_model.is_latest())
        report = view_model.report
        self._export.setEnabled(view_model.phase is Phase.REPORT)
        self._remarks.setText(together(*report.remarks) if report is not None else "")
        if view_model.phase is Phase.LOADING:
            self.states.show_loading()
        elif view_model.phase is Phase.REPORT and report is not None:
            self._show_report(report)
            self.states.show_content()
        elif view_model.phase is Phase.ERROR and view_model.error is not None:
            error = view_model.error
            self.states.show_error(
                sentence(error.title), sentence(error.hint), self.tr("Try again")
            )
        else:
            title = self.tr("Nothing happened in these days")
            self.states.show_empty("chart", title, self.tr("Go back to days with pickups."))

    def _show_report(self, report: Report) -> None:
        if report is self._shown:
            return
        self._shown = report
        self._figures.show_figures(report.figures)
        self._charts.show_charts(report.charts, self.tr("before"))
        self._show_table(report)

    def _show_table(self, report: Report) -> None:
        if self.table is not None:
            self._table_box.body.removeWidget(self.table)
            self.table.deleteLater()
        items: ListModel[Line] = model(report, self)
        table = Grid(items, report.columns[0].key)
        items.setParent(table)
        table.setAccessibleName(kind_word(report.kind))
        table.retranslate()
        table.opened.connect(self._open)
        rows = min(max(items.rowCount() + 1, _LEAST_TABLE), 2 * _LEAST_TABLE)
        table.setMinimumHeight(rows * Size.ROW_OFFICE)
        self._table_box.body.addWidget(table)
        self._table_box.setVisible(bool(report.columns))
        self.table = table

    def _show_behind(self) -> None:
        behind, report = self._model.behind, self._model.report
        self._behind_box.setVisible(behind is not None)
        if behind is None or report is None:
            return
        name = written(behind.row.cells[0], report.columns[0].kind)
        self._behind_heading.setText(self.tr("Orders behind: %1").replace("%1", name))
        self._behind.set_facts([Fact(order, goods) for order, goods in behind.orders])

    def _open(self, index: QModelIndex) -> None:
        if self._shown is not None:
            rows = len(self._shown.rows)
            self._model.open_row(index.row() if index.row() < rows else -1)

    def _connect(self) -> None:
        view_model = self._model
        self.tabs.chosen.connect(lambda key: view_model.choose(ReportKind(key)))
        self._all.clicked.connect(lambda: view_model.go_into(""))
        self._back.clicked.connect(lambda: view_model.step(-1))
        self._on.clicked.connect(lambda: view_model.step(1))
        self._export.clicked.connect(self._ask_export)
        self.states.retried.connect(view_model.read)
        self.banner.acted.connect(self._open_folder)
        view_model.changed.connect(self.refresh)
        view_model.behind_changed.connect(self._show_behind)
        view_model.exported.connect(self._exported)
        view_model.export_failed.connect(self._not_exported)

    def _make_content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, Space.L)
        layout.setSpacing(Space.M)
        for part in (self._figures, self._charts, self._table_box, self._behind_box):
            layout.addWidget(part)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _make_behind(self) -> Card:
        box = Card()
        box.body.addWidget(self._behind_heading)
        box.body.addWidget(self._behind)
        box.hide()
        return box

    def _ask_export(self) -> None:
        period = self._model.period
        path = self._ask_path(self, f"{self._model.kind.value}-{period.first.isoformat()}.xlsx")
        if path is not None:
            self._model.export(path)

    def _exported(self, path: str) -> None:
        self._written = path
        said = self.tr("Written to %1").replace("%1", Path(path).name)
        self.banner.tell(said, Tone.OK, self.tr("Show the folder"))

    def _not_exported(self, error: LeaderError) -> None:
        self._written = ""
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _open_folder(self) -> None:
        if self._written:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._written).parent)))


def _ask_path(parent: QWidget, name: str) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(parent, "", name, "Excel (*.xlsx)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".xlsx")
