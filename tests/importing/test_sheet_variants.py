"""Exports in shapes nobody wrote down: whatever is not exact is flagged."""

from pathlib import Path

import pytest

from leader_app.importing.reading import read_file
from tests.importing.scoring import Score, score, truth_of
from tests.importing.sheet_mutations import mutated
from tests.importing.sheet_shapes import an_export

SHEETS = Path(__file__).parent / "corpus" / "sheets"
SMALL = sorted(
    path for path in SHEETS.iterdir() if path.suffix != ".json" and path.stat().st_size < 100_000
)
MUTATIONS = 15
BATCHES = 8
PER_BATCH = 25


@pytest.mark.parametrize("batch", range(BATCHES))
def test_an_order_in_any_shape_is_exact_or_flagged(batch: int, tmp_path: Path) -> None:
    total = Score()
    for seed in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        export = an_export(seed)
        path = tmp_path / f"{seed}-{export.name}"
        path.write_bytes(export.data)
        one = score(export.truth, read_file(path, ()))
        assert (one.silent, one.missed, one.extra) == (0, 0, 0), (seed, export.shape, export.name)
        total += one
    assert total.orders > 100
    assert total.exact >= 0.99 * total.orders
    assert total.flagged <= 0.01 * total.orders


@pytest.mark.parametrize("source", SMALL, ids=lambda path: path.stem)
def test_a_corpus_file_in_another_shape_is_exact_or_flagged(source: Path, tmp_path: Path) -> None:
    truth = truth_of(SHEETS / f"{source.stem}.truth.json")
    for seed in range(MUTATIONS):
        name, data = mutated(source, truth.get("password", ""), seed)
        path = tmp_path / f"{seed}-{name}"
        path.write_bytes(data)
        found = read_file(path, ())
        one = score(truth, found)
        assert (one.silent, one.missed, one.extra) == (0, 0, 0), (seed, name, str(one))
        assert one.exact == one.orders, (seed, name)
