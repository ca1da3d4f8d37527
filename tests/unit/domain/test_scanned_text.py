from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.scanned_text import MAX_TEXT_LENGTH, normalise

OURS = "LDPABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ASCII = "".join(chr(code) for code in range(0x21, 0x7F))


def _full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


@pytest.mark.parametrize(
    "around", ["\r\n", "\t", " ", "\ufeff", "\u200b", "\u3000", "\x00", "\x1d"]
)
def test_what_scanners_put_around_goes(around: str) -> None:
    assert normalise(f"{around}{OURS}{around}") == OURS


@pytest.mark.parametrize("text", [OURS.lower(), OURS.swapcase(), OURS.title(), _full_width(OURS)])
def test_case_and_width_of_our_code_do_not_matter(text: str) -> None:
    assert normalise(text) == OURS


def test_our_code_wrapped_by_a_chat_is_joined() -> None:
    assert normalise(f"{OURS[:20]}\r\n {OURS[20:]}\u200b") == OURS


def test_a_foreign_text_keeps_its_case_and_inner_space() -> None:
    assert normalise(" https://Example.com/A b \r\n") == "https://Example.com/A b"


def test_a_text_with_other_signs_after_our_prefix_is_foreign() -> None:
    assert normalise("ldp-hello 1") == "ldp-hello 1"


def test_separators_of_gs1_codes_stay_inside() -> None:
    assert normalise("0100\x1d17\x1d") == "0100\x1d17"


def test_a_huge_paste_is_cut_and_seen_to_be_too_long() -> None:
    assert len(normalise("A" * 2_000_000)) == MAX_TEXT_LENGTH + 1
    assert len(normalise("\ufdfa" * 5000)) == MAX_TEXT_LENGTH + 1


@given(st.text(alphabet=_ASCII, max_size=200))
def test_full_width_is_the_same_as_ascii(text: str) -> None:
    assert normalise(_full_width(text)) == normalise(text)


@given(st.lists(st.tuples(st.sampled_from(OURS), st.booleans()), max_size=150))
def test_any_case_of_ours_is_ours(tail: list[tuple[str, bool]]) -> None:
    mixed = "".join(char.lower() if low else char for char, low in tail)
    assert normalise("lDp" + mixed) == "LDP" + mixed.upper()


@given(st.text(max_size=300))
def test_normalising_never_fails_and_leaves_no_space_around(text: str) -> None:
    result = normalise(text)
    assert result == result.strip()
