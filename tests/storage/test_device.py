from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.changes import Entity
from leader_app.domain.code_keys import UntrustedManifestError
from leader_app.errors import Refused
from leader_app.ports import Identity
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import POINT
from tests.fakes.real_store import Counter, an_enrolment, enrol


def test_before_enrolment_there_is_nobody(counter: Counter) -> None:
    with counter.opened() as store, store.read() as work:
        assert work.device.identity() is None
        assert work.device.keys() == []
        assert work.device.unsent() == 0
        assert work.device.centre_lead() == timedelta()


def test_an_enrolment_is_kept_with_its_point(counter: Counter) -> None:
    with counter.opened() as store:
        with store.write() as work:
            work.device.enrol(an_enrolment(), "https://centre.example")
            changes = work.commit()
        assert changes.ids(Entity.DEVICE) == {"D1"}
    with counter.opened() as store, store.read() as work:
        told = an_enrolment()
        assert work.device.identity() == Identity(
            "D1",
            "Counter",
            POINT,
            1,
            "https://centre.example",
            told.root_key,
            told.point_secret,
        )
        assert work.names.points([POINT])[POINT] == told.point


def test_the_same_device_may_enrol_again(store: SqlStore) -> None:
    with store.write() as work:
        work.device.enrol(an_enrolment(epoch=3), "https://moved.example")
        work.commit()
    with store.read() as work:
        identity = work.device.identity()
    assert identity is not None
    assert (identity.epoch, identity.centre_url) == (3, "https://moved.example")


def test_another_device_is_refused(store: SqlStore) -> None:
    with pytest.raises(Refused, match="already the counter"):
        enrol(store, "D2")


def test_a_manifest_the_root_did_not_sign_enrols_nobody(counter: Counter) -> None:
    forged = replace(an_enrolment(), root_key=b"x" * 32)
    with counter.opened() as store:
        with pytest.raises(UntrustedManifestError), store.write() as work:
            work.device.enrol(forged, "https://centre.example")
        with store.read() as work:
            assert work.device.identity() is None


def test_settings_are_kept(counter: Counter) -> None:
    with counter.opened() as store, store.write() as work:
        assert work.settings.get("sound") is None
        work.settings.put("sound", "0")
        work.settings.put("sound", "1")
        assert work.commit().ids(Entity.SETTING) == {"sound"}
    with counter.opened() as store, store.read() as work:
        assert work.settings.get("sound") == "1"
