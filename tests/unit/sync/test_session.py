"""Signing in, staying signed in, and signing in again."""

from datetime import UTC, datetime, timedelta

import pytest

from leader_app.domain import signing
from sync.enrolment import HttpEnrolmentDesk
from sync.protocol.messages import NONCE, PULL, SESSION
from sync.session import Session
from sync.troubles import Garbled, TurnedDown
from tests.fakes.centre import FakeCentre
from tests.unit.sync.conftest import URL, Desk


def test_one_session_serves_many_requests(desk: Desk) -> None:
    for _ in range(3):
        desk.engine.run_once()
    assert desk.weather.asked.count(SESSION) == 1


def test_a_session_the_centre_forgot_is_renewed_once(desk: Desk) -> None:
    desk.engine.run_once()
    desk.centre.forget_sessions()
    desk.outbox.add()
    assert desk.engine.run_once().pushed == 1
    assert desk.weather.asked.count(SESSION) == 2


def test_a_session_is_renewed_before_it_ends(desk: Desk) -> None:
    desk.engine.run_once()
    desk.clock.advance(timedelta(minutes=29, seconds=30))
    desk.engine.run_once()
    assert desk.weather.asked.count(SESSION) == 2


def test_a_clock_set_back_or_ahead_does_not_end_a_session(desk: Desk) -> None:
    desk.engine.run_once()
    for year in (2025, 2027):
        desk.clock.set_to(datetime(year, 1, 1, tzinfo=UTC))
        desk.engine.run_once()
    assert desk.weather.asked.count(SESSION) == 1


def test_a_centre_that_never_lets_us_in_is_asked_twice_only(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.centre, "_passes", _Sieve())
    with pytest.raises(TurnedDown):
        desk.engine.run_once()
    assert desk.weather.asked.count(NONCE) == 2
    assert desk.weather.asked.count(PULL) == 2


class _Sieve(dict[str, str]):
    """Keeps nothing."""

    def __setitem__(self, name: str, value: str) -> None:
        """Forget."""


def test_another_key_is_not_let_in(desk: Desk) -> None:
    desk.session = Session(desk.device_id, bytes(32), desk.clock)
    with pytest.raises(TurnedDown) as no:
        desk.new_engine().run_once()
    assert no.value.code == "bad_signature"


def test_an_unknown_counter_is_told(desk: Desk) -> None:
    desk.session = Session("D99", desk.seed, desk.clock)
    with pytest.raises(TurnedDown) as no:
        desk.new_engine().run_once()
    assert no.value.code == "unknown_device"


def test_enrolling_again_with_the_same_key_gives_the_same(desk: Desk, centre: FakeCentre) -> None:
    token, key = centre.token(), signing.public_key(bytes(32))
    office = HttpEnrolmentDesk(desk.connect)
    first = office.enrol(URL, f" {token}\n", key, "window")
    assert office.enrol(URL, token, key, "window") == first
    assert first.device_name == "window"
    with pytest.raises(TurnedDown) as used:
        office.enrol(URL, token, signing.public_key(bytes(range(32))), "window")
    assert used.value.code == "token_used"


def test_a_token_nobody_made_is_refused(desk: Desk) -> None:
    with pytest.raises(TurnedDown) as no:
        HttpEnrolmentDesk(desk.connect).enrol(URL, "guess", bytes(32), "")
    assert "does not know this enrolment token" in str(no.value.title)


def test_an_enrolment_whose_keys_nobody_vouches_for_is_not_believed(
    desk: Desk, centre: FakeCentre
) -> None:
    key = signing.public_key(bytes(32))
    token = centre.token()
    centre.rotate_keys(5)
    object.__setattr__(centre.manifest, "signature", bytes(64))
    with pytest.raises(Garbled):
        HttpEnrolmentDesk(desk.connect).enrol(URL, token, key, "")
