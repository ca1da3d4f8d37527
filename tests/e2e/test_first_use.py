"""A new computer becomes a counter; one without a keyring asks for a passphrase."""

from __future__ import annotations

from tests.e2e.marks import REAL_WINDOW
from tests.e2e.neighbourhood import Neighbourhood
from tests.e2e.screen import Eyes, press, scan, type_text

pytestmark = REAL_WINDOW
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
WORDS = "seven tall herons"


def test_address_and_token_typed_in_the_window_make_a_counter(
    here: Neighbourhood, see: Eyes
) -> None:
    new = here.counter("new")
    with new.window() as window:
        see.wait_for_words(window.pid, "把本机设为柜台")
        type_text(window.pid, here.url, gap_ms=15)
        press(window.pid, "Tab")
        type_text(window.pid, here.token(), gap_ms=15)
        press(window.pid, "Return")
        see.wait_for_words(window.pid, "请扫下一个码")
        scan(window.pid, here.code(here.a_ready_order()))
        see.wait_for_words(window.pid, "可以取货")


def test_without_a_keyring_a_passphrase_is_chosen_and_asked_for_again(
    here: Neighbourhood, see: Eyes
) -> None:
    new = here.counter("new")
    with new.window(**NO_KEYRING) as window:
        see.wait_for_words(window.pid, "设置口令")
        type_text(window.pid, WORDS, gap_ms=15)
        press(window.pid, "Tab")
        type_text(window.pid, WORDS, 15, "Return")
        see.wait_for_words(window.pid, "把本机设为柜台")

    with new.window(**NO_KEYRING) as window:
        see.wait_for_words(window.pid, "解锁本柜台")
        type_text(window.pid, "seven small herons", 15, "Return")
        see.wait_for_words(window.pid, "口令不对")
        press(window.pid, "ctrl+a")
        type_text(window.pid, WORDS, 15, "Return")
        see.wait_for_words(window.pid, "把本机设为柜台")
