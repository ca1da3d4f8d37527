"""What other programs do with a queue of messages while a test watches."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

import sqlalchemy as sa

from leader_app.domain.outgoing import Message, MessageState
from leader_app.storage import held_reasons, message_rows
from leader_app.storage.notice_tables import held_reasons as held
from leader_app.storage.notice_tables import messages
from leader_app.storage.store import SqlStore
from tests.storage.notice_things import a_member, a_message
from tests.storage.other_programs import Place

EACH = 5  # messages of a broadcast
ROUND = [MessageState.SENDING, MessageState.SENT, MessageState.REFUSED, MessageState.EXPIRED]


def queue_all(place: Place, line: Connection, name: str, count: int) -> None:
    """Queue messages for ``count`` reasons, three at a time, and send which were ours to tell."""
    store = place.open()
    for number in range(count):
        reasons = [f"r{(number + x) % count}" for x in range(3)]
        with store.write() as work:
            added = work.messages.add([a_message(f"{name}-{number}", *reasons)])
            work.commit()
        for message in added:
            line.send_bytes(" ".join(message.reasons).encode())
    line.send_bytes(b"")
    store.close()
    line.close()


def broadcast_until_killed(place: Place, line: Connection) -> None:
    """Queue a broadcast, let its messages end in every way, again and again; never ends."""
    store = place.open()
    for number in itertools.count():
        asked = [
            a_message(f"m{number}-{x}", f"r{number}-{x}", account=a_member(f"M{x}"))
            for x in range(EACH)
        ]
        with store.write() as work:
            added = work.messages.add(asked)
            work.commit()
        for message in added:
            line.send_bytes(f"{message.message_id} queued".encode())
        for message, state in zip(added, itertools.cycle(ROUND), strict=False):
            with store.write() as work:
                work.messages.put(replace(message, state=state))
                work.commit()
            line.send_bytes(f"{message.message_id} {state.value}".encode())


@dataclass(frozen=True, slots=True)
class Queue:
    """All messages, and who holds what."""

    messages: Mapping[str, Message]
    held: set[tuple[str, str]]

    def expected(self) -> set[tuple[str, str]]:
        """Return who should hold what: everybody who told or will tell something."""
        telling = (x for x in self.messages.values() if x.state not in held_reasons.TELLS_NOTHING)
        return {(key, x.message_id) for x in telling for key in held_reasons.keys_of(x)}


def queue_of(store: SqlStore) -> Queue:
    """Return the whole queue."""
    with store.units.database.reading() as connection:
        found = [message_rows.message(row) for row in connection.execute(sa.select(messages))]
        holders = {(row.told_key, row.message_id) for row in connection.execute(sa.select(held))}
    return Queue({x.message_id: x for x in found}, holders)
