"""The presenter of the import page, over the real desk."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from leader_app.domain.money import Fen
from leader_app.errors import LeaderError
from tests.fakes.imports import an_import_desk
from tests.fakes.runner import RunsAtOnce, RunsWhenTold
from tests.ui.importing.conftest import TEXT
from ui.importing.groups import ALL, CHECK, HERE, OUT, READY, counted
from ui.importing.view_model import ImportViewModel

CLEAR = "#接龙\n11.22 纯牛奶\n1. 静水流深 2箱\n2. Jenny 1箱\n"
LOCKED = Path(__file__).parents[2] / "importing" / "corpus" / "sheets"


def a_model(runner: RunsAtOnce | None = None) -> ImportViewModel:
    run = runner or RunsAtOnce()
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    made = ImportViewModel(an_import_desk(), run, side=run, now=lambda: now)
    made.show()
    return made


def counts(model: ImportViewModel) -> dict[str, int]:
    assert model.preview is not None
    return {key: many for key, many in counted(model.preview.entries).items() if many}


def phase(model: ImportViewModel) -> str:
    return model.phase.value


@pytest.fixture
def model(qtbot: QtBot) -> ImportViewModel:
    return a_model()


def test_lines_to_check_are_shown_first(model: ImportViewModel) -> None:
    model.read_text(TEXT)
    assert phase(model) == "review"
    assert model.group == CHECK
    assert [line.order.seq for line in model.lines] == [3, 4, 5, 6]
    assert counts(model) == {ALL: 6, CHECK: 4, READY: 2}


def test_nothing_to_check_shows_all(model: ImportViewModel) -> None:
    model.read_text(CLEAR)
    assert model.group == ALL
    assert counts(model) == {ALL: 2, READY: 2}


def test_nothing_is_read_of_nothing(model: ImportViewModel) -> None:
    model.read_text("  \n ")
    assert phase(model) == "start"


def test_a_word_is_learned_for_all_lines(model: ImportViewModel, qtbot: QtBot) -> None:
    model.read_text(TEXT)
    eggs = next(one for one in model.products if one.name == "土鸡蛋")
    with qtbot.waitSignal(model.learned) as heard:
        model.learn("土鸭蛋", eggs.product_id)
    assert heard.args == ["土鸭蛋", "土鸡蛋"]
    assert counts(model) == {ALL: 6, CHECK: 2, READY: 4}
    model.begin_again()
    model.read_text(TEXT)
    assert counts(model)[READY] == 4


def test_a_product_is_added_and_all_lines_are_read_again(model: ImportViewModel) -> None:
    model.read_text(TEXT)
    model.add_product("猕猴桃", "箱", Fen(4900))
    assert "猕猴桃" in [product.name for product in model.products]
    assert [line.order.seq for line in model.lines] == [3, 5, 6]


def test_what_is_confirmed_goes_in(model: ImportViewModel) -> None:
    model.read_text(TEXT)
    model.choose(4)
    model.confirm()
    assert counts(model) == {ALL: 6, CHECK: 3, READY: 3}
    model.as_read()
    assert counts(model) == {ALL: 6, CHECK: 4, READY: 2}


def test_what_is_left_out_comes_back(model: ImportViewModel) -> None:
    model.read_text(TEXT)
    model.choose(0)
    model.leave_out(out=True)
    assert counts(model)[OUT] == 1
    model.leave_out(out=False)
    assert counts(model)[READY] == 2


def test_an_import_is_done_once(model: ImportViewModel) -> None:
    model.read_text(CLEAR)
    model.bring_in()
    assert phase(model) == "done"
    assert model.done is not None
    assert (model.done.orders, model.done.pieces, model.done.left) == (2, 3, 0)
    model.begin_again()
    model.read_text(CLEAR)
    assert counts(model) == {ALL: 2, HERE: 2}
    model.bring_in()
    assert phase(model) == "review"


def test_the_next_line_to_check_is_found_from_where_one_is(model: ImportViewModel) -> None:
    model.read_text(TEXT)
    assert model.next_to_check() == 2
    model.choose(3)
    assert model.next_to_check() == 4
    model.choose(5)
    assert model.next_to_check() == 2


def test_corrections_in_quick_succession_are_all_kept(qtbot: QtBot) -> None:
    runner = RunsWhenTold()
    model = a_model(runner)
    runner.go_all()
    model.read_text(TEXT)
    runner.go_all()
    for number in (2, 4, 5):
        model.choose(number)
        model.confirm()
    assert counts(model)[CHECK] == 4
    while runner.waiting:
        runner.go()
    assert counts(model)[CHECK] == 1


def test_an_import_waits_for_the_corrections_before_it(qtbot: QtBot) -> None:
    runner = RunsWhenTold()
    model = a_model(runner)
    model.read_text(CLEAR)
    runner.go_all()
    model.choose(0)
    model.leave_out(out=True)
    model.bring_in()
    assert phase(model) == "review"
    while runner.waiting:
        runner.go()
    assert phase(model) == "done"
    assert model.done is not None
    assert model.done.orders == 1
    assert counts(model)[OUT] == 1


def test_a_locked_file_asks_for_its_password(model: ImportViewModel) -> None:
    locked = next(LOCKED.glob("18*.xlsx"))
    model.read_file(locked)
    assert phase(model) == "password"
    model.give_password("wrong")
    assert phase(model) == "password"
    assert model.file_name == locked.name


def test_a_file_that_cannot_be_read_says_why(model: ImportViewModel, tmp_path: Path) -> None:
    picture = tmp_path / "photo.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    model.read_file(picture)
    assert phase(model) == "error"
    assert isinstance(model.error, LeaderError)
    model.read_text(CLEAR)
    assert phase(model) == "review"


def test_a_sheet_nobody_knows_asks_what_its_columns_hold(
    model: ImportViewModel, tmp_path: Path
) -> None:
    sheet = tmp_path / "list.csv"
    sheet.write_text("wer,was,wieviel\nAnna,纯牛奶,2\nBert,土鸡蛋,1\n", "utf-8")
    model.read_file(sheet)
    assert phase(model) == "mapping"
    model.map_columns({"wer": "name", "was": "product", "wieviel": "quantity"})
    assert phase(model) == "review"
    assert counts(model)[ALL] == 2
    model.begin_again()
    model.read_file(sheet)
    assert phase(model) == "review"


def test_what_comes_late_of_a_source_that_was_left_changes_nothing(qtbot: QtBot) -> None:
    runner = RunsWhenTold()
    model = a_model(runner)
    model.read_text(TEXT)
    runner.go_all()
    model.choose(2)
    model.confirm()
    model.begin_again()
    model.read_text(CLEAR)
    while runner.waiting:
        runner.go(len(runner.waiting))
    assert counts(model) == {ALL: 2, READY: 2}
    model.choose(0)
    model.leave_out(out=True)
    runner.go_all()
    assert counts(model)[OUT] == 1
