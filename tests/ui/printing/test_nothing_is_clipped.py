"""Whatever people call their goods: all of it is on the paper, and nothing over anything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

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
    Signature,
)
from leader_app.domain.paper import PAPERS, Paper, PaperForm
from tests.ui.printing.seen import (
    bare,
    cut_off,
    ink_outside,
    letters,
    missing_parts,
    overlapping,
    said,
)
from ui.printing.faces import Face
from ui.printing.layout import lay_out

pytestmark = pytest.mark.usefixtures("qapp")
NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
LONG = "东北五常大米（当季新米）真空装 5kg 家庭装 送小包装试吃 限时特惠 团购专享"
STRANGE = [
    LONG,
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    "🍓🍓🍓 草莓 👨‍👩‍👧‍👦 家庭装 🧊",
    "تمر مجهول طازج من المدينة المنورة ٥٠٠ جرام",
    "a\tb\nc\u2028d\x00e",
    "x" * 300,
    "W" * 40,
    "〇" * 120,
    "",
]
WORDS = st.one_of(
    st.sampled_from(STRANGE),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn"]), max_size=60),
    st.text("番茄牛腩饭草莓水饺 ()x500g", max_size=40),
)
NUMBERS = st.one_of(
    st.integers(0, 10**6).map(lambda n: f"×{n}"), st.just("×99999999999999999999"), st.just("")
)
LINES = st.lists(st.builds(LabelLine, WORDS, NUMBERS), max_size=12).map(tuple)
LABELS = st.builds(
    Label,
    headline=WORDS,
    place=st.one_of(st.just("A-03"), WORDS),
    mark=st.sampled_from(["", "冷藏", "Freezer"]),
    side=st.one_of(st.just("7-1801  *1234"), WORDS),
    lines=LINES,
    foot=st.just("11-22  000123"),
    code=st.sampled_from(["", "LDL1-A1000000001", "LDL1-" + "f" * 40]),
)
COLUMNS = (
    Column("", Role.TICK),
    Column("货位", Role.DETAIL),
    Column("商品", Role.MAIN, 4),
    Column("Ordered pieces of it", Role.NUMBER),
    Column("件数", Role.NUMBER),
)
ROWS = st.builds(Row, st.tuples(st.just(""), WORDS, WORDS, NUMBERS, NUMBERS), st.booleans())
BLOCKS = st.builds(
    Block,
    WORDS,
    st.just(COLUMNS),
    st.lists(ROWS, max_size=8).map(tuple),
    st.one_of(st.just("37 件"), WORDS),
    st.sampled_from(["", "冷冻"]),
)
FACTS = st.lists(st.builds(Fact, st.just("Member"), WORDS), max_size=4).map(tuple)
SHEETS = st.builds(
    Sheet,
    title=WORDS,
    facts=FACTS,
    blocks=st.lists(BLOCKS, max_size=3).map(tuple),
    totals=FACTS,
    notes=st.lists(WORDS, max_size=2).map(tuple),
    signatures=st.just((Signature("司机"), Signature("Leader"))),
    code=st.sampled_from(["", "LDL1-A1000000001"]),
)
PAPER = st.sampled_from(sorted(PAPERS.values(), key=lambda paper: paper.key))
LABEL_PAPER = st.sampled_from([x for x in PAPERS.values() if x.form is PaperForm.LABEL])


def a_document(sheet: Sheet | None = None, label: Label | None = None) -> Document:
    sheets, labels = (sheet,) if sheet else (), (label,) if label else ()
    return Document(DocumentKind.PICK_LIST, "单", "幸福里自提点", NOON, sheets, labels)


def check(document: Document, paper: Paper) -> None:
    pages = list(lay_out(document, paper))
    assert pages
    assert not cut_off(pages)
    for page in pages:
        assert not overlapping(page)
    lost = letters(document) - set(said(pages)) if document.labels else set()
    assert not lost
    if len(pages) < 4:
        assert not any(map(ink_outside, pages))


@given(LABELS, LABEL_PAPER)
def test_labels(label: Label, paper: Paper) -> None:
    check(a_document(label=label), paper)


@given(SHEETS, PAPER)
def test_sheets(sheet: Sheet, paper: Paper) -> None:
    check(a_document(sheet), paper)


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_every_letter_of_a_name_is_there(qapp: QApplication, name: str, paper: Paper) -> None:
    columns = (Column("商品", Role.MAIN, 4), Column("件数", Role.NUMBER))
    sheet = Sheet("T", blocks=(Block("", columns, (Row((name, "×2")),)),))
    pages = list(lay_out(a_document(sheet), paper))
    assert not missing_parts(clean_of(name), pages)
    label = Label("王**", "A-03", "冷藏", "7-1801", (LabelLine(name, "×2"),), "11-22", "LDL1-A1")
    pages = list(lay_out(a_document(label=label), paper))
    assert not missing_parts(clean_of(name), pages)
    check(a_document(label=label), paper)


def clean_of(name: str) -> str:
    return bare("".join(c if c.isprintable() else " " for c in name if c not in "\u200d\ufe0f"))


def test_what_is_too_much_for_one_label_goes_on_and_is_numbered(qapp: QApplication) -> None:
    lines = tuple(LabelLine(f"新鲜蔬菜组合 {n} 号", f"×{n}") for n in range(1, 31))
    label = Label("王**", "A-03", lines=lines, code="LDL1-A1")
    pages = list(lay_out(a_document(label=label), PAPERS["40x30"]))
    count = len(pages)
    assert count > 3
    for number, page in enumerate(pages, 1):
        words = said([page])
        assert f"{number}/{count}" in words
        assert "王**" in words
    assert letters(a_document(label=label)) <= set(said(pages))


def test_a_long_list_has_its_headings_on_every_page(qapp: QApplication) -> None:
    columns = (Column("商品", Role.MAIN), Column("件数", Role.NUMBER))
    rows = tuple(Row((f"番茄 {n}", str(n))) for n in range(300))
    sheet = Sheet("分拣单", blocks=(Block("7 栋", columns, rows),))
    pages = list(lay_out(a_document(sheet), PAPERS["A4"]))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "件数" in said([page])
        assert f"{number}/{len(pages)}" in said([page])


def test_a_detail_that_no_row_has_takes_no_room(qapp: QApplication) -> None:
    columns = (Column("房号", Role.DETAIL), Column("商品", Role.MAIN), Column("件", Role.NUMBER))
    rows = (Row(("", "番茄", "1")), Row((" ", "草莓", "2")))
    pages = list(lay_out(a_document(Sheet("T", blocks=(Block("", columns, rows),))), PAPERS["A4"]))
    assert "房号" not in said(pages)
    assert "商品件番茄1草莓2" in said(pages)


def test_a_layout_that_does_not_wrap_is_caught(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = Label("王**", "A-03", lines=(LabelLine(LONG, "×2"),))
    check(a_document(label=label), PAPERS["40x30"])
    monkeypatch.setattr(Face, "wrap", lambda _face, text, _width: [text])
    pages = list(lay_out(a_document(label=label), PAPERS["40x30"]))
    assert cut_off(pages)
    assert ink_outside(pages[0])


def test_a_layout_that_cuts_words_is_caught(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = Label("王**", "A-03", lines=(LabelLine(LONG, "×2"),))
    whole = Face.wrap
    monkeypatch.setattr(Face, "wrap", lambda face, text, width: whole(face, text, width)[:1])
    with pytest.raises(AssertionError):
        check(a_document(label=label), PAPERS["40x30"])
