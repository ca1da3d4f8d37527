"""What a hand-over took from where: the same at every counter, whatever it knows of the order."""

from __future__ import annotations

from dataclasses import replace

from leader_app.domain.order import LineKey
from leader_app.domain.outflow import Taken, outflow
from leader_app.domain.stock import NO_LOT, Draw, Lot, StockKey
from tests.fakes.pickups import a_deed, a_line, pieces

LINES = {LineKey("A1", n): a_line(n, 3) for n in (1, 2)}
HERE = StockKey("P1", Lot("L1"), "A-01")


def test_what_was_drawn_goes_first_and_the_rest_from_nowhere() -> None:
    deed = replace(a_deed(pieces(1, 3), pieces(2, 1)), drawn=(Draw(HERE, 2),))
    assert outflow(deed, LINES) == (
        Taken(HERE, 2, "A1"),
        Taken(StockKey("P1", NO_LOT), 1, "A1"),
        Taken(StockKey("P2", NO_LOT), 1, "A1"),
    )


def test_more_drawn_than_taken_is_gone_all_the_same() -> None:
    deed = replace(a_deed(pieces(1, 1)), drawn=(Draw(HERE, 3),))
    assert outflow(deed, LINES) == (Taken(HERE, 1, "A1"), Taken(HERE, 2, ""))


def test_lines_share_a_draw() -> None:
    lines = {LineKey("A1", n): replace(a_line(n, 3), product_id="P1") for n in (1, 2)}
    deed = replace(a_deed(pieces(1, 1), pieces(2, 1)), drawn=(Draw(HERE, 2),))
    assert outflow(deed, lines) == (Taken(HERE, 1, "A1"), Taken(HERE, 1, "A1"))


def test_of_an_order_not_known_here_only_a_whole_draw_can_be_told() -> None:
    deed = a_deed(pieces(1, 2))
    assert outflow(deed, {}) is None
    assert outflow(replace(deed, drawn=(Draw(HERE, 1),)), {}) is None
    assert outflow(replace(deed, drawn=(Draw(HERE, 2),)), {}) == (Taken(HERE, 2, "A1"),)
    two = replace(a_deed(pieces(1), pieces(1, 1, "A2")), drawn=(Draw(HERE, 2),))
    assert outflow(two, {}) == (Taken(HERE, 2, ""),)
