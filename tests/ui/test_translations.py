"""Everything the window and the core say is said in both languages."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from leader_app.domain.text import say
from resources.i18n import update
from resources.i18n.catalogue import sentence
from resources.i18n.extract import CORE, Message, messages
from ui.core_text import sentence as shown
from ui.core_text import together
from ui.kit import words
from ui.languages import Language, Languages

HERE = Path(update.__file__).parent
PLACE = re.compile(r"%[1-9n]|\{\w*\}")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = {"%1 of %2", "{day} {time}", "Bark"}


@pytest.fixture(scope="module")
def sources() -> list[Message]:
    return messages(update.ROOT)


@pytest.fixture(scope="module")
def chinese() -> update.Words:
    return update.read(HERE / "zh_CN.ts")


def test_every_sentence_has_a_finished_chinese_translation(
    sources: list[Message], chinese: update.Words
) -> None:
    unfinished = [
        message
        for message in sources
        if not all(_forms(chinese.get(message.context, {}).get(message.source, "")))
    ]
    assert not unfinished


def test_nothing_is_kept_that_nobody_says(sources: list[Message], chinese: update.Words) -> None:
    said = {(message.context, message.source) for message in sources}
    kept = {(context, source) for context, entries in chinese.items() for source in entries}
    assert kept == said


def test_english_has_both_plural_forms(sources: list[Message]) -> None:
    english = update.read(HERE / "en.ts")
    for message in sources:
        if message.plural:
            forms = _forms(english.get(message.context, {}).get(message.source, ""))
            assert len(forms) == 2, message
            assert all(forms), message


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_places_are_the_same_in_both_languages(language: str) -> None:
    for entries in update.read(HERE / f"{language}.ts").values():
        for source, said in entries.items():
            for form in _forms(said):
                assert sorted(PLACE.findall(form)) == sorted(PLACE.findall(source)), source


def test_chinese_is_chinese(chinese: update.Words) -> None:
    for context, entries in chinese.items():
        for source, said in entries.items():
            words_of_source = PLACE.sub("", source)
            if re.search("[A-Za-z]{3}", words_of_source) and source not in SAME_IN_BOTH:
                expected = any(CHINESE.search(form) for form in _forms(said))
                assert expected or _is_a_pattern(source) or _is_an_example(said), (context, source)


def test_no_exclamation_marks(chinese: update.Words) -> None:
    for entries in chinese.values():
        for source, said in entries.items():
            assert not re.search("[!！]", source + "".join(_forms(said))), source


def test_compiled_files_match_their_sources(tmp_path: Path) -> None:
    for name in ("zh_CN.ts", "en.ts"):
        shutil.copy(HERE / name, tmp_path / name)
    update.compile_all(tmp_path)
    for name in ("zh_CN.qm", "en.qm", "core.zh_CN.json"):
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes(), name


def test_the_core_speaks_chinese_without_qt(chinese: update.Words) -> None:
    kept = json.loads((HERE / "core.zh_CN.json").read_text(encoding="utf-8"))
    assert kept == chinese[CORE]
    text = say("No order for {digits}", digits="3827")
    assert sentence(text, "zh_CN") == "没有尾号 3827 的订单"
    assert sentence(text, "en") == "No order for 3827"


def test_the_window_says_the_same_as_the_core(languages: Languages) -> None:
    text = say("No order for {digits}", digits="3827")
    languages.use(Language.CHINESE)
    assert shown(text) == "没有尾号 3827 的订单"
    languages.use(Language.ENGLISH)
    assert shown(text) == "No order for 3827"


def test_chinese_sentences_stand_close(languages: Languages) -> None:
    texts = say("The centre cannot be reached."), None, say("Choose csv.")
    languages.use(Language.CHINESE)
    assert together(*texts) == "连不上中心。请选择 csv。"
    languages.use(Language.ENGLISH)
    assert together(*texts) == "The centre cannot be reached. Choose csv."


def test_plurals_in_both_languages(languages: Languages) -> None:
    from tests.fakes.shown import NOW

    languages.use(Language.ENGLISH)
    ages = [words.age(NOW.replace(day=22 - days), NOW) for days in (1, 2)]
    assert ages == ["1 day ago", "2 days ago"]
    languages.use(Language.CHINESE)
    assert words.age(NOW.replace(day=20), NOW).strip() == "2 天前"


def test_qt_speaks_chinese_too(languages: Languages) -> None:
    languages.use(Language.CHINESE)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    languages.use(Language.ENGLISH)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_a_sentence_that_is_not_literal_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "ui"
    folder.mkdir()
    (folder / "bad.py").write_text("def f(x):\n    return say(f'{x} orders')\n", encoding="utf-8")
    with pytest.raises(ValueError, match="literal"):
        messages(tmp_path)


def test_translations_can_be_filled_in_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "zh_CN.ts"
    shutil.copy(HERE / "zh_CN.ts", path)
    update.fill(path, {"Words": {"Today": "今儿", "%n min ago": ["%n 分"]}})
    words_there = update.read(path)["Words"]
    assert words_there["Today"] == "今儿"
    assert words_there["%n min ago"] == ["%n 分"]
    assert update.missing({"A": {"x": "", "y": ["a", ""], "z": "ok"}}) == {
        "A": {"x": "", "y": ["a", ""]}
    }


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    made = Languages(qapp)
    yield made
    made.use(Language.ENGLISH)
    made.leave()


def _forms(said: str | list[str]) -> list[str]:
    return said if isinstance(said, list) else [said]


def _is_a_pattern(source: str) -> bool:
    return source.startswith("d MMMM")


def _is_an_example(said: str | list[str]) -> bool:
    return said == "English"
