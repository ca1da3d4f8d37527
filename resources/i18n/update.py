"""Keeps the translations up to date: ``python -m resources.i18n.update``.

Collects every sentence of the windows (``self.tr``, ``_tr``) and of the core (``say``) into
``zh_CN.ts`` and the plural ones into ``en.ts``, compiles both, and writes ``core.zh_CN.json`` for
programs without Qt. What has no translation yet is printed as JSON; the same form, filled in,
is taken back with ``--fill FILE``:
``{language: {context: {source: translation or [plural forms]}}}``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from resources.i18n.extract import CORE, messages

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CHINESE, ENGLISH = LANGUAGES = ("zh_CN", "en")

Words = dict[str, dict[str, str | list[str]]]


def collect(folder: Path = HERE) -> None:
    """Bring the .ts files in ``folder`` in line with the sources; gone sentences are dropped."""
    with tempfile.TemporaryDirectory() as scratch:
        calls = Path(scratch) / "calls.py"
        lines = "\n".join(message.call() for message in messages(ROOT))
        calls.write_text(lines + "\n", encoding="utf-8")
        for language, extra in ((CHINESE, ()), (ENGLISH, ("-pluralonly",))):
            _run(
                "pyside6-lupdate",
                str(calls),
                *("-locations", "none", "-no-obsolete", "-disable-heuristic", "similartext"),
                *("-disable-heuristic", "sametext", *extra),
                *("-target-language", language, "-ts", str(folder / f"{language}.ts")),
            )


def compile_all(folder: Path = HERE) -> None:
    """Write the .qm files and the core's sentences next to the .ts files in ``folder``."""
    for language in LANGUAGES:
        target = folder / f"{language}.qm"
        _run("pyside6-lrelease", "-silent", str(folder / f"{language}.ts"), "-qm", str(target))
    words = read(folder / f"{CHINESE}.ts").get(CORE, {})
    text = json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"core.{CHINESE}.json").write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> Words:
    """Return what a .ts file holds; an unfinished translation is an empty string."""
    found: Words = {}
    for context, message in _messages(ET.parse(path).getroot()):  # noqa: S314 - our own file
        found.setdefault(context, {})[_text(message.find("source"))] = _translation(message)
    return found


def missing(words: Words) -> Words:
    """Return the part of ``words`` that has no translation."""
    left = {
        context: {source: said for source, said in entries.items() if not said or not all(said)}
        for context, entries in words.items()
    }
    return {context: entries for context, entries in left.items() if entries}


def fill(path: Path, words: Words) -> None:
    """Write the translations in ``words`` into a .ts file."""
    root = ET.parse(path).getroot()  # noqa: S314 - our own file
    for context, message in _messages(root):
        said = words.get(context, {}).get(_text(message.find("source")))
        if said:
            _set_translation(message, said)
    ET.indent(root, space="    ")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    body = ET.tostring(root, encoding="unicode")
    path.write_text(head + body + "\n", encoding="utf-8")


def _messages(root: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for context in root.iter("context"):
        for message in context.iter("message"):
            yield _text(context.find("name")), message


def _text(element: ET.Element | None) -> str:
    return (element.text or "") if element is not None else ""


def _translation(message: ET.Element) -> str | list[str]:
    element = message.find("translation")
    if message.get("numerus") == "yes":
        return [_text(form) for form in message.iter("numerusform")]
    return _text(element)


def _set_translation(message: ET.Element, said: str | list[str]) -> None:
    old = message.find("translation")
    if old is not None:
        message.remove(old)
    element = ET.SubElement(message, "translation")
    if isinstance(said, str):
        element.text = said
        return
    for form in said:
        ET.SubElement(element, "numerusform").text = form


def _run(tool: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / tool
    subprocess.run(  # noqa: S603 - Qt's own tools
        [str(program), *arguments], check=True, stdout=subprocess.DEVNULL
    )


def main() -> int:
    """Update everything; exit status 1 while a translation is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fill", type=Path, help="JSON with translations to put in")
    chosen = parser.parse_args()
    collect()
    if chosen.fill:
        given: dict[str, Words] = json.loads(chosen.fill.read_text(encoding="utf-8"))
        for language, words in given.items():
            fill(HERE / f"{language}.ts", words)
    collect()
    compile_all()
    found = {language: missing(read(HERE / f"{language}.ts")) for language in LANGUAGES}
    left = {language: words for language, words in found.items() if words}
    if left:
        sys.stdout.write(json.dumps(left, ensure_ascii=False, indent=1) + "\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
