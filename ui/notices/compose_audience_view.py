"""Whom a notice is for: by their orders, by where they live, and one by one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from leader_app.domain.local_time import day_span, local_day
from leader_app.domain.order import Stage
from ui.kit.button import Button, Kind
from ui.kit.card import column
from ui.kit.chips import Chips, Choice
from ui.kit.label import Label
from ui.kit.marks import Marks
from ui.kit.page import Spoken
from ui.kit.rows import SettingRow
from ui.kit.stages import stage_word
from ui.kit.toggle import Toggle
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_people import PeopleViewModel
from ui.notices.compose_people_view import PeoplePicker
from ui.theme.tokens import Ink, Space, Type

_STAGES = (
    Stage.READY,
    Stage.PARTLY_ARRIVED,
    Stage.PARTLY_COLLECTED,
    Stage.WAITING,
    Stage.UNPAID,
    Stage.COLLECTED,
)
_ANY, _TODAY, _YESTERDAY, _OTHER = "any", "today", "yesterday", "other"
_FEW = 10


class AudiencePart(Spoken):
    """What is not chosen does not matter; the people of it are on the right."""

    def __init__(self, view_model: ComposeViewModel, people: PeopleViewModel) -> None:
        super().__init__()
        self._model = view_model
        self.stages, self.products = Marks(), Marks()
        self.buildings, self.segments = Marks(), Marks()
        self.arrived = Chips()
        self.everybody = Toggle()
        self.more = Button("", Kind.PLAIN)
        self.people = PeoplePicker(people)
        self._everybody_row = SettingRow(self.everybody)
        self._heads = [Label("", Type.CAPTION, Ink.HINT) for _ in range(6)]
        self._all_products = False
        self._lay_out()
        self._connect()

    def retranslate(self) -> None:
        """Say every word again."""
        names = (
            self.tr("Orders that are"),
            self.tr("Something of it arrived"),
            self.tr("Product"),
            self.tr("Building"),
            self.tr("Segment"),
            self.tr("One by one"),
        )
        for head, name in zip(self._heads, names, strict=True):
            head.setText(name)
        self._everybody_row.set_words(
            self.tr("Everybody"), self.tr("Members without an open order as well")
        )
        self.people.retranslate()
        self.show_offers()
        self.refresh()

    def take_focus(self) -> None:
        """Go to the first choice."""
        self.stages.take_focus()

    def show_offers(self) -> None:
        """Offer what there is to choose from."""
        self.stages.set_choices([Choice(one.value, stage_word(one)) for one in _STAGES])
        offers = self._model.offers
        if offers is None:
            return
        self.buildings.set_choices([Choice(x, x, n) for x, n in offers.buildings.items()])
        self.segments.set_choices([Choice(x, x, n) for x, n in offers.segments.items()])
        self._show_products()
        for head, marks in ((self._heads[3], self.buildings), (self._heads[4], self.segments)):
            head.setVisible(bool(marks.keys()))
            marks.setVisible(bool(marks.keys()))
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the search into sight when its key is pressed."""
        if event.type() == QEvent.Type.FocusIn:
            self._scroll.ensureWidgetVisible(self.people, 0, 0)
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Show the audience of the draft."""
        draft = self._model.draft
        if draft is None:
            return
        audience = draft.audience
        self.stages.set_marked({one.value for one in audience.stages})
        self.products.set_marked(audience.product_ids)
        self.buildings.set_marked(audience.buildings)
        self.segments.set_marked(audience.segments)
        self.everybody.setChecked(audience.everybody)
        self._show_arrived(audience.since)
        self.people.refresh()

    def _show_products(self) -> None:
        offers, draft = self._model.offers, self._model.draft
        if offers is None:
            return
        wanted = draft.audience.product_ids if draft is not None else frozenset()
        by_count = sorted(offers.products, key=lambda one: -one.households)
        few = {one.product_id for one in by_count[:_FEW]} | set(wanted)
        shown = [x for x in offers.products if self._all_products or x.product_id in few]
        self.products.set_choices([Choice(x.product_id, x.name, x.households) for x in shown])
        self.products.set_marked(wanted)
        hidden = len(offers.products) - len(shown)
        self.more.set_words(self.tr("%n more", "", hidden))
        self.more.setVisible(hidden > 0)

    def _show_arrived(self, since: datetime | None) -> None:
        choices = [
            Choice(_ANY, self.tr("At any time")),
            Choice(_TODAY, self.tr("Since this morning")),
            Choice(_YESTERDAY, self.tr("Since yesterday")),
        ]
        known = {self._since(key): key for key in (_ANY, _TODAY, _YESTERDAY)}
        key = known.get(since, _OTHER)
        if key == _OTHER:
            choices.append(Choice(_OTHER, self.tr("Just now")))
        self.arrived.set_choices(choices)
        self.arrived.choose(key)

    def _since(self, key: str) -> datetime | None:
        days = {_TODAY: 0, _YESTERDAY: 1}
        if key not in days:
            return None
        return day_span(local_day(self._model.now()) - timedelta(days=days[key]))[0]

    def _change(self) -> None:
        draft = self._model.draft
        if draft is None:
            return
        marked = frozenset(Stage(key) for key in self.stages.marked_keys())
        chosen = self.arrived.current()
        audience = replace(
            draft.audience,
            stages=marked,
            product_ids=_kept(draft.audience.product_ids, self.products),
            buildings=_kept(draft.audience.buildings, self.buildings),
            segments=_kept(draft.audience.segments, self.segments),
            everybody=self.everybody.isChecked(),
            since=draft.audience.since if chosen == _OTHER else self._since(chosen),
        )
        self._model.set_audience(audience)

    def _show_all_products(self) -> None:
        self._all_products = True
        self._show_products()

    def _connect(self) -> None:
        for marks in (self.stages, self.products, self.buildings, self.segments):
            marks.marked.connect(self._change)
        self.arrived.chosen.connect(self._change)
        self.everybody.clicked.connect(self._change)
        self.more.clicked.connect(self._show_all_products)
        self.people.search.installEventFilter(self)

    def _lay_out(self) -> None:
        parts: list[QWidget] = []
        marks = (self.stages, self.arrived, self.products, self.buildings, self.segments)
        for head, choice in zip(self._heads, marks, strict=False):
            parts += [head, choice]
        parts[6:6] = [self.more]
        parts += [self._heads[5], self.people, self._everybody_row]
        held = QWidget()
        held.setProperty("ground", "clear")
        box = column(*parts, 0, spacing=Space.S)
        box.setContentsMargins(0, 0, Space.M, 0)
        held.setLayout(box)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(held)
        self.setLayout(column(scroll))


def _kept(before: Collection[str], marks: Marks) -> frozenset[str]:
    """Return what is marked, and what was chosen before and is not offered any more."""
    return frozenset(marks.marked_keys()) | (frozenset(before) - set(marks.keys()))
