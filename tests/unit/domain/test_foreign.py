from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.foreign import ForeignKind, guess, is_product_number
from leader_app.domain.scanned_text import MAX_TEXT_LENGTH, normalise


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", ForeignKind.EMPTY),
        ("x" * (MAX_TEXT_LENGTH + 1), ForeignKind.TOO_LONG),
        ("6901234567892", ForeignKind.PRODUCT),
        ("96385074", ForeignKind.PRODUCT),
        ("036000291452", ForeignKind.PRODUCT),
        ("16901234567899", ForeignKind.PRODUCT),
        ("134567890123456789", ForeignKind.PAYMENT),
        ("281234567890123456", ForeignKind.PAYMENT),
        ("wxp://f2f0abc", ForeignKind.PAYMENT),
        ("https://qr.alipay.com/fkx123", ForeignKind.PAYMENT),
        ("https://example.com/?a=1", ForeignKind.WEB_ADDRESS),
        ("HTTP://EXAMPLE.COM", ForeignKind.WEB_ADDRESS),
        ("www.example.com", ForeignKind.WEB_ADDRESS),
        ("weixin://dl/business", ForeignKind.WEB_ADDRESS),
        ("WIFI:S:shop;T:WPA;P:secret;;", ForeignKind.WIFI),
        ("BEGIN:VCARD\nFN:王\nEND:VCARD", ForeignKind.CONTACT),
        ("MECARD:N:王;;", ForeignKind.CONTACT),
        ("wang@example.com", ForeignKind.EMAIL),
        ("mailto:wang@example.com", ForeignKind.EMAIL),
        ("13812345678", ForeignKind.PHONE),
        ("+8613812345678", ForeignKind.PHONE),
        ("tel:01012345678", ForeignKind.PHONE),
        ("SF1234567890123", ForeignKind.PARCEL),
        ("YT1234567890123", ForeignKind.PARCEL),
        ("JD0012345678901-1-1-", ForeignKind.PARCEL),
        ("JDVA12345678901", ForeignKind.PARCEL),
        ("EA123456789CN", ForeignKind.PARCEL),
        ("773012345678901", ForeignKind.PARCEL),
        ("LDL1-A-2026-0001", ForeignKind.PARCEL_LABEL),
        ("LDL1-", ForeignKind.TEXT),
        ("hello", ForeignKind.TEXT),
        ("你好", ForeignKind.TEXT),
        ("6901234567893", ForeignKind.TEXT),
        ("A" * MAX_TEXT_LENGTH, ForeignKind.TEXT),
    ],
)
def test_kinds(text: str, kind: ForeignKind) -> None:
    assert guess(text) is kind


def test_a_two_megabyte_paste_is_too_long() -> None:
    assert guess(normalise("6" * 2_000_000)) is ForeignKind.TOO_LONG


def test_digits_of_other_scripts_are_no_product() -> None:
    assert not is_product_number("٦٩٠١٢٣٤٥٦٧٨٩٢")


@given(st.from_regex(r"\A[0-9]{12}\Z"), st.integers(0, 9), st.integers(0, 11))
def test_one_wrong_digit_of_an_ean_is_noticed(body: str, digit: int, place: int) -> None:
    right = next(body + str(check) for check in range(10) if is_product_number(body + str(check)))
    wrong = right[:place] + str(digit) + right[place + 1 :]
    assert is_product_number(wrong) == (wrong == right)


@given(st.text(max_size=500))
def test_every_text_is_something(text: str) -> None:
    assert guess(normalise(text)) in ForeignKind
