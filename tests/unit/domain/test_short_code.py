"""A code a person can type: slips of the finger are noticed."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import short_code
from leader_app.domain.short_code import ALPHABET

SECRET = bytes(range(32))
CLAIM = "00112233445566778899"
CODE = short_code.make(SECRET, CLAIM, 1)
VECTORS = Path(__file__).resolve().parents[2] / "vectors"


def test_every_single_wrong_symbol_is_noticed() -> None:
    for place, symbol in enumerate(CODE):
        for other in set(ALPHABET) - {symbol}:
            assert short_code.normalise(CODE[:place] + other + CODE[place + 1 :]) is None


@given(st.binary(min_size=32, max_size=32), st.integers(0, 255))
def test_every_swap_of_two_symbols_is_noticed(secret: bytes, generation: int) -> None:
    code = short_code.make(secret, CLAIM, generation)
    for one, two in combinations(range(len(code)), 2):
        if code[one] != code[two]:
            symbols = list(code)
            symbols[one], symbols[two] = symbols[two], symbols[one]
            assert short_code.normalise("".join(symbols)) is None


@given(st.binary(min_size=32, max_size=32), st.integers(0, 3))
def test_what_is_made_is_taken_as_people_write_it(secret: bytes, attempt: int) -> None:
    code = short_code.make(secret, CLAIM, 1, attempt)
    written = short_code.spaced(code).lower().replace("0", "o").replace("1", "l")
    assert short_code.normalise(f"  {written} ") == code
    assert short_code.normalise(short_code.spaced(code).replace(" ", "-")) == code
    assert short_code.looks_like(written)


@pytest.mark.parametrize(
    "text", ["", "ABC", CODE + "0", "UUUUUUUUU", "é" * 9, "提货码提货码提货码"]
)
def test_what_cannot_be_one(text: str) -> None:
    assert short_code.normalise(text) is None
    assert not short_code.looks_like(text)


def test_a_wrong_check_symbol_still_looks_like_one() -> None:
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "2")
    assert short_code.normalise(wrong) is None
    assert short_code.looks_like(wrong)


def test_another_attempt_generation_or_claim_gives_another_code() -> None:
    codes = {
        short_code.make(SECRET, claim, generation, attempt)
        for claim in (CLAIM, CLAIM[::-1])
        for generation in range(3)
        for attempt in range(3)
    }
    assert len(codes) == 18


def test_known_answers() -> None:
    vectors = json.loads((VECTORS / "short_codes.json").read_text(encoding="utf-8"))
    secret, point_secret = (bytes.fromhex(vectors[name]) for name in ("secret", "point_secret"))
    for vector in vectors["codes"]:
        code = short_code.make(secret, vector["claim_id"], vector["generation"], vector["attempt"])
        assert code == vector["code"]
        assert short_code.tag(point_secret, code).hex() == vector["tag"]
    for typed, meant in vectors["typed"].items():
        assert short_code.normalise(typed) == meant
