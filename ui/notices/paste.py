"""The presenter of pasting by hand: one thing after the other, group after group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from leader_app.domain.notice import Form, Notice
from leader_app.services.notices.desk import PasteRound, PasteStep, Pasting
from ui.posters.card import card_png
from ui.tasks import Runner


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing to paste, and where it stands: ``round_no`` of ``rounds``, ``no`` of ``count``."""

    notice: Notice
    group: str
    step: PasteStep
    round_no: int
    rounds: int
    no: int
    count: int


def _read(pasting: Pasting, notice_id: str) -> Sequence[PasteRound]:
    """Return what is to be pasted, cards as pictures: a plain chat shows no bold words."""
    return [_drawn(one) for one in pasting.open(notice_id)]


def _drawn(one: PasteRound) -> PasteRound:
    if one.notice.form is not Form.CARD:
        return one
    steps = [
        replace(step, picture=card_png("", step.text)) if step.picture is None else step
        for step in one.steps
    ]
    return replace(one, steps=steps)


class PasteViewModel(QObject):
    """Closed while ``turns`` is ``None``.

    Every thing is copied, pasted by the person, and ticked off; only what a person said is pasted
    is ticked. The pieces of a message go in their order: none can be passed over, a whole chat
    can. ``copied`` is whether the thing in view was put on the clipboard.
    """

    changed = Signal()
    failed = Signal(object)
    closed = Signal()
    copy_wanted = Signal(object)
    """A step whose text or picture is to be put on the clipboard."""

    def __init__(self, pasting: Pasting, database: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pasting, self._database = pasting, database
        self._notice_id, self._busy = "", False
        self._next = ("", 0)
        self._sent = 0
        self.turns: tuple[Turn, ...] | None = None
        self.at = 0
        self.copied = False

    @property
    def turn(self) -> Turn | None:
        """The thing in view; ``None`` when closed or when all is pasted."""
        turns = self.turns or ()
        return turns[self.at] if self.at < len(turns) else None

    @property
    def done_count(self) -> int:
        """How many things were ticked off since it was opened."""
        return self._sent + sum(turn.step.done for turn in self.turns or ())

    @property
    def whole_count(self) -> int:
        """How many things there are, those that are wholly sent among them."""
        return self._sent + len(self.turns or ())

    @property
    def can_untick(self) -> bool:
        """Whether the tick of the thing in view can be taken back: its message is not sent yet."""
        turn = self.turn
        mine = [one.step.done for one in self.turns or () if turn and _same(one, turn)]
        return turn is not None and turn.step.done and not all(mine)

    def open(self, notice_id: str) -> None:
        """Begin with what is not pasted yet."""
        if notice_id != self._notice_id or self.turns is None:
            self._notice_id, self._next, self._sent = notice_id, ("", 0), 0
        work = partial(_read, self._pasting, notice_id)
        self._database.run(self, work, self._opened, self.failed.emit, latest="open")

    def copy(self) -> None:
        """Put the thing in view on the clipboard; :meth:`was_copied` tells how that went."""
        if self.turn is not None:
            self.copy_wanted.emit(self.turn.step)

    def was_copied(self, *, well: bool) -> None:
        """Hear from the clipboard."""
        self.copied = well
        self.changed.emit()

    def pasted(self) -> None:
        """Tick the thing in view off and go on; what follows in the same chat is copied at once."""
        turn = self.turn
        if turn is None or self._busy:
            return
        self._busy = True
        work = partial(self._pasting.done, turn.step.message_id, turn.step.piece)
        self._run(work, partial(self._ticked, self.at))

    def not_pasted(self) -> None:
        """Take the tick of the thing in view back, and of what came after it."""
        turn = self.turn
        if turn is None or self._busy or not self.can_untick:
            return
        self._busy = True
        work = partial(self._pasting.not_done, turn.step.message_id, turn.step.piece)
        self._run(work, partial(self._unticked, self.at))

    def back(self) -> None:
        """Look at the thing before."""
        if self.turns and self.at > 0 and not self._busy:
            self._go(self.at - 1)

    def forward(self) -> None:
        """Look at the next thing; from one that is open, at the next chat."""
        turn = self.turn
        if turn is None or self._busy:
            return
        later = range(self.at + 1, len(self.turns or ()))
        following = (no for no in later if turn.step.done or not _same(self._turn(no), turn))
        found = next(following, None)
        if found is not None:
            self._go(found)

    def close(self) -> None:
        """Leave; what was not ticked off waits."""
        if self.turns is not None:
            self.turns, self.at, self.copied = None, 0, False
            self.changed.emit()
            self.closed.emit()

    def _opened(self, rounds: Sequence[PasteRound]) -> None:
        before, self.turns = self.turns or (), tuple(_turns(rounds))
        self._busy = False
        listed = {_key(turn) for turn in self.turns}
        self._sent += sum(turn.step.done and _key(turn) not in listed for turn in before)
        wanted = [no for no, turn in enumerate(self.turns) if _key(turn) == self._next]
        self._go(self._next_open(wanted[0] - 1 if wanted else -1))

    def _ticked(self, at: int, _nothing: object) -> None:
        self._busy = False
        before = self._mark(at, done=True)
        if before is None:
            return
        self._go(self._next_open(at))
        if self.turn is None:
            return
        if self.turn.round_no == before.round_no:
            self.copy()
        else:
            self._read_again(self.turn)

    def _read_again(self, turn: Turn) -> None:
        """Before another chat, have the texts as of now: some may have come meanwhile."""
        self._next = _key(turn)
        self.open(self._notice_id)

    def _unticked(self, at: int, _nothing: object) -> None:
        self._busy = False
        turns = self.turns or ()
        for no in range(at, len(turns)):
            if _same(turns[no], turns[at]):
                self._mark(no, done=False)
        self.changed.emit()

    def _mark(self, at: int, *, done: bool) -> Turn | None:
        if self.turns is None or at >= len(self.turns):
            return None
        turns = list(self.turns)
        turns[at] = replace(turns[at], step=replace(turns[at].step, done=done))
        self.turns = tuple(turns)
        return turns[at]

    def _next_open(self, at: int) -> int:
        turns = self.turns or ()
        later = [*range(at + 1, len(turns)), *range(at + 1)]
        return next((no for no in later if not turns[no].step.done), len(turns))

    def _turn(self, no: int) -> Turn:
        return (self.turns or ())[no]

    def _go(self, at: int) -> None:
        """Stand at a thing; where an earlier piece of its message is open, at that one."""
        turns = self.turns or ()
        if at < len(turns) and not turns[at].step.done:
            at = next(
                no for no, one in enumerate(turns) if _same(one, turns[at]) and not one.step.done
            )
        self.at, self.copied = at, False
        self.changed.emit()

    def _run(self, work: Callable[[], None], done: Callable[[object], object]) -> None:
        self._database.run(self, work, done, self._not_done)

    def _not_done(self, error: object) -> None:
        self._busy = False
        self.failed.emit(error)
        self.open(self._notice_id)


def _same(one: Turn, other: Turn) -> bool:
    return one.step.message_id == other.step.message_id


def _key(turn: Turn) -> tuple[str, int]:
    return turn.step.message_id, turn.step.piece


def _turns(rounds: Sequence[PasteRound]) -> Sequence[Turn]:
    return [
        Turn(one.notice, one.group, step, round_no, len(rounds), no, len(one.steps))
        for round_no, one in enumerate(rounds, start=1)
        for no, step in enumerate(one.steps, start=1)
    ]
