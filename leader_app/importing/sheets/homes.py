"""Where the buyer of an order lives, from whichever columns say so."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.text import Text, say
from leader_app.importing.sheets.addresses import Home, has_number, home_of, number_in, room_in
from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.rows import Row


def home_in(rows: Sequence[Row]) -> tuple[Home, list[Text]]:
    """Return the home that the rows of one order tell, and what there is to doubt about it."""
    doubts: list[Text] = []
    told = list(dict.fromkeys(_columns(row, doubts) for row in rows))
    told = [home for home in told if any(home)]
    written = list(dict.fromkeys(address for row in rows for address in row.texts(Field.ADDRESS)))
    free = [home for home in map(home_of, written) if home.room]
    home = _merged([*told, *free])
    if any(not _agree(home, other) for other in (*told, *free)):
        doubts.append(say("Row {row}: two different addresses.", row=rows[0].number))
    elif not home.room and not told and (unclear := next(filter(has_number, written), "")):
        doubts.append(
            say(
                "Row {row}: no building and room found in “{text}”.",
                row=rows[0].number,
                text=unclear,
            )
        )
    return home, doubts


def _columns(row: Row, doubts: list[Text]) -> Home:
    building = _number(row, Field.BUILDING, doubts)
    unit = _number(row, Field.UNIT, doubts)
    lane = _number(row, Field.LANE, doubts)
    written = row.text(Field.ROOM)
    room = room_in(written) if written else ""
    if room is not None and building is not None:
        return Home(building, unit or "", lane or "", room)
    # One cell has it all: "3栋501" under "building", or "2单元501" under "room".
    whole = home_of(written if room is None else f"{row.text(Field.BUILDING)}{room}")
    if not whole.room and room is None:
        whole = home_of(f"{building or row.text(Field.BUILDING)}栋{written}")
    other = building and whole.building != building
    if not whole.room or other or (unit and whole.unit and whole.unit != unit):
        cell = written if room is None else row.text(Field.BUILDING)
        doubts.append(
            say("Row {row}: no building and room found in “{text}”.", row=row.number, text=cell)
        )
        return Home(building or "", unit or "", lane or "", room or "")
    return Home(building or whole.building, unit or whole.unit, lane or whole.lane, whole.room)


def _number(row: Row, wanted: Field, doubts: list[Text]) -> str | None:
    """Return the number in a column, empty if the cell is; ``None`` if it holds more."""
    written = row.text(wanted)
    number = number_in(written) if written else ""
    if number is None and wanted is not Field.BUILDING:
        doubts.append(
            say("Row {row}: no building and room found in “{text}”.", row=row.number, text=written)
        )
    return number


def _merged(homes: Sequence[Home]) -> Home:
    return (
        Home(*(next((part for part in parts if part), "") for parts in zip(*homes, strict=True)))
        if homes
        else Home()
    )


def _agree(one: Home, other: Home) -> bool:
    return all(
        not mine or not yours or mine == yours for mine, yours in zip(one, other, strict=True)
    )
