"""A document comes back from the queue as it went in, or is said to be unreadable."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    parcel_code,
    shelf_code,
)
from leader_app.domain.document_form import UnreadableDocumentError, from_json, to_json

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
WORDS = st.text(max_size=12)


def many(of: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=3).map(tuple)


FACTS = many(st.builds(Fact, WORDS, WORDS))
COLUMNS = (Column("", Role.TICK), Column("Goods", Role.MAIN, 4), Column("Pieces", Role.NUMBER))
ROWS = many(st.builds(Row, st.tuples(WORDS, WORDS, WORDS), st.booleans()))
BLOCKS = many(st.builds(Block, WORDS, st.just(COLUMNS), ROWS, WORDS, WORDS))
SIGNATURES = many(st.builds(Signature, WORDS, st.binary(max_size=9)))
SHEETS = many(st.builds(Sheet, WORDS, FACTS, BLOCKS, FACTS, many(WORDS), SIGNATURES, WORDS))
LINES = many(st.builds(LabelLine, WORDS, WORDS))
LABELS = many(st.builds(Label, WORDS, WORDS, WORDS, WORDS, LINES, WORDS, WORDS))
DOCUMENTS = st.builds(
    Document, st.sampled_from(DocumentKind), WORDS, WORDS, st.just(NOON), SHEETS, LABELS
)


@given(DOCUMENTS)
def test_what_goes_in_comes_out(document: Document) -> None:
    assert from_json(to_json(document)) == document


def a_document() -> Document:
    block = Block("", COLUMNS, (Row(("", "番茄", "2")),))
    sheet = Sheet("小票", blocks=(block,), signatures=(Signature("", b"png"),))
    return Document(DocumentKind.SALE_RECEIPT, "小票", "幸福里", NOON, (sheet,))


@pytest.mark.parametrize(
    "text", ["", "x", "[]", "null", '"words"', "{}", '{"version": 1}', "[" * 100_000]
)
def test_rubbish_is_no_document(text: str) -> None:
    with pytest.raises(UnreadableDocumentError):
        from_json(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), 2),
        (("kind",), "poem"),
        (("title",), 1),
        (("made_at",), "2026-11-20T12:00:00"),
        (("made_at",), "noon"),
        (("sheets",), {}),
        (("labels",), None),
        (("sheets", 0, "notes"), "x"),
        (("sheets", 0, "signatures", 0, "png"), "*"),
        (("sheets", 0, "blocks", 0, "rows", 0, "cells"), ["too few"]),
        (("sheets", 0, "blocks", 0, "columns", 0, "role"), "king"),
        (("sheets", 0, "blocks", 0, "columns", 0, "share"), "4"),
    ],
)
def test_every_part_is_read_strictly(path: tuple[str | int, ...], value: object) -> None:
    whole = json.loads(to_json(a_document()))
    at = whole
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(UnreadableDocumentError):
        from_json(json.dumps(whole))


def test_codes_on_labels_name_things_and_open_nothing() -> None:
    assert parcel_code("A17") == "LDL1-A17"
    assert shelf_code("A-03") == "LDS1-A-03"


def test_an_empty_document_is_known() -> None:
    assert not a_document().is_empty
    assert Document(DocumentKind.PICK_LIST, "", "", NOON).is_empty
