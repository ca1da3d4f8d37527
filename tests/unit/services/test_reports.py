"""Reports over a real store: a week of a small shop whose sums are known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from leader_app.domain.feed import FeedItem
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Device, Member, Product, Zone
from leader_app.domain.order import Payment
from leader_app.domain.stock import Movement, MovementKind, PaymentKind, StockDeed, StockKey
from leader_app.domain.text import Text
from leader_app.errors import Refused, Unavailable
from leader_app.services.reports.desk import CellKind, Chart, Report, ReportKind, ReportRow
from leader_app.services.reports.reporting import Reporting
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, POINT, TODAY, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, enrol

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 16)  # TODAY is the Friday of its week
IN, OUT = MovementKind.RECEIVE, MovementKind.WRITE_OFF


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    """Yield the store of the shop."""
    with Counter(tmp_path / "store").opened() as opened:
        enrol(opened)
        opened.mirror.apply(a_page([change(thing) for thing in _things()]))
        yield opened


@pytest.fixture
def reports(store: SqlStore) -> Reporting:
    """Return its reports."""
    return Reporting(store, Counter(Path()).clock, lambda: str)


def _things() -> list[FeedItem]:
    """Return two products, an order of three pieces of which two were collected, and deeds."""
    goods = [Product(f"P{n}", name, "份", Zone.SHELF, Fen(1000)) for n, name in GOODS]
    order = replace(an_order(a_line(1, 3), a_line(2, 2, 1)), placed_at=NOON - DAY)
    unpaid = an_order(a_line(2, 4, 0), order_id="A2", payment=Payment.UNPAID)
    given = a_deed(pieces(1, 2), at=NOON)
    deeds = [
        _deed("r0", IN, ("P1", 5), days=-7),
        _deed("r1", IN, ("P1", 10), ("P2", 4), days=-1),
        _deed("s1", MovementKind.SELL, ("P1", -3), price=900),
        _deed("w1", OUT, ("P2", -1), reason="damaged"),
        _deed("w2", OUT, ("P2", -2), reason="spoilt"),
        _deed("c1", MovementKind.ADJUST, ("P1", -1)),
        _deed("m1", MovementKind.MOVE, ("P1", 0)),
    ]
    counter = Device("D1", POINT, "One", bytes(32), active=True)
    member = Member("M1", "王小明", "0427", "7", "1801")
    return [*goods, counter, member, a_claim(), order, unpaid, given, *deeds]


GOODS = [(1, "=香菇"), (2, "鸡蛋")]


def _deed(
    name: str,
    kind: MovementKind,
    *moves: tuple[str, int],
    days: int = 0,
    price: int = 0,
    reason: str = "",
) -> StockDeed:
    moved = tuple(Movement(StockKey(product), count, Fen(price)) for product, count in moves)
    paid = PaymentKind.CASH if kind is MovementKind.SELL else None
    at = NOON + days * DAY
    return StockDeed(name, kind, "D1", "Li", at, moved, reason=reason, payment=paid)


def figures(report: Report) -> dict[str, tuple[int, int | None]]:
    """Return the figures of a report's head with those of before."""
    return {str(x.name): (x.value, x.before) for x in report.figures}


def row(report: Report, key: str) -> ReportRow:
    """Return the row of a key."""
    return next(x for x in report.rows if x.key == key)


def cells(report: Report, key: str) -> dict[str, object]:
    """Return the cells of a row by the keys of their columns."""
    return dict(zip((x.key for x in report.columns), row(report, key).cells, strict=True))


def bars(chart: Chart) -> list[tuple[object, int, int | None]]:
    """Return the bars of a chart."""
    return [(str(x.label), x.value, x.before) for x in chart.bars]


def test_a_day_product_by_product(reports: Reporting, store: SqlStore) -> None:
    report = reports.make(ReportKind.DAY, TODAY)
    assert (report.first, report.last) == (TODAY, TODAY)
    assert cells(report, "P1") == {
        "product": "=香菇", "receive": 0, "hand_over": 2, "sell": 3, "return_goods": 0,
        "write_off": 0, "adjust": -1, "takings": 2700,
    }  # fmt: skip
    assert report.totals == (None, 0, 2, 3, 0, 3, -1, 2700)
    (chart,) = report.charts
    assert bars(chart) == [("12", 2, None)]
    assert str(chart.answer) == "Most came between 12:00 and 13:00: 2 pieces."
    assert figures(report) == {
        "Handed over": (2, 0),
        "Received": (0, 14),
        "Takings": (2700, 0),
        "Written off": (3000, 0),
        "Open shortages": (1, None),
    }
    query = row(report, "P1").movements
    assert query is not None
    with store.read() as work:
        behind = work.stock.movements(query, 0, 10)
    assert sorted(x.quantity for x in behind) == [-3, -2, -1, 0]


def test_a_week_beside_the_one_before(reports: Reporting) -> None:
    report = reports.make(ReportKind.WEEK, TODAY)
    assert (report.first, report.last) == (MONDAY, MONDAY + 6 * DAY)
    assert [x.cells[0] for x in report.rows] == [MONDAY + n * DAY for n in range(7)]
    assert cells(report, "2026-11-19")["receive"] == 14
    assert cells(report, "2026-11-19")["ordered"] == 5
    assert figures(report)["Received"] == (14, 5)
    assert figures(report)["Collected"] == (500, None)
    (chart,) = report.charts
    assert bars(chart)[4] == ("2026-11-20", 2, 0)
    assert str(chart.answer) == "The most in a day: Friday, 2 pieces."


def test_products_and_what_goes_best(reports: Reporting) -> None:
    report = reports.make(ReportKind.PRODUCTS, MONDAY, TODAY)
    assert [x.about for x in report.rows] == ["P1", "P2"]
    assert cells(report, "P2")["ordered"] == 6
    (chart,) = report.charts
    assert bars(chart) == [("=香菇", 5, 0)]
    assert str(chart.answer) == "Above all: =香菇, 5 pieces."


def test_a_product_day_by_day_with_its_stock_at_night(reports: Reporting) -> None:
    report = reports.make(ReportKind.PRODUCTS, TODAY - 8 * DAY, TODAY, "P1")
    assert report.subject == "=香菇"
    evenings = [cells(report, x.key)["level"] for x in report.rows]
    assert evenings == [0, 5, 5, 5, 5, 5, 5, 15, 9]
    assert report.totals[-1] is None
    earlier = reports.make(ReportKind.PRODUCTS, TODAY - 8 * DAY, TODAY - 3 * DAY, "P1")
    assert cells(earlier, str(TODAY - 3 * DAY))["level"] == 5


def test_members_are_masked(reports: Reporting) -> None:
    report = reports.make(ReportKind.MEMBERS, MONDAY, TODAY)
    assert row(report, "M1").cells == ("王**", "0427", "7-1801", 2, 9, 9 * 990)
    assert "王小明" not in repr(report)
    assert figures(report) == {"Members": (1, 0)}
    one = reports.make(ReportKind.MEMBERS, MONDAY, TODAY, "M1")
    assert one.subject == "王**"
    assert [x.key for x in one.rows] == ["A2", "A1"]
    assert str(cells(one, "A1")["state"]) == "Partly collected"
    assert reports.names(one, row(one, "A1")) == [("A1", "=香菇 ×3, 鸡蛋 ×2")]


def test_shrinkage_and_why(reports: Reporting) -> None:
    report = reports.make(ReportKind.SHRINKAGE, MONDAY, TODAY)
    assert [x.cells for x in report.rows] == [
        ("鸡蛋", 3, 0, 0, 3000, 750),
        ("=香菇", 0, -1, 0, 1000, 0),
    ]
    why, which = report.charts
    assert bars(why) == [("Spoilt", 2000, None), ("Damaged", 1000, None)]
    assert str(why.answer) == "Above all: Spoilt, 20.00 yuan."
    assert bars(which) == [("鸡蛋", 3000, None), ("=香菇", 1000, None)]
    assert figures(report) == {
        "Written off": (3000, 0),
        "Stocktake differences": (-1000, 0),
        "Of what came": (214, 0),
    }


@pytest.mark.parametrize("kind", list(ReportKind))
def test_days_without_anything_have_a_report_too(reports: Reporting, kind: ReportKind) -> None:
    report = reports.make(kind, date(2020, 1, 1))
    assert report.charts == ()
    assert all(x.value == 0 or x.name != Text("Takings") for x in report.figures)


@pytest.mark.parametrize(
    ("first", "last", "about"),
    [
        (TODAY, TODAY - DAY, ""),
        (TODAY - 800 * DAY, TODAY, ""),
        (TODAY, TODAY, "nobody"),
    ],
)
def test_what_cannot_be_reported_is_refused(
    reports: Reporting, first: date, last: date, about: str
) -> None:
    for kind in (ReportKind.PRODUCTS, ReportKind.MEMBERS):
        with pytest.raises(Refused):
            reports.make(kind, first, last, about)


def test_a_file_has_numbers_days_and_texts_as_such(reports: Reporting, tmp_path: Path) -> None:
    path = tmp_path / "week.xlsx"
    report = reports.make(ReportKind.PRODUCTS, MONDAY, TODAY)
    assert reports.export(report, path) == path
    assert not list(tmp_path.glob(".week*"))
    book = openpyxl.load_workbook(path)
    table, chart = book.worksheets
    found = [[x.value for x in line] for line in table.iter_rows()]
    heading = next(n for n, line in enumerate(found) if line[0] == "Product")
    assert found[heading + 1][0] == "=香菇"
    assert table.cell(heading + 2, 1).data_type == "s"
    takings = table.cell(heading + 2, len(report.columns))
    assert (takings.value, takings.number_format) == (27, "0.00")
    assert found[heading + 2][1] == 6
    assert found[heading + 3][:2] == ["Total", 9]
    assert [x.value for x in chart[5]][:3] == ["=香菇", 5, 0]
    book.close()


def test_days_hours_and_shares_in_a_file(reports: Reporting, tmp_path: Path) -> None:
    for kind, about in ((ReportKind.PRODUCTS, "P1"), (ReportKind.SHRINKAGE, "")):
        report = reports.make(kind, TODAY - DAY, TODAY, about)
        reports.export(report, tmp_path / f"{kind}.xlsx")
    reports.export(reports.make(ReportKind.DAY, TODAY), tmp_path / "day.xlsx")
    days = openpyxl.load_workbook(tmp_path / "products.xlsx").worksheets[0]
    cell = next(x for x in days["A"] if isinstance(x.value, datetime))
    assert (cell.value, cell.number_format) == (datetime(2026, 11, 19), "yyyy-mm-dd")  # noqa: DTZ001
    losses = openpyxl.load_workbook(tmp_path / "shrinkage.xlsx").worksheets[0]
    assert "0.0%" in {x.number_format for line in losses.iter_rows() for x in line}
    hours = openpyxl.load_workbook(tmp_path / "day.xlsx").worksheets[1]
    assert hours["A5"].value == "12:00"


def test_a_file_is_in_the_language_asked_for(store: SqlStore, tmp_path: Path) -> None:
    shouting = Reporting(store, Counter(Path()).clock, lambda: "<{}>".format)
    report = shouting.make(ReportKind.SHRINKAGE, MONDAY, TODAY)
    shouting.export(report, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert str(sheet["A1"].value) == "<Report on shrinkage>"


def test_an_old_file_stays_whole_when_the_new_one_fails(reports: Reporting, tmp_path: Path) -> None:
    report = reports.make(ReportKind.DAY, TODAY)
    folder = tmp_path / "week.xlsx"
    folder.mkdir()
    with pytest.raises(Unavailable, match="could not be written"):
        reports.export(report, folder)
    assert sorted(tmp_path.glob("*.xlsx")) == [folder]
    assert not list(tmp_path.glob(".week*"))


def test_every_number_column_is_whole(reports: Reporting) -> None:
    for kind in ReportKind:
        report = reports.make(kind, MONDAY, TODAY)
        assert report.totals == () or len(report.totals) == len(report.columns)
        for line in report.rows:
            for column, cell in zip(report.columns, line.cells, strict=True):
                if column.kind in {CellKind.PIECES, CellKind.MONEY}:
                    assert isinstance(cell, int)
