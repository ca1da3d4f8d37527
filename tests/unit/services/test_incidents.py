"""What a person has to look at, with both sides."""

from dataclasses import replace

from leader_app.domain.incident import Incident, IncidentKind
from leader_app.domain.pickup import apply
from leader_app.ports import RefusedCommand
from leader_app.services.incidents.pages import IncidentsByPage
from leader_app.services.incidents.wording import INCIDENTS
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import CLAIM_ID, NOON, POINT, a_deed, a_state
from tests.fakes.store import MemoryStore, a_store

DOUBLE = Incident(
    "i1", IncidentKind.DOUBLE_HAND_OVER, POINT, CLAIM_ID, "D2", ("h1", "h2"), NOON, settled=False
)
REFUSED = RefusedCommand(4, "c4", "hand_over", NOON, "rejected", "unreadable")


def _store() -> MemoryStore:
    twice = apply(apply(a_state(), a_deed()), a_deed(hand_over_id="h2", device_id="D2"))
    store = a_store(FakeClock(), apply(twice, a_deed(hand_over_id="h3")))
    store.kept.incidents = [DOUBLE, replace(DOUBLE, incident_id="i2", settled=True)]
    store.kept.refused = [REFUSED, replace(REFUSED, kind="teleport", code="", command_id="c5")]
    return store


def test_a_page_names_everything_and_counts_what_is_open() -> None:
    page = IncidentsByPage(_store()).page()
    assert [note.incident_id for note in page.incidents] == ["i1", "i2"]
    note = page.incidents[0]
    assert (note.member_name, note.phone_tail, note.order_ids) == ("王**", "1234", ("A1",))
    assert [(side.hand_over_id, side.device_name) for side in note.sides] == [
        ("h1", "1号台"),
        ("h2", "2号台"),
    ]
    assert str(note.title) == "Handed over twice"
    assert page.open == 3


def test_refused_commands_say_what_and_why() -> None:
    first, second = IncidentsByPage(_store()).page().refused
    assert str(first.title) == "The centre did not accept a hand-over"
    assert "could not read it" in str(first.detail)
    assert str(second.title) == "The centre did not accept a message"
    assert "Reason given: -" in str(second.detail)


def test_one_incident_is_found_by_its_id() -> None:
    pages = IncidentsByPage(_store())
    found = pages.both_sides("i2")
    assert found is not None
    assert found.settled
    assert pages.both_sides("i9") is None


def test_an_incident_about_an_unknown_claim_still_shows() -> None:
    store = _store()
    store.kept.incidents = [replace(DOUBLE, claim_id="ff" * 10)]
    (note,) = IncidentsByPage(store).page().incidents
    assert (note.sides, note.order_ids, note.member_name) == ((), (), "")


def test_a_dismissed_command_leaves_the_list() -> None:
    store = _store()
    pages = IncidentsByPage(store)
    pages.dismiss("c4")
    assert [note.command.command_id for note in pages.page().refused] == ["c5"]


def test_every_kind_has_words() -> None:
    assert set(INCIDENTS) == set(IncidentKind)
