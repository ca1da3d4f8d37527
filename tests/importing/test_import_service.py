"""Orders from other tools come in once, whole or not at all, and only when they are clear."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from leader_app.domain.money import Fen
from leader_app.domain.order import Payment
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.importing.sheets.fields import Field
from leader_app.importing.sheets.headers import PRODUCT_COLUMN
from leader_app.services.importing.desk import COLUMN_KINDS, Correction, Standing
from tests.importing.books import csv_file
from tests.importing.desks import ImportRig, import_rig

HEADER = "跟团号,下单人,联系电话,楼号,房号,商品,数量,订单状态,支付时间"
ROWS = (
    "1,陶然,19900001234,3,501,纯牛奶,2,已支付,2026-11-16 10:00:00",
    "1,陶然,19900001234,3,501,土鸡蛋,1,已支付,2026-11-16 10:00:00",
    "2,阿布,199****5678,4,502,土鸡蛋,1,已支付,2026-11-16 10:05:00",
)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[ImportRig]:
    with import_rig(tmp_path / "store") as made:
        yield made


def _file(folder: Path, *rows: str, header: str = HEADER, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(csv_file("\n".join([header, *rows])))
    return path


def test_what_is_clear_is_imported_with_buyers_claims_and_commands(
    rig: ImportRig, tmp_path: Path
) -> None:
    preview = rig.desk.read_file(_file(tmp_path, *ROWS))
    assert [entry.standing for entry in preview.entries] == [Standing.NEW] * 2
    assert (preview.ready, preview.fresh) == (2, 2)
    done = rig.desk.bring_in(preview)
    assert (done.orders, done.pieces, done.amount, done.left) == (2, 4, Fen(17400), 0)
    first = next(order for order in rig.orders() if len(order.lines) == 2)
    assert first.payment is Payment.PAID
    assert first.placed_at.hour == 2
    with rig.store.read() as work:
        member = work.names.members([first.member_id])[first.member_id]
        state = work.claims.state(first.claim_id)
        assert work.log.head().seq == 3 + 1
    assert (member.name, member.phone_tail, member.building, member.room) == (
        "陶然", "1234", "3", "501",
    )  # fmt: skip
    assert state is not None
    assert state.orders == (first,)
    assert rig.wake.times == 3 + 1


def test_the_same_again_adds_nothing_and_more_adds_only_the_new(
    rig: ImportRig, tmp_path: Path
) -> None:
    rig.desk.bring_in(rig.desk.read_file(_file(tmp_path, *ROWS)))
    again = rig.desk.read_file(_file(tmp_path, *ROWS, name="b.csv"))
    assert {entry.standing for entry in again.entries} == {Standing.KNOWN}
    with pytest.raises(Refused, match="nothing to import"):
        rig.desk.bring_in(again)
    more = (*ROWS, "3,芒果冰,,5,503,纯牛奶,1,已支付,2026-11-16 11:00:00")
    done = rig.desk.bring_in(rig.desk.read_file(_file(tmp_path, *more)))
    assert (done.orders, len(rig.orders())) == (1, 3)


def test_two_counters_make_the_same_orders(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        with import_rig(tmp_path / name) as rig:
            rig.desk.bring_in(rig.desk.read_file(_file(tmp_path, *ROWS)))
            made.append(sorted((x.order_id, x.claim_id, x.member_id) for x in rig.orders()))
    assert made[0] == made[1]


def test_goods_added_to_an_order_come_as_a_supplement_and_taken_away_ones_do_not(
    rig: ImportRig, tmp_path: Path
) -> None:
    rig.desk.bring_in(rig.desk.read_file(_file(tmp_path, *ROWS)))
    rows = [ROWS[0].replace(",2,已", ",3,已"), *ROWS[1:]]
    preview = rig.desk.read_file(_file(tmp_path, *rows))
    assert [entry.standing for entry in preview.entries] == [Standing.CHANGED, Standing.KNOWN]
    assert rig.desk.bring_in(preview).pieces == 1
    assert {e.standing for e in rig.desk.read_file(_file(tmp_path, *rows)).entries} == {
        Standing.KNOWN
    }
    rows[0] = ROWS[0].replace(",2,已", ",1,已")
    less = rig.desk.read_file(_file(tmp_path, *rows))
    assert less.entries[0].standing is Standing.LESS
    assert less.ready == 0


def test_called_off_later_is_told_and_called_off_before_is_left_out(
    rig: ImportRig, tmp_path: Path
) -> None:
    rig.desk.bring_in(rig.desk.read_file(_file(tmp_path, *ROWS)))
    called_off = ROWS[2].replace("已支付", "已取消")
    other = "9,早退,,5,503,纯牛奶,1,已取消,2026-11-16 11:00:00"
    preview = rig.desk.read_file(_file(tmp_path, *ROWS[:2], called_off, other))
    assert [entry.standing for entry in preview.entries] == [
        Standing.KNOWN,
        Standing.UPDATED,
        Standing.CANCELLED,
    ]
    done = rig.desk.bring_in(preview)
    assert (done.orders, done.left, len(rig.orders())) == (0, 0, 2)


def test_next_weeks_chain_is_new_and_a_person_can_say_so(rig: ImportRig) -> None:
    text = "#接龙\n{}\n1. 陶然 纯牛奶2\n2. 阿布 土鸡蛋1"
    first = rig.desk.read_text(text.format("周五团购"))
    assert first.ready == 2, [str(d) for e in first.entries for d in e.order.doubts]
    rig.desk.bring_in(first)
    again = rig.desk.read_text(text.format("周五团购"))
    assert again.ready == 0
    assert rig.desk.all_anew(again).ready == 0
    rig.counter.clock.advance(timedelta(days=7))
    assert rig.desk.all_anew(again).ready == 2
    assert rig.desk.read_text(text.format("下周五团购")).ready == 2


def test_what_looks_like_an_order_of_last_week_is_a_question(rig: ImportRig) -> None:
    text = "#接龙\n周五团购\n1. 陶然 纯牛奶{}\n2. 阿布 土鸡蛋1"
    rig.desk.bring_in(rig.desk.read_text(text.format(2)))
    rig.counter.clock.advance(timedelta(days=1))
    soon = rig.desk.read_text(text.format(3))
    assert [entry.standing for entry in soon.entries] == [Standing.CHANGED, Standing.KNOWN]
    assert (soon.ready, soon.fresh) == (1, 1)
    rig.counter.clock.advance(timedelta(days=6))
    later = rig.desk.read_text(text.format(3))
    assert (later.ready, later.fresh) == (0, 2)
    assert "another order than the one of 2026-11-20" in str(later.entries[0].hindrances[0])
    same = rig.desk.corrected(later, 1, Correction(confirmed=True))
    assert not same.entries[1].needs_review
    other = rig.desk.corrected(later, 0, Correction(anew=True))
    assert rig.desk.bring_in(other).pieces == 3
    with pytest.raises(Refused, match="nothing to import"):
        rig.desk.bring_in(other)
    again = rig.desk.read_text(text.format(3))
    assert again.entries[0].standing is Standing.KNOWN
    assert not again.entries[0].needs_review
    rig.counter.clock.advance(timedelta(days=7))
    assert rig.desk.bring_in(rig.desk.all_anew(again)).orders == 2
    assert len(rig.orders()) == 2 + 1 + 2


def test_an_alias_learned_reads_all_lines_again(rig: ImportRig, tmp_path: Path) -> None:
    rows = [row.replace("土鸡蛋", "柴鸡蛋") for row in ROWS]
    preview = rig.desk.read_file(_file(tmp_path, *rows))
    assert preview.ready == 0
    eggs = next(one for one in rig.desk.products() if one.name == "土鸡蛋")
    rig.desk.learn("柴鸡蛋", eggs.product_id)
    assert rig.desk.read_again(preview).ready == 2


def test_a_correction_makes_a_line_ready_and_the_same_paste_stays_known(
    rig: ImportRig, tmp_path: Path
) -> None:
    rows = (*ROWS[:2], ROWS[2].replace(",1,已", ",,已"))
    preview = rig.desk.read_file(_file(tmp_path, *rows))
    doubtful = preview.entries[1]
    assert (preview.ready, doubtful.needs_review) == (1, True)
    items = tuple(replace(item, quantity=4) for item in doubtful.order.items)
    fixed = replace(doubtful.order, items=items, room="1802")
    preview = rig.desk.corrected(preview, 1, Correction(fixed, confirmed=True))
    assert preview.ready == 2
    assert rig.desk.corrected(preview, 1, None).ready == 1
    assert rig.desk.bring_in(preview).pieces == 3 + 4
    again = rig.desk.read_file(_file(tmp_path, *rows))
    assert again.entries[1].standing is not Standing.NEW


def test_a_correction_stays_with_its_line_when_goods_are_learned(
    rig: ImportRig, tmp_path: Path
) -> None:
    preview = rig.desk.read_file(_file(tmp_path, ROWS[0].replace("纯牛奶", "鲜奶"), ROWS[2]))
    moved = replace(preview.entries[0].order, room="9999")
    preview = rig.desk.corrected(preview, 0, Correction(moved, confirmed=True))
    assert preview.ready == 1
    milk = next(one for one in rig.desk.products() if one.name == "纯牛奶")
    rig.desk.learn("鲜奶", milk.product_id)
    again = rig.desk.read_again(preview)
    assert again.ready == 2
    assert again.entries[0].order.room == "9999"
    other = _file(tmp_path, ROWS[2])
    assert other.name == "a.csv"
    changed = rig.desk.read_again(preview)
    assert changed.corrections == {}
    assert changed.entries[0].order.name == "阿布"


def test_what_is_not_on_the_list_hinders_even_when_confirmed(
    rig: ImportRig, tmp_path: Path
) -> None:
    preview = rig.desk.read_file(_file(tmp_path, ROWS[0].replace("纯牛奶", "金条")))
    preview = rig.desk.corrected(preview, 0, Correction(confirmed=True))
    assert preview.ready == 0
    assert "Say which product “金条” is." in map(str, preview.entries[0].hindrances)
    rig.desk.add_product("金条", "根", Fen(999900))
    assert rig.desk.read_again(preview).ready == 1


def test_a_line_left_out_stays_out_and_does_not_count_as_open(
    rig: ImportRig, tmp_path: Path
) -> None:
    preview = rig.desk.read_file(_file(tmp_path, *ROWS))
    preview = rig.desk.corrected(preview, 0, Correction(left_out=True))
    done = rig.desk.bring_in(preview)
    assert (done.orders, done.left) == (1, 0)


def test_a_mapping_is_kept_for_the_next_sheet_of_the_same_header(
    rig: ImportRig, tmp_path: Path
) -> None:
    header, row = "谁啊,要啥,几个,奶奶家", "陶然,纯牛奶,2,3-501"
    preview = rig.desk.read_file(
        _file(tmp_path, row, "阿布,土鸡蛋,1,4-502", "小鱼,土鸡蛋,1,4-503", header=header)
    )
    assert preview.needs_mapping
    mapping = {"谁啊": "name", "要啥": "product", "几个": "quantity", "奶奶家": "address"}
    assert rig.desk.map_columns(preview, mapping).ready == 3
    other = _file(tmp_path, "新人,纯牛奶,1,3-502", "阿飞,纯牛奶,1,3-503", "猫,纯牛奶,1,3-504",
                  header=header, name="b.csv")  # fmt: skip
    assert rig.desk.read_file(other).ready == 3


def test_column_kinds_are_what_the_reader_takes() -> None:
    assert {kind for kind, _ in COLUMN_KINDS} <= {*Field, PRODUCT_COLUMN}


def test_a_full_disk_imports_nothing(rig: ImportRig, tmp_path: Path) -> None:
    preview = rig.desk.read_file(_file(tmp_path, *ROWS))

    class Full:
        """A store whose disk is full when it matters."""

        read = rig.store.read

        def write(self) -> object:
            work = rig.store.write()

            def refuse() -> None:
                raise Unavailable(say("The disk is full."), say("Delete something."))

            work.commit = refuse  # type: ignore[method-assign,assignment]
            return work

    broken = replace(rig.desk, store=Full())  # type: ignore[arg-type]
    with pytest.raises(Unavailable, match="disk is full"):
        broken.bring_in(preview)
    assert rig.orders() == []
    assert rig.desk.bring_in(preview).orders == 2


def test_a_large_import_goes_as_commands_of_a_hundred(rig: ImportRig, tmp_path: Path) -> None:
    rows = [f"{n},买家{n},,3,{n},纯牛奶,1,已支付,2026-11-16 10:00:00" for n in range(101, 351)]
    done = rig.desk.bring_in(rig.desk.read_file(_file(tmp_path, *rows)))
    assert done.orders == len(rig.orders()) == 250
    with rig.store.read() as work:
        assert work.log.head().seq == 3 + 3


def test_a_product_added_twice_is_one(rig: ImportRig) -> None:
    first = rig.desk.add_product(" 新  品 ", "份", Fen(100))
    assert rig.desk.add_product("新 品", "盒", Fen(200)) == first
    with pytest.raises(Refused, match="no name and price"):
        rig.desk.add_product("  ", "份", Fen(100))
