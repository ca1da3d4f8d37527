"""Documents and prints in the language in force. QtCore only."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from leader_app.domain.document import DocumentKind
from leader_app.domain.paper import PAPERS, PaperForm
from leader_app.services.printing.desk import Grouping, PrintNote, PrintState
from ui.theme.tokens import Tone

_tr = QCoreApplication.translate
LOOKS = {
    PrintState.WAITING: ("clock", Tone.NEUTRAL),
    PrintState.PRINTING: ("printer", Tone.ACCENT),
    PrintState.DONE: ("check", Tone.OK),
    PrintState.FAILED: ("warning", Tone.BAD),
    PrintState.CANCELLED: ("cross", Tone.NEUTRAL),
}


def kind_word(kind: DocumentKind) -> str:
    """Return what a kind of document is called."""
    return {
        DocumentKind.PICK_LIST: _tr("Printing", "Pick list"),
        DocumentKind.PARCEL_LABELS: _tr("Printing", "Parcel labels"),
        DocumentKind.SHELF_LABELS: _tr("Printing", "Shelf labels"),
        DocumentKind.OWED_NOTE: _tr("Printing", "Owed goods"),
        DocumentKind.SALE_RECEIPT: _tr("Printing", "Receipt"),
        DocumentKind.DELIVERY_NOTE: _tr("Printing", "Delivery note"),
        DocumentKind.STOCKTAKE: _tr("Printing", "Stocktake sheet"),
        DocumentKind.DAY_REPORT: _tr("Printing", "End of day"),
        DocumentKind.TEST_PAGE: _tr("Printing", "Test page"),
    }[kind]


def grouping_word(grouping: Grouping) -> str:
    """Return how a pick list is put together."""
    return {
        Grouping.ROOM: _tr("Printing", "By room"),
        Grouping.PRODUCT: _tr("Printing", "By product"),
        Grouping.MEMBER: _tr("Printing", "By member"),
    }[grouping]


def state_word(note: PrintNote) -> str:
    """Return how a print stands; one that failed before waits for a printer."""
    if note.state is PrintState.WAITING and note.attempts:
        return _tr("Printing", "Trying again")
    return {
        PrintState.WAITING: _tr("Printing", "Waiting"),
        PrintState.PRINTING: _tr("Printing", "Printing"),
        PrintState.DONE: _tr("Printing", "Printed"),
        PrintState.FAILED: _tr("Printing", "Look here"),
        PrintState.CANCELLED: _tr("Printing", "Taken off"),
    }[note.state]


def paper_word(key: str) -> str:
    """Return what a paper is called."""
    paper = PAPERS[key]
    if paper.form is PaperForm.LABEL:
        return _tr("Printing", "Labels %1 mm").replace("%1", key.replace("x", " × "))
    if paper.form is PaperForm.ROLL:
        return _tr("Printing", "Receipt roll %1").replace("%1", key.replace("mm", " mm"))
    return key
