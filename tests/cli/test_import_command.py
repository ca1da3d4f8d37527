"""import, as a script runs it."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.counter import CounterOnDisk

CORPUS = Path(__file__).resolve().parents[1] / "importing" / "corpus"
SHEET, TEXT = CORPUS / "sheets" / "18_password", CORPUS / "texts" / "d11"
KEYS = ["seq", "name", "building", "room", "items", "note", "cancelled", "review"]
ORDERS = """\
跟团号,下单人,楼号,房号,商品,数量
1,陶然,3,501,纯牛奶,2
2,阿布,4,502,土鸡蛋,
3,小鱼,5,503,纯牛奶,1
"""


@pytest.fixture
def catalog(tmp_path: Path) -> str:
    """Return a product list in a file."""
    path = tmp_path / "list.json"
    goods = [{"name": "纯牛奶", "unit": "箱", "price": 55, "aliases": ["牛奶"]},
             {"name": "土鸡蛋", "unit": "盒", "price": 32.5}]  # fmt: skip
    path.write_text(json.dumps({"catalog": goods}, ensure_ascii=False), "utf-8")
    return str(path)


def _orders(folder: Path) -> str:
    path = folder / "团购.csv"
    path.write_text(ORDERS, "utf-8-sig")
    return str(path)


def test_a_dry_run_prints_what_was_understood_and_needs_no_counter(new: CounterOnDisk) -> None:
    catalog = str(TEXT.with_suffix(".truth.json"))
    answer = new.json("import", str(TEXT.with_suffix(".txt")), "--catalog", catalog, "--dry-run")
    assert (answer.status, answer.err) == (0, "")
    truth = json.loads(Path(catalog).read_text("utf-8"))["orders"]
    found = answer.row["orders"]
    assert answer.row["file"] == str(TEXT.with_suffix(".txt"))
    assert [list(order)[:8] for order in found] == [KEYS] * len(truth)
    assert [order["name"] for order in found] == [order["name"] for order in truth]
    assert [order["items"] for order in found] == [order["items"] for order in truth]
    assert not new.base.exists()


def test_one_object_a_file_and_one_that_is_refused_keeps_none_from_it(
    new: CounterOnDisk, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.xlsx"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(100))
    sheet, catalog = str(SHEET.with_suffix(".xlsx")), str(SHEET.with_suffix(".truth.json"))
    files = ["import", sheet, str(photo), sheet, "--catalog", catalog, "--dry-run"]
    answer = new.json(*files, "--password", "8888")
    assert answer.status == 1
    assert [list(row)[:2] for row in answer.rows] == [
        ["file", "orders"],
        ["file", "error"],
        ["file", "orders"],
    ]
    assert len(answer.rows[0]["orders"]) == 50
    assert "a picture" in answer.rows[1]["error"]
    locked = new.json("import", sheet, "--catalog", catalog, "--dry-run")
    assert (locked.status, "password" in locked.row["error"]) == (1, True)


def test_what_is_clear_comes_in_and_again_only_what_is_new(
    counter: CounterOnDisk, tmp_path: Path, catalog: str
) -> None:
    first = counter.json("import", _orders(tmp_path), "--catalog", catalog)
    assert first.status == 0
    told = {key: first.row[key] for key in ("imported", "pieces", "amount", "known", "left")}
    assert told == {"imported": 2, "pieces": 3, "amount": "165.00", "known": 0, "left": 1}
    assert [order["name"] for order in first.row["orders"]] == ["阿布"]
    again = counter.json("import", _orders(tmp_path))
    assert (again.row["imported"], again.row["known"], again.row["left"]) == (0, 2, 1)
    out = tmp_path / "all.csv"
    counter.json("export", "orders", "--format", "csv", "--out", str(out))
    assert out.read_text("utf-8-sig").count("\n") == 1 + 1 + 2


def test_a_dry_run_with_the_list_of_the_counter_brings_nothing_in(
    counter: CounterOnDisk, tmp_path: Path
) -> None:
    answer = counter.run("import", _orders(tmp_path), "--dry-run")
    assert answer.status == 0
    assert "? 陶然  3-501  纯牛奶 ×2" in answer.out
    assert counter.json("status").row["unsent"] == 0


def test_people_are_told_in_sentences(counter: CounterOnDisk, tmp_path: Path, catalog: str) -> None:
    answer = counter.run("import", _orders(tmp_path), "--catalog", catalog)
    assert "团购.csv: 2 imported, 0 were here already, 1 need a look." in answer.out
    assert "Row 3: the file does not say how many of “土鸡蛋”." in answer.out


@pytest.mark.parametrize(
    "text", ["", "[1]", '{"catalog": 3}', '[{"unit": "盒"}]', "\0", "[" * 9999]
)
def test_a_product_list_that_is_none_is_refused(
    text: str, new: CounterOnDisk, tmp_path: Path
) -> None:
    path = tmp_path / "list.json"
    path.write_text(text, "utf-8")
    shutil.copy(TEXT.with_suffix(".txt"), tmp_path / "a.txt")
    answer = new.json("import", str(tmp_path / "a.txt"), "--catalog", str(path), "--dry-run")
    assert answer.status == 1
    assert "is no product list" in answer.row["error"]
    assert "JSON" in answer.row["hint"]


def test_a_computer_that_is_no_counter_imports_nothing(new: CounterOnDisk, tmp_path: Path) -> None:
    answer = new.json("import", _orders(tmp_path))
    assert answer.status == 1
    assert "not a counter" in answer.row["error"]


def test_a_file_without_orders_is_refused_in_words(counter: CounterOnDisk, tmp_path: Path) -> None:
    path = tmp_path / "诗.txt"
    path.write_text("白日依山尽\n黄河入海流\n", "utf-8")
    answer = counter.json("import", str(path))
    assert (answer.status, answer.row["imported"]) == (1, 0)
    assert answer.row["remarks"] == ["No orders were found in “诗.txt”."]


def test_a_leader_without_a_centre_works_from_imports_alone(
    new: CounterOnDisk, tmp_path: Path, catalog: str
) -> None:
    assert new.json("enrol", "--alone", "云栖花园", "--name", "1号台").status == 0
    assert new.json("import", _orders(tmp_path), "--catalog", catalog).row["imported"] == 2
    assert new.json("sync", "--once").status == 0
    assert new.json("status").row["unsent"] == 0
    again = new.json("import", _orders(tmp_path))
    assert (again.row["imported"], again.row["known"]) == (0, 2)
    out = tmp_path / "all.csv"
    new.json("export", "orders", "--format", "csv", "--out", str(out))
    assert "纯牛奶 ×2" in out.read_text("utf-8-sig")
