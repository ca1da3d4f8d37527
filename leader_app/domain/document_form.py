"""The JSON form of documents, as they wait in the queue of prints."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any, TypeVar

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

VERSION = 1
T = TypeVar("T")
_Fields = dict[str, Any]


class UnreadableDocumentError(ValueError):
    """The text is no document, or one of a later version of this program."""


def to_json(document: Document) -> str:
    """Return the document as JSON."""
    whole = {"version": VERSION, **_plain(document)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Document:
    """Return the document ``to_json`` wrote; ``UnreadableDocumentError`` if it is none."""
    try:
        whole = json.loads(text)
        if whole["version"] != VERSION:
            raise UnreadableDocumentError
        return Document(
            kind=DocumentKind(whole["kind"]),
            title=_text(whole["title"]),
            head=_text(whole["head"]),
            made_at=_moment(whole["made_at"]),
            sheets=_each(whole["sheets"], _sheet),
            labels=_each(whole["labels"], _label),
        )
    except (KeyError, TypeError, ValueError, RecursionError, binascii.Error) as error:
        raise UnreadableDocumentError from error


def _plain(value: object) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _sheet(of: _Fields) -> Sheet:
    return Sheet(
        title=_text(of["title"]),
        facts=_each(of["facts"], _fact),
        blocks=_each(of["blocks"], _block),
        totals=_each(of["totals"], _fact),
        notes=_texts(of["notes"]),
        signatures=_each(of["signatures"], _signature),
        code=_text(of["code"]),
    )


def _block(of: _Fields) -> Block:
    columns, rows = _each(of["columns"], _column), _each(of["rows"], _row)
    if any(len(row.cells) != len(columns) for row in rows):
        raise UnreadableDocumentError
    return Block(_text(of["title"]), columns, rows, _text(of["note"]), _text(of["mark"]))


def _column(of: _Fields) -> Column:
    return Column(_text(of["name"]), Role(of["role"]), _whole(of["share"]))


def _row(of: _Fields) -> Row:
    return Row(_texts(of["cells"]), strong=of["strong"] is True)


def _fact(of: _Fields) -> Fact:
    return Fact(_text(of["name"]), _text(of["words"]))


def _signature(of: _Fields) -> Signature:
    png = base64.b64decode(_text(of["png"]), validate=True)
    return Signature(_text(of["caption"]), png)


def _label(of: _Fields) -> Label:
    return Label(
        headline=_text(of["headline"]),
        place=_text(of["place"]),
        mark=_text(of["mark"]),
        side=_text(of["side"]),
        lines=_each(of["lines"], _label_line),
        foot=_text(of["foot"]),
        code=_text(of["code"]),
    )


def _label_line(of: _Fields) -> LabelLine:
    return LabelLine(_text(of["words"]), _text(of["quantity"]))


def _each(values: object, read: Callable[[_Fields], T]) -> tuple[T, ...]:
    if not isinstance(values, list):
        raise UnreadableDocumentError
    return tuple(read(value) for value in values)


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise UnreadableDocumentError
    return tuple(_text(value) for value in values)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnreadableDocumentError
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise UnreadableDocumentError
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise UnreadableDocumentError
    return moment
