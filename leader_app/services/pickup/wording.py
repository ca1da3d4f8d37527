"""The words of every verdict: what to read at two metres, why, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from leader_app.domain.foreign import ForeignKind
from leader_app.domain.local_time import clock_time, local, local_day
from leader_app.domain.neighbourhood import Point
from leader_app.domain.pickup import Refusal, VerdictKind
from leader_app.domain.text import Text, say
from leader_app.services.pickup.verdict import HandOverNote, VerdictLine


@dataclass(frozen=True, slots=True)
class Words:
    """Title (two metres), detail (why) and hint (what to do)."""

    title: Text
    detail: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Situation:
    """What the words of a known claim depend on; ``deeds`` newest first."""

    lines: Sequence[VerdictLine]
    deeds: Sequence[HandOverNote]
    now: datetime
    last_day: date
    here: Point | None = None


def when(at: datetime, now: datetime) -> Text:
    """Return a time as people say it: ``today 09:12``, ``yesterday 18:30``, or with its day."""
    days = (local_day(now) - local_day(at)).days
    if days == 0:
        return say("today {time}", time=clock_time(at))
    if days == 1:
        return say("yesterday {time}", time=clock_time(at))
    return say("{day} {time}", day=f"{local(at):%Y-%m-%d}", time=clock_time(at))


def of_claim(kind: VerdictKind, situation: Situation) -> Words:
    """Return the words for a claim this counter knows."""
    return _OF_CLAIM[kind](situation)


def of_foreign(kind: ForeignKind) -> Words:
    """Return the words for a text that is no code of ours."""
    return Words(
        say("Not a pickup code"),
        _FOREIGN[kind],
        say("Ask for the pickup code in the order or in the group message."),
    )


def wrong_point(point: Point | None) -> Words:
    """Return the words for a code of another point; ``point`` is ``None`` if we know no name."""
    title = say("Another pickup point")
    if point is None:
        return Words(
            title,
            say("This code belongs to a pickup point that is not known here."),
            say("Its name is on the member's order."),
        )
    return Words(
        title,
        say("This code belongs to {point}.", point=point.name),
        say("{address}, open {hours}.", address=point.address, hours=point.hours),
    )


def expired(last_day: date) -> Words:
    """Return the words for a code that was good until ``last_day``."""
    return Words(
        say("Expired"),
        say("This code was good until {day}.", day=last_day.isoformat()),
        say("Ask the group leader: the centre can renew it."),
    )


def owed(lines: Sequence[VerdictLine]) -> int:
    """Return how many pieces are neither here to hand over nor taken."""
    return sum(max(0, line.ordered - line.taken - line.ready) for line in lines)


def _ready(situation: Situation) -> Words:
    return Words(
        say("Hand over"),
        _soon(situation, say("Everything is here, {count} in all.", count=_count(situation))),
        _beside(situation),
    )


def _partly_ready(situation: Situation) -> Words:
    title, count = say("Hand over a part"), _count(situation)
    if spoilt := sum(line.spoilt for line in situation.lines):
        return Words(
            title,
            say("Here: {count}. Past use-by and withheld: {spoilt}.", count=count, spoilt=spoilt),
            say("Give only what is counted here. Write the rest off under stock."),
        )
    return Words(
        title,
        _soon(
            situation,
            say("Here: {count}. Still to come: {owed}.", count=count, owed=owed(situation.lines)),
        ),
        say("The same code is good for the rest when it has arrived."),
    )


def _rest_ready(situation: Situation) -> Words:
    return Words(
        say("Hand over the rest"),
        _soon(situation, say("Still to collect: {count}.", count=_count(situation))),
        _beside(situation),
    )


def _already_collected(situation: Situation) -> Words:
    hint = say("Do not hand over again. The list below shows what was taken.")
    title = say("Already collected")
    gone = [deed for deed in situation.deeds if deed.reversed_at is None]
    if not gone:
        return Words(title, say("Nothing is left of this order."), hint)
    newest = gone[0]
    at = when(newest.at, situation.now)
    if newest.staff:
        detail = say(
            "Collected {when} at {counter}, by {staff}.",
            when=at,
            counter=newest.device_name,
            staff=newest.staff,
        )
    else:
        detail = say("Collected {when} at {counter}.", when=at, counter=newest.device_name)
    return Words(title, detail, hint)


def _not_arrived(situation: Situation) -> Words:
    taken = sum(line.taken for line in situation.lines)
    detail = (
        say("Taken: {taken}. The rest has not arrived.", taken=taken)
        if taken
        else say("None of this order has arrived at the point.")
    )
    return Words(
        say("Not here yet"),
        detail,
        say("The code stays good. The member is told when the goods arrive."),
    )


def _past_use_by(situation: Situation) -> Words:
    late = [line for line in situation.lines if line.spoilt]
    days = [line.expires_on.isoformat() for line in late if line.expires_on]
    return Words(
        say("Past use-by"),
        say("{goods}: good until {day}.", goods=_goods(late), day=min(days, default="")),
        say("Do not hand over. Write it off under stock; the group leader settles the rest."),
    )


def _soon(situation: Situation, detail: Text) -> Text:
    """Add to ``detail`` what has to be eaten today."""
    today = local_day(situation.now)
    last = [line for line in situation.lines if line.ready and line.expires_on == today]
    if not last:
        return detail
    return say("{detail} Good until today only: {goods}.", detail=detail, goods=_goods(last))


def _goods(lines: Sequence[VerdictLine]) -> str:
    return ", ".join(dict.fromkeys(line.product_name for line in lines))


def _count(situation: Situation) -> int:
    return sum(line.ready for line in situation.lines)


def _beside(situation: Situation) -> Text:
    held_back = sum(not line.ready and line.taken < line.ordered for line in situation.lines)
    if held_back:
        return say("Lines marked 0 belong to an order that may not be handed over.")
    return say("Give the goods, then confirm.")


def _always(title: Text, detail: Text, hint: Text) -> Callable[[Situation], Words]:
    words = Words(title, detail, hint)
    return lambda _situation: words


NEWER_THAN_OUR_DATA = Words(
    say("Newer than our data"),
    say("The code is genuine, but its order is not on this counter yet."),
    say("It was asked for now. Scan again in a moment, with the network on."),
)
_OF_CLAIM: dict[VerdictKind, Callable[[Situation], Words]] = {
    VerdictKind.READY: _ready,
    VerdictKind.PARTLY_READY: _partly_ready,
    VerdictKind.REST_READY: _rest_ready,
    VerdictKind.ALREADY_COLLECTED: _already_collected,
    VerdictKind.NOT_ARRIVED: _not_arrived,
    VerdictKind.PAST_USE_BY: _past_use_by,
    VerdictKind.EXPIRED: lambda situation: expired(situation.last_day),
    VerdictKind.WRONG_POINT: lambda situation: wrong_point(situation.here),
    VerdictKind.UNPAID: _always(
        say("Not paid"),
        say("This order has not been paid."),
        say("It can be collected as soon as it is paid. Nobody can override this."),
    ),
    VerdictKind.CANCELLED: _always(
        say("Cancelled"),
        say("This order was cancelled."),
        say("Do not hand over. The group leader can say why."),
    ),
    VerdictKind.REFUND_RUNNING: _always(
        say("Refund running"),
        say("The member asked for the money back and the refund is on its way."),
        say("Do not hand over. The member may stop the refund in the order."),
    ),
    VerdictKind.REFUNDED: _always(
        say("Refunded"),
        say("The money of this order was paid back."),
        say("Do not hand over."),
    ),
    VerdictKind.NOT_HERE_YET: lambda _situation: NEWER_THAN_OUR_DATA,
    VerdictKind.SUPERSEDED: _always(
        say("Replaced by a newer code"),
        say("This code was replaced; only the member's newest code is good."),
        say("Ask the member to open the order again and show the code there."),
    ),
}

UNREADABLE = Words(
    say("Code damaged"),
    say("This looks like a pickup code, but a part of it is missing or wrong."),
    say("Scan it again: closer, brighter, without glare."),
)
FORGED = Words(
    say("Not genuine"),
    say("The centre did not sign this code; it was changed or made up."),
    say("Do not hand over. Ask for the code inside the order, not a copy of it."),
)
UNKNOWN_KEY = Words(
    say("Cannot be trusted"),
    say("This code is signed with a key that this counter has never been told of."),
    say("Do not hand over. Let the counter sync, then scan again."),
)
NO_SUCH_CODE = Words(
    say("No such code"),
    say("No order of this point answers to this code."),
    say("Read it again symbol by symbol, or search by phone tail or name."),
)
TYPING_SLIP = Words(
    say("Mistyped"),
    say("One symbol is wrong, or two have changed places."),
    say("Read it again: the nine symbols stand in groups of three."),
)
TOO_MANY_TRIES = Words(
    say("Too many tries"),
    say("Ten typed codes in ten minutes matched no order."),
    say("Wait a few minutes, scan the code instead, or search by phone tail."),
)

_FOREIGN = {
    ForeignKind.EMPTY: say("There was nothing in it."),
    ForeignKind.TOO_LONG: say("It is far too long to be one."),
    ForeignKind.PRODUCT: say("It is the barcode on a product."),
    ForeignKind.PAYMENT: say("It is a payment code. Nothing was charged."),
    ForeignKind.PARCEL: say("It is the number of a parcel."),
    ForeignKind.PARCEL_LABEL: say("It is the parcel label on the goods of one order."),
    ForeignKind.WEB_ADDRESS: say("It is a web address. It was not opened."),
    ForeignKind.WIFI: say("It is the key to a wireless network."),
    ForeignKind.CONTACT: say("It is a contact card."),
    ForeignKind.EMAIL: say("It is an e-mail address."),
    ForeignKind.PHONE: say("It is a phone number."),
    ForeignKind.TEXT: say("It is some other text."),
}

NOTHING_HANDED_OVER = say("Nothing was handed over")
NOTHING_UNDONE = say("Nothing was undone")
REFUSALS = {
    Refusal.NOTHING_READY: say("Nothing of this order is left to hand over."),
    Refusal.UNKNOWN_LINE: say("This code does not open such a line."),
    Refusal.TOO_MANY: say("More pieces were asked for than are ready."),
    Refusal.NO_PIECES: say("No pieces were asked for."),
    Refusal.UNKNOWN_HAND_OVER: say("There is no such hand-over here."),
    Refusal.ALREADY_REVERSED: say("This hand-over was already undone."),
    Refusal.OTHER_DEVICE: say("Another counter handed this over; only that counter can undo it."),
    Refusal.TOO_LATE: say("More than an hour has passed; the group leader can correct it."),
}
