"""What it costs, what it is likely to bring, what is in the way: and the button that sends it."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from leader_app.domain.notice import Notice, Purpose
from leader_app.services.notices.desk import Plan
from ui.core_text import sentence, together
from ui.kit.button import Button, Kind
from ui.kit.card import Card, column, row
from ui.kit.label import ElidedLabel, IconLabel
from ui.kit.page import Spoken
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_words import (
    begins_words,
    households_words,
    likely_words,
    over_words,
    points_words,
)
from ui.theme.tokens import Ink, Size, Space, Tone, Type


class SendStrip(Spoken):
    """Ctrl+Enter sends; many households, or an offer, are asked about once more. Esc: not yet."""

    def __init__(self, view_model: ComposeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._card = Card("plain", Space.M)
        self._sign = IconLabel("people")
        self.figures = ElidedLabel("", Type.BODY, strong=True)
        self.likely = ElidedLabel("", Type.CAPTION, Ink.SECONDARY)
        self.warnings = ElidedLabel("", Type.CAPTION, Ink.WARN)
        self.over = Button("", Kind.PLAIN, icon="plus")
        self.over.setCheckable(True)
        self.back = Button("", Kind.QUIET, key="Esc", answers=False, height=Size.CONTROL_LARGE)
        self.send = Button("", Kind.PRIMARY, key="Ctrl+Return", height=Size.CONTROL_LARGE)
        words = column(self.figures, self.likely, self.warnings, spacing=Space.XS)
        line = row(self._sign, spacing=Space.M)
        line.addLayout(words, 1)
        for part in (self.over, self.back, self.send):
            line.addWidget(part)
        self._card.body.addLayout(line)
        self.setLayout(column(self._card))
        self.send.clicked.connect(view_model.send)
        self.back.clicked.connect(view_model.take_back)
        self.over.clicked.connect(lambda on: view_model.take_over_budget(wanted=on))

    def retranslate(self) -> None:
        """Say every word again."""
        self.back.set_words(self.tr("Not yet"))
        self.refresh()

    def refresh(self) -> None:
        """Say what is known of the plan."""
        model = self._model
        draft, plan = model.draft, model.plan
        if draft is None:
            return
        self.back.setVisible(model.asking)
        self._show_over()
        self.send.setEnabled(model.can_send or (plan is None and model.plan_error is not None))
        self.send.set_words(self._deed())
        if plan is None:
            self._show_not_yet()
        elif model.asking:
            self._show_question(draft)
        elif plan.obstacles or plan.flaws:
            self._show_obstacles(plan)
        else:
            self._show_figures(draft, plan)

    def _show_over(self) -> None:
        model = self._model
        count = model.over_budget
        self.over.setVisible(count > 0 and not model.asking)
        self.over.setChecked(model.over_budget_too)
        self.over.set_icon("check" if model.over_budget_too else "plus")
        said = self.tr("Tell %1 too").replace("%1", f"{count:,}")
        self.over.set_words(said, self.tr("They were told too often lately"))

    def _deed(self) -> str:
        model, count = self._model, QLocale().toString(self._model.households)
        if model.is_sending:
            return self.tr("Sending")
        if model.plan is None:
            return self.tr("Try again") if model.plan_error is not None else self.tr("Send")
        if model.asking:
            return self.tr("Yes, send to %1").replace("%1", count)
        later = model.draft is not None and model.draft.start_at is not None
        words = self.tr("Send later to %1") if later else self.tr("Send to %1")
        return words.replace("%1", count)

    def _show_not_yet(self) -> None:
        error = self._model.plan_error
        if error is None:
            self._show("sync", Ink.SECONDARY, self.tr("Counting households"), "")
        else:
            self._show("warning", Ink.WARN, together(error.title, error.hint), "")

    def _show_question(self, draft: Notice) -> None:
        count = self._model.households
        if draft.purpose is Purpose.MARKETING:
            said = self.tr("This offer goes to %n household(s). Send it?", "", count)
        else:
            said = self.tr("This goes to %n household(s). Send it?", "", count)
        self._show(
            "question", Ink.ACCENT, said, self.tr("It cannot be called back once it is out.")
        )

    def _show_obstacles(self, plan: Plan) -> None:
        found = [sentence(one) for one in plan.obstacles]
        if plan.flaws and not found:
            found = [self.tr("The text has a mistake: %1")]
            found = [found[0].replace("%1", sentence(plan.flaws[0].words))]
        self._show("warning", Ink.WARN, found[0], " ".join(found[1:]))

    def _show_figures(self, draft: Notice, plan: Plan) -> None:
        model = self._model
        parts = [households_words(model.households), points_words(model.points)]
        if model.over_budget:
            parts.append(over_words(model.over_budget))
        parts.append(begins_words(draft, plan, model.now()))
        self._show("people", Ink.SECONDARY, " · ".join(parts), likely_words(plan.likely))
        self.warnings.setText(together(*plan.warnings))
        self.warnings.setVisible(bool(plan.warnings))

    def _show(self, icon: str, ink: Ink, upper: str, lower: str) -> None:
        self._sign.set_icon(icon, ink)
        self.figures.setText(upper)
        self.figures.setAccessibleName(upper)
        self.likely.setText(lower)
        self.likely.setVisible(bool(lower))
        self.warnings.hide()
        self._card.set_look(Tone.ACCENT if self._model.asking else "plain")
