"""What is odd in a sheet becomes a doubt on its order or a remark on the file."""

from pathlib import Path

import pytest

from leader_app.domain.money import Fen
from leader_app.domain.understood import KnownProduct, Understood, UnderstoodOrder
from leader_app.importing.reading import read_file
from leader_app.importing.sheets.sheet import read_sheet
from tests.importing.books import Rows, book, csv_file, part_of, with_part

LIST = (
    KnownProduct("P1", "纯牛奶", "箱", Fen(5500), ("牛奶",)),
    KnownProduct("P2", "土鸡蛋(30枚)", "盒", Fen(3200)),
    KnownProduct("P3", "土鸡蛋(50枚)", "盒", Fen(4800)),
)
HEADER = ["跟团号", "下单人", "商品", "数量", "楼号", "房号", "订单状态", "支付时间"]


def _read(tmp_path: Path, rows: Rows, catalog: tuple[KnownProduct, ...] = ()) -> Understood:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book([("a", rows)]))
    return read_file(path, catalog)


def _order(tmp_path: Path, **cells: object) -> UnderstoodOrder:
    row: dict[str, object] = dict(zip(HEADER, [1, "陶然", "纯牛奶", 2, "3", "501"], strict=False))
    row |= cells
    (order,) = _read(tmp_path, [HEADER, [row.get(header, "") for header in HEADER]]).orders
    return order


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("数量", -1, "-1 of “纯牛奶” cannot be right"),
        ("数量", 1.5, "1.5 of “纯牛奶” cannot be right"),
        ("数量", 0, "0 of “纯牛奶” cannot be right"),
        ("数量", 90000, "90000 of “纯牛奶” cannot be right"),
        ("数量", "很多", "does not say how many"),
        ("数量", "", "does not say how many"),
        ("支付时间", "1900-01-01", "no day on which anybody ordered"),
        ("支付时间", 1, "no day on which anybody ordered"),
        ("订单状态", "部分退款", "leaves open whether it stands"),
        ("订单状态", "异常", "leaves open whether it stands"),
        ("房号", "3月12日", "no building and room found in “3月12日”"),
        ("下单人", "", "no name"),
        ("跟团号", 2.6110001409145712e17, "lost digits"),
        ("下单人", "陶\ufffd", "damaged"),
    ],
)
def test_an_odd_cell_is_a_doubt_that_names_the_row(
    column: str, cell: object, words: str, tmp_path: Path
) -> None:
    order = _order(tmp_path, **{column: cell})
    assert any(words in str(doubt) and "Row 2" in str(doubt) for doubt in order.doubts)
    assert order.confidence < 1


def test_a_fraction_is_kept_as_the_file_tells_it(tmp_path: Path) -> None:
    (item,) = _order(tmp_path, 数量="1.5份").items
    assert (item.quantity, item.told) == (None, "1.5")


def test_a_good_row_has_no_doubts(tmp_path: Path) -> None:
    order = _order(tmp_path, 订单状态="已支付", 支付时间="2026-11-16 10:06:34")
    assert order.doubts == ()
    assert order.paid
    assert order.placed_at is not None
    assert order.placed_at.hour == 2


@pytest.mark.parametrize("value", ["<v/>", "<v></v>", ""])
def test_a_formula_without_its_result_is_a_doubt(value: str, tmp_path: Path) -> None:
    data = book([("a", [HEADER, [1, "陶然", "纯牛奶", 2, "3", "501"]])])
    sheet = part_of(data, "xl/worksheets/sheet1.xml").decode()
    broken = sheet.replace('<c r="D2"><v>2</v></c>', f'<c r="D2"><f>1+1</f>{value}</c>')
    assert broken != sheet
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_part(data, "xl/worksheets/sheet1.xml", broken.encode()))
    (order,) = read_file(path, ()).orders
    assert any("a formula without its result" in str(doubt) for doubt in order.doubts)


def test_long_numbers_and_phones_stay_text(tmp_path: Path) -> None:
    rows: Rows = [
        ["订单号", "下单人", "手机号", "商品", "数量"],
        ["261100014091457121", "陶然", 19900001234, "纯牛奶", 1],
        ["261100014091457122", "阿布", "199****5678", "纯牛奶", 1],
    ]
    one, two = _read(tmp_path, rows).orders
    assert (one.order_no, one.phone) == ("261100014091457121", "19900001234")
    assert (two.order_no, two.phone) == ("261100014091457122", "199****5678")


def test_a_phone_that_a_spreadsheet_cut_down_is_a_doubt(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        csv_file("订单号,下单人,手机号,商品,数量\n2.611E+17,甲,1,奶,1\n2.611E+17,乙,1,奶,1\n")
    )
    orders = read_file(path, ()).orders
    assert [order.name for order in orders] == ["甲", "乙"]
    assert all(order.review for order in orders)


def test_goods_are_found_on_the_list_and_others_are_a_doubt(tmp_path: Path) -> None:
    rows: Rows = [
        ["跟团号", "下单人", "商品", "规格", "数量"],
        [1, "甲", "牛奶", "", 1],
        [2, "乙", "土鸡蛋", "30枚", 1],
        [3, "丙", "土鸡蛋（50枚）", "50枚", 1],
        [4, "丁", "土鸡蛋", "", 1],
        [5, "戊", "金条", "", 1],
    ]
    orders = _read(tmp_path, rows, LIST).orders
    assert [order.items[0].product_id for order in orders] == ["P1", "P2", "P3", "", ""]
    assert [order.review for order in orders] == [False, False, False, True, True]
    assert "Row 6: “金条” is not on your product list." in map(str, orders[4].doubts)


def test_a_name_of_its_own_goes_before_what_buyers_call_another(tmp_path: Path) -> None:
    milk = KnownProduct("P9", "牛奶", "盒", Fen(600))
    rows: Rows = [["跟团号", "下单人", "商品", "数量"], [1, "甲", "牛奶", 1]]
    (order,) = _read(tmp_path, rows, (*LIST, milk)).orders
    assert (order.items[0].product_id, order.review) == ("P9", False)


def test_the_number_of_one_order_at_two_people_is_a_doubt(tmp_path: Path) -> None:
    rows: Rows = [["跟团号", "下单人", "商品", "数量"], [1, "甲", "奶", 1], [1, "乙", "奶", 1]]
    orders = _read(tmp_path, rows).orders
    assert len(orders) == 2
    assert all("another person has the number 1" in str(order.doubts[0]) for order in orders)


def test_a_refund_of_part_of_an_order_is_left_out_and_said(tmp_path: Path) -> None:
    rows: Rows = [
        ["订单编号", "下单人", "商品", "数量", "退款商品数量", "状态"],
        ["A1", "甲", "奶", 3, 1, "待自提"],
        ["A2", "乙", "奶", 1, 1, "待自提"],
        ["A2", "乙", "蛋", 1, 0, "待自提"],
        ["A3", "丙", "奶", 1, 2, "待自提"],
    ]
    one, two, three = _read(tmp_path, rows).orders
    assert (one.items[0].quantity, one.review) == (2, False)
    assert [item.product for item in two.items] == ["蛋"]
    assert "left out" in str(two.doubts[0])
    assert "cannot be right" in str(three.doubts[0])


def test_hidden_sheets_are_left_alone_and_macros_not_run(tmp_path: Path) -> None:
    rows: Rows = [HEADER, [1, "陶然", "纯牛奶", 2, "3", "501"]]
    hidden: Rows = [HEADER, [2, "阿布", "纯牛奶", 2, "3", "502"]]
    data = book([("本周", rows), ("旧", hidden)], hidden=["旧"])
    path = tmp_path / "a.xlsm"
    path.write_bytes(with_part(data, "xl/vbaProject.bin", b"x"))
    found = read_file(path, ())
    assert [order.name for order in found.orders] == ["陶然"]
    assert [str(remark) for remark in found.remarks] == [
        "The hidden sheet “旧” was not read.",
        "The macros in “a.xlsm” were not run.",
    ]


def test_a_sheet_that_is_a_copy_is_left_out(tmp_path: Path) -> None:
    rows: Rows = [HEADER, [1, "陶然", "奶", 2, "3", "501"], [2, "阿布", "奶", 1, "3", "502"]]
    path = tmp_path / "a.xlsx"
    other: Rows = [HEADER, [1, "新", "奶", 1]]
    path.write_bytes(book([("全部", rows), ("已支付", rows[:2]), ("4栋", other)]))
    found = read_file(path, ())
    assert [order.name for order in found.orders] == ["陶然", "阿布", "新"]
    assert [str(remark) for remark in found.remarks] == [
        "The sheet “已支付” has nothing that is not in another sheet too."
    ]
    assert found.titles == ("", "已支付", "4栋")
    assert not any(order.review for order in found.orders)


def test_an_order_that_two_sheets_share_in_part_is_a_doubt(tmp_path: Path) -> None:
    rows: Rows = [HEADER, [1, "陶然", "奶", 2, "3", "501"]]
    path = tmp_path / "a.xlsx"
    path.write_bytes(book([("一", rows), ("二", [*rows, [2, "阿布", "奶", 1]])]))
    orders = read_file(path, ()).orders
    assert [order.review for order in orders] == [False, True, False]


def test_a_total_of_the_file_that_does_not_agree_is_remarked(tmp_path: Path) -> None:
    rows: Rows = [HEADER, [1, "陶然", "纯牛奶", 2, "3", "501"], ["合计", "", "", 3]]
    found = _read(tmp_path, rows)
    assert found.told_pieces == 3
    assert [str(remark) for remark in found.remarks] == [
        "The file says 3 pieces in all, the orders read come to 2."
    ]


def test_a_header_nobody_knows_asks_for_a_mapping_and_reads_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_file("谁啊,要啥,几个,奶奶家\n陶然,纯牛奶,2,3-501\n阿布,土鸡蛋,1,4-502\n"))
    asked = read_sheet(path, ())
    assert asked.orders == ()
    assert asked.columns == (
        ("谁啊", "陶然"),
        ("要啥", "纯牛奶"),
        ("几个", "2"),
        ("奶奶家", "3-501"),
    )
    mapping = {"谁啊": "name", "要啥": "product", "几个": "quantity", "奶奶家": "address"}
    one, two = read_file(path, (), mapping=mapping).orders
    assert (one.name, one.items[0].quantity, one.building, one.room) == ("陶然", 2, "3", "501")
    assert (two.name, two.items[0].product) == ("阿布", "土鸡蛋")


def test_a_column_can_be_mapped_to_one_product(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_file("谁啊,奶\n陶然,2个大的\n阿布,3\n"))
    one, two = read_file(path, (), mapping={"谁啊": "name", "奶": "product_column"}).orders
    assert (two.items[0].product, two.items[0].quantity) == ("奶", 3)
    assert (one.items[0].quantity, one.review) == (None, True)


@pytest.mark.parametrize(
    ("title", "product_id"), [("周五纯牛奶接龙", "P1"), ("周五接龙", ""), ("", None)]
)
def test_a_list_of_one_product_names_it_in_its_title(
    title: str, product_id: str | None, tmp_path: Path
) -> None:
    rows: Rows = [
        [title],
        ["姓名", "楼号", "房号", "数量"],
        ["陶然", 3, 501, 2],
        ["合计", "", "", 2],
    ]
    found = _read(tmp_path, rows, LIST)
    if product_id is None:
        assert found.orders == ()
        assert ("数量", "2") in found.columns
        return
    (order,) = found.orders
    assert (order.items[0].product_id, order.items[0].quantity) == (product_id, 2)
    assert order.review is not bool(product_id)


@pytest.mark.parametrize("filled", [False, True])
def test_a_header_of_two_lines_names_the_products_in_the_second(
    filled: bool, tmp_path: Path
) -> None:
    people = ["序号", "姓名", "楼号", "房号"]
    rows: Rows = [
        [*people, "商品", "", ""],
        [*(people if filled else [""] * 4), "纯牛奶", "土鸡蛋(30枚)", "草莓"],
        [1, "陶然", 3, 501, 2, "", ""],
        [2, "阿布", 4, 502, "", 1, 1],
    ]
    one, two = _read(tmp_path, rows).orders
    assert [(item.product, item.quantity) for item in one.items] == [("纯牛奶", 2)]
    assert [(item.product, item.quantity) for item in two.items] == [("土鸡蛋", 1), ("草莓", 1)]
    assert (two.name, two.building, two.room) == ("阿布", "4", "502")


def test_a_chain_pasted_into_a_sheet_is_read_as_a_chain(tmp_path: Path) -> None:
    lines = ["#接龙", "周五团购 纯牛奶55元", "", "1. 陶然 3-501 纯牛奶2", "2. 阿布 4-502 纯牛奶1"]
    found = _read(tmp_path, [[line] for line in lines], LIST)
    assert found.kind == "chain"
    assert [(order.name, order.items[0].quantity) for order in found.orders] == [
        ("陶然", 2),
        ("阿布", 1),
    ]
