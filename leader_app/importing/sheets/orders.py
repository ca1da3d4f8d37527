"""One order from its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodItem, UnderstoodOrder
from leader_app.importing.sheets.cells import fen, moment, whole
from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.groups import Group
from leader_app.importing.sheets.homes import home_in
from leader_app.importing.sheets.lines import LineReader, Lines
from leader_app.importing.sheets.rows import Row, is_rounded
from leader_app.importing.sheets.states import State, is_paid, state_of

_DAY_LIKE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d|\d{1,6}(?:\.\d+)?")
_PHONE_DRESS = re.compile(r"[\s\-()]|^\+?86(?=1\d{10}$)")
_LOST_CONFIDENCE = 0.5
_MOST_SEQ_DIGITS = 6


def order_of(group: Group, reader: LineReader, day: datetime | None) -> UnderstoodOrder:
    """Return the order that the rows of ``group`` are; ``day`` is that of the whole sheet."""
    rows = group.rows
    states = _states(rows)
    cancelled = all(state is State.CANCELLED for state in states)
    lines = reader.lines(rows, states)
    home, doubts = home_in(rows)
    doubts = [
        *lines.doubts,
        *doubts,
        *_state_doubts(rows, states),
        *_refund_doubts(rows, lines, cancelled=cancelled),
        *_cell_doubts(rows),
        *_group_doubts(group, lines.items),
    ]
    name, receiver, phone = group.person
    placed, date_doubts = _placed_at(rows, day)
    doubts = list(dict.fromkeys([*doubts, *date_doubts]))
    return UnderstoodOrder(
        places=tuple(row.number for row in rows),
        raw="\n".join(" | ".join(filter(None, row.cells)) for row in rows),
        name=name,
        receiver=receiver,
        items=lines.items,
        seq=_seq(rows),
        chain=group.chain,
        building=home.building,
        unit=home.unit,
        lane=home.lane,
        room=home.room,
        phone=_PHONE_DRESS.sub("", phone),
        note="; ".join(dict.fromkeys(note for row in rows for note in row.texts(Field.NOTE))),
        order_no=_first(rows, Field.ORDER_NO),
        cancelled=cancelled or lines.all_refunded,
        paid=next((paid for word in _words(rows) if (paid := is_paid(word)) is not None), None),
        placed_at=placed,
        amount=fen(_first(rows, Field.AMOUNT)),
        confidence=_LOST_CONFIDENCE if doubts else 1.0,
        doubts=tuple(doubts),
    )


def _first(rows: Sequence[Row], wanted: Field) -> str:
    return next((text for row in rows if (text := row.text(wanted))), "")


def _seq(rows: Sequence[Row]) -> int | None:
    told = _first(rows, Field.SEQ) or _first(rows, Field.ROW_NO)
    if not told:
        numbers = list(rows[0].texts(Field.ORDER_NO))
        told = numbers[-1] if len(numbers[-1:]) and len(numbers[-1]) <= _MOST_SEQ_DIGITS else ""
    return whole(told) if told else None


def _words(rows: Sequence[Row]) -> list[str]:
    return [word for row in rows for word in row.texts(Field.STATUS)]


def _states(rows: Sequence[Row]) -> list[State]:
    """Return the state of each row; one that says none has that of the row above."""
    states: list[State] = []
    for row in rows:
        says = row.text(Field.STATUS) or row.text(Field.ITEM_STATUS)
        states.append(_state(row) if says or not states else states[-1])
    return states


def _state(row: Row) -> State:
    told = {
        state_of(word) for field in (Field.STATUS, Field.ITEM_STATUS) for word in row.texts(field)
    }
    for state in (State.CANCELLED, State.UNCERTAIN):
        if state in told:
            return state
    return State.STANDS


def _state_doubts(rows: Sequence[Row], states: Sequence[State]) -> list[Text]:
    return [
        say(
            "Row {row}: the state “{word}” leaves open whether it stands.",
            row=row.number,
            word=_first([row], Field.STATUS) or _first([row], Field.ITEM_STATUS),
        )
        for row, state in zip(rows, states, strict=True)
        if state is State.UNCERTAIN
    ]


def _refund_doubts(rows: Sequence[Row], lines: Lines, *, cancelled: bool) -> list[Text]:
    refund = fen(_first(rows, Field.REFUND_AMOUNT))
    if not refund or cancelled or lines.refunded:
        return []
    return [
        say(
            "Row {row}: {amount} yuan were paid back; the file does not say for which goods.",
            row=rows[0].number,
            amount=_first(rows, Field.REFUND_AMOUNT),
        )
    ]


def _cell_doubts(rows: Sequence[Row]) -> list[Text]:
    doubts = []
    for row in rows:
        read = {
            column
            for field, columns in row.layout.fields.items()
            if field is not Field.IGNORED
            for column in columns
        }
        read |= {column for column, _ in row.layout.products}
        at = row.number - 1
        if any((at, column) in row.grid.unread for column in read):
            doubts.append(
                say(
                    "Row {row}: a formula without its result. Open the file, save it, "
                    "and import it again.",
                    row=row.number,
                )
            )
        if any("\ufffd" in cell for cell in row.cells):
            doubts.append(say("Row {row}: some characters are damaged.", row=row.number))
        inexact = any((at, column) in row.grid.inexact for column in read)
        if inexact or is_rounded(row.text(Field.ORDER_NO)) or is_rounded(row.text(Field.PHONE)):
            doubts.append(
                say("Row {row}: a long number has lost digits in the spreadsheet.", row=row.number)
            )
    return doubts


def _group_doubts(group: Group, items: Sequence[UnderstoodItem]) -> list[Text]:
    doubts, row = [], group.rows[0].number
    if not any(group.person[:2]):
        doubts.append(say("Row {row}: no name.", row=row))
    if group.shares_key:
        doubts.append(
            say(
                "Row {row}: another person has the number {number} too.",
                row=row,
                number=group.key.lstrip("#"),
            )
        )
    if len({(item.product, item.variant) for item in items}) < len(items):
        doubts.append(say("Row {row}: the same goods twice in one order.", row=row))
    return doubts


def _placed_at(rows: Sequence[Row], day: datetime | None) -> tuple[datetime | None, list[Text]]:
    for row in rows:
        for text in row.texts(Field.PLACED_AT):
            if told := moment(text):
                return told.astimezone(UTC), []
            if _DAY_LIKE.match(text):
                return None, [
                    say(
                        "Row {row}: “{text}” is no day on which anybody ordered.",
                        row=row.number,
                        text=text,
                    )
                ]
    return day.astimezone(UTC) if day else None, []
