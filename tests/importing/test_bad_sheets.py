"""Files that are not what they seem: each gets a sentence with its name and what to do."""

import re
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from leader_app.errors import Refused, Unavailable
from leader_app.importing.reading import read_file
from leader_app.importing.sheets import parts
from tests.importing.books import Rows, book, csv_file, part_of, with_part

SHEETS = Path(__file__).parent / "corpus" / "sheets"
GOOD: Rows = [
    ["跟团号", "下单人", "商品", "数量", "房号", "楼号"],
    [1, "陶然", "纯牛奶", 2, "501", "3"],
]


def _refused(path: Path, words: str, password: str = "") -> None:
    with pytest.raises(Refused, match=words) as refusal:
        read_file(path, (), password)
    assert path.name in str(refusal.value.title)
    assert str(refusal.value.hint)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a picture"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
        (b"BM\x36\0\0\0\0\0", "a picture"),
        (b"\0\0\0\x20ftypheic", "a picture, a sound"),
        (b"%PDF-1.7", "a PDF"),
        (b"Rar!\x1a\x07", "a packed archive"),
        (b"MZ\x90\0", "a program"),
    ],
)
def test_something_else_renamed_to_xlsx_is_called_what_it_is(
    start: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "订单.xlsx"
    path.write_bytes(start + bytes(2000))
    _refused(path, words)


def test_a_file_of_200_mb_is_refused_by_its_size_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    with path.open("wb") as stream:
        stream.truncate(200 << 20)
    tracemalloc.start()
    _refused(path, "200 MB")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1 << 20


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b" \r\n\t\n"])
def test_an_empty_file_is_said_to_be_empty(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(data)
    _refused(path, "is empty")


def test_a_folder_and_a_file_that_is_gone_are_told_apart(tmp_path: Path) -> None:
    _refused(tmp_path, "is a folder")
    with pytest.raises(Unavailable, match=r"“gone.xlsx” cannot be read"):
        read_file(tmp_path / "gone.xlsx", ())


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_off_is_said_to_be_damaged(share: float, tmp_path: Path) -> None:
    data = (SHEETS / "01_ktt_community.xlsx").read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    _refused(path, "damaged or was cut off")


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (["word/document.xml"], "a text document"),
        (["photo.jpg"], "a packed archive"),
        (["xl/workbook.bin"], "xlsb or ods"),
        (["mimetype", "content.xml"], "xlsb or ods"),
    ],
)
def test_another_kind_of_package_is_called_what_it_is(
    inside: list[str], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name in inside:
            archive.writestr(name, "x")
    _refused(path, words)


def _bomb(size: int) -> bytes:
    return with_part(book([("a", GOOD)]), "xl/worksheets/sheet1.xml", b" " * size)


def _lying_bomb(size: int) -> bytes:
    """Return a bomb whose directory says that it is small."""
    data = bytearray(_bomb(size))
    crc = zlib.crc32(b" " * size)
    small = struct.pack("<II", zlib.crc32(b" " * 100), 0)[:4]
    true, told = struct.pack("<I", size), struct.pack("<I", 100)
    return bytes(data.replace(true, told).replace(struct.pack("<I", crc), small))


@pytest.mark.parametrize("make", [_bomb, _lying_bomb])
def test_a_zip_bomb_is_refused_before_it_fills_the_memory(
    make: Callable[[int], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST_UNPACKED", 1 << 20)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(make(3 << 20))
    assert path.stat().st_size < 100_000
    _refused(path, "unpacks to more than|damaged|reaches|no sheet")


def test_what_is_below_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "good.xlsx"
    path.write_bytes(book([("a", GOOD)]))
    assert len(read_file(path, ()).orders) == 1


def test_colour_in_the_last_cell_of_all_costs_nothing(tmp_path: Path) -> None:
    data = book([("a", GOOD)])
    sheet = part_of(data, "xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    sheet = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', sheet)
    path = tmp_path / "ghost.xlsx"
    path.write_bytes(
        with_part(data, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    )
    assert len(read_file(path, ()).orders) == 1


def test_a_value_in_the_last_cell_of_all_is_refused(tmp_path: Path) -> None:
    data = book([("a", GOOD)])
    sheet = part_of(data, "xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    path = tmp_path / "far.xlsx"
    path.write_bytes(
        with_part(data, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    )
    _refused(path, "reaches to row 1048576, column 16384")


def test_a_web_page_called_xls_is_read_if_it_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "orders.xls"
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in GOOD)
    path.write_bytes(f"<html><meta charset=gbk><table>{rows}</table>".encode("gbk"))
    (order,) = read_file(path, ()).orders
    assert (order.name, order.building, order.room) == ("陶然", "3", "501")
    path.write_bytes(b"<html><body>Please log in</body></html>")
    _refused(path, "without a table")


@pytest.mark.parametrize(
    ("password", "words"), [("", "locked with a password"), ("1234", "does not open")]
)
def test_a_missing_or_wrong_password_is_told(password: str, words: str) -> None:
    _refused(SHEETS / "18_password.xlsx", words, password)


def test_a_lock_that_would_take_hours_to_try_is_refused(tmp_path: Path) -> None:
    data = (SHEETS / "18_password.xlsx").read_bytes()
    path = tmp_path / "slow.xlsx"
    path.write_bytes(re.sub(rb'spinCount="\d+"', b'spinCount="999999"', data))
    slower = re.sub(rb'spinCount="\d+"( ?)', b'spinCount="9999999"', data)
    path.write_bytes(slower)
    _refused(path, "does not open|damaged", "8888")


def test_a_csv_with_zeros_and_line_ends_in_its_cells_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = (
        '跟团号,下单人,商品,数量,备注\r\n1,陶\0然,"纯牛奶",2,"放门口\n谢谢"\r\n2,阿布,土鸡蛋,1,\r\n'
    )
    path.write_bytes(csv_file(text))
    one, two = read_file(path, ()).orders
    assert (one.name, one.note, two.name) == ("陶然", "放门口\n谢谢", "阿布")


def test_a_quotation_mark_never_closed_does_not_swallow_the_orders(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [f"{n},陶然{n},纯牛奶,2" for n in range(1, 400)]
    lines[3] = '4,"陶然4,纯牛奶,2'
    path.write_bytes(csv_file("\n".join(["跟团号,下单人,商品,数量", *lines])))
    assert len(read_file(path, ()).orders) == 399


def test_a_book_is_not_taken_for_a_chain(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("从前有座山，山里有座庙\n" * 30_000, "utf-8")
    _refused(path, "thousand characters")


def test_text_that_spreadsheets_would_run_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_file("跟团号,下单人,商品,数量\n1,=cmd|' /C calc'!A0,=1+1,2\n"))
    (order,) = read_file(path, ()).orders
    assert order.name == "=cmd|' /C calc'!A0"
    assert order.items[0].product == "=1+1"
