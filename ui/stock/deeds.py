"""The presenter of what is done to goods that lie somewhere: written off, carried, sent back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.neighbourhood import Product
from leader_app.domain.stock import Level, StockDeed, WriteOffReason
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Unavailable
from leader_app.services.stock.desk import SlotRoom, SlotView, StockRoom
from ui.tasks import Runner

MOST_PHOTOS = 4


class Verb(StrEnum):
    """What can be done with pieces."""

    WRITE_OFF = "write_off"
    MOVE = "move"
    SEND_BACK = "send_back"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that was kept, and its bytes to show."""

    photo_id: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """A deed being filled in; ``slot`` is where pieces are carried to."""

    verb: Verb
    product: Product
    level: Level
    quantity: int
    reason: WriteOffReason | None = None
    slot: str = ""
    note: str = ""
    photos: tuple[Photo, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        if not 0 < self.quantity <= self.level.quantity:
            return False
        if self.verb is Verb.WRITE_OFF:
            return self.reason is not None
        return self.verb is not Verb.MOVE or self.slot not in {"", self.level.key.slot}


class DeedsViewModel(QObject):
    """One form at a time; the newest deed made here can be undone."""

    changed = Signal()
    done = Signal(object)
    """The ``Form`` that was carried out."""
    undone = Signal()
    failed = Signal(object)

    def __init__(
        self, stock: StockRoom, slots: SlotRoom, database: Runner, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stock, self._slots, self._database = stock, slots, database
        self.form: Form | None = None
        self.slots: Sequence[SlotView] = ()
        self.last: StockDeed | None = None
        self.busy = False

    def begin(self, verb: Verb, product: Product, level: Level, *, past: bool = False) -> None:
        """Fill in a form; all pieces, unless said otherwise. ``past``: its use-by day is over."""
        reason = WriteOffReason.PAST_USE_BY if past and verb is Verb.WRITE_OFF else None
        self.form = Form(verb, product, level, max(0, level.quantity), reason)
        self.changed.emit()
        if verb is Verb.MOVE:
            self._database.run(
                self, self._slots.all, self._slots_came, self.failed.emit, latest="slots"
            )

    def set_quantity(self, quantity: int) -> None:
        """Say how many pieces."""
        self._change(lambda form: replace(form, quantity=quantity))

    def set_reason(self, reason: WriteOffReason) -> None:
        """Say why."""
        self._change(lambda form: replace(form, reason=reason))

    def set_slot(self, slot: str) -> None:
        """Say where to."""
        self._change(lambda form: replace(form, slot=slot.strip()))

    def set_note(self, note: str) -> None:
        """Say it in one's own words."""
        self._change(lambda form: replace(form, note=note.strip()))

    def add_photo(self, data: bytes) -> None:
        """Keep a picture with the deed."""
        if not data:
            self.failed.emit(
                Unavailable(say("The picture cannot be read."), say("Choose another one."))
            )
        elif self.form is not None and len(self.form.photos) < MOST_PHOTOS:
            self._database.run(
                self,
                partial(self._stock.keep_photo, data),
                partial(self._photo_kept, self.form.level, data),
                self.failed.emit,
            )

    def drop_photo(self, photo_id: str) -> None:
        """Leave a picture out again."""
        self._change(
            lambda form: replace(
                form, photos=tuple(x for x in form.photos if x.photo_id != photo_id)
            )
        )

    def cancel(self) -> None:
        """Do nothing after all."""
        self.form = None
        self.changed.emit()

    def submit(self) -> None:
        """Do it."""
        form = self.form
        if form is None or self.busy or not form.ready:
            return
        self.busy = True
        self.changed.emit()
        self._database.run(self, self._deed(form), partial(self._did, form), self._refused)

    def undo(self, why: str) -> None:
        """Take the newest deed back and say why."""
        if self.last is None or self.busy:
            return
        self.busy = True
        take_back = partial(self._stock.take_back, self.last.deed_id, why)
        self._database.run(self, take_back, self._undid, self._refused)

    def _deed(self, form: Form) -> Callable[[], StockDeed]:
        key, quantity, stock = form.level.key, form.quantity, self._stock
        photos = tuple(photo.photo_id for photo in form.photos)
        if form.verb is Verb.MOVE:
            return lambda: stock.move(key, form.slot, quantity)
        if form.verb is Verb.SEND_BACK:
            return lambda: stock.return_goods(key, quantity, form.note, photos)
        reason = form.reason or WriteOffReason.OTHER
        return lambda: stock.write_off(key, quantity, reason, form.note, photos)

    def _did(self, form: Form, deed: StockDeed) -> None:
        self.busy, self.form, self.last = False, None, deed
        self.changed.emit()
        self.done.emit(form)

    def _undid(self, _deed: StockDeed) -> None:
        self.busy, self.last = False, None
        self.changed.emit()
        self.undone.emit()

    def _refused(self, error: LeaderError) -> None:
        self.busy = False
        self.changed.emit()
        self.failed.emit(error)

    def _slots_came(self, slots: Sequence[SlotView]) -> None:
        self.slots = tuple(slots)
        self.changed.emit()

    def _photo_kept(self, level: Level, data: bytes, photo_id: str) -> None:
        if self.form is not None and self.form.level == level:
            photos = (*(x for x in self.form.photos if x.photo_id != photo_id),)
            self._change(lambda form: replace(form, photos=(*photos, Photo(photo_id, data))))

    def _change(self, change: Callable[[Form], Form]) -> None:
        if self.form is not None and not self.busy:
            changed = change(self.form)
            if changed != self.form:
                self.form = changed
                self.changed.emit()
