"""Builds the core by hand, with plain arguments; fakes fit the same slots."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leader_app.announcer import Announcer
from leader_app.config.paths import Places
from leader_app.ports import (
    CentreOfOnesOwn,
    Clock,
    ContactBook,
    EnrolmentDesk,
    NoticeSender,
    SecretStore,
    Store,
    SyncStatus,
    Wake,
)
from leader_app.services.counter import PassphraseNeededError
from leader_app.services.desk import Desk
from leader_app.services.device.alone import BeginAlone
from leader_app.services.device.describe import DescribeDevice
from leader_app.services.device.doctor import Doctor, Probe
from leader_app.services.device.enrol import EnrolDevice
from leader_app.services.device.preferences import KeptPreferences
from leader_app.services.incidents.pages import IncidentsByPage
from leader_app.services.orders.export import ExportToFile
from leader_app.services.orders.pages import OrdersByPage
from leader_app.services.pickup.hand_over import HandOverGoods
from leader_app.services.pickup.history import HandOversOfDay
from leader_app.services.pickup.looks import Looks
from leader_app.services.pickup.moment import is_offline
from leader_app.services.pickup.undo import UndoHandOver
from leader_app.services.pickup.verify import VerifyCode
from leader_app.services.pickup.verify_order import VerifyOrder
from leader_app.storage.opening import open_store
from leader_app.storage.secrets import PassphraseNeeded, open_secrets
from leader_app.storage.store import SqlStore

if TYPE_CHECKING:
    from leader_app.bootstrap.notices import NoticeParts
    from leader_app.services.goods_desk import GoodsDesk


@dataclass(frozen=True, slots=True)
class World:
    """What the verbs need of the world outside the store."""

    clock: Clock
    secrets: SecretStore
    status: SyncStatus
    wake: Wake
    enrolment: EnrolmentDesk
    own_centre: CentreOfOnesOwn
    random: Callable[[int], bytes]
    speech: Callable[[], Callable[[str], str]]
    sender: Callable[[], NoticeSender]
    book: Callable[[], ContactBook]


@dataclass(frozen=True, slots=True)
class Core:
    """The open store with what belongs to it; ``close`` when sync and window have ended."""

    store: SqlStore
    looks: Looks
    announcements: Announcer

    def close(self) -> None:
        """Write what is left to write and close the files; again is harmless."""
        self.looks.close()
        self.store.close()


def unlock(where: Places, passphrase: str | None = None) -> SecretStore:
    """Return the secrets of the store under ``where``.

    ``PassphraseNeededError`` if only a passphrase opens them and none was given, ``Refused`` if
    it is wrong, ``Unavailable`` if keyring or disk do not answer.
    """
    try:
        return open_secrets(where.store, passphrase)
    except PassphraseNeeded as needed:
        raise PassphraseNeededError(needed.title, needed.hint, first=needed.first) from needed


def open_core(where: Places, secrets: SecretStore, clock: Clock) -> Core:
    """Open the store under ``where``, made if missing; ``Unavailable`` says why it cannot be."""
    announcements = Announcer()
    store = open_store(where.store, secrets, clock, announcements)
    return Core(store, Looks(store), announcements)


def build_desk(
    store: Store,
    looks: Looks,
    world: World,
    probes: Sequence[Probe],
    notices: Callable[[], NoticeParts],
) -> Desk:
    """Return every verb over ``store``; ``notices`` gives those of notices."""
    clock, status, wake, random = world.clock, world.status, world.wake, world.random
    enrol = EnrolDevice(store, world.secrets, world.enrolment, wake, random)
    return Desk(
        verify=VerifyCode(store, clock, status, wake, looks),
        verify_order=VerifyOrder(store, clock, status, looks),
        hand_over=HandOverGoods(store, clock, status, wake, random),
        undo=UndoHandOver(store, clock, wake, random),
        history=HandOversOfDay(store, clock),
        orders=OrdersByPage(store),
        export_orders=ExportToFile(store, world.speech),
        incidents=IncidentsByPage(store),
        enrol=enrol,
        begin_alone=BeginAlone(store, world.own_centre, enrol),
        report=DescribeDevice(store),
        doctor=Doctor(probes),
        preferences=KeptPreferences(store),
        goods=functools.cache(lambda: _goods(store, world)),
        notices=lambda: notices().desk,
    )


def _goods(store: Store, world: World) -> GoodsDesk:
    from leader_app.bootstrap.goods import build_goods

    return build_goods(store, world.clock, world.wake, world.random, world.speech)


def notice_parts(store: Store, world: World, wake: Wake) -> Callable[[], NoticeParts]:
    """Return what makes the parts of notices when they are first asked for, once.

    ``wake`` is told when there is something to send or to carry out.
    """
    guard = threading.Lock()
    made: list[NoticeParts] = []

    def parts() -> NoticeParts:
        with guard:
            if not made:
                made.append(_notices(store, world, wake))
            return made[0]

    return parts


def _notices(store: Store, world: World, wake: Wake) -> NoticeParts:
    from leader_app.bootstrap.notices import build_notices

    return build_notices(
        store=store,
        clock=world.clock,
        wake=wake,
        random=world.random,
        secrets=world.secrets,
        sender=world.sender(),
        book=world.book(),
        online=lambda: not is_offline(world.status),
    )
