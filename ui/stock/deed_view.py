"""The form of a deed: how many, why or where to, in one's own words, with pictures."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from leader_app.domain.stock import WriteOffReason
from ui.kit.button import Button, Kind
from ui.kit.card import row
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.expiry import expiry_words
from ui.kit.goods import lot_word, reason_word
from ui.kit.label import ElidedLabel, Label
from ui.kit.page import Spoken
from ui.kit.stages import zone_word
from ui.kit.stepper import Stepper
from ui.stock.deeds import Form, Verb
from ui.stock.photos_view import PhotoStrip
from ui.stock.view_model import StockViewModel
from ui.stock.wording import verb_word
from ui.theme.tokens import Ink, Space, Type

_ROWS_OF_SLOTS = 12


class DeedView(Spoken):
    """Shows ``deeds.form``; Ctrl+Enter does it, Esc leaves it."""

    def __init__(self, view_model: StockViewModel, photos: PhotoStrip | None = None) -> None:
        super().__init__()
        self._model, self._deeds = view_model, view_model.deeds
        self._title = Label("", Type.LEAD, strong=True)
        self._what = ElidedLabel("", Type.LEAD)
        self._where = ElidedLabel("", Type.BODY, Ink.SECONDARY)
        self._names = {key: Label("", Type.BODY, Ink.SECONDARY) for key in ("many", "why", "note")}
        self.pieces = Stepper(1)
        self.reasons = ChoiceGrid(3, keyed=True)
        self.slots = ChoiceGrid(3, keyed=True)
        self.slot, self.note = QLineEdit(), QLineEdit()
        self.colder = Label("", Type.CAPTION, Ink.WARN)
        self.colder.setWordWrap(True)
        self.photos = photos or PhotoStrip(view_model.newest_frame)
        self.act = Button("", Kind.PRIMARY, key="Ctrl+Return")
        self.leave = Button("")
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self._names["many"].setText(self.tr("How many"))
        self.note.setPlaceholderText(self.tr("In your own words, if need be"))
        self.note.setAccessibleName(self.tr("Note"))
        self._names["note"].setText(self.tr("Note"))
        self.slot.setPlaceholderText(self.tr("Another slot"))
        self.slot.setAccessibleName(self.tr("Another slot"))
        self.leave.set_words(self.tr("Cancel"))
        choices = [Choice(reason.value, reason_word(reason)) for reason in WriteOffReason]
        self.reasons.set_choices(choices)
        self.photos.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the caret where the number is."""
        self.pieces.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.pieces.field.selectAll()

    def refresh(self) -> None:
        """Show the form as it is now."""
        form = self._deeds.form
        if form is None:
            return
        word = verb_word(form.verb)
        self._title.setText(word)
        self.act.set_words(word)
        self.act.setEnabled(form.ready and not self._deeds.busy)
        self._what.setText(form.product.name)
        self._where.setText(self._place(form))
        self._show_pieces(form)
        moving = form.verb is Verb.MOVE
        self._names["why"].setText(self.tr("Where to") if moving else self.tr("Why"))
        self._names["why"].setVisible(form.verb is not Verb.SEND_BACK)
        self.reasons.setVisible(form.verb is Verb.WRITE_OFF)
        self.reasons.choose(form.reason.value if form.reason else "")
        for part in (self.slots, self.slot):
            part.setVisible(moving)
        self._show_slots(form)
        self._warn_of_zone(form)
        for other in (self.note, self._names["note"], self.photos):
            other.setVisible(not moving)
        if self.note.text().strip() != form.note:
            self.note.setText(form.note)
        self.photos.set_photos(form.photos)
        self.setAccessibleName(f"{word} {form.product.name}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._deeds.cancel()
            return
        super().keyPressEvent(event)

    def _place(self, form: Form) -> str:
        lot, today = form.level.key.lot, self._model.goods.today()
        parts = (form.level.key.slot, lot_word(lot), expiry_words(lot.expires_on, today))
        return " · ".join(filter(None, parts))

    def _show_pieces(self, form: Form) -> None:
        most = form.level.quantity
        unit = self.tr("of %1 %2").replace("%1", f"{most:,}").replace("%2", form.product.unit)
        more, less = self.tr("One more"), self.tr("One less")
        self.pieces.set_words(self._names["many"].text(), less, more, unit)
        self.pieces.set_bounds(1, most)
        if form.quantity or self.pieces.field.text() != "":
            self.pieces.set_value(form.quantity)

    def _show_slots(self, form: Form) -> None:
        known = [x for x in self._deeds.slots if x.slot.slot_id != form.level.key.slot]
        same = [x for x in known if x.slot.zone is form.product.zone] or known
        names = [x.slot.slot_id for x in same[:_ROWS_OF_SLOTS]]
        self.slots.set_choices([Choice(name, name) for name in names])
        self.slots.choose(form.slot)
        if self.slot.text().strip() != form.slot:
            self.slot.setText("" if form.slot in names else form.slot)

    def _warn_of_zone(self, form: Form) -> None:
        wanted = next((x.slot for x in self._deeds.slots if x.slot.slot_id == form.slot), None)
        wrong = wanted is not None and wanted.zone is not form.product.zone
        self.colder.setVisible(form.verb is Verb.MOVE and wrong)
        if wanted is not None and wrong:
            said = self.tr("%1 is a place of another zone (%2); this is kept at: %3")
            zones = zone_word(wanted.zone), zone_word(form.product.zone)
            said = said.replace("%1", form.slot).replace("%2", zones[0])
            self.colder.setText(said.replace("%3", zones[1]))

    def _connect(self) -> None:
        deeds = self._deeds
        deeds.changed.connect(self.refresh)
        self.pieces.changed.connect(deeds.set_quantity)
        self.pieces.entered.connect(self.focusNextChild)
        self.reasons.chosen.connect(lambda key: deeds.set_reason(WriteOffReason(key)))
        self.slots.chosen.connect(deeds.set_slot)
        self.slot.textEdited.connect(deeds.set_slot)
        self.note.textEdited.connect(deeds.set_note)
        self.note.returnPressed.connect(deeds.submit)
        self.slot.returnPressed.connect(deeds.submit)
        self.photos.taken.connect(deeds.add_photo)
        self.photos.dropped.connect(deeds.drop_photo)
        self.act.clicked.connect(deeds.submit)
        self.leave.clicked.connect(deeds.cancel)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(Space.L, 0, Space.L, 0)
        parts.setSpacing(Space.XS)
        groups = (
            (self._names["many"], self.pieces),
            (self._names["why"], self.reasons, self.slots, self.slot, self.colder),
            (self._names["note"], self.note, self.photos),
        )
        for group in groups:
            for part in group:
                parts.addWidget(part)
            parts.addSpacing(Space.S)
        parts.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QVBoxLayout()
        head.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        head.setSpacing(Space.XS)
        head.addLayout(row(self._title, self._what))
        head.addWidget(self._where)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        foot = row(self.leave, self.act, margins=Space.M)
        foot.setStretch(1, 1)
        whole.addLayout(foot)
