"""Coming goods get places: cold ones cold, one member's together, nothing silently overfull."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey
from leader_app.domain.slot import Slot
from leader_app.domain.slotting import Coming, Placement, place, usual_time


def slot(name: str, position: int = 1, litres: int = 10, *, zone: Zone = Zone.FRIDGE) -> Slot:
    return Slot(name, 7, zone, litres * 1000, position)


def goods(
    order: str,
    member: str = "M1",
    *,
    line_no: int = 1,
    litres: int = 1,
    pieces: int = 1,
    hour: int | None = None,
    beside: str = "",
    zone: Zone = Zone.FRIDGE,
) -> Coming:
    expected = None if hour is None else time(hour)
    key = LineKey(order, line_no)
    return Coming(key, member, zone, litres * 1000, pieces, expected, beside)


def slots_of(placement: Placement) -> dict[str, str]:
    return {f"{key.order_id}.{key.line_no}": name for key, name in placement.slots.items()}


NEAR, FAR = slot("F-1", 1), slot("F-2", 2)


def test_who_is_expected_soonest_lies_nearest() -> None:
    coming = [
        goods("late", "M1", litres=10, hour=19),
        goods("soon", "M2", litres=10, hour=8),
    ]
    assert slots_of(place(coming, [FAR, NEAR], {})) == {"soon.1": "F-1", "late.1": "F-2"}
    strangers = [goods("whenever", "M1", litres=10), goods("soon", "M2", litres=10, hour=20)]
    assert slots_of(place(strangers, [FAR, NEAR], {})) == {"soon.1": "F-1", "whenever.1": "F-2"}


def test_one_members_goods_lie_together_where_they_all_fit() -> None:
    coming = [goods("a", litres=6), goods("b", litres=3)]
    assert slots_of(place(coming, [NEAR, FAR], {"F-1": 3000})) == {"a.1": "F-2", "b.1": "F-2"}


def test_they_part_only_where_they_must() -> None:
    coming = [goods("a", litres=8), goods("a", line_no=2, litres=5)]
    placement = place(coming, [NEAR, FAR], {})
    assert slots_of(placement) == {"a.1": "F-1", "a.2": "F-2"}
    assert placement.short_ml == {}
    assert placement.added_ml == {"F-1": 8000, "F-2": 5000}


def test_new_goods_go_beside_what_already_waits() -> None:
    assert slots_of(place([goods("a", beside="F-2")], [NEAR, FAR], {})) == {"a.1": "F-2"}
    full = place([goods("a", beside="F-2")], [NEAR, FAR], {"F-2": 10_000})
    assert slots_of(full) == {"a.1": "F-1"}
    assert slots_of(place([goods("a", beside="gone")], [NEAR, FAR], {})) == {"a.1": "F-1"}


def test_cold_goods_lie_cold_and_a_zone_without_slots_has_none() -> None:
    coming = [goods("a"), goods("a", line_no=2, zone=Zone.FREEZER)]
    placement = place(coming, [NEAR, slot("A-1", zone=Zone.SHELF)], {})
    assert slots_of(placement) == {"a.1": "F-1", "a.2": ""}


def test_goods_of_unknown_size_take_a_litre_each() -> None:
    assert place([goods("a", litres=0, pieces=3)], [NEAR], {}).added_ml == {"F-1": 3000}


def test_what_fits_nowhere_goes_where_most_room_is_and_is_told() -> None:
    placement = place([goods("a", litres=12)], [NEAR, FAR], {"F-1": 4000, "F-2": 2000})
    assert slots_of(placement) == {"a.1": "F-2"}
    assert placement.short_ml == {}
    assert place([goods("a", litres=22)], [NEAR, FAR], {}).short_ml == {Zone.FRIDGE: 2000}


def test_a_slot_without_a_capacity_takes_any_amount() -> None:
    placement = place([goods("a", litres=500)], [NEAR, slot("F-9", 9, 0)], {})
    assert slots_of(placement) == {"a.1": "F-9"}
    assert placement.short_ml == {}


def test_closed_slots_and_nothing_coming_are_left_out() -> None:
    closed = Slot("F-0", 7, Zone.FRIDGE, 0, 0, active=False)
    assert slots_of(place([goods("a"), goods("b", pieces=0)], [closed, NEAR], {})) == {"a.1": "F-1"}


def test_the_usual_time_is_the_middle_one_on_the_points_wall() -> None:
    days = [datetime(2026, 11, day, hour, tzinfo=UTC) for day, hour in [(1, 1), (2, 10), (3, 11)]]
    assert usual_time(days) == time(18)
    assert usual_time([]) is None


_coming = st.lists(
    st.builds(
        lambda member, litres, pieces, hour, zone: (member, litres, pieces, hour, zone),
        st.sampled_from(["M1", "M2", "M3"]),
        st.integers(0, 6),
        st.integers(0, 4),
        st.none() | st.integers(0, 23),
        st.sampled_from([Zone.FRIDGE, Zone.SHELF]),
    ),
    max_size=12,
).map(
    lambda found: [
        goods(f"o{n}", member, litres=litres, pieces=pieces, hour=hour, zone=zone)
        for n, (member, litres, pieces, hour, zone) in enumerate(found)
    ]
)
_slots = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from([Zone.FRIDGE, Zone.SHELF])), max_size=5
).map(lambda found: [slot(f"S{n}", n, litres, zone=zone) for n, (litres, zone) in enumerate(found)])


@given(_coming, _slots, st.randoms(use_true_random=False))
def test_every_line_has_a_place_of_its_zone_and_every_litre_is_accounted_for(
    coming: Sequence[Coming], slots: Sequence[Slot], random: Random
) -> None:
    placement = place(coming, slots, {})
    zones = {x.slot_id: x.zone for x in slots}
    wanted = {x.key: x for x in coming if x.pieces}
    assert placement.slots.keys() == wanted.keys()
    for key, name in placement.slots.items():
        assert zones.get(name, wanted[key].zone) is wanted[key].zone
        assert name or wanted[key].zone not in zones.values()
    placed = sum(wanted[key].space_ml for key, name in placement.slots.items() if name)
    assert sum(placement.added_ml.values()) == placed
    for zone in Zone:
        added = {x: placement.added_ml.get(x.slot_id, 0) for x in slots if x.zone is zone}
        over = max(0, sum(added.values()) - sum(x.capacity_ml for x in added))
        bounded = all(x.capacity_ml for x in added)
        assert placement.short_ml.get(zone, 0) == (over if bounded else 0)
    mixed = random.sample(coming, len(coming))
    assert place(mixed, random.sample(slots, len(slots)), {}) == placement
