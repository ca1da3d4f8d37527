"""Charts: the question, the bars, and the answer in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from leader_app.domain.money import Fen, yuan
from leader_app.domain.text import Text, say
from leader_app.services.reports.desk import Bar, CellKind, Chart

MOST_BARS = 12
_REST = say("All others")
_WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def by_hour(found: Mapping[int, int]) -> tuple[Chart, ...]:
    """Return pieces by the hour they were handed over in, the quiet hours between too."""
    busy = [hour for hour, pieces in found.items() if pieces > 0]
    if not busy:
        return ()
    hours = range(min(busy), max(busy) + 1)
    best = max(busy, key=lambda hour: (found[hour], -hour))
    answer = say(
        "Most came between {begin} and {end}: {pieces} pieces.",
        begin=f"{best:02}:00",
        end=f"{best + 1:02}:00",
        pieces=found[best],
    )
    bars = tuple(Bar(hour, max(0, found.get(hour, 0))) for hour in hours)
    return (Chart(say("When did people come?"), answer, CellKind.PIECES, bars),)


def by_day(question: Text, bars: Sequence[Bar], *, is_week: bool = False) -> tuple[Chart, ...]:
    """Return pieces by the day; nothing if there were none."""
    if not any(bar.value for bar in bars):
        return ()
    best = max(bars, key=lambda bar: bar.value)
    day = best.label if isinstance(best.label, date) else None
    word = _WEEKDAYS[day.weekday()] if day and is_week else f"{day}"
    answer = say("The most in a day: {day}, {pieces} pieces.", day=word, pieces=best.value)
    return (Chart(question, answer, CellKind.PIECES, tuple(bars)),)


def most(
    question: Text,
    values: Mapping[str, int],
    name: Callable[[str], str | Text],
    before: Mapping[str, int] | None = None,
    kind: CellKind = CellKind.PIECES,
) -> tuple[Chart, ...]:
    """Return the largest values, the others together in a last bar; nothing if none is there."""
    ranked = sorted(((v, k) for k, v in values.items() if v > 0), key=lambda x: (-x[0], x[1]))
    if not ranked:
        return ()
    bars = [
        Bar(name(key), value, None if before is None else max(0, before.get(key, 0)))
        for value, key in ranked[:MOST_BARS]
    ]
    if len(ranked) > MOST_BARS:
        shown = {key for _, key in ranked[:MOST_BARS]}
        rest = sum(value for value, _ in ranked[MOST_BARS:])
        earlier = None
        if before is not None:
            earlier = sum(max(0, v) for k, v in before.items() if k not in shown)
        bars.append(Bar(_REST, rest, earlier))
    answer = _first(name(ranked[0][1]), ranked[0][0], kind)
    return (Chart(question, answer, kind, tuple(bars)),)


def _first(name: str | Text, value: int, kind: CellKind) -> Text:
    if kind is CellKind.MONEY:
        return say("Above all: {name}, {money} yuan.", name=name, money=yuan(Fen(value)))
    return say("Above all: {name}, {pieces} pieces.", name=name, pieces=value)
