"""The presenter of a notice that is being written: the draft, its plan, and sending it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from leader_app.domain.notice import Form, Notice, NoticeKind, Purpose
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import ChannelDesk, Composing, LeftOut, Plan, Recipient
from ui.notices import compose_figures as figures
from ui.notices.compose_draft import DraftEdits
from ui.notices.compose_offers import Offers, read_offers
from ui.tasks import Runner

MANY = 50
_PLAN_MS, _KEEP_MS = 250, 800


@dataclass(slots=True)
class _Standing:
    """What is still to be done: the draft planned last, whether Send waits for a plan."""

    planned: Notice | None = None
    send_next: bool = False
    dirty: bool = False
    in_sight: bool = False


class ComposeViewModel(DraftEdits):
    """Nothing waits for the store: plans follow what is written, outdated ones are dropped."""

    planned = Signal()
    offered = Signal()
    asking_changed = Signal()
    failed = Signal(object)
    sent = Signal(object, int)
    """The notice and how many households it is for."""
    dropped = Signal(object)
    put_by = Signal()
    """The draft was put aside and is kept."""
    began = Signal()
    """The first words of another draft are here."""

    def __init__(
        self,
        compose: Composing,
        channels: ChannelDesk,
        database: Runner,
        *,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self._channels, self._database = compose, channels, database
        self.now = now
        self.plan: Plan | None = None
        self.plan_error: LeaderError | None = None
        self.over_budget_too = self.asking = self.is_sending = False
        self._standing = _Standing()
        self._plan_soon = QTimer(self, singleShot=True, interval=_PLAN_MS)
        self._plan_soon.timeout.connect(self._make_plan)
        self._keep_soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._keep_soon.timeout.connect(self.flush)

    @property
    def is_fresh(self) -> bool:
        """Whether the plan is of what is written."""
        return self.plan is not None and self._standing.planned is self.draft

    @property
    def can_send(self) -> bool:
        """Whether nothing is in the way, as far as is known."""
        plan = self.plan
        ready = self.draft is not None and plan is not None and not self.is_sending
        return ready and plan is not None and not plan.flaws and not plan.obstacles

    @property
    def over_budget(self) -> int:
        """How many households have no patience left."""
        return figures.over_budget(self.plan) if self.plan is not None else 0

    @property
    def households(self) -> int:
        """How many households sending would tell."""
        plan = self.plan
        return figures.households(plan, too=self.over_budget_too) if plan is not None else 0

    @property
    def told(self) -> Sequence[Recipient]:
        """Who would be told."""
        plan = self.plan
        return figures.told(plan, too=self.over_budget_too) if plan is not None else ()

    @property
    def not_told(self) -> Sequence[LeftOut]:
        """Who would not be told, and why."""
        plan = self.plan
        return figures.not_told(plan, too=self.over_budget_too) if plan is not None else ()

    @property
    def points(self) -> int:
        """What sending would cost of the patience of those it tells."""
        plan = self.plan
        return figures.points(plan, too=self.over_budget_too) if plan is not None else 0

    def show(self) -> None:
        """Come into sight: what can be chosen, and who is told, may be others by now."""
        self._standing.in_sight = True
        self.refresh()

    def hide(self) -> None:
        """Go out of sight; what was written is kept."""
        self._standing.in_sight = False
        self.flush()

    def refresh(self) -> None:
        """Read again what can be chosen, and plan again; out of sight later."""
        if not self._standing.in_sight:
            return
        work = partial(read_offers, self.desk, self._channels)
        self._database.run(self, work, self._offer, self.failed.emit, latest="offers")
        if self.draft is not None:
            self._standing.planned = None
            if not self._plan_soon.isActive():
                self._plan_soon.start()

    def begin(self, kind: NoticeKind) -> None:
        """Begin a notice of a kind, with its usual words, audience and channels."""
        self._database.run(self, partial(self.desk.new, kind), self._begun, self.failed.emit)

    def open(self, draft: Notice) -> None:
        """Go on with a draft."""
        self.flush()
        self.draft, self.plan, self.plan_error = draft, None, None
        self.over_budget_too = False
        self._standing = _Standing(in_sight=self._standing.in_sight)
        self._ask(asking=False)
        self.changed.emit()
        self.planned.emit()
        self._make_plan()

    def attach(self, picture: bytes) -> None:
        """Have the draft, or one in own words, go with a picture (PNG or JPEG)."""
        work = partial(_with_picture, self.desk, picture, begin=self.draft is None)
        self._database.run(self, work, self._pictured, self.failed.emit)

    def take_over_budget(self, *, wanted: bool) -> None:
        """Tell those who have no patience left as well, or not."""
        self.over_budget_too = wanted
        self._ask(asking=False)
        self.planned.emit()

    def send(self) -> None:
        """Send it, once its plan is known; many, or an offer, are asked about first."""
        if self.draft is None or self.is_sending:
            return
        if not self.is_fresh:
            self._standing.send_next = True
            self._plan_soon.stop()
            self._make_plan()
        elif self.can_send and not self.asking and self._wants_asking():
            self._ask(asking=True)
        elif self.can_send:
            self._send(self.draft)

    def take_back(self) -> None:
        """Do not send it yet."""
        self._standing.send_next = False
        self._ask(asking=False)

    def drop(self) -> None:
        """Drop the draft; it can be kept again (``dropped``)."""
        draft = self.draft
        if draft is not None and not self.is_sending:
            work = partial(self.desk.forget, draft.notice_id)
            self._put_away()
            self._database.run(self, work, lambda _: self.dropped.emit(draft), self.failed.emit)

    def restore(self, draft: Notice) -> None:
        """Keep a dropped draft after all, and go on with it."""
        self.open(draft)
        self._standing.dirty = True
        self.flush()

    def put_aside(self) -> None:
        """Keep the draft for later."""
        if self.draft is not None:
            self._standing.dirty = True
            self.flush()
            self._put_away()
            self.put_by.emit()

    def flush(self) -> None:
        """Keep the draft at once if it changed."""
        self._keep_soon.stop()
        if self.draft is not None and self._standing.dirty:
            self._standing.dirty = False
            work = partial(self.desk.keep, self.draft)
            self._database.run(self, work, lambda _: None, self.failed.emit)

    def _became(self) -> None:
        self._standing.dirty = True
        self._keep_soon.start()
        self._plan_soon.start()
        self._ask(asking=False)
        self.planned.emit()

    def _begun(self, draft: Notice) -> None:
        self.open(draft)
        self.began.emit()

    def _offer(self, offers: Offers) -> None:
        self.offers = offers
        self.offered.emit()

    def _pictured(self, made: tuple[str, Notice | None]) -> None:
        name, begun = made
        if self.draft is None and begun is not None:
            self.open(begun)
        if self.draft is not None:
            self._become(replace(self.draft, picture=name, form=Form.PICTURE), told=True)

    def _make_plan(self) -> None:
        draft = self.draft
        if draft is not None:
            work = partial(self.desk.plan, draft)
            ends = (partial(self._have_plan, draft), partial(self._have_none, draft))
            self._database.run(self, work, *ends, latest="plan")

    def _have_plan(self, draft: Notice, plan: Plan) -> None:
        if draft is not self.draft:
            return
        self.plan, self.plan_error = plan, None
        self._standing.planned = draft
        if self._standing.send_next:
            self._standing.send_next = False
            self.planned.emit()
            self.send()
        else:
            self.planned.emit()

    def _have_none(self, draft: Notice, error: LeaderError) -> None:
        if draft is self.draft:
            self.plan, self.plan_error = None, error
            self._standing.send_next = False
            self.planned.emit()

    def _wants_asking(self) -> bool:
        draft = self.draft
        offer = draft is not None and draft.purpose is Purpose.MARKETING
        return offer or self.households > MANY

    def _ask(self, *, asking: bool) -> None:
        if asking != self.asking:
            self.asking = asking
            self.asking_changed.emit()

    def _send(self, draft: Notice) -> None:
        self._keep_soon.stop()
        self._ask(asking=False)
        self.is_sending, self._standing.dirty = True, False
        self.planned.emit()
        work = partial(self.desk.send, draft, over_budget_too=self.over_budget_too)
        self._database.run(self, work, partial(self._gone, self.households), self._kept_back)

    def _gone(self, households: int, notice: Notice) -> None:
        self.is_sending = False
        self._put_away()
        self.sent.emit(notice, households)

    def _kept_back(self, error: LeaderError) -> None:
        self.is_sending, self._standing.planned = False, None
        self._standing.dirty = True
        self._keep_soon.start()
        self._make_plan()
        self.planned.emit()
        self.failed.emit(error)

    def _put_away(self) -> None:
        for timer in (self._keep_soon, self._plan_soon):
            timer.stop()
        self.draft, self.plan, self.plan_error = None, None, None
        self._standing = _Standing(in_sight=self._standing.in_sight)
        self._ask(asking=False)
        self.changed.emit()
        self.planned.emit()


def _with_picture(desk: Composing, data: bytes, *, begin: bool) -> tuple[str, Notice | None]:
    name = desk.keep_picture(data)
    return name, desk.new(NoticeKind.FREE) if begin else None
