"""The presenter of the counter: codes come in, one card comes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from leader_app.domain.changes import ChangeSet, Entity
from leader_app.domain.scan import Scan, ScanSource
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import OrderSummary
from leader_app.ports.scanning import ScanGuard
from leader_app.services.desk import Desk
from leader_app.services.pickup.verdict import HandOverDone, HandOverNote, Verdict
from ui.pickup import card as cards
from ui.pickup.card import Busy, Card, Face, Trouble
from ui.pickup.request import CUES, Request
from ui.pickup.search import MOST_CANDIDATES, find
from ui.pickup.typed import Meaning, understand
from ui.tasks import Runner
from ui.theme.tokens import Tone

FAST = "pickup.fast"


class PickupViewModel(QObject):
    """One look at a time, in the order in which codes came; nothing is green before it is durable.

    ``changed`` after every change of ``card``; ``cue`` names the sound to play. ``now`` is the
    time to measure the hour of undoing with.
    """

    changed = Signal()
    cue = Signal(str)

    def __init__(
        self,
        desk: Desk,
        database: Runner,
        *,
        guard: ScanGuard | None = None,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._database, self._guard, self.now = desk, database, guard, now
        self._waiting: deque[Request] = deque()
        self._shown = Request()
        self._stale = False
        self.card = Card()
        self.fast = False

    @Slot(object)
    def scanned(self, scan: Scan) -> None:
        """Look at a code; a wedge that fires twice is heard once."""
        if scan.source is ScanSource.WEDGE and self._is_echo(scan.text):
            return
        self._ask(Request(scan.text, scan.source.value))

    def typed(self, raw: str) -> None:
        """Look at what somebody typed: a code, a phone tail, an order."""
        self._by_hand(raw, ScanSource.TYPED)

    def pasted(self, raw: str) -> None:
        """Look at a text from the clipboard, likewise."""
        self._by_hand(raw, ScanSource.PASTE)

    def picture_read(self, texts: Sequence[str]) -> None:
        """Look at the codes a picture had."""
        if texts:
            self._ask(Request(texts[0], ScanSource.PICTURE.value))
            return
        title = say("No code in this picture")
        hint = say("Take it closer and straight on, with the whole code in it.")
        self.failed(Refused(title, hint))

    @Slot(str)
    def look_at_order(self, order_id: str) -> None:
        """Look at an order chosen from a list."""
        self._ask(Request(order_id=order_id))

    def choose(self, index: int) -> None:
        """Look at one of the members the card asks about."""
        if self.card.face is Face.CHOOSING and 0 <= index < len(self.card.candidates):
            self.look_at_order(self.card.candidates[index].summary.order_id)

    def hand_over(self) -> None:
        """Hand over exactly what the card shows."""
        if not self.card.can_hand_over or self.card.verdict is None:
            return
        claim, wanted = self.card.verdict.claim_id, self.card.wanted
        self._set(replace(self.card, busy=Busy.HANDING_OVER, trouble=None, change=None))
        self._database.run(
            self,
            lambda: self._desk.hand_over(claim, wanted),
            self._handed_over,
            self._not_handed_over,
        )

    def clear(self) -> None:
        """Step back: from the reasons, from the chosen line, from the card."""
        if self.card.asking is not None:
            self._set(replace(self.card, asking=None))
        elif self.card.busy in {Busy.HANDING_OVER, Busy.TAKING_BACK}:
            return
        elif self.card.at_line >= 0 or (self.card.face is Face.VERDICT and self.card.adjusted):
            self._set(cards.reset(self.card))
        else:
            self._shown = Request()
            self._set(Card(busy=self.card.busy))

    def move(self, steps: int) -> None:
        """Choose another line."""
        self._set(cards.moved(self.card, steps))

    def toggle(self, row: int | None = None) -> None:
        """Take a line in or leave it out; the chosen one unless ``row`` says which."""
        self._set(cards.toggled(self.card, self.card.at_line if row is None else row))

    def step(self, steps: int) -> None:
        """Hand over more or fewer of the chosen line; of a single line without choosing it."""
        only = len(self.card.picks) == 1
        self._set(cards.stepped(self.card, 0 if only else self.card.at_line, steps))

    def ask_back(self, note: HandOverNote) -> None:
        """Ask for the reason to take a hand-over back."""
        if self.card.busy is Busy.NOTHING and cards.may_undo(note, self.now()):
            self._set(replace(self.card, asking=note, at_line=-1))

    def take_back(self, reason: str) -> None:
        """Take back the hand-over that was asked about."""
        note = self.card.asking
        if note is None or self.card.busy is not Busy.NOTHING:
            return
        self._set(replace(self.card, busy=Busy.TAKING_BACK, trouble=None))
        self._database.run(
            self,
            lambda: self._desk.undo(note.hand_over_id, reason),
            self._taken_back,
            self._not_back,
        )

    @Slot(object)
    def changes(self, changes: ChangeSet) -> None:
        """Look again if what is on the card has changed behind it."""
        if changes.concerns(Entity.SETTING):
            self.read_settings()
        claim, orders = cards.concerns(self.card)
        touched = changes.concerns(Entity.CLAIM, [claim]) or changes.concerns(Entity.ORDER, orders)
        if not claim or not touched:
            return
        if self.card.busy is Busy.NOTHING:
            self._look_again()
        else:
            self._stale = self.card.busy is Busy.TAKING_BACK

    def read_settings(self) -> None:
        """Read whether goods are handed over at once."""
        self._database.run(
            self, lambda: self._desk.preferences.get(FAST), self._settings_read, lambda _: None
        )

    def failed(self, error: LeaderError) -> None:
        """Say that something could not be looked at."""
        self._shown = Request()
        self._set(cards.in_trouble(error))
        self.cue.emit(CUES[Tone.BAD])

    def _by_hand(self, raw: str, source: ScanSource) -> None:
        typed = understand(raw)
        if typed.meaning is not Meaning.NOTHING:
            self._ask(Request(typed.text, source.value, typed.meaning))

    def _settings_read(self, fast: str | None) -> None:
        self.fast = fast == "1"
        self.changed.emit()

    def _ask(self, request: Request) -> None:
        self._waiting.append(request)
        self._next()

    def _next(self) -> None:
        if self.card.busy is not Busy.NOTHING or not self._waiting:
            return
        request = self._waiting.popleft()
        self._set(replace(self.card, busy=Busy.LOOKING, asking=None))
        if request.meaning is Meaning.CODE:
            self._database.run(
                self, lambda: self._look(request), partial(self._looked, request), self._not_looked
            )
        else:
            self._database.run(
                self,
                lambda: find(self._desk.orders, request.text),
                partial(self._found, request),
                self._not_looked,
            )

    def _is_echo(self, text: str) -> bool:
        if self._guard is None or self._guard.is_new(text):
            return False
        return self.card.face not in {Face.WAITING, Face.TAKEN_BACK, Face.TROUBLE}

    def _look(self, request: Request) -> Verdict:
        if request.order_id:
            return self._desk.verify_order(request.order_id)
        return self._desk.verify(request.text, request.source)

    def _looked(self, request: Request, verdict: Verdict) -> None:
        self._shown = request
        self._set(cards.showing(verdict))
        tone = cards.tone(verdict.kind)
        at_once = self.fast and request.proves_the_person
        if at_once and tone is Tone.OK and self.card.can_hand_over:
            self.hand_over()
            return
        self.cue.emit(CUES[tone])
        self._next()

    def _not_looked(self, error: LeaderError) -> None:
        self.failed(error)
        self._next()

    def _found(self, request: Request, found: Sequence[OrderSummary]) -> None:
        card = cards.choosing(found, MOST_CANDIDATES)
        self._set(replace(self.card, busy=Busy.NOTHING))
        if len(card.candidates) > 1:
            self._set(card)
            self.cue.emit(CUES[Tone.WARN])
        elif card.candidates:
            self._waiting.appendleft(Request(order_id=found[0].order_id))
        elif request.meaning is Meaning.PHONE_TAIL:
            title = say("No order for {digits}", digits=request.text)
            hint = say("Ask for the last four digits of the phone the order was made with.")
            self.failed(Refused(title, hint))
        else:
            self._waiting.appendleft(Request(request.text, request.source))
        self._next()

    def _handed_over(self, done: HandOverDone) -> None:
        self._set(cards.handed_over(self.card, done))
        self.cue.emit("accepted" if self.fast else "done")
        self._next()

    def _not_handed_over(self, error: LeaderError) -> None:
        trouble = Trouble(error.title, error.hint)
        self._set(replace(self.card, busy=Busy.NOTHING, trouble=trouble))
        self.cue.emit(CUES[Tone.BAD])
        if isinstance(error, Refused):
            self._look_again()
        self._next()

    def _taken_back(self, note: HandOverNote) -> None:
        self._set(Card(Face.TAKEN_BACK, taken_back=note))
        self.cue.emit(CUES[Tone.WARN])
        self._next()

    def _not_back(self, error: LeaderError) -> None:
        trouble = Trouble(error.title, error.hint)
        self._set(replace(self.card, busy=Busy.NOTHING, asking=None, trouble=trouble))
        self.cue.emit(CUES[Tone.BAD])
        if self._stale:
            self._look_again()
        self._next()

    def _look_again(self) -> None:
        """Fetch the verdict anew without a sound, keeping what was ticked."""
        self._stale = False
        claim, orders = cards.concerns(self.card)
        shown = self._shown
        if claim:
            self._database.run(
                self,
                lambda: self._desk.verify_order.peek(orders[0]) if orders else self._look(shown),
                partial(self._looked_again, claim),
                lambda _: None,
            )

    def _looked_again(self, claim: str, verdict: Verdict) -> None:
        known, orders = cards.concerns(self.card)
        if known != claim or self.card.busy is not Busy.NOTHING:
            return
        if not orders:
            self._looked(self._shown, verdict)
            return
        before = self.card.change
        self._set(cards.refreshed(self.card, verdict))
        if self.card.change is not before and not self.card.can_hand_over:
            self.cue.emit(CUES[Tone.WARN])

    def _set(self, card: Card) -> None:
        if card != self.card:
            self.card = card
            self.changed.emit()
