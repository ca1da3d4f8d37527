"""The page that shows that a printer works, and whether its paper is the one that was said."""

from __future__ import annotations

from leader_app.domain.document import (
    Block,
    Column,
    Document,
    DocumentKind,
    Fact,
    Label,
    LabelLine,
    Role,
    Row,
    Sheet,
)
from leader_app.domain.paper import PaperForm
from leader_app.domain.printer import Printer
from leader_app.domain.text import say
from leader_app.services.printing.made import Bench, day_of

_CODE = "LDT1-TEST"


def trial(bench: Bench, printer: Printer) -> Document:
    """Return a test page for the paper that is in ``printer``."""
    title = bench.tell(say("Test page"))
    if printer.paper.form is PaperForm.LABEL:
        labels = (_label(bench, title, printer),)
        kind = DocumentKind.TEST_PAGE
        return Document(kind, title, bench.head, bench.now, labels=labels)
    return Document(
        DocumentKind.TEST_PAGE, title, bench.head, bench.now, (_sheet(bench, title, printer),)
    )


def _label(bench: Bench, title: str, printer: Printer) -> Label:
    words = bench.tell(say("All four edges and the code are whole?"))
    return Label(
        headline=title,
        place=printer.paper_key,
        side=printer.name,
        lines=(LabelLine(words),),
        foot=day_of(bench.now),
        code=_CODE,
    )


def _sheet(bench: Bench, title: str, printer: Printer) -> Sheet:
    tell = bench.tell
    columns = (
        Column("", Role.TICK),
        Column(tell(say("Check")), Role.MAIN, 4),
        Column(tell(say("Amount")), Role.NUMBER),
    )
    checks = (
        say("Chinese and English are sharp: 提货码 ABC abc"),
        say("This number ends at the right edge"),
        say("The code can be scanned"),
    )
    rows = tuple(Row(("", tell(check), "1,234.50")) for check in checks)
    facts = (
        Fact(tell(say("Printer")), printer.name),
        Fact(tell(say("Paper")), printer.paper_key),
        Fact(tell(say("Made")), day_of(bench.now)),
    )
    return Sheet(title, facts, (Block("", columns, rows),), code=_CODE)
