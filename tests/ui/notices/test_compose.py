"""Writing a notice: plans that follow, what is kept, and what has to happen before it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from leader_app.domain.notice import Form, Notice, NoticeKind
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused, Unavailable
from leader_app.services.notices.desk import WhyNot
from tests.fakes.notice_log import NOW
from tests.fakes.notices import street
from tests.ui.notices.writing import Alone, hurry

BUSY = Unavailable(say("The store is busy."), say("Wait a moment."))


@pytest.fixture
def alone(qapp: QApplication) -> Iterator[Alone]:
    made = Alone()
    yield made
    made.model.put_aside()


def begun(alone: Alone, kind: NoticeKind = NoticeKind.ARRIVED) -> Notice:
    alone.model.begin(kind)
    alone.database.go_all()
    draft = alone.model.draft
    assert draft is not None
    return draft


def trouble_of(alone: Alone) -> LeaderError | None:
    return alone.model.plan_error if alone.model.plan is None else None


def test_a_draft_is_planned_and_typing_makes_one_plan_not_ten(alone: Alone) -> None:
    begun(alone)
    assert alone.model.is_fresh
    before = len(alone.desk.planned)
    for no in range(10):
        alone.model.write(text=f"到了 {no}")
    assert not alone.database.waiting
    alone.plan()
    assert len(alone.desk.planned) == before + 1
    assert alone.desk.planned[-1].template == "到了 9"
    assert alone.model.is_fresh


def test_a_plan_of_other_words_is_dropped(alone: Alone) -> None:
    begun(alone)
    alone.model.write(text="旧的")
    hurry(alone.model)
    stale = alone.database.waiting.pop()
    alone.model.write(text="")
    stale[1]()
    assert not alone.model.is_fresh
    assert alone.model.plan is not None
    assert not alone.model.plan.obstacles
    alone.plan()
    assert alone.model.plan.obstacles
    assert not alone.model.can_send


def test_send_before_the_plan_is_there_waits_for_it_and_tells_the_right_number(
    alone: Alone,
) -> None:
    begun(alone)
    counts: list[int] = []
    alone.model.sent.connect(lambda _notice, count: counts.append(count))
    alone.model.leave_out("u1")
    alone.model.send()
    assert not alone.desk.sent
    alone.database.go_all()
    assert len(alone.desk.sent) == 1
    sent, too = alone.desk.sent[0]
    assert sent.audience.without == {"u1"}
    assert not too
    assert counts == [35]
    assert alone.model.draft is None


def test_with_a_flaw_nothing_goes_out(alone: Alone) -> None:
    begun(alone)
    alone.model.write(text="{坏的}")
    alone.model.send()
    alone.database.go_all()
    assert not alone.desk.sent
    assert alone.model.draft is not None


@pytest.mark.parametrize(
    ("kind", "households", "asks"),
    [
        (NoticeKind.ARRIVED, 42, False),
        (NoticeKind.ARRIVED, 80, True),
        (NoticeKind.LIVESTREAM, 42, True),
    ],
)
def test_many_households_or_an_offer_are_asked_about(
    alone: Alone, kind: NoticeKind, households: int, asks: bool
) -> None:
    alone.desk.households = street(households)
    begun(alone, kind)
    alone.model.send()
    alone.database.go_all()
    assert alone.model.asking is asks
    assert bool(alone.desk.sent) is not asks
    if asks:
        alone.model.take_back()
        assert not alone.model.asking
        alone.model.send()
        alone.model.write(title="别的")
        assert not alone.model.asking  # other words: asked about anew
        alone.plan()
        alone.model.send()
        alone.model.send()
        alone.database.go_all()
        assert len(alone.desk.sent) == 1


def test_twice_on_send_sends_once(alone: Alone) -> None:
    begun(alone)
    alone.model.send()
    alone.model.send()
    alone.database.go_all()
    assert len(alone.desk.sent) == 1


def test_those_told_too_often_are_told_only_on_demand(alone: Alone) -> None:
    begun(alone, NoticeKind.LIVESTREAM)
    model = alone.model
    assert model.over_budget == 6
    assert not any(one.why is WhyNot.OVER_BUDGET for one in model.not_told)  # their group hears
    model.set_channels(("centre",))
    alone.plan()
    over = [one for one in model.not_told if one.why is WhyNot.OVER_BUDGET]
    assert model.over_budget == len(over) > 0
    calm, points = model.households, model.points
    assert calm == len(model.told)
    assert points == 3 * calm
    model.take_over_budget(wanted=True)
    assert model.households == calm + len(over) == len(model.told)
    assert not any(one.why is WhyNot.OVER_BUDGET for one in model.not_told)
    model.send()
    model.send()
    alone.database.go_all()
    assert alone.desk.sent[0][1] is True


def test_what_is_refused_stays_a_draft(alone: Alone) -> None:
    draft = begun(alone)
    alone.desk.trouble = Refused(say("No channel."), say("Choose one."))
    alone.model.send()
    alone.database.go_all()
    assert alone.model.draft == draft
    assert len(alone.failures) == 1
    assert not alone.model.is_sending
    assert alone.model.can_send
    alone.model.flush()
    alone.database.go_all()
    assert alone.desk.drafts[draft.notice_id] == draft


def test_without_a_plan_it_says_so_and_tries_again(alone: Alone) -> None:
    begun(alone)
    alone.desk.trouble = BUSY
    alone.model.write(text="到了")
    alone.plan()
    assert trouble_of(alone) is BUSY
    alone.model.send()
    alone.database.go_all()
    assert trouble_of(alone) is None
    assert alone.desk.sent  # what was asked for is done once it can be


def test_what_is_written_is_kept_by_itself_and_not_after_it_went(alone: Alone) -> None:
    draft = begun(alone)
    assert not alone.desk.drafts  # looked at is not written
    alone.model.write(text="到了，来取")
    alone.model.hide()
    alone.database.go_all()
    assert alone.desk.drafts[draft.notice_id].template == "到了，来取"
    alone.model.write(text="再改")
    alone.plan()
    alone.model.send()
    alone.database.go_all()
    alone.model.flush()
    alone.database.go_all()
    assert draft.notice_id not in alone.desk.drafts


def test_dropped_and_taken_back(alone: Alone) -> None:
    begun(alone)
    alone.model.write(text="到了")
    written = alone.model.draft
    dropped: list[Notice] = []
    alone.model.dropped.connect(dropped.append)
    alone.model.drop()
    alone.database.go_all()
    assert alone.model.draft is None
    assert dropped == [written]
    alone.model.restore(dropped[0])
    alone.database.go_all()
    assert list(alone.desk.drafts.values()) == [written]


def test_another_kind_brings_its_words_but_leaves_ones_own(alone: Alone) -> None:
    begun(alone)
    alone.model.show()
    alone.database.go_all()
    alone.model.set_kind(NoticeKind.LAST_CALL)
    assert alone.model.draft is not None
    usual = alone.model.usual(NoticeKind.LAST_CALL)
    assert usual is not None
    assert alone.model.draft.template == usual.text
    alone.model.write(text="我自己的话")
    alone.model.set_kind(NoticeKind.DELAYED)
    assert alone.model.draft.template == "我自己的话"
    alone.model.use_template(usual)
    assert alone.model.draft.title == usual.title


def test_a_picture_is_kept_and_what_is_none_is_refused(alone: Alone) -> None:
    begun(alone)
    alone.model.attach(b"png")
    alone.database.go_all()
    assert alone.model.draft is not None
    assert (alone.model.draft.form, alone.model.draft.picture) == (Form.PICTURE, "0.png")
    alone.desk.trouble = Refused(say("This is no picture."), say("Choose a PNG or a JPEG."))
    alone.model.attach(b"")
    alone.database.go(1)
    assert len(alone.failures) == 1
    assert alone.model.draft.picture == "0.png"


def test_people_in_and_out_by_hand(alone: Alone) -> None:
    begun(alone)
    model = alone.model
    model.take_in("u9", add=True)
    model.leave_out("u9")
    assert model.draft is not None
    assert not model.draft.audience.members
    assert model.draft.audience.without == {"u9"}
    model.take_in("u9")
    assert model.draft.audience.without == set()
    model.take_in("u8", add=True)
    model.drop_addition("u8")
    assert model.draft.audience == replace(model.draft.audience, members=frozenset())


def test_nothing_happens_without_a_draft(alone: Alone) -> None:
    model = alone.model
    model.write(text="x")
    model.set_form(Form.CARD)
    model.set_channels(())
    model.set_start(NOW + timedelta(hours=1))
    model.leave_out("u1")
    model.send()
    model.drop()
    model.flush()
    model.put_aside()
    assert model.draft is None
    assert not alone.database.waiting


def test_news_makes_a_new_plan_only_in_sight(alone: Alone) -> None:
    begun(alone)
    planned = len(alone.desk.planned)
    alone.model.refresh()
    alone.plan()
    assert len(alone.desk.planned) == planned
    alone.model.show()
    alone.model.refresh()
    alone.plan()
    assert len(alone.desk.planned) == planned + 1
