"""Stages that follow the mirror, a new life of the centre, the keys it tells of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain import code_keys
from leader_app.domain.changes import Entity
from leader_app.domain.code_keys import CodeKey, UntrustedManifestError
from leader_app.domain.order import Order, Payment, Stage
from leader_app.domain.pickup import Reversal
from leader_app.errors import Refused, Unavailable
from leader_app.ports import FeedChange, OrderQuery
from leader_app.storage.ballast import Ballast
from leader_app.storage.opening import open_store
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import (
    CLAIM_ID,
    NOON,
    TODAY,
    a_claim,
    a_deed,
    a_line,
    an_order,
    pieces,
)
from tests.fakes.real_store import DEVICE, ROOT_SEED, Counter, a_page, change, enrol


def stage_of(store: SqlStore, order_id: str = "A1") -> Stage:
    """Return the stage the orders page shows."""
    with store.read() as work:
        (row,) = work.orders.page(OrderQuery(order_id), 0, 10)
    return row.stage


def order_of(store: SqlStore, order_id: str = "A1") -> Order | None:
    """Return an order."""
    with store.read() as work:
        return work.orders.get(order_id)


class TestStage:
    """``orders.stage`` follows whatever comes, in whatever order it comes."""

    def test_a_redemption_before_its_order(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(a_deed())]))
        store.mirror.apply(a_page([change(an_order())]))
        assert stage_of(store) is Stage.COLLECTED

    def test_a_redemption_after_its_order(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(an_order(a_line(1, 2)))]))
        assert stage_of(store) is Stage.READY
        store.mirror.apply(a_page([change(a_deed())]))
        assert stage_of(store) is Stage.PARTLY_COLLECTED

    def test_both_in_one_page(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(an_order()), change(a_deed())]))
        assert stage_of(store) is Stage.COLLECTED

    def test_a_redemption_that_was_taken_back(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(an_order()), change(a_deed())]))
        back = Reversal("r1", "h1", "D1", "", NOON, "mistake")
        store.mirror.apply(a_page([change(replace(a_deed(), reversal=back), 2)]))
        assert stage_of(store) is Stage.READY

    def test_a_redemption_that_is_gone(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(an_order()), change(a_deed())]))
        store.mirror.apply(a_page([FeedChange(Entity.REDEMPTION, "h1", 2, None)]))
        assert stage_of(store) is Stage.READY

    def test_an_order_that_changes(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(an_order(a_line(1, 2, 0)))]))
        assert stage_of(store) is Stage.WAITING
        store.mirror.apply(a_page([change(an_order(a_line(1, 2, 1)), 2)]))
        assert stage_of(store) is Stage.PARTLY_ARRIVED
        store.mirror.apply(a_page([change(an_order(a_line(1, 2, 2), cancelled=True), 3)]))
        assert stage_of(store) is Stage.CANCELLED


class TestRestart:
    """The centre began anew: a backup was restored."""

    def test_everything_stays_in_use_until_the_new_era_is_complete(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(a_claim(), 9), change(an_order(), 9)], "old"))
        store.mirror.restart()
        assert store.mirror.cursor() == ""
        assert order_of(store) == an_order()
        store.mirror.apply(a_page([change(a_claim(), 1)], "new-1", more=True))
        assert order_of(store) == an_order()
        told = store.mirror.apply(a_page([], "new-2"))
        assert order_of(store) is None
        assert Entity.ORDER in told.reset
        with store.read() as work:
            assert work.claims.state(CLAIM_ID) is not None
            assert work.orders.products(["A1"]) == {}

    def test_lower_versions_of_the_new_era_count(self, store: SqlStore) -> None:
        restored = an_order(payment=Payment.UNPAID)
        store.mirror.apply(a_page([change(an_order(), 9)], "old"))
        store.mirror.apply(a_page([FeedChange(Entity.ORDER, "A2", 9, None)], "old-2"))
        store.mirror.restart()
        restored_2 = an_order(order_id="A2")
        store.mirror.apply(a_page([change(restored, 2), change(restored_2, 1)], "new"))
        assert order_of(store) == restored
        assert order_of(store, "A2") == restored_2

    def test_the_log_and_the_identity_stay(self, store: SqlStore) -> None:
        with store.write() as work:
            work.log.append("a", "hand_over", b"{}")
            work.commit()
        store.mirror.restart()
        store.mirror.apply(a_page([], "new"))
        assert store.outbox.head().seq == 1
        with store.read() as work:
            assert work.device.identity() is not None

    def test_only_once_is_swept(self, store: SqlStore) -> None:
        store.mirror.restart()
        store.mirror.apply(a_page([change(an_order())], "new"))
        assert not store.mirror.apply(a_page([], "new-2"))


class TestKeys:
    """The manifest of code keys."""

    KEY = CodeKey(1, b"k" * 32, TODAY, TODAY + timedelta(days=90))

    def test_a_newer_manifest_replaces_the_older(self, store: SqlStore) -> None:
        store.mirror.keep_keys(code_keys.seal(2, (self.KEY,), ROOT_SEED))
        with store.read() as work:
            assert work.device.keys() == [self.KEY]
        other = replace(self.KEY, key_id=2)
        store.mirror.keep_keys(code_keys.seal(2, (other,), ROOT_SEED))
        store.mirror.keep_keys(code_keys.seal(1, (other,), ROOT_SEED))
        with store.read() as work:
            assert work.device.keys() == [self.KEY]
        store.mirror.keep_keys(code_keys.seal(3, (self.KEY, other), ROOT_SEED))
        with store.read() as work:
            assert work.device.keys() == [self.KEY, other]

    def test_one_that_the_root_did_not_sign_is_not_kept(self, store: SqlStore) -> None:
        with pytest.raises(UntrustedManifestError):
            store.mirror.keep_keys(code_keys.seal(9, (self.KEY,), b"x" * 32))
        with store.read() as work:
            assert work.device.keys() == []

    def test_nobody_is_trusted_before_enrolment(self, counter: Counter) -> None:
        with counter.opened() as store, pytest.raises(Refused, match="not a counter"):
            store.mirror.keep_keys(code_keys.seal(1, (), ROOT_SEED))


def test_with_little_room_left_only_facts_are_written(counter: Counter) -> None:
    room = Ballast(counter.folder / "ballast", size=0, low_disk=2**60)
    store = open_store(counter.folder, counter.secrets, counter.clock, counter.heard, ballast=room)
    enrol(store)
    with pytest.raises(Unavailable, match="almost full"):
        store.mirror.apply(a_page([change(an_order())]))
    with store.write() as work:
        logged = work.log.append("a", "hand_over", b"{}")
        work.commit()
    assert logged.device_id == DEVICE
    store.close()


def test_deeds_of_other_counters_are_told_with_their_lines(store: SqlStore) -> None:
    deed = replace(
        a_deed(pieces(1, 2), pieces(2, 1), device_id="D9"), primary=False, offline=True, staff="李"
    )
    store.mirror.apply(a_page([change(a_claim()), change(an_order()), change(deed)]))
    with store.read() as work:
        state = work.claims.state(CLAIM_ID)
    assert state is not None
    assert state.hand_overs == (deed,)
