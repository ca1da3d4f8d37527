"""This computer: who it is, and what the doctor finds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leader_app.services.device.report import DeviceReport, Finding, Health
from ui.core_text import sentence, together
from ui.kit.button import Button, Kind
from ui.kit.card import Section, row
from ui.kit.label import IconLabel, Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.rows import Fact, FactRows
from ui.settings.machine_view_model import MachineViewModel
from ui.theme.tokens import Ink, Size, Space, Type

_SIGNS = {
    Health.GOOD: ("check-circle", Ink.OK),
    Health.ATTENTION: ("warning", Ink.WARN),
    Health.BAD: ("cross-circle", Ink.BAD),
}


class MachineSection(Spoken):
    """Facts on the left, findings on the right."""

    asked = Signal()
    """Sync was asked for a run."""

    def __init__(self, model: MachineViewModel, folder: str) -> None:
        super().__init__()
        self._model, self._folder = model, folder
        self._about, self._health = Section(), Section()
        self._facts, self._findings = FactRows(), _Findings()
        self._sync = Button("", Kind.QUIET, icon="sync")
        self._check = Button("", Kind.QUIET, icon="shield")
        self._about.body.addWidget(self._facts)
        self._about.body.addStretch(1)
        self._about.body.addLayout(row(self._sync, 0))
        self._health.body.addWidget(self._findings, 1)
        self._health.body.addLayout(row(self._check, 0))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self._about, 1)
        layout.addWidget(self._health, 1)
        self._sync.clicked.connect(model.sync_now)
        self._check.clicked.connect(model.check)
        model.asked.connect(self.asked)
        model.changed.connect(self._show)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever somebody looks."""
        super().showEvent(event)
        self._model.refresh()
        self._model.check()

    def retranslate(self) -> None:
        """Say every word again."""
        self._about.heading.setText(self.tr("This counter"))
        self._health.heading.setText(self.tr("Health"))
        self._sync.set_words(self.tr("Sync now"))
        self._show()

    def _show(self) -> None:
        model = self._model
        self._check.set_words(self.tr("Checking…") if model.checking else self.tr("Check again"))
        self._check.setEnabled(not model.checking)
        if model.report is not None:
            self._facts.set_facts(self._about_facts(model.report))
        self._findings.set_findings(model)

    def _about_facts(self, report: DeviceReport) -> list[Fact]:
        facts = [
            Fact(self.tr("Counter"), report.device_name or "–"),
            Fact(self.tr("Pickup point"), report.point_name or "–"),
            Fact(self.tr("Centre"), report.centre_url or "–"),
            Fact(self.tr("Deeds recorded"), f"{report.log_seq:,}"),
            Fact(self.tr("Not sent yet"), f"{report.unsent:,}"),
            Fact(self.tr("Version"), _version()),
        ]
        if self._folder:
            facts.append(Fact(self.tr("Data folder"), self._folder))
        return facts


class _Findings(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self._inside = QWidget()
        self._inside.setProperty("ground", "surface")
        self._grid = QGridLayout(self._inside)
        self._grid.setContentsMargins(0, 0, Space.S, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.M)
        self._grid.setColumnStretch(1, 1)
        self._rest = 0
        self.setWidget(self._inside)
        self.setWidgetResizable(True)

    def set_findings(self, model: MachineViewModel) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        for at, finding in enumerate(model.findings):
            self._add(at, finding)
        if model.error is not None:
            said = together(model.error.title, model.error.hint)
            self._grid.addWidget(Paragraph(said, ink=Ink.BAD), len(model.findings), 1)
        self._grid.setRowStretch(self._rest, 0)
        self._rest = len(model.findings) + 1
        self._grid.setRowStretch(self._rest, 1)
        self.setAccessibleName(self.tr("What the check found"))

    def _add(self, at: int, finding: Finding) -> None:
        sign = IconLabel(*_SIGNS[finding.health], Size.ICON)
        self._grid.addWidget(sign, at, 0, Qt.AlignmentFlag.AlignTop)
        said, words = QWidget(), QVBoxLayout()
        said.setLayout(words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        summary = Label(sentence(finding.summary))
        summary.setWordWrap(True)
        words.addWidget(summary)
        if finding.hint is not None:
            words.addWidget(Paragraph(sentence(finding.hint), Type.CAPTION, Ink.HINT))
        self._grid.addWidget(said, at, 1)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("leader-desk")
    except PackageNotFoundError:
        return "–"
