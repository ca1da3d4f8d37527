"""The presenter of the orders page, without a window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.changes import Entity, reset, touched
from leader_app.domain.order import Stage
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.desk import FakeDesk
from tests.fakes.runner import RunsWhenTold
from tests.fakes.shown import a_summary, a_verdict
from ui.kit.window import PAGE
from ui.orders.groups import ALL, GROUPS, group_count
from ui.orders.view_model import OrdersViewModel, Phase, Place

ORDERS = 20_000


class Office:
    """The view-model over many orders, its work done when told."""

    def __init__(self, count: int = ORDERS) -> None:
        rows = [
            a_summary(f"A{n}", f"{n:020d}", phone_tail=f"{n % 10_000:04d}", stage=_stage(n))
            for n in range(count)
        ]
        self.desk = FakeDesk(rows=rows)
        self.runner = RunsWhenTold()
        self.model = OrdersViewModel(self.desk.bundle(), self.runner, now=self.desk.now)
        self.places: list[Place] = []
        self.model.reset.connect(self.places.append)

    def open(self) -> None:
        self.model.show()
        self.runner.go_all()

    def calls(self, verb: str) -> list[tuple[object, ...]]:
        return [call for call in self.desk.calls if call[0] == verb]

    def phase(self) -> Phase:
        return self.model.phase


def _stage(number: int) -> Stage:
    return Stage.READY if number % 2 else Stage.COLLECTED


@pytest.fixture
def office(qapp: object) -> Office:
    return Office()


def test_nothing_is_read_before_it_is_seen_and_only_the_first_rows_then(office: Office) -> None:
    office.model.changes(reset(Entity.ORDER))
    assert office.desk.calls == []
    office.open()
    assert office.phase() is Phase.ROWS
    assert office.model.count == ORDERS
    assert len(office.calls("page")) == 2
    assert group_count("ready", office.model.stages) == ORDERS // 2
    assert group_count(ALL, office.model.stages) == ORDERS


def test_rows_far_down_come_when_they_are_looked_at(office: Office, qtbot: QtBot) -> None:
    office.open()
    assert office.model.row(15_000) is None
    with qtbot.waitSignal(office.model.rows_changed):
        qtbot.waitUntil(lambda: bool(office.runner.waiting))
        office.runner.go_all()
    row = office.model.row(15_000)
    assert row is not None
    assert row.order_id == "A15000"


def test_a_fling_over_the_list_fetches_only_where_it_ends(office: Office, qtbot: QtBot) -> None:
    office.open()
    before = len(office.calls("page"))
    for row in range(0, ORDERS, PAGE):
        office.model.row(row)
    qtbot.waitUntil(lambda: bool(office.runner.waiting))
    office.runner.go_all()
    assert len(office.calls("page")) - before <= 3
    assert office.model.row(ORDERS - 1) is not None


def test_search_and_filter_ask_anew_and_the_last_question_wins(office: Office) -> None:
    office.open()
    office.model.search("000")
    office.model.search("0007")
    office.model.filter(GROUPS["ready"])
    office.runner.go_all()
    assert office.model.count == 2
    assert {office.desk.calls[-1][0]} == {"page"}
    office.model.search("9999999")
    office.runner.go_all()
    assert office.phase() is Phase.NO_MATCH


def test_an_empty_point_is_no_failed_search(qapp: object) -> None:
    office = Office(0)
    office.open()
    assert office.phase() is Phase.NOTHING


def test_a_store_in_trouble_is_said_and_can_be_asked_again(office: Office) -> None:
    office.desk.trouble = Unavailable(say("Busy"), say("Wait."))
    office.open()
    assert office.phase() is Phase.ERROR
    office.model.retry()
    office.runner.go_all()
    assert office.phase() is Phase.ROWS


def test_new_orders_on_top_do_not_move_what_is_read(office: Office) -> None:
    office.open()
    office.model.stand(500, 20)
    office.desk.rows[:0] = [a_summary(f"N{n}") for n in range(3)]
    office.model.changes(touched(Entity.ORDER, "N1"))
    office.runner.go_all()
    assert office.places[-1] == Place(503, -1)
    row = office.model.row(503)
    assert row is not None
    assert row.order_id == "A500"


def test_at_the_top_new_orders_are_seen(office: Office) -> None:
    office.open()
    office.desk.rows.insert(0, a_summary("N1"))
    office.model.changes(touched(Entity.ORDER, "N1"))
    office.runner.go_all()
    assert office.places[-1].top == 0


def test_a_change_of_a_row_moves_nothing_and_keeps_the_choice(office: Office) -> None:
    office.desk.put("x", replace(a_verdict(), order_ids=("A5",)))
    office.open()
    office.model.choose(5)
    office.runner.go_all()
    assert office.model.detail is not None
    resets = len(office.places)
    office.desk.rows[5] = replace(office.desk.rows[5], stage=Stage.CANCELLED)
    office.model.changes(touched(Entity.ORDER, "A5"))
    office.runner.go_all()
    assert len(office.places) == resets
    assert office.model.chosen == "A5"
    assert office.model.stage_of("A5") is Stage.CANCELLED


def test_the_choice_is_found_again_after_rows_came_on_top(office: Office) -> None:
    office.desk.put("x", replace(a_verdict(), order_ids=("A5",)))
    office.open()
    office.model.choose(5)
    office.desk.rows.insert(0, a_summary("N1"))
    office.model.changes(touched(Entity.ORDER, "N1"))
    office.runner.go_all()
    assert office.places[-1].chosen == 6


def test_moving_through_the_list_reads_only_the_last_detail(office: Office) -> None:
    office.desk.put("x", replace(a_verdict(), order_ids=("A9",)))
    office.open()
    for row in range(10):
        office.model.choose(row)
    office.runner.go_all()
    assert office.calls("peek") == [("peek", "A9")]
    assert office.calls("verify_order") == []
    assert office.model.detail is not None
    office.model.choose(-1)
    assert office.model.detail is None


def test_an_order_is_opened_at_the_counter(office: Office, qtbot: QtBot) -> None:
    office.open()
    with qtbot.assertNotEmitted(office.model.open_at_counter):
        office.model.hand_to_counter()
    office.model.choose(3)
    with qtbot.waitSignal(office.model.open_at_counter) as heard:
        office.model.hand_to_counter()
    assert heard.args == ["A3"]


def test_what_is_listed_is_exported(office: Office, qtbot: QtBot) -> None:
    office.open()
    office.model.filter(GROUPS["ready"])
    office.runner.go_all()
    with qtbot.waitSignal(office.model.exported) as heard:
        office.model.export(Path("orders.CSV"))
        office.runner.go_all()
    assert heard.args == [ORDERS // 2, "orders.CSV"]
    assert office.calls("export")[0][2] == "csv"
    office.desk.trouble = Unavailable(say("The disk is full"), say("Free some room."))
    with qtbot.waitSignal(office.model.export_failed):
        office.model.export(Path("orders.xlsx"))
        office.runner.go_all()
