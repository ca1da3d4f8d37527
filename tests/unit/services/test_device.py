"""Enrolment survives everything; the doctor sees everything."""

from datetime import timedelta

import pytest

from leader_app.domain import signing
from leader_app.domain.text import say
from leader_app.errors import Refused, Unavailable
from leader_app.ports import Examination
from leader_app.services.device.describe import DescribeDevice
from leader_app.services.device.doctor import Doctor, Probe, clock_probe, sync_probe
from leader_app.services.device.enrol import DEVICE_KEY, EnrolDevice
from leader_app.services.device.preferences import KeptPreferences
from leader_app.services.device.report import Finding, Health
from leader_app.services.device.store_checks import store_probes
from tests.fakes.clock import FakeClock
from tests.fakes.secrets import MemorySecrets
from tests.fakes.store import MemoryStore, a_store
from tests.fakes.sync_side import CountedWake, FakeEnrolmentDesk

URL = "https://centre.test/"
GOOD = Examination(
    sound=True, commands=3, broken_at=0, journal_lacks=0, only_in_journal=0, disk_low=False
)


class Rig:
    """An empty store and everything enrolment touches."""

    def __init__(self) -> None:
        self.store = MemoryStore(FakeClock())
        self.secrets = MemorySecrets()
        self.desk = FakeEnrolmentDesk()
        self.wake = CountedWake()
        self.enrol = EnrolDevice(
            self.store, self.secrets, self.desk, self.wake, lambda size: b"\x07" * size
        )


@pytest.fixture
def rig() -> Rig:
    return Rig()


def test_enrolling_tells_who_we_are_and_wakes_sync(rig: Rig) -> None:
    report = rig.enrol(URL, " to ken\n", " 收银台 ")
    assert (report.device_id, report.device_name, report.point_name) == (
        "D1",
        "收银台",
        "幸福里便利店",
    )
    assert report.centre_url == "https://centre.test"
    public = signing.public_key(rig.secrets.kept[DEVICE_KEY])
    assert rig.desk.presented == [("https://centre.test", "token", public, "收银台")]
    assert rig.wake.times == 1
    assert DescribeDevice(rig.store)() == report


def test_the_key_is_kept_before_anyone_hears_of_it_and_used_again(rig: Rig) -> None:
    rig.desk.failure = Unavailable(say("No network."), say("Connect."))
    with pytest.raises(Unavailable, match="No network"):
        rig.enrol(URL, "token")
    key = rig.secrets.kept[DEVICE_KEY]
    rig.desk.failure = None
    rig.enrol(URL, "token")
    assert rig.secrets.kept[DEVICE_KEY] == key
    assert rig.desk.presented[0] == rig.desk.presented[1]


def test_a_locked_keyring_presents_nothing(rig: Rig) -> None:
    rig.secrets.locked = True
    with pytest.raises(Unavailable, match="locked"):
        rig.enrol(URL, "token")
    assert not rig.desk.presented


def test_a_crash_before_the_answer_was_kept_costs_only_a_retry(rig: Rig) -> None:
    rig.store.failure = Unavailable(say("The disk is full."), say("Make room."))
    with pytest.raises(Unavailable, match="full"):
        rig.enrol(URL, "token")
    assert not DescribeDevice(rig.store)().enrolled
    rig.store.failure = None
    assert rig.enrol(URL, "token").enrolled


def test_the_same_token_again_gives_the_same_answer_without_the_network(rig: Rig) -> None:
    first = rig.enrol(URL, "token")
    rig.desk.failure = Unavailable(say("No network."), say("Connect."))
    assert rig.enrol(URL, "token") == first


def test_a_counter_is_not_enrolled_twice(rig: Rig) -> None:
    rig.enrol(URL, "token")
    with pytest.raises(Refused, match="already 1号台 of 幸福里便利店"):
        rig.enrol(URL, "other")
    rig.store.kept.points.clear()
    with pytest.raises(Refused, match="of 7"):
        rig.enrol(URL, "other")


@pytest.mark.parametrize(
    "url", ["", "centre.test", "ftp://centre.test", "https://", "http://[::1", "http://a:99999"]
)
def test_what_is_no_address_is_refused(rig: Rig, url: str) -> None:
    with pytest.raises(Refused, match="address of a centre"):
        rig.enrol(url, "token")
    assert DEVICE_KEY not in rig.secrets.kept


@pytest.mark.parametrize("token", ["", "  ", "提货码", "a\x00b"])
def test_what_is_no_token_is_refused(rig: Rig, token: str) -> None:
    with pytest.raises(Refused, match="enrolment token"):
        rig.enrol(URL, token)


def test_before_enrolment_the_report_names_nobody(rig: Rig) -> None:
    report = DescribeDevice(rig.store)()
    assert (report.enrolled, report.device_id, report.unsent) == (False, "", 0)


def test_preferences_are_kept(rig: Rig) -> None:
    kept = KeptPreferences(rig.store)
    assert kept.get("camera") is None
    kept.put("camera", "1")
    assert kept.get("camera") == "1"


def _look(probe: Probe) -> Finding:
    (finding,) = Doctor([probe])()
    return finding


@pytest.mark.parametrize(
    ("minutes", "health", "words"),
    [
        (1, Health.GOOD, "agrees"),
        (5, Health.ATTENTION, "5 minutes slow"),
        (-9, Health.ATTENTION, "9 minutes fast"),
    ],
)
def test_the_clock_is_compared(minutes: int, health: Health, words: str) -> None:
    store = a_store(FakeClock())
    store.kept.lead = timedelta(minutes=minutes)
    finding = _look(clock_probe(store))
    assert finding.health is health
    assert words in str(finding.summary)


def test_a_clock_that_was_never_compared_is_no_trouble() -> None:
    assert _look(clock_probe(MemoryStore(FakeClock()))).health is Health.GOOD


def test_old_data_and_no_enrolment_call_for_attention() -> None:
    clock = FakeClock()
    store = a_store(clock)
    assert _look(sync_probe(store, clock)).health is Health.GOOD
    clock.advance(timedelta(hours=13))
    assert "12 hours" in str(_look(sync_probe(store, clock)).summary)
    store.kept.identity = None
    assert "not a counter" in str(_look(sync_probe(store, clock)).summary)


def test_a_check_that_finds_the_world_at_fault_says_its_words() -> None:
    def broken() -> Finding:
        raise Unavailable(say("The keyring is locked."), say("Unlock it."))

    finding = _look(Probe("keyring", broken))
    assert (finding.name, finding.health, str(finding.hint)) == (
        "keyring",
        Health.BAD,
        "Unlock it.",
    )


@pytest.mark.expects_log("the check odd broke")
def test_a_check_that_breaks_is_a_finding_and_stops_no_other() -> None:
    def bug() -> Finding:
        raise KeyError

    good = Probe("fine", lambda: Finding("fine", Health.GOOD, say("Fine.")))
    odd, fine = Doctor([Probe("odd", bug), good])()
    assert odd.health is Health.BAD
    assert "KeyError" in str(odd.summary)
    assert fine.health is Health.GOOD


class FakeHealth:
    """A store with these findings."""

    def __init__(self, found: Examination) -> None:
        self.found = found
        self.looks = 0

    def examine(self) -> Examination:
        self.looks += 1
        return self.found


def test_a_sound_store_is_read_once_and_all_is_good() -> None:
    store = FakeHealth(GOOD)
    findings = Doctor(store_probes(store))()
    assert {one.health for one in findings} == {Health.GOOD}
    assert store.looks == 1


def test_what_is_wrong_with_a_store_is_said() -> None:
    bad = Examination(
        sound=False,
        commands=1,
        broken_at=2,
        journal_lacks=1,
        only_in_journal=0,
        disk_low=True,
        levels_off=3,
    )
    said = {one.name: one.health for one in Doctor(store_probes(FakeHealth(bad)))()}
    assert said == {
        "database": Health.BAD,
        "chain": Health.BAD,
        "journal": Health.ATTENTION,
        "stock": Health.BAD,
        "disk": Health.ATTENTION,
    }
    lost = Examination(
        sound=True, commands=1, broken_at=0, journal_lacks=0, only_in_journal=2, disk_low=False
    )
    probes = store_probes(FakeHealth(lost))
    assert "Only in the second copy: 2" in str(_look(probes[2]).summary)
