"""Orders from other tools: looked over, corrected, and brought in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from leader_app.domain.command import CommandKind
from leader_app.domain.ids import new_command_id
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Product, Zone
from leader_app.domain.setting_deed import LONGEST_NAME, LONGEST_UNIT, product, product_body
from leader_app.domain.text import say
from leader_app.domain.understood import KnownProduct, Understood
from leader_app.errors import Refused
from leader_app.ports import Clock, Store, UnitOfWork, Wake
from leader_app.services.importing.bringing import Bringer
from leader_app.services.importing.desk import Correction, ImportDone, Origin, Preview
from leader_app.services.importing.identity import header_hash, order_ids, product_id
from leader_app.services.importing.judging import Judge
from leader_app.services.importing.learning import carried, known_products
from leader_app.services.importing.making import Maker
from leader_app.services.pickup.moment import enrolled, on_duty, present


class Readers(Protocol):
    """What reads files and chat text, given the leader's product list."""

    def file(
        self,
        path: Path,
        catalog: Sequence[KnownProduct],
        password: str,
        mapping: Mapping[str, str] | None,
    ) -> Understood:
        """Read a file."""

    def text(self, text: str, catalog: Sequence[KnownProduct], source: str) -> Understood:
        """Read chat text."""


@dataclass(frozen=True, slots=True)
class Importing:
    """Keeps ``leader_app.services.importing.desk.ImportDesk``."""

    store: Store
    readers: Readers
    clock: Clock
    wake: Wake
    random: Callable[[int], bytes]

    def read_file(self, path: Path, password: str = "") -> Preview:
        """Look at a file; ``Refused`` or ``Unavailable`` says why it cannot be read."""
        return self._read(Origin(path=path, password=password, source=path.name))

    def read_text(self, text: str, source: str = "") -> Preview:
        """Look at pasted chat text."""
        return self._read(Origin(text=text, source=source))

    def read_again(self, preview: Preview) -> Preview:
        """Look at the same source with what was learned since; corrections stay."""
        again = self._read(preview.origin)
        with self.store.read() as work:
            kept = carried(preview, again, known_products(work))
        return self._judged(replace(again, corrections=kept)) if kept else again

    def corrected(self, preview: Preview, number: int, correction: Correction | None) -> Preview:
        """Return the preview with another correction of one line (``None``: as understood)."""
        kept = {at: one for at, one in preview.corrections.items() if at != number}
        if correction is not None:
            kept[number] = correction
        preview = replace(preview, corrections=kept)
        with self.store.read() as work:
            (line,) = Judge(work, self._maker(work)).judged(preview, number)
        entries = list(preview.entries)
        entries[number] = line.entry
        return replace(preview, entries=entries)

    def all_anew(self, preview: Preview) -> Preview:
        """Return the preview with every line taken for another order than the one like it here."""
        numbers = range(len(preview.understood.orders))
        kept = {at: replace(preview.corrections.get(at, Correction()), anew=True) for at in numbers}
        return self._judged(replace(preview, corrections=kept))

    def learn(self, said: str, product_id: str) -> None:
        """Remember that buyers say ``said`` for a product; then ``read_again``."""
        with self.store.write() as work:
            work.catalogue.learn(said, product_id)
            work.commit()

    def add_product(self, name: str, unit: str, price: Fen) -> Product:
        """Put a product on the list; one of that name that is there already stays as it is.

        ``Refused`` for a name that is empty or too long.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST_NAME or len(unit) > LONGEST_UNIT or price < 0:
            raise Refused(
                say("“{name}” is no name and price for a product.", name=name[:LONGEST_NAME]),
                say("Give a short name, a unit such as 盒, and a price that is not negative."),
            )
        with self.store.write() as work:
            point_id = enrolled(work).point_id
            if (known := _of_name(work.catalogue.all(), name)) is not None:
                return known
            named = product_id(point_id, name)
            made = Product(named, name, unit, Zone.SHELF, price, own=True)
            command_id = new_command_id(self.clock.now(), self.random)
            body = product_body(made, on_duty(work))
            made = product(work.log.append(command_id, CommandKind.SET_PRODUCT, body).command)
            work.catalogue.put(made)
            work.commit()
        self.wake.wake()
        return made

    def map_columns(self, preview: Preview, mapping: Mapping[str, str]) -> Preview:
        """Keep what the columns hold (header to column kind) and look at the sheet again."""
        with self.store.write() as work:
            work.imports.keep_mapping(preview.header, mapping)
            work.commit()
        return self._read(preview.origin)

    def bring_in(self, preview: Preview) -> ImportDone:
        """Import every line that ``goes_in``, all or none, durable when it returns."""
        with self.store.write() as work:
            maker = self._maker(work)
            lines = Judge(work, maker).judged(preview)
            if not any(line.entry.goes_in for line in lines):
                raise Refused(
                    say("There is nothing to import."),
                    say("What is here already is not imported twice; look at the others first."),
                )
            done = Bringer(work, maker, self.clock, self.random).bring(lines)
            work.commit()
        self.wake.wake()
        return done

    def products(self) -> Sequence[Product]:
        """Return the product list, by name."""
        with self.store.read() as work:
            return work.catalogue.all()

    def _read(self, origin: Origin) -> Preview:
        with self.store.read() as work:
            catalog = known_products(work)
        if origin.path is None:
            found = self.readers.text(origin.text, catalog, origin.source)
            return self._named(Preview(origin, found, ()))
        found = self.readers.file(origin.path, catalog, origin.password, None)
        header = header_hash(found.columns)
        with self.store.read() as work:
            mapping = work.imports.mapping(header) if header else None
        if mapping:
            found = self.readers.file(origin.path, catalog, origin.password, mapping)
        return self._named(Preview(origin, found, (), header, mapping or {}))

    def _named(self, preview: Preview) -> Preview:
        with self.store.read() as work:
            point_id = enrolled(work).point_id
        return self._judged(replace(preview, ids=list(order_ids(point_id, preview.understood))))

    def _judged(self, preview: Preview) -> Preview:
        with self.store.read() as work:
            judge = Judge(work, self._maker(work))
            return replace(preview, entries=[line.entry for line in judge.judged(preview)])

    def _maker(self, work: UnitOfWork) -> Maker:
        products = {one.product_id: one for one in work.catalogue.all()}
        return Maker(enrolled(work).point_id, present(work, self.clock), products)


def _of_name(products: Sequence[Product], name: str) -> Product | None:
    return next((one for one in products if one.name == name), None)
