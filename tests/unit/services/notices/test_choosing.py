"""What an audience is chosen from: products that are waited for, and people by their marks."""

from __future__ import annotations

import pytest

from tests.unit.services.notices.rig import Rig


def test_products_that_somebody_waits_for_are_counted_by_member(rig: Rig) -> None:
    assert not rig.desk.compose.products()
    first, *_ = rig.waiting(3)
    (milk,) = rig.desk.compose.products()
    assert (milk.product_id, milk.households) == ("milk", 3)
    rig.collect(first)
    (milk,) = rig.desk.compose.products()
    assert milk.households == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王3", ["M3"]),
        ("  王3明 ", ["M3"]),
        ("3-101", ["M3"]),
        ("34", ["M1", "M2", "M3", "M4"]),
        ("明", ["M1", "M2", "M3", "M4"]),
        ("", []),
        ("   ", []),
        ("%", []),
        ("_", []),
        ("'; drop table members; --", []),
    ],
)
def test_people_are_found_by_name_home_or_phone_and_by_nothing_else(
    rig: Rig, text: str, found: list[str]
) -> None:
    rig.waiting(4)
    people = rig.desk.compose.people(text, 8)
    assert [one.member_id for one in people] == found
    assert all(set(one.name[1:]) == {"*"} for one in people)


def test_no_more_people_than_asked_for_and_strangers_are_left_out(rig: Rig) -> None:
    rig.waiting(12)
    assert len(rig.desk.compose.people("王", 5)) == 5
    named = rig.desk.compose.named(["M2", "stranger", "M1"])
    assert [one.member_id for one in named] == ["M1", "M2"]
    assert rig.desk.compose.named([]) == ()
