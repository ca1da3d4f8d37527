"""The printers that were set up, kept with the settings of this counter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from leader_app.domain.document import DocumentKind
from leader_app.domain.paper import PAPERS, PaperForm
from leader_app.domain.printer import Connection, Printer, is_address
from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import Settings, Store

PRINTERS, DEFAULTS = "printers", "printers.defaults"
_MOST_NAME = 40
_DPI = (180, 203, 300, 600)
_LABELS = {DocumentKind.PARCEL_LABELS, DocumentKind.SHELF_LABELS}
_SLIPS = {DocumentKind.SALE_RECEIPT, DocumentKind.OWED_NOTE}


class KeptPrinters:
    """Reads and writes the printers and which kind of document goes where."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> Sequence[Printer]:
        """Return the printers by name."""
        with self._store.read() as work:
            return _read(work.settings)

    def get(self, name: str) -> Printer | None:
        """Return a printer."""
        return next((printer for printer in self.all() if printer.name == name), None)

    def put(self, printer: Printer, replaces: str = "") -> None:
        """Set up a printer; ``Refused`` for a name or an address that cannot be."""
        _check(printer)
        with self._store.write() as work:
            known = {one.name: one for one in _read(work.settings)}
            if printer.name in known and printer.name != replaces:
                raise Refused(
                    say("There is a printer called {name} already.", name=printer.name),
                    say("Choose another name."),
                )
            known.pop(replaces, None)
            known[printer.name] = printer
            _write(work.settings, list(known.values()))
            chosen = _chosen(work.settings)
            renamed = {k: printer.name if v == replaces else v for k, v in chosen.items()}
            if replaces and renamed != chosen:
                work.settings.put(DEFAULTS, json.dumps(renamed))
            work.commit()

    def forget(self, name: str) -> None:
        """Drop a printer."""
        with self._store.write() as work:
            _write(work.settings, [one for one in _read(work.settings) if one.name != name])
            work.commit()

    def default(self, kind: DocumentKind) -> Printer | None:
        """Return the printer chosen for a kind of document, or the one whose paper suits it."""
        with self._store.read() as work:
            printers, chosen = _read(work.settings), _chosen(work.settings)
        named = next((one for one in printers if one.name == chosen.get(kind)), None)
        wanted = _form(kind)
        return named or next(
            (one for one in printers if one.paper.form is wanted), printers[0] if printers else None
        )

    def choose(self, kind: DocumentKind, name: str) -> None:
        """Choose the printer for a kind of document."""
        with self._store.write() as work:
            chosen = {**_chosen(work.settings), kind.value: name}
            work.settings.put(DEFAULTS, json.dumps(chosen))
            work.commit()


def _form(kind: DocumentKind) -> PaperForm:
    if kind in _LABELS:
        return PaperForm.LABEL
    return PaperForm.ROLL if kind in _SLIPS else PaperForm.SHEET


def _check(printer: Printer) -> None:
    name = printer.name.strip()
    if not name or len(name) > _MOST_NAME or name != printer.name:
        raise Refused(
            say("A printer needs a name of at most {most} letters.", most=_MOST_NAME),
            say("Name it after its place, such as Counter or Kitchen."),
        )
    if printer.paper_key not in PAPERS or printer.dpi not in _DPI:
        raise Refused(say("This paper is not known."), say("Choose one from the list."))
    if not is_address(printer.connection, printer.address):
        hints = {
            Connection.SYSTEM: say("Choose one of the printers of this computer."),
            Connection.NETWORK: say("Type its address, such as 192.168.1.50 or 192.168.1.50:9100."),
            Connection.SERIAL: say("Type its port, such as COM3 or /dev/ttyUSB0."),
            Connection.USB: say("Type the two numbers of its label, such as 04b8:0202."),
            Connection.FILE: say("Type the path of the file."),
        }
        raise Refused(say("The printer cannot be found like this."), hints[printer.connection])


def _read(settings: Settings) -> list[Printer]:
    """Return what is kept; what a later version wrote and this one cannot use is left out."""
    found = []
    for one in _json(settings.get(PRINTERS), []):
        try:
            printer = Printer(**{**one, "connection": Connection(one["connection"])})
            _check(printer)
        except (TypeError, KeyError, ValueError, Refused):
            continue
        found.append(printer)
    return sorted(found, key=lambda printer: printer.name)


def _write(settings: Settings, printers: Sequence[Printer]) -> None:
    settings.put(PRINTERS, json.dumps([asdict(one) for one in printers], ensure_ascii=False))


def _chosen(settings: Settings) -> dict[str, str]:
    kept: dict[str, str] = _json(settings.get(DEFAULTS), {})
    return kept


def _json(text: str | None, empty: Any) -> Any:  # noqa: ANN401 - what JSON holds
    try:
        found = json.loads(text) if text else empty
    except ValueError:
        return empty
    return found if isinstance(found, type(empty)) else empty
