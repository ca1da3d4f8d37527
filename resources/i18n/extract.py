"""Finds every sentence that wants a translation, by reading the syntax tree of our sources.

Qt's own reader of Python misses calls with some expressions in them, without a word; so the
calls are read here and written out in the plainest form for Qt's tool to keep the files with.
Read are ``self.tr("…")``, ``_tr("Context", "…")`` and ``say("…")``.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORE = "core"
_PLURAL_ARGUMENTS = {"tr": 3, "translate": 4}


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A sentence, whose words it is among, and whether it counts something (``%n``)."""

    context: str
    source: str
    plural: bool = False

    def call(self) -> str:
        """Return the plainest call that asks for its translation."""
        plural = ', "", 1' if self.plural else ""
        return f"translate({json.dumps(self.context)}, {_quoted(self.source)}{plural})"


def messages(root: Path) -> list[Message]:
    """Return the sentences of all our packages; ``ValueError`` for one that is not literal."""
    found: set[Message] = set()
    for package in ("leader_app", "sync", "ui"):
        for path in sorted((root / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            try:
                found.update(_in(tree, ""))
            except ValueError as error:
                raise ValueError(f"{path}: {error}") from error
    return sorted(found)


def _in(node: ast.AST, class_name: str) -> Iterator[Message]:
    if isinstance(node, ast.Call):
        yield from _called(node, class_name)
    inner = node.name if isinstance(node, ast.ClassDef) else class_name
    for child in ast.iter_child_nodes(node):
        yield from _in(child, inner)


def _called(call: ast.Call, class_name: str) -> Iterator[Message]:
    match call.func:
        case ast.Name("say"):
            yield Message(CORE, _literal(call, 0))
        case ast.Name("_tr"):
            yield _message(_literal(call, 0), call, "translate")
        case ast.Attribute(ast.Name("self"), "tr"):
            yield _message(class_name, call, "tr")
        case _:
            return


def _message(context: str, call: ast.Call, kind: str) -> Message:
    arguments = _PLURAL_ARGUMENTS[kind]
    source = _literal(call, 0 if kind == "tr" else 1)
    return Message(context, source, plural=len(call.args) == arguments)


def _literal(call: ast.Call, at: int) -> str:
    node = call.args[at] if at < len(call.args) else None
    value = node.value if isinstance(node, ast.Constant) else None
    if not isinstance(value, str):
        msg = f"line {call.lineno}: a sentence to translate must be a literal"
        raise ValueError(msg)  # noqa: TRY004 - what is wrong is in the text that is read
    return value


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
