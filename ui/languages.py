"""The languages of the window, switched while it runs."""

from __future__ import annotations

from enum import StrEnum
from importlib import resources
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


class Language(StrEnum):
    """What can be chosen; the values are locale names."""

    CHINESE = "zh_CN"
    ENGLISH = "en"


class Languages:
    """Installs the words of one language; every widget hears ``LanguageChange``."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.current: Language | None = None

    def use(self, language: Language) -> None:
        """Speak ``language`` from now on, in Qt's own words too."""
        if language is self.current:
            return
        old, self._installed = self._installed, []
        self.current = language
        QLocale.setDefault(QLocale(language.value))
        self._remove(old)
        for folder, name in _files(language):
            self._install(name, folder)

    def leave(self) -> None:
        """Say everything as it stands in the source again."""
        old, self._installed, self.current = self._installed, [], None
        QLocale.setDefault(QLocale(Language.ENGLISH.value))
        self._remove(old)

    def _remove(self, translators: list[QTranslator]) -> None:
        for translator in translators:
            self._application.removeTranslator(translator)
            translator.deleteLater()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._application)
        if translator.load(name, folder):
            self._installed.append(translator)
            self._application.installTranslator(translator)


def _files(language: Language) -> list[tuple[str, str]]:
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ours = Path(str(resources.files("resources"))) / "i18n"
    return [(qt, f"qtbase_{language.value}.qm"), (str(ours), f"{language.value}.qm")]
