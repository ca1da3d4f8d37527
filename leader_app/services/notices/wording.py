"""What fills the places of a notice for one household, or for a whole group."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from leader_app.domain.channel import Channel
from leader_app.domain.local_time import clock_time
from leader_app.domain.message_text import clean, escape, plain, shorten, split
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Point, Zone
from leader_app.domain.notice import Form, Notice, NoticeKind
from leader_app.domain.notice_places import FILLED_BY_HAND
from leader_app.domain.notice_text import fill
from leader_app.domain.notice_time import closing
from leader_app.domain.notice_words import CHINESE, amount, day_words, full_day, items
from leader_app.domain.symbols import symbols
from leader_app.ports import AudienceLine
from leader_app.services.notices.crowd import Household
from leader_app.services.notices.meaning import AWAITED_KINDS, READY_KINDS

PICTURE = ""
"""The piece of a message that is its picture."""
_LONGEST_TITLE, _LONGEST_NAME, _LONGEST_SYMBOL, _MOST_HIDDEN = 120, 40, 12, 5
_NEIGHBOURS = {CHINESE: "各位邻居"}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when a text is filled, and in which language."""

    point: Point
    today: date
    language: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A text as it goes out, in pieces, the last of which may be the picture (``PICTURE``).

    ``missing`` are places that nothing could fill. ``form`` is the one the channel can show.
    """

    title: str
    pieces: tuple[str, ...]
    missing: tuple[str, ...]
    form: Form


def form_for(notice: Notice, channel: Channel) -> Form:
    """Return the form of a notice that a channel can show."""
    return notice.form if notice.form in channel.traits.lengths else Form.TEXT


def for_household(notice: Notice, channel: Channel, scene: Scene, household: Household) -> Worded:
    """Return the text for one household."""
    person = household.person
    values = {
        **_common(notice, scene),
        **_about(notice.kind, household.lines, household.missing, scene),
        "name": shorten(person.name, _LONGEST_NAME),
        "home": f"{person.building}-{person.room}" if person.building and person.room else "",
        "tail": person.phone_tail,
        "list": line_of(notice.kind, household, scene),
        "households": "1",
    }
    return _worded(notice, channel, values, _truths(household.lines, household.missing))


def for_group(
    notice: Notice, channel: Channel, scene: Scene, households: Sequence[Household]
) -> Worded:
    """Return the text for a group: names masked, everybody on a line of their own."""
    lines = [line for household in households for line in household.lines]
    missing = [line for household in households for line in household.missing]
    values = {
        **_common(notice, scene),
        **_about(notice.kind, lines, missing, scene),
        "name": _NEIGHBOURS.get(scene.language, "neighbours"),
        "list": "\n".join(line_of(notice.kind, x, scene) for x in households),
        "households": str(len(households)),
    }
    return _worded(notice, channel, values, {"group", *_truths(lines, missing)})


def line_of(kind: NoticeKind, household: Household, scene: Scene) -> str:
    """Return a household as a list for all to read names it: 王** 1234：草莓 2 盒."""
    who = f"{masked(household.person.name)} {household.person.phone_tail}".strip()
    what = goods(kind, household.lines, scene.language)
    colon = "：" if scene.language == CHINESE else ": "
    return f"{who}{colon}{what}" if what else who


def masked(name: str) -> str:
    """Return a name with all but its first symbol hidden, on one line, however long it is."""
    found = list(symbols(clean(name).strip()[:_LONGEST_NAME]))
    return "".join(found[:1])[:_LONGEST_SYMBOL] + "*" * min(len(found) - 1, _MOST_HIDDEN)


def goods(kind: NoticeKind, lines: Iterable[AudienceLine], language: str) -> str:
    """Return what a notice says of lines: pieces that are here, that are awaited, or all."""
    return items(((x.product_name, x.unit, _pieces(kind, x)) for x in lines), language)


def _pieces(kind: NoticeKind, line: AudienceLine) -> int:
    if kind in READY_KINDS:
        return line.ready
    return line.quantity - line.arrived if kind in AWAITED_KINDS else line.quantity


def _common(notice: Notice, scene: Scene) -> dict[str, str]:
    point, today = scene.point, scene.today
    ends = closing(point.hours, today)
    by_hand = {name: notice.extra.get(name, "") for name in FILLED_BY_HAND}
    return {
        **by_hand,
        "store": point.name,
        "address": point.address,
        "hours": point.hours,
        "closing": clock_time(ends) if ends is not None else "",
        "today": full_day(today, today, scene.language),
    }


def _about(
    kind: NoticeKind,
    lines: Collection[AudienceLine],
    missing: Collection[AudienceLine],
    scene: Scene,
) -> dict[str, str]:
    language, today = scene.language, scene.today
    pieces = sum(_pieces(kind, x) for x in lines)
    total = Fen(sum(_pieces(kind, x) * x.unit_price for x in lines))
    days = [x.collect_by for x in lines if x.collect_by is not None]
    good = [x.use_by for x in lines if x.use_by is not None]
    awaited = ((x.product_name, x.unit, x.quantity - x.arrived) for x in missing)
    return {
        "items": goods(kind, lines, language),
        "pieces": str(pieces) if pieces else "",
        "slots": "、".join(sorted({x.slot for x in lines if x.slot})),
        "missing": items(awaited, language),
        "total": amount(total, language) if lines else "",
        "last_day": day_words(min(days), today, language) if days else "",
        "use_by": day_words(min(good), today, language) if good else "",
    }


def _truths(lines: Iterable[AudienceLine], missing: Collection[AudienceLine]) -> set[str]:
    zones = [line.zone for line in lines for _ in range(max(1, line.ready))]
    found = {
        "chilled": Zone.FRIDGE in zones,
        "frozen": Zone.FREEZER in zones,
        "several": len(zones) > 1,
        "partly": bool(missing),
    }
    return {name for name, holds in found.items() if holds}


def _worded(
    notice: Notice, channel: Channel, values: Mapping[str, str], truths: Collection[str]
) -> Worded:
    form, traits = form_for(notice, channel), channel.traits
    safe = partial(escape, kind=channel.kind, form=form)
    # Marks are taken off before places are filled: a name is never read for marks.
    title = fill(plain(notice.title), values, truths, safe)
    text = fill(
        notice.template if form is Form.CARD else plain(notice.template), values, truths, safe
    )
    missing = tuple(dict.fromkeys((*title.missing, *text.missing)))
    shown, head = text.text, " ".join(title.text.split())
    if head and not traits.longest_title:
        shown = f"## {head}\n{shown}" if form is Form.CARD else f"{head}\n{shown}"
    pieces = split(shown, traits.unit, traits.lengths[form]) if shown.strip() else ()
    if form is Form.PICTURE:
        pieces = (*pieces, PICTURE)
    return Worded(shorten(head, traits.longest_title or _LONGEST_TITLE), pieces, missing, form)
