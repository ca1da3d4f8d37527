"""Fifty invented chains in the shapes of real ones: what is understood of them, line by line."""

import json
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from leader_app.importing.chain import read_text
from tests.importing.scoring import Score, catalog_of, score, truth_of

TEXTS = Path(__file__).parent / "corpus" / "texts"
LEVELS = {one["id"]: one["level"] for one in json.loads((TEXTS / "levels.json").read_text("utf-8"))}
FLOORS = {"easy": 0.97, "medium": 0.97, "hard": 0.97}


def _scores() -> dict[str, Score]:
    found = {}
    for name in LEVELS:
        truth = truth_of(TEXTS / f"{name}.truth.json")
        text = (TEXTS / f"{name}.txt").read_text("utf-8")
        found[name] = score(truth, read_text(text, catalog_of(truth), name))
    return found


def test_the_corpus_is_understood_and_nothing_wrong_goes_unsaid() -> None:
    levels: dict[str, Score] = defaultdict(Score)
    for name, one in _scores().items():
        sys.stdout.write(f"{name}  {LEVELS[name]:6}  {one}\n")
        levels[LEVELS[name]] += one
    for level, total in levels.items():
        sys.stdout.write(f"{level:6}  {total}\n")
        assert total.silent == 0, level
        assert total.missed == 0, level
        assert total.extra == 0, level
        assert total.exact >= FLOORS[level] * total.orders, level
        assert total.flagged <= total.asked + 0.02 * total.orders, level


@pytest.mark.parametrize(
    ("name", "removed", "told"), [("d30", ("星河",), None), ("d50", (), 20), ("d01", (), None)]
)
def test_who_has_left_and_the_totals_told_are_kept(
    name: str, removed: tuple[str, ...], told: int | None
) -> None:
    truth = truth_of(TEXTS / f"{name}.truth.json")
    found = read_text((TEXTS / f"{name}.txt").read_text("utf-8"), catalog_of(truth))
    assert found.removed == removed
    assert found.told_pieces == told


def test_a_wrong_quantity_without_a_doubt_is_counted_as_silent() -> None:
    truth = truth_of(TEXTS / "d01.truth.json")
    text = (TEXTS / "d01.txt").read_text("utf-8").replace("Jenny 4份", "Jenny 5份")
    assert score(truth, read_text(text, catalog_of(truth))).silent == 1
