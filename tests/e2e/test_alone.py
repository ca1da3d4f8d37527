"""A leader without a centre: a pasted order chain, goods without a manifest, a pickup."""

from __future__ import annotations

import json
from pathlib import Path

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Counter, run
from tests.e2e.screen import Eyes, picture, press, type_text

pytestmark = REAL_WINDOW
PERSON_MS = 150
CHAIN = "#接龙\n手工水饺 26元/袋\n\n1. 李姐 3-502 2袋\n2. 王师傅 7-1801 1袋\n"
GOODS = {"catalog": [{"name": "手工水饺", "unit": "袋", "price": 26, "aliases": ["水饺"]}]}


def test_imports_alone_are_enough(see: Eyes, tmp_path: Path, pictures: Path) -> None:
    counter = Counter(tmp_path / "alone")
    centre = ("--db", f"sqlite:///{counter.base_dir / 'own-centre' / 'centre.db'}")
    counter.command("enrol", "--alone", "春风里便利店", "--name", "1号台")
    assert _brought_in(counter, tmp_path) == [2, 0]
    with counter.window() as window:
        see.wait_for_words(window.pid, "在线")
        _take_in_three(see, window.pid)
        order = run("central", "orders", "--state", "ready", *centre)[0]["order"]
        code = str(run("central", "code", order, *centre)[0]["text"])
        type_text(window.pid, code, 4)
        see.wait_for_words(window.pid, "可以取货")
        picture(pictures / "alone.png")
        press(window.pid, "Return")
        see.wait_for_words(window.pid, "取货成功")
    assert len(counter.command("sync", "--once")) == 1
    assert len(run("central", "redemptions", "--order", order, *centre)) == 1
    assert run("central", "incidents", *centre) == []


def _brought_in(counter: Counter, folder: Path) -> list[int]:
    """Import the same chain twice; return how many orders each time brought."""
    chain, goods = folder / "chain.txt", folder / "goods.json"
    chain.write_text(CHAIN, encoding="utf-8")
    goods.write_text(json.dumps(GOODS), encoding="utf-8")
    words = ("import", str(chain), "--catalog", str(goods))
    return [int(counter.command(*words)[0]["imported"]) for _ in range(2)]


def _take_in_three(see: Eyes, pid: int) -> None:
    """Count three pieces that nobody announced and share them out."""
    press(pid, "F3")
    see.wait_for_words(pid, "无单货")
    press(pid, "ctrl+n")
    see.wait_for_words(pid, "没有条码")
    press(pid, "ctrl+n")
    see.wait_for_words(pid, "这是哪种货")
    press(pid, "Down", "Return")
    see.wait_for_words(pid, "已点 1 件")
    type_text(pid, "3", PERSON_MS, "Return")
    see.wait_for_words(pid, "已点 3 件")
    press(pid, "ctrl+Return")
    see.wait_for_words(pid, "大家都能拿到足数")
    press(pid, "ctrl+b")
    see.wait_for_words(pid, "2 单可以取货")
