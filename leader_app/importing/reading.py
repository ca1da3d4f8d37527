"""A file of orders, whatever it is: a spreadsheet or the text of a chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from leader_app.domain.text import Text, say
from leader_app.domain.understood import KnownProduct, Understood
from leader_app.errors import Refused
from leader_app.importing.container import Container, container_of, read_bytes

MOST_CHARACTERS = 300_000  # of chat; the longest chain has a tenth of that


def read_file(
    path: Path,
    catalog: Sequence[KnownProduct],
    password: str = "",
    mapping: Mapping[str, str] | None = None,
) -> Understood:
    """Return what the file at ``path`` says was ordered; its content says what kind it is.

    ``password`` and ``mapping`` as in ``read_sheet``.

    Raises:
        Refused: There can be no orders in it, or the password does not open it.
        Unavailable: It cannot be read.
    """
    from leader_app.importing.sheets.delimited import decoded, is_table
    from leader_app.importing.sheets.grid import written_down
    from leader_app.importing.sheets.sheet import grids_of, understood

    data = read_bytes(path)
    container = container_of(path.name, data)
    if container is Container.TEXT and not mapping:
        text, damage = decoded(data)
        if not is_table(text):
            return _chain(text, path.name, catalog, damage)
    grids, remarks = grids_of(path.name, data, container, password)
    found = understood(path.name, grids, remarks, catalog, mapping)
    if found.orders or mapping:
        return found
    chain = _chain(written_down(grids), path.name, catalog, remarks)
    return chain if chain.orders else found


def _chain(
    text: str, name: str, catalog: Sequence[KnownProduct], damage: Sequence[Text]
) -> Understood:
    from leader_app.importing.chain import read_text

    if len(text) > MOST_CHARACTERS:
        raise Refused(
            say(
                "“{file}” is a text of {size} thousand characters.",
                file=name,
                size=len(text) // 1000,
            ),
            say("Cut out the order chain, then import or paste that."),
        )
    found = read_text(text, catalog, name)
    empty = () if found.orders else (say("No orders were found in “{file}”.", file=name),)
    return replace(found, remarks=(*damage, *found.remarks, *empty))


class OrderReaders:
    """Keeps ``services.importing.importing.Readers``; what reads is loaded when asked."""

    def file(
        self,
        path: Path,
        catalog: Sequence[KnownProduct],
        password: str,
        mapping: Mapping[str, str] | None,
    ) -> Understood:
        """Read a file; raises as ``read_file``."""
        return read_file(path, catalog, password, mapping)

    def text(self, text: str, catalog: Sequence[KnownProduct], source: str) -> Understood:
        """Read chat text, or a table that was copied as text."""
        from leader_app.importing.sheets.delimited import grid_of_text, is_table
        from leader_app.importing.sheets.sheet import understood

        if not is_table(text):
            return _chain(text, source, catalog, ())
        found = understood(source, [grid_of_text(source, text)], (), catalog, None)
        return found if found.orders else _chain(text, source, catalog, ())
