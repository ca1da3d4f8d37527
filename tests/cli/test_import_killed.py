"""The power fails in the middle of an import: all of it is here afterwards, or nothing."""

import contextlib
import json
import subprocess
from pathlib import Path

from tests.bench.figure import seconds
from tests.cli.counter import CounterOnDisk

ORDERS = 2_000
# In parts of the time that only reading the file takes: before, in and after the writing.
CUTS = (0.9, 1.2, 1.5, 1.8)


def _files(folder: Path) -> list[str]:
    rows = [f"{n},买家{n},3,{n},纯牛奶,1" for n in range(ORDERS)]
    sheet, goods = folder / "大团.csv", folder / "list.json"
    sheet.write_text("\n".join(["跟团号,下单人,楼号,房号,商品,数量", *rows]), "utf-8-sig")
    goods.write_text(json.dumps([{"name": "纯牛奶", "price": 55}]), "utf-8")
    return ["import", str(sheet), "--catalog", str(goods), "--json"]


def _killed_after(counter: CounterOnDisk, words: list[str], seconds: float) -> None:
    started = subprocess.Popen(
        counter.words(*words), env=dict(counter.environment()), stdout=subprocess.DEVNULL
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        started.wait(seconds)
    started.kill()
    started.wait()


def _orders(counter: CounterOnDisk, folder: Path) -> int:
    out = folder / "all.csv"
    counter.json("export", "orders", "--format", "csv", "--out", str(out))
    return out.read_text("utf-8-sig").count("买家")


def test_an_import_that_is_killed_is_whole_or_not_at_all(
    counter: CounterOnDisk, tmp_path: Path
) -> None:
    words = _files(tmp_path)
    reading = seconds(lambda: counter.run(*words, "--dry-run"))
    for cut in CUTS:
        _killed_after(counter, words, reading * cut)
        assert _orders(counter, tmp_path) in {0, ORDERS}
    done = counter.run(*words)
    assert done.status == 0
    assert _orders(counter, tmp_path) == ORDERS
    assert counter.json("doctor").rows[1]["health"] == "good"
