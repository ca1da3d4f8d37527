"""Every house rule holds everywhere, and every rule still finds what it is there to find."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from tests.architecture import rules

ROOT = Path(__file__).resolve().parents[2]
CODE = [
    rules.file_is_short,
    rules.functions_are_short,
    rules.file_has_a_name,
    rules.widgets_are_at_home,
    rules.domain_stands_alone,
    rules.sentences_are_literals,
    rules.places_are_filled,
]
TEXT = [rules.no_registry_is_named, rules.no_machine_is_named]
MADE = re.compile(r"\.|__pycache__|build$|dist$|.*\.egg-info$|.*\.qm$")
LONG = "x = 1\n" * 301
SPRAWLING = "def f():\n" + "    x = 1\n" * 40
BAD = [
    (rules.file_is_short, "sync/push.py", LONG),
    (rules.functions_are_short, "sync/push.py", SPRAWLING),
    (rules.file_has_a_name, "sync/utils.py", ""),
    (rules.file_has_a_name, "sync/helpers/push.py", ""),
    (rules.widgets_are_at_home, "ui/pickup/view_model.py", "from PySide6.QtWidgets import QLabel"),
    (rules.widgets_are_at_home, "ui/pickup/model.py", "from PySide6 import QtCore, QtWidgets"),
    (rules.widgets_are_at_home, "leader_app/cli.py", "import PySide6.QtWidgets as w"),
    (rules.domain_stands_alone, "leader_app/domain/order.py", "import msgspec"),
    (rules.domain_stands_alone, "leader_app/domain/order.py", "from leader_app.ports import Clock"),
    (rules.domain_stands_alone, "leader_app/domain/order.py", "import cryptography.x509"),
    (rules.domain_stands_alone, "leader_app/domain/order.py", "from ..errors import Refused"),
    (rules.sentences_are_literals, "ui/pickup/view.py", "self.tr(f'{n} left')"),
    (rules.sentences_are_literals, "leader_app/errors.py", "say(sentence, n=1)"),
    (rules.places_are_filled, "leader_app/errors.py", "say('{n} left of {all}', n=1)"),
    (rules.places_are_filled, "leader_app/errors.py", "say('none left', n=1)"),
    (rules.no_registry_is_named, "README.md", "get it from Py" + "PI"),
    (rules.no_registry_is_named, "requirements/client.txt", "# files.python" + "hosted.example"),
    (rules.no_machine_is_named, "README.md", "cd /ho" + "me/li/desk"),
    (rules.no_machine_is_named, "README.md", "cd C:\\U" + "sers\\li"),
]
GOOD = [
    (rules.file_is_short, "sync/push.py", LONG[6:]),
    (rules.functions_are_short, "sync/push.py", SPRAWLING[:-10]),
    (rules.file_has_a_name, "sync/push.py", ""),
    (rules.widgets_are_at_home, "ui/pickup/view.py", "from PySide6.QtWidgets import QLabel"),
    (rules.widgets_are_at_home, "ui/kit/card.py", "from PySide6.QtWidgets import QFrame"),
    (rules.widgets_are_at_home, "ui/bridge.py", "from PySide6.QtCore import QObject"),
    (rules.domain_stands_alone, "leader_app/domain/signing.py", "import cryptography.x509"),
    (rules.domain_stands_alone, "leader_app/domain/order.py", "from leader_app.domain import ids"),
    (rules.sentences_are_literals, "ui/pickup/view.py", "self.tr('%n left', '', n)"),
    (rules.places_are_filled, "leader_app/errors.py", "say('{n} left', n=1)"),
    (rules.no_machine_is_named, "README.md", "open .demo/home/order and sync/work/log"),
]


@cache
def _files() -> list[PurePosixPath]:
    """Return what the repository holds, without asking git: a copy of it will do."""
    found = []
    for folder, rooms, names in os.walk(ROOT):
        rooms[:] = [room for room in rooms if room == ".ci" or not MADE.match(room)]
        here = PurePosixPath(Path(folder).relative_to(ROOT).as_posix())
        found += [here / name for name in names if name == ".gitignore" or not MADE.match(name)]
    return sorted(found)


def _python() -> list[PurePosixPath]:
    return [path for path in _files() if path.suffix == ".py"]


def _texts() -> Iterator[tuple[PurePosixPath, str]]:
    for path in _files():
        data = (ROOT / path).read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8", "replace")


@pytest.mark.parametrize("rule", CODE, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: rules.Rule) -> None:
    files = [(path, (ROOT / path).read_text("utf-8")) for path in _python()]
    assert len(files) > 50
    faults = [fault for path, source in files for fault in rule(path, source)]
    assert faults == []


@pytest.mark.parametrize("rule", TEXT, ids=lambda rule: rule.__name__)
def test_every_text_keeps_the_rule(rule: rules.Rule) -> None:
    faults = [fault for path, source in _texts() for fault in rule(path, source)]
    assert faults == []


@pytest.mark.parametrize(("rule", "path", "source"), BAD)
def test_a_rule_finds_what_breaks_it(rule: rules.Rule, path: str, source: str) -> None:
    assert list(rule(PurePosixPath(path), source))


@pytest.mark.parametrize(("rule", "path", "source"), GOOD)
def test_a_rule_lets_the_rest_pass(rule: rules.Rule, path: str, source: str) -> None:
    assert list(rule(PurePosixPath(path), source)) == []


def test_every_rule_has_a_sample_that_breaks_it() -> None:
    assert {rule for rule, _, _ in BAD} == {*CODE, *TEXT}
