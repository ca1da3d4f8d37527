"""The one way to open the store: key, schema, checks, journal."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import sqlalchemy as sa
from filelock import FileLock, Timeout
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.command import BrokenChainError
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.ports import Announcements, Clock, SecretStore
from leader_app.storage import command_log, faults, schema
from leader_app.storage.ballast import Ballast
from leader_app.storage.database import KEY_BYTES, Database
from leader_app.storage.in_use import InUse
from leader_app.storage.journal import Journal, missing
from leader_app.storage.store import SqlStore
from leader_app.storage.tables import journal_mark
from leader_app.storage.unit_of_work import Units

STORE_KEY = "store-key"
STORE_FILE = "store.db"
JOURNAL_FILE = "journal.ldj"
BALLAST_FILE = "ballast"
_OPENING_SECONDS = 60.0
_TAIL = 200
_mark = sa.select(journal_mark.c.epoch, journal_mark.c.seq, journal_mark.c.position)


def open_store(
    folder: Path,
    secrets: SecretStore,
    clock: Clock,
    announcements: Announcements,
    *,
    ballast: Ballast | None = None,
) -> SqlStore:
    """Open the store in ``folder``, made if missing; the caller closes it.

    ``Unavailable`` if the key cannot be had, the disk fails, the file is damaged or newer.
    """
    with faults.disk_words():
        folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder), ExitStack() as undo:
        key = _key(folder / STORE_FILE, secrets)
        use = InUse(folder / "in-use")
        with faults.disk_words():
            unclean = use.begin()
        undo.callback(use.end)
        database = Database(folder / STORE_FILE, key)
        undo.callback(database.close)
        journal = Journal(folder / JOURNAL_FILE, key)
        _make_ready(database, journal, unclean=unclean)
        room = ballast or Ballast(folder / BALLAST_FILE)
        room.fill()
        on_close = undo.pop_all().close
        return SqlStore(Units(database, journal, room, clock, announcements), on_close)


def _alone(folder: Path) -> FileLock:
    """Return the lock under which a store is opened: never two programs at a time."""
    lock = FileLock(folder / "opening.lock", timeout=_OPENING_SECONDS, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise faults.busy() from None
    lock.release()
    return lock


def _key(store: Path, secrets: SecretStore) -> bytes:
    """Return the store's key, made with the store."""
    key = secrets.get(STORE_KEY)
    if key is not None:
        return key
    if store.exists():
        raise Unavailable(
            say("The key of the local store is not where it was kept."),
            say("Log in as the person who set up this counter, or restore the keyring."),
        )
    key = os.urandom(KEY_BYTES)
    secrets.put(STORE_KEY, key)
    return key


def _make_ready(database: Database, journal: Journal, *, unclean: bool) -> None:
    """Bring the schema up to date, check what a crash may have hurt, complete the journal."""
    with database.writing() as connection:
        schema.upgrade(connection)
        connection.commit()
    if unclean and not database.is_sound():
        raise faults.damaged()
    try:
        with database.reading() as connection:
            command_log.verify(connection, last=_TAIL)
    except BrokenChainError as error:
        raise faults.damaged() from error
    complete_journal(database, journal)


def complete_journal(database: Database, journal: Journal) -> int:
    """Append what a crash between COMMIT and journal left out; return how many that were."""
    with database.reading() as connection:
        known = connection.execute(_mark).first()
        if known is None or journal.size() < known.position:
            epoch, seq, position = 0, 0, 0
        else:
            epoch, seq, position = known
        commands = command_log.after(connection, epoch, seq)
        lost = missing(commands, journal.frames(position))
        head = command_log.head(connection)
    if lost:
        journal.append(lost)
    if not journal.late and (epoch, seq) != (head.epoch, head.seq):
        _keep_mark(database, head.epoch, head.seq, journal.size())
    return len(lost)


def _keep_mark(database: Database, epoch: int, seq: int, position: int) -> None:
    place = {"epoch": epoch, "seq": seq, "position": position}
    keep = insert(journal_mark).values(only=1, **place)
    with database.writing() as connection:
        connection.execute(keep.on_conflict_do_update(index_elements=["only"], set_=place))
        connection.commit()
