"""The presenter of a count, without a window."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leader_app.domain.changes import Entity, touched
from leader_app.domain.delivery import FindingKind
from leader_app.domain.stock import Lot
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.services.receiving.desk import Seen
from tests.fakes.runner import RunsWhenTold
from tests.fakes.trucks import LOT, RICE, TODAY, YOGHURT, a_delivery, many_products
from tests.ui.receiving.yard import CARTON, OLD, Yard, a_yard
from ui.receiving.sheet import Panel, Phase, Show, state_of

TROUBLE = Unavailable(say("The disk is full"), say("Free some room."))
MILK = "6900000000001"


@pytest.fixture
def yard(qapp: object) -> Yard:
    made = a_yard()
    made.model.open("d1")
    made.cues.clear()
    return made


def counted(yard: Yard) -> list[int]:
    return [line.counted for line in yard.model.count.rows]


def panel(yard: Yard) -> Panel:
    return yard.model.count.panel


def test_a_carton_is_counted_with_all_its_pieces_and_chosen(yard: Yard) -> None:
    yard.model.take_scan(CARTON)
    last = yard.model.count.last
    assert counted(yard) == [24, 0, 0, 0]
    assert last is not None
    assert (last.outcome.pieces, yard.model.count.chosen) == (24, 0)
    assert yard.cues == ["accepted"]


def test_fast_scans_are_neither_lost_nor_doubled(qapp: object) -> None:
    runner = RunsWhenTold()
    yard = a_yard(runner=runner)
    yard.model.open("d1")
    for _ in range(10):
        assert yard.model.take_scan("6903456789016")
    assert yard.model.count.phase is Phase.LOADING
    runner.go_all()
    assert counted(yard) == [0, 0, 10, 0]
    assert len(yard.done("scan")) == 10


def test_a_step_counts_from_what_is_there_when_its_turn_comes(qapp: object) -> None:
    runner = RunsWhenTold()
    yard = a_yard(runner=runner)
    yard.model.open("d1")
    runner.go_all()
    yard.model.count.choose(0)
    yard.model.take_scan(CARTON)
    for _ in range(3):
        yard.model.count.step(1)
    runner.go_all()
    assert counted(yard)[0] == 27


def test_nothing_goes_below_none(yard: Yard) -> None:
    yard.model.count.choose(2)
    yard.model.count.step(-1)
    assert counted(yard)[2] == 0


@pytest.mark.parametrize(("text", "pieces"), [("40", 40), ("2*", 48), ("3*10", 30)])
def test_digits_say_how_many_of_the_chosen_line(yard: Yard, text: str, pieces: int) -> None:
    yard.model.count.choose(0)
    assert yard.model.count.submit(text)
    assert counted(yard)[0] == pieces
    assert yard.done("scan") == []


def test_a_long_number_is_a_barcode_though_a_line_is_chosen(yard: Yard) -> None:
    yard.model.count.choose(0)
    yard.model.count.submit("6903456789016")
    assert counted(yard) == [0, 0, 1, 0]


def test_without_a_line_digits_are_a_barcode(yard: Yard) -> None:
    yard.model.count.submit("12")
    assert yard.done("scan") == [("scan", "12")]
    assert not yard.model.count.submit("  ")


def test_as_announced_goes_on_to_the_next_line_nobody_counted(yard: Yard) -> None:
    model = yard.model.count
    model.set_counted(1, 30)
    model.choose(0)
    model.take_as_announced()
    assert counted(yard) == [48, 30, 0, 0]
    assert model.chosen == 2
    model.take_rest()
    assert counted(yard) == [48, 30, 12, 20]
    model.choose(3)
    model.take_as_announced()
    assert model.chosen == 3


def test_too_many_wants_a_look(yard: Yard) -> None:
    for _ in range(3):
        yard.model.take_scan(CARTON)
    assert yard.cues == ["accepted", "accepted", "look"]


def test_goods_past_their_use_by_day_sound_refused(yard: Yard) -> None:
    yard.model.take_scan(OLD)
    last = yard.model.count.last
    assert last is not None
    assert last.outcome.seen is Seen.PAST_USE_BY
    assert yard.cues == ["refused"]
    assert yard.model.count.rows[-1].lot.expires_on is not None


def test_unknown_barcodes_wait_their_turn_while_scanning_goes_on(yard: Yard) -> None:
    model = yard.model.count
    yard.model.take_scan(MILK)
    yard.model.take_scan("6900000000002")
    yard.model.take_scan(CARTON)
    assert [one.barcode for one in model.questions] == [MILK, "6900000000002"]
    assert panel(yard) is Panel.CHOOSE
    assert counted(yard)[0] == 24
    model.add(RICE, 6, remember=True)
    assert counted(yard)[2] == 6
    assert yard.shelf.kept[2].barcodes[-1] == MILK
    assert panel(yard) is Panel.CHOOSE
    model.close_panel()
    assert panel(yard) is Panel.LAST
    assert model.questions == ()


def test_a_barcode_is_only_learned_if_that_is_wanted(yard: Yard) -> None:
    yard.model.take_scan(MILK)
    yard.model.count.add(RICE, 1)
    assert yard.shelf.kept[2] == RICE


def test_the_lot_a_barcode_tells_goes_with_the_goods_chosen_for_it(yard: Yard) -> None:
    model = yard.model.count
    yard.model.take_scan(MILK)
    model.questions = (replace(model.questions[0], lot=LOT),)
    model.add(YOGHURT, 3)
    assert yard.done("add") == [("add", "p1", LOT, 3)]


def test_lot_and_slot_are_written_only_where_they_are_new(yard: Yard) -> None:
    lot = Lot("B7", TODAY)
    yard.model.count.choose(2)
    yard.model.count.open_panel(Panel.LOT)
    yard.model.count.describe(2, lot, "A-03")
    line = yard.model.count.rows[2]
    assert (line.lot, line.slot) == (lot, "A-03")
    assert panel(yard) is Panel.LAST
    yard.model.count.describe(2, lot, "A-03")
    assert len(yard.done("set_lot")) == len(yard.done("set_slot")) == 1


def test_rejected_pieces_come_out_of_the_counted_ones(yard: Yard) -> None:
    yard.model.take_scan(CARTON)
    yard.model.count.reject(0, FindingKind.DAMAGED, 2, "压扁了", ["photo1"])
    line = yard.model.count.rows[0]
    assert (line.counted, line.rejected, line.difference) == (22, 2, -24)


def test_a_panel_for_a_line_needs_a_line(yard: Yard) -> None:
    yard.model.count.open_panel(Panel.LOT)
    assert panel(yard) is Panel.LAST
    assert yard.cues == ["look"]


def test_listed_lines_do_not_vanish_under_a_filter(yard: Yard) -> None:
    model = yard.model.count
    model.set_counted(0, 48)
    model.filter(Show.OPEN)
    assert [line.row for line in model.rows] == [1, 2, 3]
    model.set_counted(1, 30)
    assert [line.row for line in model.rows] == [1, 2, 3]
    model.filter(Show.OPEN)
    assert [line.row for line in model.rows] == [2, 3]


def test_trouble_is_told_and_what_was_counted_stays(yard: Yard) -> None:
    told: list[object] = []
    yard.model.trouble.connect(told.append)
    yard.model.take_scan(CARTON)
    yard.desk.trouble = TROUBLE
    yard.model.take_scan(CARTON)
    assert told == [TROUBLE]
    assert counted(yard)[0] == 24
    assert yard.cues == ["accepted", "refused"]


def test_a_delivery_that_cannot_be_opened_says_so(yard: Yard) -> None:
    yard.desk.trouble = Refused(say("This delivery was received already"), say("Look."))
    yard.model.open("d1")
    assert yard.model.count.phase is Phase.ERROR
    assert not yard.model.take_scan(CARTON)


def test_a_count_goes_on_where_it_stopped(yard: Yard) -> None:
    yard.model.take_scan(CARTON)
    yard.model.back()
    again = a_yard()
    again.desk.sheets = dict(yard.desk.sheets)
    again.model.list.show()
    entry = again.model.list.entries[0]
    assert entry.card is not None
    assert (entry.card.in_progress, entry.card.counted) == (True, 24)
    again.model.open("d1")
    assert counted(again)[0] == 24
    assert state_of(again.model.count.rows[0]).value == "short"


def test_an_answer_about_another_delivery_comes_too_late(qapp: object) -> None:
    runner = RunsWhenTold()
    yard = a_yard(runner=runner)
    yard.desk.deliveries["d3"] = a_delivery("d3")
    yard.model.open("d1")
    runner.go_all()
    yard.model.take_scan(CARTON)
    yard.model.open("d3")
    runner.go_all()
    assert counted(yard) == [0, 0, 0, 0]
    assert yard.model.count.last is None
    assert yard.desk.sheets["d1"].lines[0].counted == 24


def test_the_last_scan_is_taken_back_once(yard: Yard) -> None:
    yard.model.take_scan("6901234567892")
    yard.model.take_scan(CARTON)
    yard.model.count.take_back()
    assert counted(yard)[0] == 1
    yard.model.count.take_back()
    assert counted(yard)[0] == 1
    assert yard.cues[-1] == "look"


def test_a_carton_that_turns_up_late_is_counted_all_the_same(yard: Yard) -> None:
    yard.model.count.take_rest()
    yard.model.go_on()
    assert yard.model.take_scan(CARTON)
    assert counted(yard)[0] == 72


def test_news_from_elsewhere_keeps_the_count_and_brings_the_catalogue(yard: Yard) -> None:
    yard.model.take_scan(CARTON)
    before = len(yard.model.count.products)
    yard.shelf.kept += many_products(1)
    yard.model.changes(touched(Entity.PRODUCT, "m0"))
    assert len(yard.model.count.products) == before + 1
    assert counted(yard)[0] == 24


def test_a_code_that_was_misread_is_told_and_not_asked_about(yard: Yard) -> None:
    yard.desk.misread.add("6901234567890")
    yard.model.take_scan("6901234567890")
    assert yard.model.count.questions == ()
    assert panel(yard) is Panel.LAST
    assert yard.cues == ["refused"]


def test_nothing_is_counted_where_no_count_could_be_opened(yard: Yard) -> None:
    yard.desk.trouble = TROUBLE
    yard.model.open("d2")
    yard.model.count.submit("6903456789016")
    yard.model.count.take_rest()
    assert "d2" not in yard.desk.sheets
    assert yard.cues == ["look", "look"]
