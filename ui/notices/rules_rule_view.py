"""One rule: what it waits for, whether it asks or sends, when, what it says and over what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from leader_app.domain.notice import Answer, Rule, Trigger
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.chips import Choice
from ui.kit.choices import ChoiceGrid
from ui.kit.combo import Combo
from ui.kit.label import Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.stepper import Stepper
from ui.kit.toggle import Toggle
from ui.notices.rules import MOST_HOURS, TIMED, RulesViewModel
from ui.notices.wording import channel_name, trigger_word
from ui.theme.tokens import Ink, Size, Space, Type

_COLUMNS, _LONGEST = 4, 14


class RuleCard(Spoken):
    """Every change is kept at once."""

    def __init__(self, view_model: RulesViewModel, rule_id: str) -> None:
        super().__init__()
        self._model, self._rule_id = view_model, rule_id
        self._title = Label("", Type.BODY, strong=True)
        self._hint = Paragraph("", Type.CAPTION, Ink.HINT)
        self.on, self.answers = Toggle(), ChoiceGrid(2)
        self.hours = Stepper(1, max(MOST_HOURS.values()))
        self._says, self.templates = Label("", Type.BODY, Ink.SECONDARY), Combo()
        self._over = Label("", Type.BODY, Ink.SECONDARY)
        self.channels: dict[str, Button] = {}
        self._channel_grid = QGridLayout()
        self._channel_grid.setSpacing(Space.S)
        self._channel_grid.setColumnStretch(_COLUMNS, 1)
        self._inside = QWidget()
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        self.answers.set_choices(
            [
                Choice(Answer.SUGGEST.value, self.tr("Ask me first")),
                Choice(Answer.SEND.value, self.tr("Send by itself")),
            ]
        )
        self._says.setText(self.tr("Says"))
        self._over.setText(self.tr("Over"))
        self.refresh()

    def refresh(self) -> None:
        """Show the rule as it is now."""
        rule = self._rule()
        if rule is None:
            return
        name = trigger_word(rule.trigger)
        self._title.setText(name)
        self._hint.set_words(self._hint_words(rule))
        self.on.setChecked(rule.active)
        self.on.setAccessibleName(name)
        self.answers.choose(rule.answer.value)
        self._inside.setVisible(rule.active)
        self.answers.setVisible(rule.active)
        self.hours.setVisible(rule.trigger in TIMED)
        self.hours.set_bounds(1, MOST_HOURS.get(rule.trigger, 1))
        self.hours.set_value(rule.hours)
        before = self.tr("hours before closing")
        if rule.trigger is Trigger.NEAR_USE_BY:
            before = self.tr("hours before the use-by")
        self.hours.set_words(before, self.tr("One hour less"), self.tr("One hour more"), before)
        self.templates.setAccessibleName(f"{self._says.text()}: {name}")
        self._fill_templates(rule)
        self._fill_channels(rule)

    def _rule(self) -> Rule | None:
        book = self._model.book
        rules = book.rules if book else ()
        return next((one for one in rules if one.rule_id == self._rule_id), None)

    def _hint_words(self, rule: Rule) -> str:
        if not rule.active:
            return self.tr("Off. Nothing happens by itself.")
        if not rule.channels:
            return self.tr("Choose at least one channel: so far it reaches nobody.")
        if rule.answer is Answer.SUGGEST:
            return self.tr("The page Today offers it; you look and send.")
        return self.tr("Goes out by itself, never in quiet times, never twice.")

    def _fill_templates(self, rule: Rule) -> None:
        wanted = [(one.name, one.template_id) for one in self._model.templates_for(rule)]
        box = self.templates
        if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] != wanted:
            box.clear()
            for name, key in wanted:
                box.addItem(name, key)
        box.setCurrentIndex(box.findData(rule.template_id))

    def _fill_channels(self, rule: Rule) -> None:
        channels = self._model.book.channels if self._model.book else ()
        if [one.channel_id for one in channels] != list(self.channels):
            for old in self.channels.values():
                self._channel_grid.removeWidget(old)
                old.hide()
                old.deleteLater()
            self.channels = {one.channel_id: self._make(one.channel_id) for one in channels}
            for at, button in enumerate(self.channels.values()):
                self._channel_grid.addWidget(button, at // _COLUMNS, at % _COLUMNS)
        for channel in channels:
            button, used = self.channels[channel.channel_id], channel.channel_id in rule.channels
            button.setChecked(used)
            button.set_icon("check" if used else "plus")
            name = channel_name(channel)
            short = name[:_LONGEST] + "…" * (len(name) > _LONGEST)
            button.set_words(short, name)
            button.setAccessibleName(name)

    def _make(self, channel_id: str) -> Button:
        button = Button("", Kind.QUIET, icon="plus")
        button.setCheckable(True)
        button.clicked.connect(lambda on: self._use(channel_id, on=on))
        return button

    def _use(self, channel_id: str, *, on: bool) -> None:
        rule = self._rule()
        if rule is not None:
            self._model.use_channel(rule, channel_id, on=on)

    def _turn(self, on: bool) -> None:
        rule = self._rule()
        if rule is not None:
            self._model.turn(rule, on=on)

    def _answer(self, key: str) -> None:
        rule = self._rule()
        if rule is not None:
            self._model.answer(rule, Answer(key))

    def _set_hours(self, hours: int) -> None:
        rule = self._rule()
        if rule is not None and hours > 0:
            self._model.set_hours(rule, hours)

    def _set_template(self, at: int) -> None:
        rule = self._rule()
        if rule is not None:
            self._model.set_template(rule, self.templates.itemData(at))

    def _connect(self) -> None:
        self.on.clicked.connect(self._turn)
        self.answers.chosen.connect(self._answer)
        self.hours.changed.connect(self._set_hours)
        self.templates.activated.connect(self._set_template)

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(Space.S)
        self.answers.setFixedWidth(Size.FORM // 2 + Size.RAIL)
        card.body.addLayout(row(self.on, self._title, 0, self.answers, spacing=Space.M))
        card.body.addWidget(self._hint)
        self.templates.setMinimumWidth(Size.FORM // 2)
        says = row(self.hours, self._says, self.templates, 0)
        over = row(self._over)
        over.addLayout(self._channel_grid, 1)
        over.setAlignment(self._over, Qt.AlignmentFlag.AlignTop)
        self._over.setFixedHeight(Size.CONTROL)
        inside = column(spacing=Space.S)
        inside.addLayout(says)
        inside.addLayout(over)
        self._inside.setLayout(inside)
        card.body.addWidget(self._inside)
        self.setLayout(row(card))
