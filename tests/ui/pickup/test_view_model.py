"""The presenter of the counter, without a window."""

from __future__ import annotations

from dataclasses import replace

from leader_app.domain.changes import Entity, reset
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import Pieces, VerdictKind
from leader_app.domain.scan import ScanSource
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.runner import RunsWhenTold
from tests.fakes.shown import a_line, a_summary, a_verdict
from tests.ui.pickup.presenter import Counter
from ui.pickup.card import Busy, Face
from ui.pickup.view_model import FAST

DISK_FULL = Unavailable(say("The disk is full"), say("Free some room."))


def test_a_scan_shows_its_verdict_with_all_that_is_ready_ticked(counter: Counter) -> None:
    counter.scan("CODE")
    card = counter.model.card
    assert card.face is Face.VERDICT
    assert [pick.quantity for pick in card.picks] == [1, 3]
    assert card.can_hand_over
    assert counter.cues == ["accepted"]
    assert ("verify", "CODE", "camera") in counter.desk.calls


def test_enter_hands_over_exactly_what_is_shown(counter: Counter) -> None:
    counter.scan("CODE")
    counter.model.hand_over()
    key = LineKey("A1000001", 1)
    assert counter.desk.wanted == [(Pieces(key, 1), Pieces(replace(key, line_no=2), 3))]
    assert counter.face() is Face.DONE


def test_it_is_not_done_before_the_desk_says_so(qapp: object) -> None:
    runner = RunsWhenTold()
    counter = Counter(runner=runner)
    counter.desk.put("CODE", a_verdict())
    counter.scan("CODE")
    runner.go_all()
    counter.model.hand_over()
    counter.model.hand_over()
    assert counter.face() is Face.VERDICT
    assert counter.model.card.busy is Busy.HANDING_OVER
    assert "done" not in counter.cues
    runner.go_all()
    assert counter.face() is Face.DONE
    assert counter.done("hand_over") == 1


def test_enter_on_anything_but_a_ready_verdict_does_nothing(counter: Counter) -> None:
    counter.model.hand_over()
    counter.scan("rubbish")
    counter.model.hand_over()
    counter.scan("CODE")
    counter.model.hand_over()
    counter.model.hand_over()
    assert counter.done("hand_over") == 1


def test_a_full_disk_leaves_the_verdict_and_can_be_tried_again(counter: Counter) -> None:
    counter.scan("CODE")
    counter.desk.trouble = DISK_FULL
    counter.model.hand_over()
    card = counter.model.card
    assert card.face is Face.VERDICT
    assert card.trouble is not None
    assert card.trouble.title == DISK_FULL.title
    assert counter.cues[-1] == "refused"
    counter.model.hand_over()
    assert counter.face() is Face.DONE


def test_a_refused_hand_over_looks_again(counter: Counter) -> None:
    counter.scan("CODE")
    gone = a_verdict(a_line(1, taken=1), a_line(2, "三文鱼", 3, taken=3))
    counter.desk.put("CODE", gone)
    counter.model.hand_over()
    card = counter.model.card
    assert card.verdict is not None
    assert card.verdict.kind is VerdictKind.ALREADY_COLLECTED
    assert card.trouble is not None
    assert not card.can_hand_over


def test_a_store_that_cannot_be_read_says_what_to_do(counter: Counter) -> None:
    counter.desk.trouble = DISK_FULL
    counter.scan("CODE")
    assert counter.face() is Face.TROUBLE
    counter.scan("CODE")
    assert counter.face() is Face.VERDICT


def test_scans_during_a_hand_over_wait_and_are_not_lost(qapp: object) -> None:
    runner = RunsWhenTold()
    counter = Counter(runner=runner)
    counter.desk.put("ONE", a_verdict())
    counter.desk.put("TWO", a_verdict(claim_id="2" * 20, member="李**"))
    counter.scan("ONE")
    runner.go_all()
    counter.model.hand_over()
    counter.scan("TWO")
    assert counter.model.card.busy is Busy.HANDING_OVER
    runner.go_all()
    assert counter.done("hand_over") == 1
    assert counter.model.card.verdict is not None
    assert counter.model.card.verdict.member_name == "李**"


def test_the_key_does_nothing_while_the_next_code_is_looked_up(qapp: object) -> None:
    runner = RunsWhenTold()
    counter = Counter(runner=runner)
    counter.desk.put("ONE", a_verdict())
    counter.scan("ONE")
    runner.go_all()
    counter.scan("TWO")
    counter.model.hand_over()
    runner.go_all()
    assert counter.done("hand_over") == 0


def test_fast_mode_hands_over_what_is_all_there(counter: Counter) -> None:
    counter.desk.settings[FAST] = "1"
    counter.model.changes(reset(Entity.SETTING))
    counter.scan("CODE")
    assert counter.face() is Face.DONE
    assert counter.cues == ["accepted"]


def test_fast_mode_never_decides_what_a_person_must(counter: Counter) -> None:
    counter.desk.settings[FAST] = "1"
    counter.model.read_settings()
    counter.desk.put("PART", a_verdict(a_line(1), a_line(2, arrived=0), claim_id="3" * 20))
    counter.scan("PART")
    assert counter.face() is Face.VERDICT
    counter.desk.rows = [a_summary("A1000001")]
    counter.model.typed("1234")
    assert counter.face() is Face.VERDICT
    assert counter.done("hand_over") == 0


def test_lines_are_chosen_and_changed_for_a_partial_hand_over(counter: Counter) -> None:
    counter.scan("CODE")
    counter.model.move(1)
    counter.model.toggle()
    counter.model.move(1)
    counter.model.step(-1)
    counter.model.hand_over()
    assert counter.desk.wanted == [(Pieces(LineKey("A1000001", 2), 2),)]


def test_nothing_ticked_is_nothing_to_hand_over(counter: Counter) -> None:
    counter.desk.put("ONE", a_verdict())
    counter.scan("ONE")
    counter.model.step(-1)
    assert not counter.model.card.can_hand_over
    counter.model.step(5)
    assert counter.model.card.wanted[0].quantity == 1


def test_escape_goes_back_step_by_step(counter: Counter) -> None:
    counter.scan("CODE")
    counter.model.move(1)
    counter.model.toggle()
    counter.model.clear()
    assert not counter.model.card.adjusted
    assert counter.face() is Face.VERDICT
    counter.model.clear()
    assert counter.face() is Face.WAITING


def test_a_phone_tail_asks_which_member_it_is(counter: Counter) -> None:
    other = a_summary("A1000009", "9" * 20, member_name="王**")
    counter.desk.put("OTHER", replace(a_verdict(claim_id="9" * 20), order_ids=("A1000009",)))
    counter.desk.rows = [a_summary("A1000001"), a_summary("A1000002"), other]
    counter.model.typed("１２３４")
    card = counter.model.card
    assert card.face is Face.CHOOSING
    assert [(c.summary.member_name, c.orders) for c in card.candidates] == [
        ("张**", 2),
        ("王**", 1),
    ]
    counter.model.choose(1)
    assert counter.last() == ("verify_order", "A1000009")
    assert counter.face() is Face.VERDICT


def test_a_phone_tail_nobody_has_says_so(counter: Counter) -> None:
    counter.model.typed("9999")
    assert counter.face() is Face.TROUBLE
    assert counter.done("verify") == 0


def test_typed_codes_and_order_numbers_find_their_way(counter: Counter) -> None:
    counter.desk.rows = [a_summary("A1000001")]
    counter.model.typed("A1000001")
    assert counter.last() == ("verify_order", "A1000001")
    counter.model.typed("6901234567892")
    assert counter.last() == ("verify", "6901234567892", "typed")
    counter.model.typed("   ")
    assert counter.model.card.verdict is not None


def test_a_wedge_that_fires_twice_is_heard_once(counter: Counter) -> None:
    counter.scan("CODE", ScanSource.WEDGE)
    counter.scan("CODE", ScanSource.WEDGE)
    assert counter.done("verify") == 1
    counter.seconds = 30
    counter.scan("CODE", ScanSource.WEDGE)
    assert counter.done("verify") == 2


def test_a_wedge_is_heard_again_after_the_card_was_cleared(counter: Counter) -> None:
    counter.scan("CODE", ScanSource.WEDGE)
    counter.model.clear()
    counter.scan("CODE", ScanSource.WEDGE)
    assert counter.face() is Face.VERDICT


def test_a_picture_without_a_code_says_what_to_do(counter: Counter) -> None:
    counter.model.picture_read(())
    assert counter.face() is Face.TROUBLE
    counter.model.picture_read(("CODE",))
    assert counter.last() == ("verify", "CODE", "picture")
