import pytest
import sqlalchemy as sa

from leader_app.domain.command import (
    BrokenChainError,
    CommandKind,
    LoggedCommand,
    first_head,
    verify_chain,
)
from leader_app.errors import Refused
from leader_app.storage import command_log, faults
from leader_app.storage.store import SqlStore
from tests.fakes.real_store import DEVICE, Counter, an_enrolment


def append(store: SqlStore, count: int, first: int = 0) -> list[LoggedCommand]:
    """Log ``count`` commands, each in its own transaction."""
    logged = []
    for number in range(first, first + count):
        with store.write() as work:
            logged.append(work.log.append(f"id-{number}", CommandKind.HAND_OVER, b"{}"))
            work.commit()
    return logged


def test_the_log_is_one_chain(store: SqlStore, counter: Counter) -> None:
    logged = append(store, 5)
    assert [x.seq for x in logged] == [1, 2, 3, 4, 5]
    assert verify_chain(first_head(DEVICE, 1), logged) == store.outbox.head()
    assert logged[0].command.at == counter.clock.now()
    assert logged[0].command.boot_id == counter.clock.boot_id()


def test_commands_of_one_transaction_follow_each_other(store: SqlStore) -> None:
    with store.write() as work:
        first = work.log.append("a", "hand_over", b"{}")
        second = work.log.append("b", "hand_over", b"{}")
        work.commit()
    assert second.previous_hash == first.hash


def test_before_enrolment_nothing_is_logged(counter: Counter) -> None:
    with counter.opened() as store:
        assert store.outbox.head() == first_head("", 0)
        with pytest.raises(Refused, match="not a counter"), store.write() as work:
            work.log.append("a", "hand_over", b"{}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE command_log SET body = x'00' WHERE seq = 2",
        "DELETE FROM command_log WHERE seq = 3",
        "DELETE FROM command_log",
        "INSERT OR REPLACE INTO command_log SELECT * FROM command_log WHERE seq = 2",
        """INSERT INTO command_log SELECT epoch, seq + 7, device_id, 'x', kind, schema, body, at,
        monotonic_ns, boot_id, base_cursor, previous_hash, hash FROM command_log WHERE seq = 1""",
    ],
)
def test_the_log_can_only_grow_at_its_end(store: SqlStore, statement: str) -> None:
    append(store, 3)
    with store.units.database.writing() as connection:
        with pytest.raises(sa.exc.IntegrityError, match=r"append-only|no gaps"):
            connection.exec_driver_sql(statement)
        connection.commit()
    assert store.examine().commands == 3


@pytest.mark.parametrize(
    ("tampering", "broken_at"),
    [
        ("UPDATE command_log SET body = x'00' WHERE seq = 3", 3),
        ("UPDATE command_log SET at = at + 1 WHERE seq = 1", 1),
        ("DELETE FROM command_log WHERE seq = 2", 3),
    ],
)
def test_tampering_breaks_the_chain(
    store: SqlStore, counter: Counter, tampering: str, broken_at: int
) -> None:
    append(store, 5)
    with store.units.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER command_log_is_never_changed")
        connection.exec_driver_sql("DROP TRIGGER command_log_is_never_shortened")
        connection.exec_driver_sql(tampering)
        connection.commit()
    with store.units.database.reading() as connection, pytest.raises(BrokenChainError):
        command_log.verify(connection)
    assert store.examine().broken_at == broken_at
    store.close()
    with pytest.raises(faults.DamagedStore):
        counter.open()


def test_the_tail_is_enough_to_go_on(store: SqlStore) -> None:
    append(store, 30)
    with store.units.database.reading() as connection:
        assert command_log.verify(connection) == 30
        assert command_log.verify(connection, last=10) == 11


def test_a_new_epoch_starts_a_new_chain(store: SqlStore) -> None:
    append(store, 3)
    with store.write() as work:
        work.device.enrol(an_enrolment(epoch=2), "https://centre.example")
        work.commit()
    assert store.outbox.head() == first_head(DEVICE, 2)
    (logged,) = append(store, 1, first=10)
    assert (logged.epoch, logged.seq) == (2, 1)
    assert store.examine().commands == 4
    assert {x.epoch for x in store.outbox.unsent(10, 10**6)} == {1}
