"""Rubbish in, a sentence out: whatever is done to a file, nothing but Refused or Unavailable."""

import contextlib
import random
from pathlib import Path

import pytest

from leader_app.domain.understood import Understood
from leader_app.errors import LeaderError
from leader_app.importing.reading import read_file
from leader_app.importing.sheets import read_sheet
from leader_app.importing.sheets.fields import Field, known_field
from leader_app.importing.sheets.sheet import KIND
from tests.importing.sheet_shapes import an_export

SHEETS = Path(__file__).parent / "corpus" / "sheets"
SMALL = sorted(
    path for path in SHEETS.iterdir() if path.suffix != ".json" and path.stat().st_size < 60_000
)
ROUNDS = 25
CELLS = (
    "", "", "0", "1", "-3", "2.5", "1e99", "NaN", "∞", "=1+1", "=cmd|' /C calc'!A0",
    "@SUM(1)", "合计", "小计", "下单人", "商品", "数量", "跟团号", "张三",
    "纯牛奶 x2; 鸡蛋", "3栋501", "，；、",
    "\n\n", "\0", "\ufeff", "\ud83d", "9" * 400, "(" * 300, "x" * 5000, "2026-99-99", "1900-01-01",
    "²", "①", "十十十", "已取消", "[2 * ", "199****1234", "1.99E+10", "TRUE", "𝟙", "١٢", "½",
)  # fmt: skip


def _outcome(path: Path) -> Understood | None:
    try:
        return read_file(path, (), "8888")
    except LeaderError as error:
        refusal = error
    assert str(refusal.title)
    assert str(refusal.hint)
    return None


@pytest.mark.parametrize("source", SMALL, ids=lambda path: path.stem)
def test_a_file_with_flipped_bytes_is_read_or_refused(source: Path, tmp_path: Path) -> None:
    chance = random.Random(source.name)
    data = source.read_bytes()
    for at in range(ROUNDS):
        mutated = bytearray(data)
        for _ in range(chance.choice([1, 3, 30, 300])):
            mutated[chance.randrange(len(mutated))] = chance.randrange(256)
        if at % 3 == 0:
            cut = chance.randrange(len(mutated))
            mutated = mutated[:cut] + mutated[cut + chance.randrange(1, 200) :]
        path = tmp_path / f"{at}{source.suffix}"
        path.write_bytes(mutated)
        _outcome(path)


@pytest.mark.parametrize("source", SMALL, ids=lambda path: path.stem)
def test_a_file_cut_off_anywhere_is_read_or_refused(source: Path, tmp_path: Path) -> None:
    data = source.read_bytes()
    path = tmp_path / f"cut{source.suffix}"
    for share in range(1, 20):
        path.write_bytes(data[: len(data) * share // 20])
        _outcome(path)


@pytest.mark.parametrize("seed", range(20))
def test_a_grid_of_rubbish_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    headers = ["跟团号", "下单人", "商品", "数量", "状态", "房号", "支付时间", "颜色"]
    chance.shuffle(headers)
    rows = [headers[: chance.randrange(9)]] if chance.random() < 0.8 else []
    rows += [[chance.choice(CELLS) for _ in range(chance.randrange(12))] for _ in range(60)]
    text = "\n".join("\t".join(row) for row in rows)
    path = tmp_path / "rubbish.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = _outcome(path)
    assert (
        found is None
        or found.kind != KIND
        or all(
            item.quantity is None or item.quantity > 0
            for order in found.orders
            for item in order.items
        )
    )


@pytest.mark.parametrize("seed", range(10))
def test_rubbish_in_the_cells_of_a_good_sheet_is_read_or_refused(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    export = next(e for e in map(an_export, range(seed * 50, seed * 50 + 50)) if e.name[0] == "d")
    lines = export.data.decode("utf-16" if export.data[:2] == b"\xff\xfe" else "utf-8", "replace")
    rows = [line.split(",") for line in lines.splitlines()]
    for _ in range(30):
        row = chance.choice(rows[1:])
        row[chance.randrange(len(row))] = chance.choice(CELLS)
    path = tmp_path / "rubbish.csv"
    path.write_text("\n".join(map(",".join, rows)), "utf-8", "replace")
    _outcome(path)


@pytest.mark.parametrize("size", [1, 2, 7, 64, 4096])
def test_noise_is_read_or_refused(size: int, tmp_path: Path) -> None:
    path = tmp_path / "noise.xlsx"
    for seed in range(10):
        path.write_bytes(random.Random(seed).randbytes(size))
        _outcome(path)
        with contextlib.suppress(LeaderError):
            read_sheet(path, ())


def test_a_mapping_of_rubbish_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("谁啊,啥,几个\n张三,牛奶,2\n", "utf-8")
    assert known_field("啥") is None
    rubbish = {"谁啊": "nothing we know", "": Field.NAME.value, "啥": ""}
    assert read_file(path, (), mapping=rubbish).orders == ()
