from dataclasses import replace
from datetime import timedelta

import sqlalchemy as sa

from leader_app.domain.changes import Entity
from leader_app.domain.order import Stage
from leader_app.domain.pickup import HandOver, Reversal
from leader_app.ports import ScanNote
from leader_app.storage.goods_tables import movements
from leader_app.storage.store import SqlStore
from leader_app.storage.tables import audit
from tests.fakes.pickups import CLAIM_ID, NOON, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, hand_over, reverse
from tests.storage.test_mirror import stage_of

MINUTE = timedelta(minutes=1)


def told(store: SqlStore) -> None:
    """Let the centre tell of a claim with one order of two lines, three pieces in all."""
    order = an_order(a_line(1, 2), a_line(2, 1))
    store.mirror.apply(a_page([change(a_claim()), change(order)]))


def give(store: SqlStore, counter: Counter, number: int = 0) -> HandOver:
    """Hand over what is ready."""
    return hand_over(store, CLAIM_ID, counter.clock, bytes([number] * 10))


def deeds_of(store: SqlStore) -> tuple[HandOver, ...]:
    """Return what is known of the claim's hand-overs."""
    with store.read() as work:
        state = work.claims.state(CLAIM_ID)
    assert state is not None
    return state.hand_overs


def _movements(store: SqlStore) -> list[tuple[str, int]]:
    query = sa.select(movements.c.product_id, sa.func.sum(movements.c.quantity))
    with store.units.database.reading() as connection:
        rows = connection.execute(query.group_by(movements.c.product_id))
        return [(row[0], row[1]) for row in rows]


def test_a_hand_over_is_one_transaction(store: SqlStore, counter: Counter) -> None:
    told(store)
    deed = give(store, counter)
    assert deeds_of(store) == (deed,)
    assert stage_of(store) is Stage.COLLECTED
    assert _movements(store) == [("P1", -2), ("P2", -1)]
    assert store.outbox.head().seq == 1
    with store.units.database.reading() as connection:
        (entry,) = connection.execute(sa.select(audit)).all()
    assert (entry.what, entry.command_id, entry.claim_id) == (
        "hand_over",
        deed.hand_over_id,
        CLAIM_ID,
    )
    changes = counter.heard.changes[-1]
    assert changes.ids(Entity.CLAIM) == {CLAIM_ID}
    assert changes.ids(Entity.ORDER) == {"A1"}
    assert changes.ids(Entity.REDEMPTION) == {deed.hand_over_id}
    assert changes.ids(Entity.COMMAND) == {deed.hand_over_id}


def test_without_commit_nothing_of_it_stays(store: SqlStore, counter: Counter) -> None:
    told(store)
    with store.write() as work:
        work.log.append("h1", "hand_over", b"{}")
        work.deeds.record(a_deed())
    assert deeds_of(store) == ()
    assert stage_of(store) is Stage.READY
    assert _movements(store) == []
    assert store.outbox.head().seq == 0
    assert list(store.units.journal.salvage()) == []


def test_a_reversal_puts_everything_back(store: SqlStore, counter: Counter) -> None:
    told(store)
    deed = give(store, counter)
    reversal = reverse(store, deed, counter.clock, b"\x01" * 10)
    assert deeds_of(store) == (replace(deed, reversal=reversal),)
    assert stage_of(store) is Stage.READY
    assert _movements(store) == [("P1", 0), ("P2", 0)]
    assert counter.heard.changes[-1].ids(Entity.REDEMPTION) == {deed.hand_over_id}


def test_a_second_reversal_changes_nothing(store: SqlStore, counter: Counter) -> None:
    told(store)
    deed = give(store, counter)
    first = reverse(store, deed, counter.clock, b"\x01" * 10)
    reverse(store, deed, counter.clock, b"\x02" * 10)
    assert deeds_of(store) == (replace(deed, reversal=first),)
    assert _movements(store) == [("P1", 0), ("P2", 0)]


def test_a_reversal_of_a_deed_nobody_knows_is_kept(store: SqlStore, counter: Counter) -> None:
    told(store)
    reverse(store, a_deed(), counter.clock, b"\x01" * 10)
    assert deeds_of(store) == ()
    store.mirror.apply(a_page([change(a_deed())]))
    (deed,) = deeds_of(store)
    assert deed.reversal is not None


def test_a_deed_that_comes_back_counts_once(store: SqlStore, counter: Counter) -> None:
    told(store)
    deed = give(store, counter)
    store.mirror.apply(a_page([change(replace(deed, primary=False))]))
    assert deeds_of(store) == (replace(deed, primary=False),)
    assert stage_of(store) is Stage.COLLECTED


def test_a_reversal_of_ours_lies_over_the_centres_word(store: SqlStore, counter: Counter) -> None:
    told(store)
    deed = give(store, counter)
    store.mirror.apply(a_page([change(deed)]))
    reversal = reverse(store, deed, counter.clock, b"\x01" * 10)
    assert deeds_of(store) == (replace(deed, reversal=reversal),)
    assert stage_of(store) is Stage.READY
    theirs = Reversal("r9", deed.hand_over_id, "D9", "", NOON, "theirs")
    store.mirror.apply(a_page([change(replace(deed, reversal=theirs), 2)]))
    assert deeds_of(store) == (replace(deed, reversal=theirs),)


def test_deeds_of_a_day_come_newest_first_each_once(store: SqlStore, counter: Counter) -> None:
    told(store)
    early = a_deed(hand_over_id="h0", device_id="D9", at=NOON - MINUTE)
    own = give(store, counter)
    late = a_deed(hand_over_id="h9", device_id="D9", at=NOON + MINUTE)
    store.mirror.apply(a_page([change(early), change(late), change(own)]))
    with store.read() as work:
        assert work.deeds.between(NOON - MINUTE, NOON + 2 * MINUTE, 10) == [late, own, early]
        assert work.deeds.between(NOON - MINUTE, NOON + MINUTE, 10) == [own, early]
        assert work.deeds.between(NOON - MINUTE, NOON + 2 * MINUTE, 2) == [late, own]


def test_the_newest_deed_of_a_counter_leaves_out_what_was_taken_back(
    store: SqlStore, counter: Counter
) -> None:
    told(store)
    with store.read() as work:
        assert work.deeds.newest_of("D1") is None
    earlier = a_deed(pieces(1, 1), hand_over_id="h0", at=NOON - MINUTE)
    store.mirror.apply(a_page([change(earlier)]))
    own = give(store, counter)
    with store.read() as work:
        assert work.deeds.newest_of("D1") == own
        assert work.deeds.newest_of("D9") is None
    reverse(store, own, counter.clock, b"\x01" * 10)
    with store.read() as work:
        assert work.deeds.newest_of("D1") == earlier
    store.mirror.apply(a_page([change(own)]))
    with store.read() as work:
        assert work.deeds.newest_of("D1") == earlier
    back = Reversal("r9", "h0", "D9", "", NOON, "theirs")
    store.mirror.apply(a_page([change(replace(earlier, reversal=back), 2)]))
    with store.read() as work:
        assert work.deeds.newest_of("D1") is None


def test_the_claim_of_a_hand_over_is_found(store: SqlStore, counter: Counter) -> None:
    told(store)
    own = give(store, counter)
    store.mirror.apply(a_page([change(a_deed(hand_over_id="h9"))]))
    with store.read() as work:
        assert work.claims.of_hand_over(own.hand_over_id) == CLAIM_ID
        assert work.claims.of_hand_over("h9") == CLAIM_ID
        assert work.claims.of_hand_over("no") is None


def test_misses_are_counted(store: SqlStore) -> None:
    with store.write() as work:
        for minutes, verdict, source in [
            (0, "no_such_code", "typed"),
            (1, "no_such_code", "typed"),
            (2, "ready", "typed"),
            (3, "no_such_code", "camera"),
        ]:
            work.scans.note(ScanNote(NOON + minutes * MINUTE, verdict, source, ""))
        work.commit()
    with store.read() as work:
        assert work.scans.misses("typed", NOON) == 2
        assert work.scans.misses("typed", NOON + MINUTE) == 1
        assert work.scans.misses("typed", NOON + 2 * MINUTE) == 0
