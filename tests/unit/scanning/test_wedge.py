from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.scan import Key, KeyVerdict
from leader_app.domain.scanned_text import MAX_TEXT_LENGTH
from leader_app.scanning import wedge
from leader_app.scanning.wedge import WedgeTiming

CODE = "LDPABCDEFGH234567"


@dataclass
class Window:
    """Does with the verdicts what a window does: fires the timer, sends released keys again."""

    timing: WedgeTiming = field(default_factory=WedgeTiming)
    now_ms: int = 1_000_000
    typed: list[str] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)
    happened: list[str] = field(default_factory=list)
    dangerous_enters: int = 0

    def press(self, text: str, gap_ms: int, *, repeat: bool = False) -> None:
        self.wait(gap_ms)
        verdict = self.timing.key(Key(text, self.now_ms, text, repeat))
        self._obey(verdict)
        if not verdict.held:
            self._type(text)
            self.dangerous_enters += text == "\r" and not verdict.trailing

    def type(self, text: str, gap_ms: int) -> None:
        for char in text:
            self.press(char, gap_ms)

    def wait(self, gap_ms: int) -> None:
        end = self.now_ms + gap_ms
        deadline = self.timing.deadline_ms
        if deadline is not None and deadline <= end:
            self._obey(self.timing.idle(deadline))
            assert self.timing.deadline_ms is None
        self.now_ms = end

    def _obey(self, verdict: KeyVerdict) -> None:
        for key in verdict.released:
            self._type(str(key.token))
        if verdict.scan is not None:
            self.scans.append(verdict.scan)
            self.happened.append(f"scan {verdict.scan}")

    def _type(self, text: str) -> None:
        self.typed.append(text)
        self.happened.append(text)


@pytest.mark.parametrize("end", ["\r", "\n", "\t"])
@pytest.mark.parametrize("gap", [0, 1, 8, 29])
def test_fast_keys_with_a_terminator_are_a_scan(end: str, gap: int) -> None:
    window = Window()
    window.type(CODE + end, gap)
    assert window.scans == [CODE]
    assert window.typed == []
    assert window.timing.deadline_ms is None


def test_a_scan_without_terminator_ends_by_itself() -> None:
    window = Window()
    window.type(CODE, 5)
    window.wait(100)
    assert window.scans == [CODE]
    assert window.typed == []


def test_a_scan_without_terminator_is_seen_even_if_no_timer_fired() -> None:
    timing = WedgeTiming()
    for place, char in enumerate(CODE):
        timing.key(Key(char, place * 5))
    verdict = timing.key(Key("x", 10_000))
    assert verdict.scan == CODE
    assert verdict.held


@pytest.mark.parametrize("gap", [31, 45, 60, 150, 400])
def test_a_person_types_what_they_typed(gap: int) -> None:
    window = Window()
    window.type("hello world\r", gap)
    window.wait(1000)
    assert "".join(window.typed) == "hello world\r"
    assert window.scans == []


def test_a_persons_key_is_held_for_fifty_milliseconds_at_most() -> None:
    timing = WedgeTiming()
    assert timing.key(Key("a", 100)).held
    assert timing.deadline_ms == 150
    assert [key.text for key in timing.idle(150).released] == ["a"]


def test_five_fast_keys_are_too_few() -> None:
    window = Window()
    window.type("12345\r", 2)
    assert window.typed == list("12345\r")
    assert window.scans == []


def test_enter_after_keys_too_slow_for_a_scan_is_marked() -> None:
    window = Window()
    window.type(CODE + "\r", 40)
    assert "".join(window.typed) == CODE + "\r"
    assert window.dangerous_enters == 0


def test_a_persons_enter_passes_at_once_and_unmarked() -> None:
    window = Window()
    window.type(CODE + "\r", 5)
    window.press("\r", 600)
    assert window.typed == ["\r"]
    assert window.dangerous_enters == 1


@pytest.mark.parametrize("late", [0, 5, 120, 240])
def test_a_second_terminator_of_the_scanner_is_swallowed(late: int) -> None:
    window = Window()
    window.type(CODE + "\r", 5)
    window.press("\n", late)
    assert window.scans == [CODE]
    assert window.typed == []


def test_without_the_grace_time_that_terminator_would_hand_goods_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wedge, "GRACE_MS", -1)
    window = Window()
    window.type(CODE + "\r\r", 5)
    assert window.dangerous_enters == 1


def test_a_terminator_after_the_idle_end_is_swallowed() -> None:
    window = Window()
    window.type(CODE, 5)
    window.press("\r", 130)
    assert window.scans == [CODE]
    assert window.typed == []


def test_scans_one_right_after_the_other_are_all_seen() -> None:
    window = Window()
    for number in range(50):
        window.type(f"CODE{number:04}\r\n", 3)
    assert window.scans == [f"CODE{number:04}" for number in range(50)]
    assert window.typed == []


def test_one_hiccup_of_the_scanner_is_forgiven() -> None:
    window = Window()
    window.type(CODE[:4], 3)
    window.press(CODE[4], 90)
    window.type(CODE[5:] + "\r", 3)
    assert window.scans == [CODE]


def test_a_scan_in_the_middle_of_typing_is_cut_out() -> None:
    window = Window()
    window.type("note", 120)
    window.wait(80)
    window.type(CODE + "\r", 4)
    window.wait(300)
    window.type("more", 120)
    window.wait(60)
    assert window.scans == [CODE]
    assert "".join(window.typed) == "notemore"


def test_a_key_held_down_is_no_scan() -> None:
    window = Window()
    window.press("a", 0)
    for _ in range(40):
        window.press("a", 20, repeat=True)
    assert "".join(window.typed) == "a" * 41
    assert window.scans == []


def test_a_key_that_types_nothing_lets_held_keys_go_first() -> None:
    window = Window()
    window.type("ab", 5)
    window.press("", 5)
    assert window.typed == ["a", "b", ""]


def test_time_stamps_that_start_anew_do_not_turn_typing_into_scans() -> None:
    timing = WedgeTiming()
    timing.key(Key("x", 2**32 - 5))
    verdict = timing.key(Key("a", 100))
    assert [key.text for key in verdict.released] == ["x"]
    for place in range(1, 20):
        verdict = timing.key(Key("a", 100 + 120 * place))
        assert [key.text for key in verdict.released] == ["a"]
        assert verdict.scan is None


def test_time_stamps_a_little_out_of_order_are_borne() -> None:
    timing = WedgeTiming()
    for place, char in enumerate(CODE):
        assert timing.key(Key(char, 1000 + place * 5 - (place % 2) * 7)).held
    assert timing.key(Key("\r", 1100)).scan == CODE


def test_a_flood_of_keys_is_cut_at_the_longest_text() -> None:
    timing = WedgeTiming()
    for place in range(20_000):
        timing.key(Key("7", place))
    scan = timing.key(Key("\r", 20_000)).scan
    assert scan is not None
    assert len(scan) == MAX_TEXT_LENGTH + 1


_scan_texts = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=6, max_size=150)
_words = st.text("abcdefgh ", min_size=1, max_size=12)
_doings = st.lists(
    st.one_of(
        st.tuples(
            st.just("scan"), _scan_texts, st.integers(0, 29), st.sampled_from(["\r", "\t", ""])
        ),
        st.tuples(st.just("type"), _words, st.integers(55, 400), st.sampled_from(["\r", ""])),
    ),
    max_size=8,
)


@given(_doings)
def test_nothing_is_lost_doubled_reordered_or_mistaken(
    doings: list[tuple[str, str, int, str]],
) -> None:
    window = Window()
    expected: list[str] = []
    for kind, text, gap, end in doings:
        window.wait(300)
        if kind == "scan":
            window.type(text + end, gap)
            expected.append(f"scan {text}")
        else:
            window.type(text + end, gap)
            expected.extend(text + end)
    window.wait(300)
    assert window.happened == expected


@given(st.lists(st.tuples(st.sampled_from("abc\r\t1"), st.integers(0, 200)), max_size=80))
def test_no_key_ever_disappears(presses: list[tuple[str, int]]) -> None:
    window = Window()
    for text, gap in presses:
        window.press(text, gap)
    window.wait(200)
    ends = {"\r", "\t"}
    arrived = [char for text in window.happened for char in text.removeprefix("scan ")]
    assert [c for c in arrived if c not in ends] == [t for t, _ in presses if t not in ends]
