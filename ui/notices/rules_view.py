"""Rules: notices that write themselves, quiet times, and the words used."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from leader_app.errors import LeaderError
from ui.core_text import sentence, together
from ui.kit.banner import Banner, Toast
from ui.kit.card import row
from ui.kit.chips import Chips, Choice
from ui.kit.page import Spoken
from ui.kit.states import StateStack
from ui.notices.rules import RulesViewModel
from ui.notices.rules_quiet_view import QuietView
from ui.notices.rules_rule_view import RuleCard
from ui.notices.rules_templates_view import TemplatesView
from ui.theme.tokens import Size, Space, Tone

RULES, QUIET, TEMPLATES = "rules", "quiet", "templates"


class RulesView(Spoken):
    """Three parts, chosen above."""

    def __init__(self, view_model: RulesViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.banner, self.toast = Banner(), Toast(self)
        self.parts = Chips()
        self.cards: dict[str, RuleCard] = {}
        self._lines = QVBoxLayout()
        self.quiet, self.templates = QuietView(view_model), TemplatesView(view_model.templates)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            RULES: self._scrolled(),
            QUIET: self.quiet,
            TEMPLATES: self.templates,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self.states = StateStack(self._stack)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addWidget(self.banner)
        layout.addLayout(row(self.parts, 0))
        layout.addWidget(self.states, 1)
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.parts.set_choices(
            [
                Choice(RULES, self.tr("By themselves")),
                Choice(QUIET, self.tr("Quiet times")),
                Choice(TEMPLATES, self.tr("Templates")),
            ]
        )
        self.quiet.retranslate()
        self.templates.retranslate()
        for card in self.cards.values():
            card.retranslate()
        self._show()

    def show_part(self, key: str) -> None:
        """Show one part."""
        self.parts.choose(key)
        self._stack.setCurrentWidget(self._pages[key])

    def take_focus(self) -> None:
        """Begin with the parts."""
        self.parts.setFocus(Qt.FocusReason.OtherFocusReason)
        self.focusNextChild()

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether there is news."""
        super().showEvent(event)
        self._model.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait until looked at."""
        super().hideEvent(event)
        self._model.hide()

    def _show(self) -> None:
        model = self._model
        if model.book is None:
            if model.error is None:
                self.states.show_loading()
            else:
                title, hint = sentence(model.error.title), sentence(model.error.hint)
                self.states.show_error(title, hint, self.tr("Try again"))
            return
        for rule in model.book.rules:
            if rule.rule_id not in self.cards:
                card = RuleCard(model, rule.rule_id)
                self.cards[rule.rule_id] = card
                self._lines.insertWidget(len(self.cards) - 1, card)
                card.retranslate()
            self.cards[rule.rule_id].refresh()
        self.quiet.refresh()
        self.states.show_content()

    def _say_kept(self) -> None:
        self.toast.tell(self.tr("The words are kept."), Tone.OK)

    def _say_failed(self, error: LeaderError) -> None:
        self.banner.tell(together(error.title, error.hint), Tone.BAD)

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.failed.connect(self._say_failed)
        model.templates.failed.connect(self._say_failed)
        model.templates.kept.connect(self._say_kept)
        self.parts.chosen.connect(self.show_part)
        self.states.retried.connect(model.refresh)

    def _scrolled(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("ground", "clear")
        inside.setLayout(self._lines)
        inside.setMaximumWidth(Size.PAGE)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(Space.M)
        self._lines.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area
