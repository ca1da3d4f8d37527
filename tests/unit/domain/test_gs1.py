"""Barcodes of goods, as scanners send them and as people print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.foreign import is_product_number
from leader_app.domain.gs1 import Reading, check_digit, plain_number, read
from leader_app.domain.gs1_elements import Fault
from leader_app.domain.money import Fen
from leader_app.domain.scanned_text import normalise
from leader_app.domain.stock import Lot

TODAY = date(2026, 11, 22)
EAN = "6901234567892"
LOOSE = "06901234567892"
CARTON = "16901234567899"
MILK = (EAN,)
INSIDE = (CARTON, EAN)
END = Lot("AB12", date(2026, 12, 31))


def scanned(text: str) -> Reading | Fault:
    """Read a text as it comes from a scanner."""
    return read(normalise(text), TODAY)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        (EAN, MILK),
        (" 6901234 567892 \r\n", MILK),
        ("６９０１２３４５６７８９２", MILK),
        ("]E0" + EAN, MILK),
        (LOOSE, MILK),
        ("96385074", ("96385074",)),
        ("036000291452", ("36000291452",)),
        ("0036000291452", ("36000291452",)),
        ("01234565", ("12345000065", "1234565")),
        ("04252614", ("42100005264",)),
        ("01278907", ("12000007897",)),
        ("01234531", ("12300000451",)),
        ("01234543", ("12340000053",)),
        ("12345670", ("12345670",)),
        ("96901234567895", ("96901234567895",)),
    ],
)
def test_pieces_have_one_number_whatever_symbol_they_carry(
    text: str, numbers: tuple[str, ...]
) -> None:
    found = scanned(text)
    assert isinstance(found, Reading)
    assert set(numbers) <= set(found.numbers)
    assert found.numbers[0] == numbers[0]
    assert not found.is_carton
    assert found.pieces == 1


def test_a_carton_names_what_is_inside() -> None:
    assert scanned(CARTON) == Reading(INSIDE, is_carton=True)
    assert scanned("(01)" + CARTON) == Reading(INSIDE, is_carton=True)


def test_a_scale_label_names_its_goods_and_what_the_scale_said() -> None:
    label = "211234500850" + check_digit("211234500850")
    assert scanned(label) == Reading((label, "2112345"), scale_value=850)


@pytest.mark.parametrize(
    "text",
    [
        "]C1010690123456789217261231" + "10AB12",
        "]d2010690123456789210AB12\x1d17261231",
        "]Q3010690123456789210AB12\x1d17261231\r\n",
        "\x1d010690123456789217261200" + "10AB12\x1d",
        "010690123456789217261231" + "10AB12",
        "(01)06901234567892(17)261231(10)AB12",
        "(01) 06901234567892 (17) 261200 (10) AB12",
        "（01）06901234567892（10）AB12（7003）2612312359",
    ],
)
def test_lot_and_expiry_are_read_in_every_spelling(text: str) -> None:
    assert scanned(text) == Reading(MILK, lot=END)


def test_the_rest_of_what_a_label_says() -> None:
    text = "(02)16901234567899(37)12(11)261101(15)270301(21)S-1(3103)001250(3922)1999(240)x"
    assert scanned(text) == Reading(
        INSIDE,
        pieces=12,
        is_carton=True,
        lot=Lot("", date(2027, 3, 1)),
        made_on=date(2026, 11, 1),
        weight_grams=1250,
        price=Fen(1999),
        serial="S-1",
    )
    assert scanned("(01)06901234567892(30)6(13)261102(16)261130") == Reading(
        MILK, pieces=6, lot=Lot("", date(2026, 11, 30)), made_on=date(2026, 11, 2)
    )


def test_use_by_counts_before_best_before() -> None:
    found = scanned("(01)06901234567892(15)270301(17)270101")
    assert isinstance(found, Reading)
    assert found.lot.expires_on == date(2027, 1, 1)


def test_a_pallet_has_no_goods_of_its_own() -> None:
    body = "0" + "6901234" + "000000001"
    pallet = body + check_digit(body)
    assert scanned("00" + pallet) == Reading((), pallet=pallet)
    assert scanned("]C100" + pallet) == Reading((), pallet=pallet)


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("261231", date(2026, 12, 31)),
        ("280200", date(2028, 2, 29)),
        ("760101", date(2076, 1, 1)),
        ("770101", date(1977, 1, 1)),
        ("990101", date(1999, 1, 1)),
    ],
)
def test_the_century_is_the_nearest(digits: str, day: date) -> None:
    found = read(f"(01)06901234567892(17){digits}", TODAY)
    assert isinstance(found, Reading)
    assert found.lot.expires_on == day


def test_late_in_a_century_small_years_are_in_the_next() -> None:
    found = read("(01)06901234567892(17)050101", date(2095, 6, 1))
    assert isinstance(found, Reading)
    assert found.lot.expires_on == date(2105, 1, 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.NO_BARCODE),
        ("hello", Fault.NO_BARCODE),
        ("123456789", Fault.NO_BARCODE),
        ("٦٩٠١٢٣٤٥٦٧٨٩٢", Fault.NO_BARCODE),
        ("6901234567893", Fault.CHECK_DIGIT),
        ("00000000", Fault.CHECK_DIGIT),
        ("16901234567890", Fault.CHECK_DIGIT),
        ("(01)06901234567893(10)A", Fault.CHECK_DIGIT),
        ("]C100069012340000000011", Fault.CHECK_DIGIT),
        ("(01)06901234567892(17)261331", Fault.BAD_DATE),
        ("(01)06901234567892(17)260230", Fault.BAD_DATE),
        ("(01)06901234567892(17)260000", Fault.BAD_DATE),
        ("(01)6901234567892", Fault.BAD_ELEMENT),
        ("(01)06901234567892(10)", Fault.BAD_ELEMENT),
        ("(01)06901234567892(10)123456789012345678901", Fault.BAD_ELEMENT),
        ("(01)06901234567892(37)x", Fault.BAD_ELEMENT),
        ("(01)06901234567892(10)批次", Fault.BAD_ELEMENT),
        ("(01)06901234567892(100)A", Fault.BAD_ELEMENT),
        ("(01)06901234567892(55)A", Fault.BAD_ELEMENT),
        ("]C10106901234567892" + "1726", Fault.BAD_ELEMENT),
        ("]C150A", Fault.BAD_ELEMENT),
        ("]C139", Fault.BAD_ELEMENT),
        ("]C139xx1", Fault.BAD_ELEMENT),
        ("(01)06901234567892(10)A(10)B", Fault.CONTRADICTION),
    ],
)
def test_rubbish_has_a_reason(text: str, fault: Fault) -> None:
    assert scanned(text) is fault


def test_the_same_element_twice_says_it_once() -> None:
    assert scanned("(01)06901234567892(10)AB12(17)261231(10)AB12") == Reading(MILK, lot=END)


@given(st.from_regex(r"\A[1-8][0-9]{12}\Z"))
def test_every_carton_leads_to_its_goods(body: str) -> None:
    inside = body[1:] + check_digit(body[1:])
    found = read(body + check_digit(body), TODAY)
    assert isinstance(found, Reading)
    assert found.numbers == (body + check_digit(body), plain_number(inside))
    assert is_product_number(inside)


@given(
    st.dates(date(1977, 1, 1), date(2076, 12, 31)),
    st.from_regex(r"\A[A-Z0-9\-/]{1,20}\Z"),
    st.permutations(["01", "17", "10"]),
    st.booleans(),
)
def test_what_is_encoded_comes_back_in_any_order(
    day: date, code: str, order: list[str], printed: bool
) -> None:
    data = {"01": LOOSE, "17": f"{day:%y%m%d}", "10": code}
    if printed:
        text = "".join(f"({name}){data[name]}" for name in order)
    else:
        ends = {"10": "\x1d"}
        text = "]C1" + "".join(name + data[name] + ends.get(name, "") for name in order)
    assert read(text, TODAY) == Reading(MILK, lot=Lot(code, day))


@given(st.one_of(st.text(), st.text("()0123456789]Cd12\x1dAB").map("]C1".__add__)))
def test_every_text_is_a_reading_or_a_reason(text: str) -> None:
    assert isinstance(scanned(text), Reading | Fault)
