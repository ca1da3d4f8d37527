"""Puts store, verbs, sync and scanning together: for one command, or for a window."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leader_app.bootstrap import Core, World, build_desk, notice_parts, open_core, unlock
from leader_app.cli.own_centre import OwnCentre
from leader_app.cli.probes import all_probes
from leader_app.cli.reach import CentreInReach
from leader_app.clock import SystemClock
from leader_app.config.paths import Places
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import (
    CameraScanner,
    ContactBook,
    Identity,
    NoticeSender,
    SecretStore,
    SyncStatus,
    Wake,
)
from leader_app.services.counter import Counter, OpenCounter
from leader_app.services.desk import Desk
from leader_app.services.device.doctor import Probe
from leader_app.services.device.enrol import DEVICE_KEY

if TYPE_CHECKING:
    from sync.assembly import SyncParts
    from sync.outgoing.contact_book import HttpContactBook

Speech = Callable[[], Callable[[str], str]]
"""Gives what translates sentences into the language of the moment."""

_SYNC_LOCK = "sync.lock"
_BEFORE_NOTICES_SECONDS = 3.0  # the window comes first


@dataclass(frozen=True, slots=True)
class Opened:
    """An open counter for one command."""

    core: Core
    desk: Desk
    parts: SyncParts
    own_centre: OwnCentre


class _Unheard:
    """Keeps ``Wake`` where no sync runs: those that do look into the outbox by themselves."""

    def wake(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class _Wakes:
    """Keeps ``Wake`` for several at once."""

    all: Sequence[Wake]

    def wake(self) -> None:
        """Wake each of them."""
        for one in self.all:
            one.wake()


@contextlib.contextmanager
def opened(where: Places, speech: Speech) -> Iterator[Opened]:
    """Open the counter under ``where`` for one command and close it afterwards."""
    secrets, clock = unlock(where), SystemClock()
    core = open_core(where, secrets, clock)
    own_centre = OwnCentre(where)
    try:
        status = CentreInReach(core.store)
        parts = sync_parts(core, secrets, where)
        world = _world(secrets, status, _Unheard(), own_centre, speech, lambda: _book(parts))
        notices = notice_parts(core.store, world, _Unheard())
        desk = build_desk(core.store, core.looks, world, _probes(core, world), notices)
        yield Opened(core, desk, parts, own_centre)
    finally:
        own_centre.close()
        core.close()


def counter_opener(where: Places, speech: Speech) -> OpenCounter:
    """Return what opens the counter for a window, with sync running and the camera at hand."""

    def open_counter(passphrase: str | None) -> Counter:
        secrets = unlock(where, passphrase)
        core = open_core(where, secrets, SystemClock())
        try:
            return _windowed(core, secrets, where, speech)
        except BaseException:
            core.close()
            raise

    return open_counter


def sync_parts(core: Core, secrets: SecretStore, where: Places) -> SyncParts:
    """Return what sync is made of."""
    from sync.assembly import SyncParts

    def identity() -> Identity | None:
        with core.store.read() as work:
            return work.device.identity()

    def device_seed() -> bytes:
        seed = secrets.get(DEVICE_KEY)
        if seed is None:
            raise Unavailable(
                say("The key of this counter is gone from where it was kept."),
                say("Run leader-app doctor; what was handed over is safe in the log."),
            )
        return seed

    store = core.store
    lock = where.store / _SYNC_LOCK
    return SyncParts(
        identity,
        device_seed,
        store.outbox,
        store.mirror,
        SystemClock(),
        lock,
        uploads=store.uploads,
    )


def _windowed(core: Core, secrets: SecretStore, where: Places, speech: Speech) -> Counter:
    from leader_app.scanning.camera_scan import CameraScan
    from leader_app.scanning.pictures import Pictures
    from leader_app.scanning.steady import SteadyGuard
    from leader_app.scanning.wedge import WedgeTiming
    from sync.assembly import build_worker
    from sync.outgoing.thread import OutgoingThread
    from sync.status import StatusBoard

    board = StatusBoard()
    parts = sync_parts(core, secrets, where)
    worker = build_worker(parts, board)
    guard = SteadyGuard()
    camera = CameraScan(guard)
    own_centre = OwnCentre(where)
    book = functools.cache(lambda: _book(parts))
    world = _world(secrets, board, worker, own_centre, speech, book)
    started = itertools.count()

    def step() -> float:
        return notices().work.step() if next(started) else _BEFORE_NOTICES_SECONDS

    outgoing = OutgoingThread(step, interrupt=lambda: book().interrupt())
    notices = notice_parts(core.store, world, _Wakes((worker, outgoing)))

    def close() -> None:
        camera.stop()
        outgoing.stop()
        worker.stop()
        own_centre.close()
        core.close()

    probes = _probes(core, world, camera)
    desk = build_desk(core.store, core.looks, world, probes, notices)
    own_centre.begin(worker)
    worker.start()
    outgoing.start()
    keys, pictures = WedgeTiming(), Pictures()
    return Counter(desk, board, worker, core.announcements, camera, guard, keys, pictures, close)


def _book(parts: SyncParts) -> HttpContactBook:
    from sync.outgoing.contact_book import HttpContactBook

    return HttpContactBook(parts.identity, parts.device_seed, SystemClock())


def _world(
    secrets: SecretStore,
    status: SyncStatus,
    wake: Wake,
    own_centre: OwnCentre,
    speech: Speech,
    book: Callable[[], ContactBook],
) -> World:
    from sync.enrolment import HttpEnrolmentDesk

    def sender() -> NoticeSender:
        from sync.outgoing.senders import Senders

        return Senders()

    return World(
        clock=SystemClock(),
        secrets=secrets,
        status=status,
        wake=wake,
        enrolment=HttpEnrolmentDesk(),
        own_centre=own_centre,
        random=os.urandom,
        speech=speech,
        sender=sender,
        book=book,
    )


def _probes(core: Core, world: World, camera: CameraScanner | None = None) -> Sequence[Probe]:
    return all_probes(core, world.secrets, world.clock, world.status, camera)
