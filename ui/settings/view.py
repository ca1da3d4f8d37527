"""The settings page: its sections, one at a time."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.core_text import sentence
from ui.kit.chips import Chips, Choice
from ui.kit.page import Page
from ui.kit.title import TitleLine
from ui.settings.camera_section import CameraSection
from ui.settings.counter_section import CounterSection
from ui.settings.look_section import LookSection
from ui.settings.machine_section import MachineSection
from ui.settings.printer_section import PrinterSection
from ui.settings.scanner_section import ScannerSection
from ui.settings.view_model import SettingsViewModel
from ui.theme.tokens import Size, Tone


class SettingsPage(Page):
    """Sections are chosen by chips; each fits the smallest window."""

    def __init__(
        self,
        model: SettingsViewModel,
        *,
        counter: CounterSection,
        camera: CameraSection,
        scanner: ScannerSection,
        printers: PrinterSection,
        machine: MachineSection,
    ) -> None:
        super().__init__(TitleLine())
        self._model = model
        self._sections: dict[str, QWidget] = {
            "look": LookSection(model),
            "counter": counter,
            "camera": camera,
            "scanner": scanner,
            "printers": printers,
            "machine": machine,
        }
        self._tests = (camera, scanner)
        self._chips, self._stack = Chips(), QStackedWidget()
        for section in self._sections.values():
            self._stack.addWidget(section)
        self.body.addWidget(self._chips)
        self._stack.setMaximumWidth(Size.PAGE)
        self.body.addWidget(self._stack, 1)
        self._chips.chosen.connect(self.show_section)
        model.changed.connect(self._show_error)
        machine.asked.connect(self._say_asked)
        self.retranslate()

    def sections(self) -> list[str]:
        """Return the keys of the sections."""
        return list(self._sections)

    def show_section(self, key: str) -> None:
        """Show one section."""
        self._chips.choose(key)
        self._stack.setCurrentWidget(self._sections[key])

    def is_testing(self) -> bool:
        """Whether somebody tries camera or scanner."""
        return self._stack.currentWidget() in self._tests

    def retranslate(self) -> None:
        """Say every word again."""
        self.title.set_name(self.tr("Settings"))
        self._chips.set_choices(
            [
                Choice("look", self.tr("Look")),
                Choice("counter", self.tr("Counter")),
                Choice("camera", self.tr("Camera")),
                Choice("scanner", self.tr("Scanner")),
                Choice("printers", self.tr("Printers")),
                Choice("machine", self.tr("This computer")),
            ]
        )

    def _say_asked(self) -> None:
        self.toast.tell(self.tr("Asked the centre. The line at the foot tells how it goes."))

    def _show_error(self) -> None:
        if self._model.error is not None:
            self.banner.tell(sentence(self._model.error.title), Tone.BAD)
