"""Language, colours, motion."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ui.kit.card import Section
from ui.kit.page import Spoken
from ui.kit.radio import Option, RadioCards
from ui.kit.rows import SettingRow
from ui.kit.toggle import Toggle
from ui.languages import Language
from ui.settings.view_model import SettingsViewModel
from ui.theme.current import ThemeChoice
from ui.theme.tokens import Space


class LookSection(Spoken):
    """Each choice works at once."""

    def __init__(self, model: SettingsViewModel) -> None:
        super().__init__()
        self._model = model
        self._language, self._theme, self._still = Section(), Section(), Section()
        self._languages, self._themes = RadioCards(), RadioCards()
        self._stillness = Toggle()
        self._still_row = SettingRow(self._stillness)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        pairs = ((self._language, self._languages), (self._theme, self._themes))
        for section, part in (*pairs, (self._still, self._still_row)):
            section.body.addWidget(part)
            layout.addWidget(section)
        layout.addStretch(1)
        self._languages.chosen.connect(lambda key: model.choose_language(Language(key)))
        self._themes.chosen.connect(lambda key: model.choose_theme(ThemeChoice(key)))
        self._stillness.clicked.connect(lambda on: model.choose_stillness(still=on))
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Say every word again."""
        self._language.heading.setText(self.tr("Language"))
        self._theme.heading.setText(self.tr("Colours"))
        self._still.heading.setText(self.tr("Motion"))
        self._languages.set_options(
            [
                Option(Language.CHINESE, "简体中文", icon="language"),
                Option(Language.ENGLISH, "English", icon="language"),
            ]
        )
        self._themes.set_options(
            [
                Option(ThemeChoice.LIGHT, self.tr("Light"), self.tr("For a bright shop"), "sun"),
                Option(ThemeChoice.DARK, self.tr("Dark"), self.tr("For the evening"), "moon"),
                Option(
                    ThemeChoice.SYSTEM,
                    self.tr("As the system"),
                    self.tr("Follows the computer"),
                    "contrast",
                ),
            ]
        )
        self._still_row.set_words(
            self.tr("Reduce motion"), self.tr("Nothing slides or shimmers any more")
        )
        self._show()

    def _show(self) -> None:
        look = self._model.look
        self._languages.choose(look.language)
        self._themes.choose(look.theme)
        self._stillness.setChecked(look.still)
