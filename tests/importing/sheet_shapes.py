"""Invented exports in any mixture of the shapes that tools and people use, with their truth."""

import csv
import html
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from tests.importing.scoring import Truth

Table = list[list[str]]
NICKS = [
    "陶然",
    "大橘猫",
    "阿布",
    "Mia",
    "悠然见南山",
    "小鱼儿",
    "Sunny",
    "老韩",
    "7号猫",
    "芒果冰",
    "阿宁",
    "合计哥",
    "小计算机",
]
PEOPLE = ["小满妈妈", "蓝莓酱", "徐徐", "Lucas", "米粒", "阿May", "豆豆爸", "夏末", "老K", "青禾"]
GOODS = (
    ("纯牛奶", ""),
    ("土鸡蛋", "30枚"),
    ("赣南脐橙", ""),
    ("丹东草莓", "2斤/盒"),
    ("三只松鼠坚果", ""),
    ("农夫山泉600ml", "24瓶"),
    ("八宝粥", ""),
)
NAMES = ["下单人", "昵称", "微信昵称", "购买人", "买家昵称", "团员", "客户昵称"]
RECEIVERS = ["收货人", "收货人姓名", "提货人", "收件人", "联系人"]
PHONES = ["联系电话", "手机号", "收货人手机号", "电话", "联系方式"]
PRODUCTS = ["商品", "商品名称", "品名", "产品名称", "货品名称"]
COUNTS = ["数量", "商品数量", "购买数量", "件数", "份数"]
BUILDINGS = ["楼号", "楼栋", "栋号", "楼号（如10）", "几号楼"]
ROOMS = ["房号", "门牌号", "室号", "房号（如606）", "房间号"]
ADDRESSES = ["详细地址", "收货地址", "楼栋房号", "您的楼栋房号", "地址"]
NOTES = ["备注", "买家备注", "团员备注", "留言", "用户备注"]
SEQS = ["跟团号", "接龙号", "接龙序号", "团号"]
STATES = ["订单状态", "状态", "交易状态"]
TIMES = ["支付时间", "下单时间", "付款时间"]
EXTRAS = (
    ("自提点", "东门"),
    ("运费", "0"),
    ("团长", "阿团"),
    ("服务小区", "云栖花园"),
    ("颜色", "红"),
)


@dataclass(frozen=True)
class Export:
    """A file made up, and what is really in it."""

    name: str
    data: bytes
    truth: Truth
    shape: str = field(default="")


def buyers(chance: random.Random, count: int) -> list[dict[str, Any]]:
    """Return that many invented orders."""
    return [
        {
            "seq": seq,
            "name": f"{chance.choice(NICKS)}{seq}",
            "receiver": chance.choice(PEOPLE),
            "phone": f"1990000{chance.randrange(10_000):04}",
            "building": str(chance.randrange(1, 30)),
            "room": f"{chance.randrange(1, 25)}0{chance.randrange(1, 7)}",
            "note": chance.choice(["", "", "放门口", "要2个大的"]),
            "cancelled": chance.random() < 0.08,
            "items": [
                {"product": name, "spec": spec, "qty": chance.randrange(1, 4)}
                for name, spec in chance.sample(GOODS, chance.randrange(1, 4))
            ],
        }
        for seq in range(1, count + 1)
    ]


def an_export(seed: int) -> Export:
    """Return an export in a mixture of shapes that ``seed`` decides."""
    chance = random.Random(seed)
    orders = buyers(chance, chance.randrange(3, 12))
    shape = chance.choice(["rows", "rows", "cells", "columns", "in_step"])
    has_state = chance.random() < 0.6
    if not has_state:
        for order in orders:
            order["cancelled"] = False
    people = _people_columns(chance, orders, has_state=has_state)
    merges: list[tuple[int, int, int]] = []
    if shape == "columns":
        table = _pivot(chance, orders, people)
    elif shape == "rows":
        table, merges = _item_rows(chance, orders, people)
    else:
        table = _item_cells(chance, orders, people, in_step=shape == "in_step")
    table, merges = _dressed(chance, table, merges, shape)
    name, data = _packed(chance, table, merges)
    return Export(name, data, {"orders": orders}, shape)


def _people_columns(
    chance: random.Random, orders: Sequence[dict[str, Any]], *, has_state: bool
) -> list[tuple[str, list[str]]]:
    columns = [
        (chance.choice(SEQS), [str(order["seq"]) for order in orders]),
        (chance.choice(NAMES), [order["name"] for order in orders]),
        (chance.choice(NOTES), [order["note"] for order in orders]),
    ]
    if chance.random() < 0.7:
        columns.append((chance.choice(RECEIVERS), [order["receiver"] for order in orders]))
        columns.append((chance.choice(PHONES), [order["phone"] for order in orders]))
    if chance.random() < 0.5:
        columns.append(
            (
                chance.choice(BUILDINGS),
                [_dirty(chance, o["building"], "栋 号楼 号") for o in orders],
            )
        )
        columns.append(
            (chance.choice(ROOMS), [_dirty(chance, o["room"], "室 号。 房") for o in orders])
        )
    else:
        columns.append((chance.choice(ADDRESSES), [_address(chance, order) for order in orders]))
    if has_state:
        words = [
            chance.choice(["已取消", "已关闭", "已退款"]) if o["cancelled"] else "已支付"
            for o in orders
        ]
        columns.append((chance.choice(STATES), words))
    if chance.random() < 0.5:
        columns.append((chance.choice(TIMES), ["2026-11-16 10:06:34" for _ in orders]))
    for header, value in chance.sample(EXTRAS, chance.randrange(3)):
        columns.append((header, [value for _ in orders]))
    chance.shuffle(columns)
    return columns


def _dirty(chance: random.Random, number: str, endings: str) -> str:
    return number + chance.choice(["", "", *endings.split()])


def _address(chance: random.Random, order: dict[str, Any]) -> str:
    start = chance.choice(["", "上海市春申塘路168弄", "云栖花园", "上海市春申塘路168弄 云栖花园"])
    building, room = order["building"], order["room"]
    form = chance.choice(
        ["{b}-{r}", "{b}号{r}", "{b}栋{r}室", "{b}号楼{r}", "{b}幢-{r}", "{b}栋 {r}"]
    )
    return start + form.format(b=building, r=room)


def _item_rows(
    chance: random.Random, orders: Sequence[dict[str, Any]], people: Sequence[tuple[str, list[str]]]
) -> tuple[Table, list[tuple[int, int, int]]]:
    split_spec = chance.random() < 0.5
    repeat, merged = chance.choice([(True, False), (False, True), (False, False)])
    goods = [chance.choice(PRODUCTS), chance.choice(COUNTS), *(["规格"] if split_spec else [])]
    table = [[header for header, _ in people] + goods]
    merges = []
    for at, order in enumerate(orders):
        first = len(table)
        for item in order["items"]:
            own = repeat or len(table) == first
            person = [values[at] if own else "" for _, values in people]
            name = item["product"] if split_spec else _full(item)
            table.append([*person, name, str(item["qty"]), *([item["spec"]] if split_spec else [])])
        if merged and len(table) - first > 1:
            merges += [(first, len(table) - 1, column) for column in range(len(people))]
    if repeat and chance.random() < 0.3:
        rows = table[1:]
        chance.shuffle(rows)
        table[1:] = rows
    return table, merges


def _full(item: dict[str, Any]) -> str:
    return f"{item['product']}({item['spec']})" if item["spec"] else str(item["product"])


def _item_cells(
    chance: random.Random,
    orders: Sequence[dict[str, Any]],
    people: Sequence[tuple[str, list[str]]],
    *,
    in_step: bool,
) -> Table:
    sign = chance.choice(["+{}", "*{}", " x{}", "×{}", " {}份", " [{} * 19.9 ]", "x{}份"])
    mark = chance.choice(["\n", ";", "；", "; ", "、", ","])
    table = [[header for header, _ in people] + [chance.choice(PRODUCTS)]]
    table[0] += [chance.choice(COUNTS)] if in_step else []
    for at, order in enumerate(orders):
        person = [values[at] for _, values in people]
        if in_step:
            names = ";".join(_full(item) for item in order["items"])
            table.append([*person, names, ";".join(str(item["qty"]) for item in order["items"])])
        else:
            table.append(
                [*person, mark.join(_full(i) + sign.format(i["qty"]) for i in order["items"])]
            )
    return table


def _pivot(
    chance: random.Random, orders: Sequence[dict[str, Any]], people: Sequence[tuple[str, list[str]]]
) -> Table:
    form = chance.choice(["{}", "{}（份数）", "{} 45元/盒", "{}(数量)"])
    names = [_full({"product": name, "spec": spec}) for name, spec in GOODS]
    table = [[header for header, _ in people] + [form.format(name) for name in names]]
    for at, order in enumerate(orders):
        counts = {_full(item): item["qty"] for item in order["items"]}
        cells = [
            str(counts[name]) + chance.choice(["", "", "份"])
            if name in counts
            else chance.choice(["", "", "0", "不需要"])
            for name in names
        ]
        table.append([*(values[at] for _, values in people), *cells])
    return table


def _dressed(
    chance: random.Random, table: Table, merges: list[tuple[int, int, int]], shape: str
) -> tuple[Table, list[tuple[int, int, int]]]:
    width = len(table[0])
    titles = [["第48周团购登记"], ["导出时间：2026-11-22 20:00:00"], []][: chance.randrange(4)]
    rows = [*titles, *table]
    if chance.random() < 0.4:
        rows += [[], ["合计", *[""] * (width - 1)]]
    if shape != "rows" and chance.random() < 0.3:
        middle = len(titles) + 1 + len(table[1:]) // 2
        rows[middle:middle] = [[], table[0]]
    shift = len(titles)
    return [[*row, *[""] * (width - len(row))] for row in rows], [
        (top + shift, bottom + shift, column) for top, bottom, column in merges
    ]


def _packed(
    chance: random.Random, table: Table, merges: Sequence[tuple[int, int, int]]
) -> tuple[str, bytes]:
    kind = chance.choice(["xlsx", "csv", "tsv", "html", "xls-xml"])
    if kind == "xlsx" or merges:
        return "a.xlsx", _xlsx(table, merges)
    if kind == "html":
        rows = "".join(
            f"<tr>{''.join(f'<td>{_marked(c)}</td>' for c in row)}</tr>" for row in table
        )
        return "b.xls", f"<html><meta charset='utf-8'><table>{rows}</table></html>".encode()
    if kind == "xls-xml":
        rows = "".join(
            f"<Row>{''.join(f'<Cell><Data>{html.escape(c)}</Data></Cell>' for c in row)}</Row>"
            for row in table
        )
        book = f"<Workbook><Worksheet ss:Name='s'><Table>{rows}</Table></Worksheet></Workbook>"
        return "c.xls", f"<?xml version='1.0' encoding='utf-8'?>{book}".encode()
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if kind == "tsv" else ",").writerows(table)
    encoding = chance.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    return f"d.{kind}", out.getvalue().encode(encoding)


def _marked(cell: str) -> str:
    return html.escape(cell).replace("\n", "<br>")


def _xlsx(table: Table, merges: Sequence[tuple[int, int, int]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for at, row in enumerate(table):
        for column, cell in enumerate(row):
            if cell.isdecimal() and len(cell) < 6:
                sheet.write_number(at, column, int(cell))
            elif cell:
                sheet.write_string(at, column, cell)
    for top, bottom, column in merges:
        sheet.merge_range(top, column, bottom, column, table[top][column])
    book.close()
    return out.getvalue()
