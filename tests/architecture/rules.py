"""The house rules that ruff, mypy and import-linter cannot see: each a function that finds faults.

A rule takes where a file is (relative to the root) and what is in it, and yields one sentence
for each fault.
"""

import ast
import re
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

Rule = Callable[[PurePosixPath, str], Iterator[str]]
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "base", "common"}
PACKAGES = ("leader_app", "sync", "ui", "resources", "central")
WIDGET_ROOMS = {"kit", "shell", "theme"}
# Views and their parts, the roof of the window, and the one beep Qt knows (it is QApplication's).
WIDGET_FILES = re.compile(r"(^|_)(view|section|frame|delegate|dialog|app|shots|sounds)$")
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
REGISTRIES = re.compile(
    # Written so that this file does not name them itself.
    "|".join(["py" + "pi", "python" + "hosted", "npm" + "js", "crates" + r"\.io"]),
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(
    r"(?<![\w.}])(/(home|Users|root|work|opt|mnt)/\w|[A-Z]:\\\\?(Users|work)\b)"
)


def file_is_short(path: PurePosixPath, source: str) -> Iterator[str]:
    """A file has at most 300 lines."""
    lines = source.count("\n")
    if lines > MAX_FILE_LINES:
        yield f"{path}: {lines} lines, more than {MAX_FILE_LINES}"


def functions_are_short(path: PurePosixPath, source: str) -> Iterator[str]:
    """A function has at most 40 lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, FUNCTION) and node.end_lineno:
            lines = node.end_lineno - node.lineno + 1
            if lines > MAX_FUNCTION_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {lines} lines"


def file_has_a_name(path: PurePosixPath, _source: str) -> Iterator[str]:
    """No module is named after nothing."""
    for part in (*path.parts[:-1], path.stem):
        if part in NAMELESS:
            yield f"{path}: the name {part} says nothing"


def widgets_are_at_home(path: PurePosixPath, source: str) -> Iterator[str]:
    """QtWidgets only in views, delegates, dialogs, the kit, the theme, the shell and the app."""
    if path.parts[0] == "tests" or (path.parts[0] == "ui" and _is_widget_room(path)):
        return
    for node, module in _imports(source):
        if module.startswith("PySide6.QtWidgets"):
            yield f"{path}:{node.lineno}: QtWidgets has no place here"


def _is_widget_room(path: PurePosixPath) -> bool:
    in_room = bool(WIDGET_ROOMS & set(path.parts[1:-1]))
    return in_room or WIDGET_FILES.search(path.stem) is not None


def domain_stands_alone(path: PurePosixPath, source: str) -> Iterator[str]:
    """The domain knows the standard library and itself; signing alone knows the signatures."""
    if path.parts[:2] != ("leader_app", "domain"):
        return
    for node, module in _imports(source):
        known = module.split(".")[0] in sys.stdlib_module_names or module == "leader_app.domain"
        signs = path.name == "signing.py" and module.startswith("cryptography.")
        if not known and not signs and not module.startswith("leader_app.domain."):
            yield f"{path}:{node.lineno}: the domain may not know {module}"


def sentences_are_literals(path: PurePosixPath, source: str) -> Iterator[str]:
    """What is translated is a literal, or no translator ever sees it."""
    for call, name in _calls(source):
        literal = call.args and isinstance(call.args[0], ast.Constant)
        if name in {"tr", "say"} and not literal and path.parts[0] != "tests":
            yield f"{path}:{call.lineno}: {name} needs a literal sentence"


def places_are_filled(path: PurePosixPath, source: str) -> Iterator[str]:
    """What ``say`` is given is what the sentence has places for."""
    for call, name in _calls(source):
        if name != "say" or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        places = {
            field for _, field, _, _ in string.Formatter().parse(str(call.args[0].value)) if field
        }
        given = {keyword.arg for keyword in call.keywords}
        if None not in given and places != given:
            yield f"{path}:{call.lineno}: places {sorted(places)}, given {sorted(map(str, given))}"


def no_registry_is_named(path: PurePosixPath, source: str) -> Iterator[str]:
    """Where packages come from is the reader's own business."""
    for number, line in enumerate(source.splitlines(), 1):
        if found := REGISTRIES.search(line):
            yield f"{path}:{number}: names {found[0]}"


def no_machine_is_named(path: PurePosixPath, source: str) -> Iterator[str]:
    """No path of one particular machine."""
    for number, line in enumerate(source.splitlines(), 1):
        if found := MACHINE_PATH.search(line):
            yield f"{path}:{number}: names {found[0]}"


def _imports(source: str) -> Iterator[tuple[ast.stmt, str]]:
    """Yield every import with the full name of what it brings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "PySide6":
            yield from ((node, f"PySide6.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, "." * node.level + (node.module or "")


def _calls(source: str) -> Iterator[tuple[ast.Call, str]]:
    """Yield every call with the last word of what is called."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield node, name
