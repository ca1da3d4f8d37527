"""Addresses of printers, as people type them; papers in dots."""

from __future__ import annotations

import pytest

from leader_app.domain.paper import PAPERS, ROLL_58, ROLL_80, dots, head_dots
from leader_app.domain.printer import Connection, Printer, host_and_port, is_address, usb_ids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("192.168.1.50", ("192.168.1.50", 9100)),
        (" 192.168.1.50:9101 ", ("192.168.1.50", 9101)),
        ("kitchen.local", ("kitchen.local", 9100)),
        ("fe80::1", ("fe80::1", 9100)),
        ("[fe80::1]:9101", ("fe80::1", 9101)),
        ("[fe80::1]", ("fe80::1", 9100)),
    ],
)
def test_network_addresses(text: str, found: tuple[str, int]) -> None:
    assert host_and_port(text) == found


@pytest.mark.parametrize("text", ["", " ", ":9100", "a:0", "a:99999", "a:port", "a b", "a:-1"])
def test_what_is_no_network_address(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        host_and_port(text)
    assert not is_address(Connection.NETWORK, text)


def test_usb_numbers() -> None:
    assert usb_ids("04b8:0E15") == (0x04B8, 0x0E15)
    assert is_address(Connection.USB, "04b8:0202")
    assert not is_address(Connection.USB, "04b8")
    assert is_address(Connection.SERIAL, "COM3")
    assert not is_address(Connection.FILE, " ")


def test_heads_are_whole_bytes_wide() -> None:
    assert (head_dots(ROLL_58, 203), head_dots(ROLL_80, 203)) == (384, 576)
    assert all(head_dots(paper, dpi) % 8 == 0 for paper in PAPERS.values() for dpi in (203, 300))
    assert dots(25.4, 300) == 300


def test_a_printer_knows_its_paper() -> None:
    assert Printer("Counter", Connection.FILE, "lp0", "58mm").paper is ROLL_58
