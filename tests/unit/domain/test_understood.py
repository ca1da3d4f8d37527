"""What was understood of somebody else's text calls for a person only where there is a doubt."""

from __future__ import annotations

from dataclasses import replace

from leader_app.domain.text import say
from leader_app.domain.understood import UnderstoodItem, UnderstoodOrder


def test_a_doubt_calls_for_a_person() -> None:
    order = UnderstoodOrder((1,), "1. 李姐 2袋", "李姐", (UnderstoodItem("手工水饺", "P1", 2),))
    assert not order.review
    assert replace(order, doubts=(say("Is it so?"),)).review
