"""How and when a notice goes out: its channels, and its time."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from leader_app.domain.channel import Channel, Reach
from leader_app.domain.local_time import POINT_ZONE, local
from leader_app.services.notices.desk import ChannelLoad
from ui.kit.card import column, row
from ui.kit.chips import Chips, Choice
from ui.kit.combo import Combo
from ui.kit.label import IconLabel, Label, Paragraph
from ui.kit.page import Spoken
from ui.kit.rows import SettingRow
from ui.kit.toggle import Toggle
from ui.notices.compose import ComposeViewModel
from ui.notices.compose_words import begins_words, day_word, load_words
from ui.notices.wording import channel_name, channel_word, reach_word
from ui.theme.tokens import Ink, Size, Space, Type

_NOW = "now"
_DAYS = 4
_QUARTERS = tuple(time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45))
_USUAL_HOUR = 9


class _ChannelRow(SettingRow):
    """A channel with what it would carry; warns where the group was told too often."""

    def __init__(self, channel: Channel) -> None:
        self.toggle = Toggle()
        super().__init__(self.toggle)
        self.channel = channel

    def show_load(self, load: ChannelLoad | None) -> None:
        """Say what it carries."""
        channel = self.channel
        known = [channel_word(channel.kind), channel.group or reach_word(channel.traits.reach)]
        if channel.problem:
            known.append(self.tr("stopped: put it right under Channels"))
        elif load is not None:
            known.append(load_words(load))
            if channel.traits.reach is Reach.GROUP:
                patience = self.tr("patience %1, costs %2").replace("%1", str(load.balance))
                known.append(patience.replace("%2", str(load.cost)))
        self.set_words(channel_name(channel), " · ".join(part for part in known if part))


class HowPart(Spoken):
    """Space turns a channel on or off; the first that reaches somebody is used."""

    def __init__(self, view_model: ComposeViewModel) -> None:
        super().__init__()
        self._model = view_model
        self._head, self._when_head = (Label("", Type.CAPTION, Ink.HINT) for _ in range(2))
        self._hint = Paragraph("", Type.CAPTION, Ink.HINT)
        self.rows: dict[str, _ChannelRow] = {}
        self._list = column(spacing=0)
        self.days, self.clock = Chips(), Combo()
        self.clock.setFixedWidth(Size.RAIL + Size.ICON_LARGE)
        for one in _QUARTERS:
            self.clock.addItem(f"{one:%H:%M}", one)
        self._sign, self._begins = IconLabel("clock"), Label("", Type.BODY, Ink.SECONDARY)
        self._begins.setWordWrap(True)
        self._lay_out()
        self.days.chosen.connect(self._choose_day)
        self.clock.activated.connect(self._choose_clock)

    def retranslate(self) -> None:
        """Say every word again."""
        self._head.setText(self.tr("Channels, the preferred one first"))
        self._when_head.setText(self.tr("When"))
        self._hint.set_words(
            self.tr(
                "Each household hears it once: from the first channel that reaches them. Every "
                "group is told on its own."
            )
        )
        self.clock.setAccessibleName(self.tr("Time"))
        self.show_offers()
        self.refresh()

    def take_focus(self) -> None:
        """Go to the first channel."""
        for one in list(self.rows.values())[:1]:
            one.toggle.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_offers(self) -> None:
        """Offer the channels there are."""
        offers = self._model.offers
        if offers is None:
            return
        known = {one.channel_id: one for one in offers.channels}
        for gone in [name for name in self.rows if known.get(name) != self.rows[name].channel]:
            old = self.rows.pop(gone)
            self._list.removeWidget(old)
            old.deleteLater()
        for name, channel in known.items():
            if name not in self.rows:
                self.rows[name] = _ChannelRow(channel)
                self.rows[name].toggle.clicked.connect(self._channels_chosen)
                self._list.addWidget(self.rows[name])
        self.refresh()

    def refresh(self) -> None:
        """Show the draft."""
        draft = self._model.draft
        if draft is None:
            return
        for name, one in self.rows.items():
            one.toggle.setChecked(name in draft.channels)
        self._show_days(draft.start_at)
        self.show_plan()

    def show_plan(self) -> None:
        """Show what the plan says of channels and time."""
        draft, plan = self._model.draft, self._model.plan
        loads = {one.channel.channel_id: one for one in plan.loads} if plan is not None else {}
        for name, one in self.rows.items():
            one.show_load(loads.get(name))
        known = draft is not None and plan is not None
        self._sign.setVisible(known)
        if draft is not None and plan is not None:
            self._begins.setText(begins_words(draft, plan, self._model.now()))
        else:
            self._begins.setText("")

    def _show_days(self, start: datetime | None) -> None:
        now = self._model.now()
        choices = [Choice(_NOW, self.tr("Right now"))]
        shown = [local(now).date() + timedelta(days=days) for days in range(_DAYS)]
        if start is not None and local(start).date() not in shown:
            shown.append(local(start).date())
        for day in shown:
            at = datetime.combine(day, time(12), POINT_ZONE)
            choices.append(Choice(day.isoformat(), day_word(at, now)))
        self.days.set_choices(choices)
        self.days.choose(_NOW if start is None else local(start).date().isoformat())
        self.clock.setVisible(start is not None)
        if start is not None:
            self.clock.setCurrentIndex(_nearest(local(start).time()))

    def _channels_chosen(self) -> None:
        draft = self._model.draft
        if draft is None:
            return
        marked = [name for name, one in self.rows.items() if one.toggle.isChecked()]
        kept = [name for name in draft.channels if name in marked or name not in self.rows]
        self._model.set_channels((*kept, *(name for name in marked if name not in kept)))

    def _choose_day(self, key: str) -> None:
        if key == _NOW:
            self._model.set_start(None)
            return
        now, draft = local(self._model.now()), self._model.draft
        before = local(draft.start_at).time() if draft is not None and draft.start_at else None
        clock = before or time(_USUAL_HOUR)
        at = datetime.combine(datetime.fromisoformat(key).date(), clock, POINT_ZONE)
        if at <= now:
            at = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self._model.set_start(at.astimezone(self._model.now().tzinfo))

    def _choose_clock(self) -> None:
        draft = self._model.draft
        if draft is not None and draft.start_at is not None:
            day = local(draft.start_at).date()
            at = datetime.combine(day, self.clock.currentData(), POINT_ZONE)
            self._model.set_start(at.astimezone(self._model.now().tzinfo))

    def _lay_out(self) -> None:
        begins = row(self._sign, self._begins)
        begins.setStretch(1, 1)
        held = QWidget()
        held.setProperty("ground", "clear")
        box = column(self._when_head, self.days, self.clock, spacing=Space.S)
        box.addLayout(begins)
        box.addSpacing(Space.S)
        box.addWidget(self._head)
        box.addLayout(self._list)
        box.addWidget(self._hint)
        box.addStretch(1)
        box.setContentsMargins(0, 0, Space.M, 0)
        held.setLayout(box)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(held)
        self.setLayout(column(scroll))


def _nearest(clock: time) -> int:
    return max(at for at, one in enumerate(_QUARTERS) if one <= clock)
