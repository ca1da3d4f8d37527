"""What follows of a count: findings, shares, slots, signatures, and the end of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leader_app.domain.delivery import Finding
from ui.core_text import sentence
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.chips import Chips, Choice
from ui.kit.label import ElidedLabel, Label
from ui.kit.states import StateStack
from ui.receiving import wording
from ui.receiving.checking import CheckViewModel, Phase, Who
from ui.receiving.drawer_view import slot_row
from ui.receiving.rows_model import Row
from ui.receiving.rows_view import RowsList
from ui.receiving.shares_view import SharesView
from ui.receiving.signature_view import SignatureBox
from ui.receiving.warning_view import WarningLines
from ui.theme.tokens import Ink, Size, Space, Type

_FINDINGS, _SHARES, _SLOTS = "findings", "shares", "slots"
_RIGHT_SHARE = 0.33


class CheckView(QWidget):
    """Ctrl+B books it; everything can be reached by Tab."""

    def __init__(self, view_model: CheckViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.chips = Chips()
        self.findings, self.slots = RowsList(), RowsList(Size.ROW)
        self.shares = SharesView(view_model)
        self._warnings = WarningLines(3)
        self._pages = QStackedWidget()
        self._key = Label("", Type.CAPTION, Ink.HINT)
        self._slots_page = QWidget()
        self._slots_page.setLayout(column(self.slots, self._key, margins=Space.S))
        for page in (self.findings, self.shares, self._slots_page):
            self._pages.addWidget(page)
        self.driver, self.leader = SignatureBox(), SignatureBox()
        self.more = Button("", Kind.QUIET, icon="truck", height=Size.CONTROL_LARGE)
        self.all = Button("", Kind.PRIMARY, icon="check", key="Ctrl+B", height=Size.CONTROL_LARGE)
        self._sum = ElidedLabel("", Type.LEAD, Ink.SECONDARY)
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        states = (self.tr("Signed"), self.tr("Not signed yet"))
        words = (self.tr("Sign here"), self.tr("or type the name"), self.tr("Sign again"), states)
        self.driver.set_words(self.tr("Driver"), *words)
        self.leader.set_words(self.tr("Leader"), *words)
        self.more.set_words(self.tr("One more truck to come"))
        self.findings.setAccessibleName(self.tr("Findings"))
        self.slots.setAccessibleName(self.tr("Slots"))
        self._key.setText(self.tr("Grey is taken already, blue is what comes, red does not fit."))
        self.shares.retranslate()
        self.refresh()

    def begin(self) -> None:
        """Show a count that has just been finished counting: what is short first."""
        self.driver.begin()
        self.leader.begin()
        self._fresh = True
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the shares, or where the driver signs."""
        shares = self._pages.currentWidget() is self.shares
        where = self.shares.list if shares else self.driver.name
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self, *, final: bool) -> None:
        """Book it, signatures written a moment ago included."""
        self.driver.flush()
        self.leader.flush()
        self._model.finish(final=final)

    def refresh(self) -> None:
        """Show what would be done, as it is now."""
        model = self._model
        preview, sheet = model.preview, model.sheet
        if model.phase is Phase.ERROR and model.error is not None:
            title, hint = sentence(model.error.title), sentence(model.error.hint)
            self.states.show_error(title, hint, self.tr("Try again"))
        elif preview is None:
            self.states.show_loading()
        else:
            self.states.show_content()
            self._show_choices()
            found = enumerate(preview.findings)
            self.findings.set_rows([self._finding(at, one) for at, one in found])
            uses = [use for use in preview.plan.uses if use.added_ml or use.overflows]
            self.slots.set_rows([slot_row(use) for use in uses])
            self._warnings.set_lines([sentence(text) for text in preview.warnings])
        if sheet is not None:
            self.driver.set_signed(is_signed=sheet.driver_signed)
            self.leader.set_signed(is_signed=sheet.leader_signed)
        self._show_foot()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        width = round(self.width() * _RIGHT_SHARE)
        self._right.setFixedWidth(max(Size.FORM * 5 // 8, min(Size.FORM, width)))

    def _show_choices(self) -> None:
        preview = self._model.preview
        if preview is None:
            return
        short = sum(one.is_short for one in self._model.products())
        choices = [
            Choice(_FINDINGS, self.tr("Findings"), len(preview.findings)),
            Choice(_SHARES, self.tr("Who gets what"), short or None),
            Choice(_SLOTS, self.tr("Slots")),
        ]
        self.chips.set_choices(choices)
        if self._fresh:
            self._fresh = False
            self.chips.choose(_SHARES if short else _FINDINGS)
            self._turn()
            if self.isVisible():
                self.take_focus()  # digits typed now are for the shares
        self._turn()

    def _turn(self) -> None:
        pages = {_FINDINGS: self.findings, _SHARES: self.shares, _SLOTS: self._slots_page}
        self._pages.setCurrentWidget(pages[self.chips.current() or _FINDINGS])

    def _show_foot(self) -> None:
        model = self._model
        ready = model.phase is Phase.READY
        announced = model.sheet is not None and model.sheet.delivery is not None
        self.more.setVisible(announced)
        self.more.setEnabled(ready)
        self.all.setEnabled(ready)
        booking = model.phase is Phase.FINISHING
        words = self.tr("All here, book it") if announced else self.tr("Book it")
        self.all.set_words(self.tr("Booking …") if booking else words)
        preview = model.preview
        if preview is None:
            self._sum.setText("")
        elif preview.short_members:
            said = self.tr("%n member(s) go short", "", preview.short_members)
            self._sum.setText(said)
        else:
            self._sum.setText(self.tr("Everybody gets all they wait for"))

    def _finding(self, at: int, found: Finding) -> Row:
        sheet = self._model.sheet
        lines = sheet.lines if sheet is not None else ()
        names = {x.product.product_id: x.product.name for x in lines}
        icon, tone = wording.FINDING_LOOKS[found.kind]
        photos = self.tr("%n photo(s)", "", len(found.photos)) if found.photos else ""
        sub = wording.dotted(found.note, photos)
        pill = (wording.finding_word(found.kind), icon, tone)
        name = names.get(found.product_id, found.product_id)
        return Row(f"{at}", name, sub, f"×{found.quantity:,}", pill=pill)

    def _connect(self) -> None:
        model = self._model
        self.chips.chosen.connect(lambda _: self._turn())
        self.states.retried.connect(model.read)
        self.driver.signed.connect(lambda png: model.sign(Who.DRIVER, png))
        self.leader.signed.connect(lambda png: model.sign(Who.LEADER, png))
        self.more.clicked.connect(lambda: self.finish(final=False))
        self.all.clicked.connect(lambda: self.finish(final=True))
        model.changed.connect(self.refresh)
        model.shares_changed.connect(self._show_choices)

    def _lay_out(self) -> None:
        self._fresh = True
        left = QWidget()
        parts = QVBoxLayout(left)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(Space.S)
        box = Card(padding=1)
        box.body.addWidget(self._pages)
        parts.addWidget(self.chips)
        parts.addWidget(self._warnings)
        parts.addWidget(box, 1)
        self.states = StateStack(left)
        self._right = QWidget()
        side = QVBoxLayout(self._right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(Space.M)
        side.addWidget(self.driver, 1)
        side.addWidget(self.leader, 1)
        side.addStretch(0)
        both = QHBoxLayout()
        both.setSpacing(Space.L)
        both.addWidget(self.states, 1)
        both.addWidget(self._right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(both, 1)
        layout.addLayout(row(self._sum, self.more, self.all, spacing=Space.M))
