"""Orders by page and as files."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from leader_app.domain import pickup_code, short_code
from leader_app.domain.order import Payment, Stage
from leader_app.domain.pickup_code import CodeKind, PickupCode
from leader_app.errors import Refused, Unavailable
from leader_app.ports import OrderQuery
from leader_app.services.orders.export import HEADINGS, STAGES, ExportToFile, safe_cell
from leader_app.services.orders.pages import OrdersByPage
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import CLAIM_ID, POINT, TODAY, a_claim, a_line, a_state, an_order
from tests.fakes.store import MemoryStore, a_store
from tests.fakes.sync_side import CODE_SEED, POINT_SECRET

TYPED = short_code.make(bytes(32), CLAIM_ID, 1)
ALL = OrderQuery()


@pytest.fixture
def store() -> MemoryStore:
    orders = (
        an_order(a_line(1, 2), a_line(2, 1)),
        an_order(order_id="A2", payment=Payment.UNPAID),
    )
    claim = a_claim(tag=short_code.tag(POINT_SECRET, TYPED))
    return a_store(FakeClock(), a_state(*orders, claim=claim))


def test_pages_mask_names(store: MemoryStore) -> None:
    pages = OrdersByPage(store)
    assert [(x.order_id, x.member_name) for x in pages.page(ALL, 0, 10)] == [
        ("A1", "王**"),
        ("A2", "王**"),
    ]
    assert pages.count(ALL) == 2
    assert pages.count(OrderQuery(stages=frozenset({Stage.UNPAID}))) == 1
    assert pages.counts_by_stage("") == {Stage.READY: 1, Stage.UNPAID: 1}
    found = pages.get("A2")
    assert found is not None
    assert found.order_id == "A2"
    assert pages.get("A9") is None


def test_a_code_in_the_search_field_stands_for_its_claim(store: MemoryStore) -> None:
    pages = OrdersByPage(store)
    code = PickupCode(CodeKind.ORDER, 3, POINT, CLAIM_ID, TODAY - timedelta(days=2), 14, 1)
    for text in (pickup_code.issue(code, CODE_SEED).lower(), short_code.spaced(TYPED), " 1234 "):
        assert pages.count(OrderQuery(text)) == 2
    assert pages.count(OrderQuery(short_code.make(bytes(32), "ff" * 10, 1))) == 0
    store.kept.identity = None
    assert pages.count(OrderQuery(TYPED)) == 0


def test_csv_is_whole_and_no_formula_gets_in(store: MemoryStore, tmp_path: Path) -> None:
    member = store.kept.members["M1"]
    store.kept.members["M1"] = type(member)("M1", '=HYPERLINK("x")', "0123")
    path = tmp_path / "orders.csv"
    assert ExportToFile(store, lambda: str)(path, "csv", ALL) == 2
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading, first, second = csv.reader(file)
    assert heading == [str(one) for one in HEADINGS]
    assert first[:8] == [
        "A1", "'=HYPERLINK(\"x\")", "0123", "Ready", "2026-11-20 12:00:00", "3", "29.70", "A-01",
    ]  # fmt: skip
    assert second[3] == "Unpaid"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_every_start_of_a_formula_is_disarmed(start: str) -> None:
    assert safe_cell(f"{start}1") == f"'{start}1"
    assert safe_cell(f"1{start}") == f"1{start}"


def test_xlsx_has_numbers_times_and_texts_as_such(store: MemoryStore, tmp_path: Path) -> None:
    store.kept.members["M1"] = type(store.kept.members["M1"])("M1", "=1+1", "0123")
    path = tmp_path / "orders.xlsx"
    assert ExportToFile(store, lambda: str)(path, "xlsx", ALL) == 2
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = [cell.value for cell in sheet[2]]
    assert row[:7] == ["A1", "=1+1", "0123", "Ready", datetime(2026, 11, 20, 12, 0), 3, 29.7]  # noqa: DTZ001
    assert sheet["B2"].data_type == "s"
    book.close()


def test_headings_and_states_are_in_the_language_asked_for(
    store: MemoryStore, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    ExportToFile(store, lambda: "<{}>".format)(path, "csv", ALL)
    assert path.read_text(encoding="utf-8-sig").startswith("<Order>,<Name>")
    assert set(STAGES) == set(Stage)


def test_more_orders_than_a_page_are_all_written(tmp_path: Path) -> None:
    orders = [an_order(order_id=f"A{number}") for number in range(1201)]
    store = a_store(FakeClock(), a_state(*orders))
    assert ExportToFile(store, lambda: str)(tmp_path / "many.csv", "csv", ALL) == 1201


def test_another_format_is_refused(store: MemoryStore, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="pdf"):
        ExportToFile(store, lambda: str)(tmp_path / "x.pdf", "pdf", ALL)


def test_a_folder_that_is_not_there_leaves_nothing(store: MemoryStore, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="could not be written"):
        ExportToFile(store, lambda: str)(tmp_path / "gone" / "x.csv", "csv", ALL)
    assert not list(tmp_path.iterdir())


def test_a_failure_half_way_leaves_the_old_file(
    store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("old", encoding="utf-8")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unavailable) as caught:
        ExportToFile(store, lambda: str)(path, "csv", ALL)
    assert "No space" in str(caught.value.hint)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_more_rows_than_a_sheet_holds_are_refused(
    store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leader_app.services.orders.export._MOST_ROWS", 1)
    with pytest.raises(Refused, match="too many orders"):
        ExportToFile(store, lambda: str)(tmp_path / "x.xlsx", "xlsx", ALL)
    assert not list(tmp_path.iterdir())


def test_a_sheet_that_cannot_be_closed_is_the_worlds_fault(
    store: MemoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zipfile.ZipFile.write", full)
    with pytest.raises(Unavailable, match="could not be written"):
        ExportToFile(store, lambda: str)(tmp_path / "x.xlsx", "xlsx", ALL)
    assert not list(tmp_path.iterdir())
