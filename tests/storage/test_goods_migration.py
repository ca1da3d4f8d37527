"""A store of the release before goods: its hand-overs become movements, all of it stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leader_app.storage import schema
from leader_app.storage.database import Database

_LINE = '[["A1", 1, 2], ["A1", 2, 1]]'
# Ours: h1 (taken back by r1), h2. Told: h2 as well, h3 (taken back), h4 of an order not here,
# h5, which we took back before we knew of it, h6 of another point's counter.
_BEFORE = """
INSERT INTO device VALUES (1, 'D1', 'Counter', 7, 1, 'https://centre.example', x'', x'', 0);
INSERT INTO devices VALUES ('D2', 3, 1, 7, 'Two', x'', 1), ('D9', 3, 1, 9, 'Elsewhere', x'', 1);
INSERT INTO members VALUES ('M1', 3, 1, 'Wang', '0427');
INSERT INTO products VALUES ('P1', 3, 1, 'Rice', 'bag', 'shelf', 990);
INSERT INTO orders VALUES ('A1', 3, 1, 7, 'M1', 'c', 'paid', 0, 5, '', 'ready');
INSERT INTO order_lines VALUES ('A1', 1, 'P1', 9, 9, 'A-01', 990), ('A1', 2, 'P2', 9, 9, 'B', 1);
INSERT INTO own_hand_overs VALUES ('h1', 'c', 'D1', 'Li', 10, 0, 'LINES');
INSERT INTO own_hand_overs VALUES ('h2', 'c', 'D1', 'Li', 20, 0, 'LINES');
INSERT INTO own_reversals VALUES ('r1', 'h1', 'c', 'D1', 'Li', 15, 'mistake');
INSERT INTO own_reversals VALUES ('r5', 'h5', 'c', 'D1', 'Li', 16, 'a'),
    ('r6', 'h5', 'c', 'D1', 'Li', 17, 'b');
INSERT INTO stock_movements VALUES ('h1', 'A1', 1, 'P1', -2, 10), ('h1', 'A1', 2, 'P2', -1, 10),
    ('r1', 'A1', 1, 'P1', 2, 15), ('r1', 'A1', 2, 'P2', 1, 15),
    ('h2', 'A1', 1, 'P1', -2, 20), ('h2', 'A1', 2, 'P2', -1, 20), ('h0', 'A0', 1, '', -1, 1);
INSERT INTO redemptions VALUES
    ('h2', 4, 1, 'c', 'D1', 'Li', 20, 0, 'LINES', 1, NULL, NULL, NULL, NULL, NULL),
    ('h3', 5, 1, 'c', 'D2', 'Wu', 30, 0, 'LINES', 1, 'r3', 'D2', 'Wu', 35, 'oops'),
    ('h4', 6, 1, 'x', 'D2', 'Wu', 40, 0, '[["A1", 1, 2], ["A9", 1, 1]]', 1, NULL, NULL, NULL,
     NULL, NULL),
    ('h5', 7, 1, 'c', 'D2', 'Wu', 50, 0, 'LINES', 1, NULL, NULL, NULL, NULL, NULL),
    ('h6', 8, 1, 'c', 'D9', 'Wu', 60, 0, 'LINES', 1, NULL, NULL, NULL, NULL, NULL);
INSERT INTO unknown_rows VALUES ('delivery', 'DL1', 9, 1, x'00');
UPDATE sync_state SET cursor = 'old', applied_seq = 2;
"""
_MOVES = (
    "SELECT deed_id, n, product_id, slot, quantity, at, device_id, staff, reference, reason,"
    " order_id FROM movements WHERE deed_id = '{}' ORDER BY n"
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Yield a store of the release before, with data, brought up to this one."""
    opened = Database(tmp_path / "store.db", bytes(32))
    with opened.writing() as connection:
        schema.upgrade(connection, "0002")
        for statement in _BEFORE.replace("LINES", _LINE).split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.commit()
    with opened.writing() as connection:
        schema.upgrade(connection)
        connection.commit()
    yield opened
    opened.close()


def asked(database: Database, query: str) -> list[tuple[object, ...]]:
    """Return what a query finds."""
    with database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_our_hand_overs_become_movements(database: Database) -> None:
    assert asked(database, _MOVES.format("h1")) == [
        ("h1", 0, "P1", "", -2, 10, "D1", "Li", "", "", "A1"),
        ("h1", 1, "P2", "", -1, 10, "D1", "Li", "", "", "A1"),
    ]
    assert asked(database, _MOVES.format("r1")) == [
        ("r1", 0, "P1", "", 2, 15, "D1", "Li", "h1", "mistake", "A1"),
        ("r1", 1, "P2", "", 1, 15, "D1", "Li", "h1", "mistake", "A1"),
    ]


def test_so_do_those_of_other_counters_once(database: Database) -> None:
    counts = asked(database, "SELECT deed_id, count(*) FROM movements GROUP BY 1 ORDER BY 1")
    assert counts == [(x, 2) for x in ("h1", "h2", "h3", "h5", "r1", "r3", "r5")]
    assert asked(database, _MOVES.format("r3"))[0] == (
        *("r3", 0, "P1", "", 2, 35, "D2", "Wu", "h3", "oops", "A1"),
    )


def test_the_levels_are_their_sums(database: Database) -> None:
    assert asked(database, "SELECT product_id, slot, quantity FROM stock_levels ORDER BY 1") == [
        ("P1", "", -2),
        ("P2", "", -1),
    ]


def test_what_was_told_gets_its_new_fields(database: Database) -> None:
    assert asked(database, "SELECT name, building, room FROM members") == [("Wang", "", "")]
    fields = "SELECT name, barcodes, food, volume_ml, low_stock, own, active FROM products"
    assert asked(database, fields) == [("Rice", "[]", "other", 0, 0, 0, 1)]
    assert asked(database, "SELECT DISTINCT drawn FROM redemptions") == [("[]",)]
    assert asked(database, "SELECT DISTINCT drawn FROM own_hand_overs") == [("[]",)]


def test_everything_is_asked_for_once_more(database: Database) -> None:
    """What the centre told before this release could read it, it would never tell again."""
    state = "SELECT cursor, era, swept, applied_seq FROM sync_state"
    assert asked(database, state) == [("", 2, 1, 0)]
