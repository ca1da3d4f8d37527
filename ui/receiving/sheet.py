"""What the count shows, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from leader_app.services.receiving.desk import CountLine, ScanOutcome, Seen
from ui.theme.tokens import Tone

CUES: Mapping[Seen, str] = {
    Seen.COUNTED: "accepted",
    Seen.NOT_ANNOUNCED: "look",
    Seen.PAST_USE_BY: "refused",
    Seen.CHOOSE: "look",
    Seen.UNKNOWN: "refused",
}
TONES: Mapping[Seen, Tone] = {
    Seen.COUNTED: Tone.OK,
    Seen.NOT_ANNOUNCED: Tone.WARN,
    Seen.PAST_USE_BY: Tone.BAD,
    Seen.CHOOSE: Tone.WARN,
    Seen.UNKNOWN: Tone.BAD,
}


class Phase(StrEnum):
    """What the count is about just now."""

    CLOSED = "closed"
    LOADING = "loading"
    OPEN = "open"
    ERROR = "error"


class Panel(StrEnum):
    """What stands under the field for scans."""

    LAST = "last"
    LOT = "lot"
    REJECT = "reject"
    CHOOSE = "choose"
    TRUCK = "truck"


class Show(StrEnum):
    """Which lines are listed."""

    ALL = "all"
    OPEN = "open"
    DIFFERENT = "different"


class State(StrEnum):
    """How a line stands; each has a word, a drawing and a colour."""

    WAITING = "waiting"
    RIGHT = "right"
    SHORT = "short"
    OVER = "over"
    NOT_ANNOUNCED = "not_announced"


@dataclass(frozen=True, slots=True)
class Last:
    """What was counted last, and the line it went to as it is now."""

    outcome: ScanOutcome
    line: CountLine | None
    by_hand: bool = False


def state_of(line: CountLine) -> State:
    """Say how a line stands."""
    if not line.expected:
        return State.NOT_ANNOUNCED
    if not line.touched and line.difference < 0:
        return State.WAITING
    if line.difference == 0:
        return State.RIGHT
    return State.SHORT if line.difference < 0 else State.OVER


def fits(line: CountLine, show: Show) -> bool:
    """Tell whether a line belongs under a filter."""
    state = state_of(line)
    if show is Show.OPEN:
        return state is State.WAITING
    return show is Show.ALL or state not in {State.WAITING, State.RIGHT} or line.rejected > 0


def lines_shown(
    lines: Sequence[CountLine], show: Show, kept: frozenset[int]
) -> tuple[CountLine, ...]:
    """Return the lines under a filter and those in ``kept``: what was listed does not vanish."""
    return tuple(line for line in lines if line.row in kept or fits(line, show))


def next_untouched(rows: Sequence[CountLine], row: int) -> int:
    """Return the number of the next line that nobody counted, or the same one if there is none."""
    numbers = [line.row for line in rows]
    at = numbers.index(row) if row in numbers else -1
    behind = [*rows[at + 1 :], *rows[: max(at, 0)]]
    waiting = (line.row for line in behind if state_of(line) is State.WAITING)
    return next(waiting, row)


def lines_left(lines: Sequence[CountLine]) -> int:
    """Return how many lines nobody counted yet."""
    return sum(state_of(line) is State.WAITING for line in lines)


def is_over(line: CountLine | None) -> bool:
    """Tell whether more came of a line than was announced."""
    return line is not None and bool(line.expected) and line.difference > 0


def tone_of(last: Last) -> Tone:
    """Return the colour of what was counted last; more than was announced wants a look."""
    over = last.outcome.seen is Seen.COUNTED and is_over(last.line)
    return Tone.WARN if over else TONES[last.outcome.seen]


def cue_of(last: Last) -> str:
    """Return the sound of what was counted last."""
    over = last.outcome.seen is Seen.COUNTED and is_over(last.line)
    if over:
        return "look"
    return "done" if last.by_hand else CUES[last.outcome.seen]
