"""Pictures reach a real centre whole, however often the way there breaks."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from central.attachments.uploads import find
from central.storage.goods_tables import attachments
from leader_app.domain import signing
from leader_app.domain.attachment import Attachment
from leader_app.errors import LeaderError
from sync.client import Client
from sync.engine import NO_PICTURES_SECONDS, Engine
from sync.enrolment import HttpEnrolmentDesk
from sync.protocol.messages import AttachmentAnswer
from sync.session import Session
from sync.uploads import Uploader
from tests.contract.centres import RealCentre, RealShop
from tests.fakes.clock import FakeClock
from tests.fakes.sync_store import MemoryMirror, MemoryOutbox
from tests.fakes.uploads import MemoryUploads, picture
from tests.faults.counter import impatient
from tests.faults.proxy import CLEAR, End, FaultProxy, Plan

MEGABYTE = 1 << 20


class Camera:
    """A counter that has pictures to send; every try has connections of its own."""

    def __init__(self, shop: RealShop, url: str) -> None:
        self.url = url
        self.shop = shop
        self.clock = FakeClock()
        seed = os.urandom(32)
        told = HttpEnrolmentDesk().enrol(shop.url, shop.token(), signing.public_key(seed), "")
        self.session = Session(told.device_id, seed, self.clock)
        self.outbox = MemoryOutbox(told.device_id, self.clock)
        self.mirror = MemoryMirror(told.root_key)
        self.uploads = MemoryUploads()

    @contextmanager
    def engine(self) -> Iterator[Engine]:
        made = Engine(
            lambda: Client(impatient(self.url, 2.0)),
            self.session,
            self.outbox,
            self.mirror,
            self.clock,
            uploads=self.uploads,
        )
        try:
            yield made
        finally:
            made.interrupt()

    def attempt(self) -> bool:
        """Send until nothing is left; ``False`` if trouble came in between."""
        with suppress(LeaderError), self.engine() as engine:
            while not engine.upload():
                pass
            return True
        return False

    def assert_all_there(self) -> None:
        database = self.shop.centre.database
        with database.reading() as connection:
            for name, (kept, data) in self.uploads.kept.items():
                assert find(database, connection, name) == (kept.media_type, data)
        assert sorted(self.uploads.sent) == sorted(self.uploads.kept)


@pytest.fixture
def proxy(on_sqlite: RealCentre) -> Iterator[FaultProxy]:
    made = FaultProxy(on_sqlite.url)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def camera(on_sqlite: RealCentre, proxy: FaultProxy) -> Camera:
    return Camera(on_sqlite.shop(), proxy.url)


def test_twenty_megabytes_over_a_way_that_breaks_at_random_bytes(
    proxy: FaultProxy, camera: Camera
) -> None:
    for number in range(8):
        camera.uploads.add(picture(5 * MEGABYTE // 2, number))
    chance = random.Random(20)
    cuts = 0
    for _ in range(25):
        end = chance.choice((End.CLOSE, End.RESET))
        if chance.random() < 0.8:
            proxy.plan = Plan(cut_up=chance.randrange(2 * MEGABYTE), end=end)
        else:
            proxy.plan = Plan(cut_down=chance.randrange(3_000), end=end)
        cuts += not camera.attempt()
        camera.clock.advance(timedelta(seconds=1))
    proxy.plan = CLEAR
    assert camera.attempt()
    assert cuts > 10
    camera.assert_all_there()


def test_a_part_whose_answer_is_lost_at_any_byte_is_not_kept_twice(
    proxy: FaultProxy, camera: Camera
) -> None:
    for at in range(0, 260, 20):
        name = camera.uploads.add(picture(40_000, at))
        proxy.plan = Plan(cut_down=at)
        camera.attempt()
        proxy.plan = CLEAR
        assert camera.attempt()
        assert name in camera.uploads.sent
    camera.assert_all_there()


def test_corrupt_bytes_of_answers_do_no_harm(proxy: FaultProxy, camera: Camera) -> None:
    camera.uploads.add(picture(300_000))
    for at in range(0, 900, 60):
        proxy.plan = Plan(corrupt_down=at)
        camera.attempt()
    proxy.plan = CLEAR
    assert camera.attempt()
    camera.assert_all_there()


def test_facts_go_before_pictures(camera: Camera) -> None:
    camera.uploads.add(picture(100_000))
    (order,) = camera.shop.sell()
    camera.outbox.add(order.claim_id)
    with camera.engine() as engine:
        assert engine.upload() == 1.0
        assert camera.uploads.sent == []
        engine.push()
        while not engine.upload():
            pass
        assert engine.upload() == NO_PICTURES_SECONDS
    camera.assert_all_there()


def test_a_killed_centre_goes_on_where_it_was(own_centre: RealCentre) -> None:
    camera = Camera(own_centre.shop(), own_centre.url)
    camera.uploads.add(picture(MEGABYTE))
    with camera.engine() as engine:
        for _ in range(4):
            engine.upload()
    with own_centre.database.reading() as connection:
        (received,) = connection.scalars(sa.select(attachments.c.received))
    assert 0 < received < MEGABYTE
    own_centre.kill()
    assert not camera.attempt()
    own_centre.start()
    camera.url = own_centre.url
    assert camera.attempt()
    camera.assert_all_there()


def test_the_control_a_sender_that_goes_by_its_own_count_is_found_out(
    proxy: FaultProxy, camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same breaks over a sender that does not ask where the centre is must not end well."""
    sent = 0
    real = Uploader._send

    def by_its_own_count(self: Uploader, kept: Attachment) -> AttachmentAnswer:
        nonlocal sent
        self._received, sent = sent, sent + self._part
        return real(self, kept)

    monkeypatch.setattr(Uploader, "_send", by_its_own_count)
    camera.uploads.add(picture(MEGABYTE))
    for at in (60_000, 200_000):
        proxy.plan = Plan(cut_up=at)
        camera.attempt()
    proxy.plan = CLEAR
    camera.attempt()
    assert camera.uploads.sent == []
