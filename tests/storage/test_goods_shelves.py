"""Deliveries, slots, drafts, pictures, prints, products of ours, imports."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from leader_app.domain.attachment import JPEG, Attachment, attachment_id
from leader_app.domain.changes import Entity
from leader_app.domain.delivery import DeliveryState, KitchenClaimState, claims_of
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Zone
from leader_app.domain.order import LineKey, Payment
from leader_app.domain.slot import Slot
from leader_app.ports import PrintJob
from leader_app.storage.store import SqlStore
from tests.fakes.pickups import NOON, POINT, a_line, an_order
from tests.fakes.real_store import Counter, a_page, change
from tests.storage.goods import (
    PLACE,
    a_delivery,
    a_product,
    a_receipt,
    a_stock_deed,
    levels,
    moved,
    record,
)

DAY = timedelta(days=1)
JOB = PrintJob("j1", "label", "Label", "P", "{}", 1, NOON, "waiting", 0, "")


class TestDeliveries:
    def test_they_come_back_as_told(self, store: SqlStore) -> None:
        soon, later = a_delivery(), a_delivery("DL2", DeliveryState.ON_THE_WAY, 1)
        done = a_delivery("DL0", DeliveryState.RECEIVED, -1)
        store.mirror.apply(a_page([change(x) for x in (later, soon, done)]))
        with store.read() as work:
            assert work.deliveries.coming(10) == [soon, later]
            assert work.deliveries.coming(1) == [soon]
            assert work.deliveries.received(10) == [done]
            assert work.deliveries.get("DL2") == later
            assert work.deliveries.get("no") is None

    def test_a_receipt_is_stock_claims_and_the_deliverys_state(
        self, store: SqlStore, counter: Counter
    ) -> None:
        store.mirror.apply(a_page([change(a_delivery())]))
        receipt = a_receipt()
        with store.write() as work:
            work.deliveries.record(receipt)
            work.deliveries.record(receipt)
            work.commit()
        assert levels(store) == {PLACE: 10}
        with store.read() as work:
            assert work.deliveries.receipts("DL1") == [receipt]
            assert work.deliveries.claims(10) == list(claims_of(receipt, POINT))
            assert work.deliveries.coming(10) == []
            assert work.stock.deeds("DL1") == [receipt.stock]
        changes = counter.heard.changes[-1]
        for kind, name in [
            (Entity.RECEIPT, "r1"),
            (Entity.DELIVERY, "DL1"),
            (Entity.KITCHEN_CLAIM, "r1.0"),
            (Entity.STOCK, "P1"),
        ]:
            assert changes.ids(kind) == {name}

    def test_a_page_told_before_the_centre_heard_does_not_open_it_again(
        self, store: SqlStore
    ) -> None:
        store.mirror.apply(a_page([change(a_delivery())]))
        with store.write() as work:
            work.deliveries.record(a_receipt())
            work.commit()
        stale = a_delivery(state=DeliveryState.ON_THE_WAY)
        store.mirror.apply(a_page([change(stale, 2)]))
        with store.read() as work:
            assert work.deliveries.coming(10) == []
            assert [x.state for x in work.deliveries.received(9)] == [DeliveryState.RECEIVED]
            found = work.deliveries.get("DL1")
        assert found is not None
        assert found.state is DeliveryState.RECEIVED

    def test_one_that_is_not_the_last_leaves_the_delivery_open(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(a_delivery())]))
        with store.write() as work:
            work.deliveries.record(a_receipt("r1", moved(4), final=False))
            work.commit()
        with store.read() as work:
            assert [x.delivery_id for x in work.deliveries.coming(10)] == ["DL1"]
            assert work.deliveries.awaited(["P1", "P2", "P3"]) == {"P1": 6, "P2": 4}

    def test_the_centres_word_on_a_claim_lies_over_ours(self, store: SqlStore) -> None:
        with store.write() as work:
            work.deliveries.record(a_receipt())
            work.commit()
        (claim,) = claims_of(a_receipt(), POINT)
        answer = replace(claim, state=KitchenClaimState.ACCEPTED, credit=Fen(990), answer="sorry")
        store.mirror.apply(a_page([change(answer), change(a_receipt())]))
        with store.read() as work:
            assert work.deliveries.claims(10) == [answer]
            assert work.deliveries.receipts("DL1") == [a_receipt()]
        assert levels(store) == {PLACE: 10}

    def test_who_waits_for_what(self, store: SqlStore) -> None:
        record(store, a_stock_deed("s1"))
        new = replace(an_order(a_line(1, 3, 0), a_line(2, 1, 0)), placed_at=NOON + DAY)
        old = an_order(a_line(1, 2, 1), order_id="A2", payment=Payment.UNPAID)
        gone = an_order(a_line(1, 2, 0), order_id="A3", cancelled=True)
        full = an_order(a_line(1, 2), order_id="A4")
        store.mirror.apply(a_page([change(x) for x in (new, old, gone, full)]))
        with store.read() as work:
            found = work.deliveries.demand(["P1"])
            assert work.deliveries.demand(["P9"]) == []
        assert [(x.key, x.missing, x.is_paid, x.owed) for x in found] == [
            (LineKey("A2", 1), 1, False, True),
            (LineKey("A1", 1), 3, True, False),
        ]
        with store.write() as work:
            late = a_receipt("r1", moved(1))
            work.deliveries.record(replace(late, stock=replace(late.stock, at=NOON + 2 * DAY)))
            work.commit()
        with store.read() as work:
            assert [x.owed for x in work.deliveries.demand(["P1"])] == [True, True]


class TestOfOurs:
    """What this counter makes itself stays until the centre's word comes."""

    def test_slots_by_zone_and_position(self, store: SqlStore) -> None:
        shelf = Slot("B-1", POINT, Zone.SHELF, 9000, 2)
        first = Slot("C-1", POINT, Zone.SHELF, 0, 1)
        cold = Slot("A-1", POINT, Zone.FRIDGE, 500, 0)
        with store.write() as work:
            for slot in (cold, shelf, first, replace(shelf, slot_id="gone", active=False)):
                work.slots.put(slot)
            work.commit()
        store.mirror.apply(a_page([change(replace(first, capacity_ml=7))]))
        with store.read() as work:
            assert work.slots.all() == [replace(first, capacity_ml=7), shelf, cold]

    def test_the_space_taken_in_slots(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(a_product(1, volume_ml=300))]))
        elsewhere = replace(PLACE, slot="B-2")
        record(store, a_stock_deed("s1", moved(4), moved(-3, elsewhere)))
        with store.read() as work:
            assert work.slots.used_ml() == {"A-01": 1200}

    def test_products_and_what_buyers_call_them(self, store: SqlStore) -> None:
        own = a_product(1, "可乐", barcodes=("6901234567892", "123"), own=True)
        with store.write() as work:
            work.catalogue.put(own)
            work.catalogue.put(a_product(2, active=False, barcodes=("123",)))
            for alias, name in [("coke", "P2"), ("cola", "P1"), ("coke", "P1")]:
                work.catalogue.learn(alias, name)
            work.commit()
        with store.read() as work:
            assert own in work.catalogue.all()
            assert work.catalogue.with_barcode("123") == [own]
            assert work.catalogue.with_barcode("23") == []
            assert work.catalogue.with_barcode('"') == []
            assert work.catalogue.aliases() == {"P1": ["coke", "cola"]}
            assert work.names.products(["P1"]) == {"P1": own}

    def test_a_change_of_a_told_product_yields_to_the_next_word(self, store: SqlStore) -> None:
        store.mirror.apply(a_page([change(a_product(1), 5)]))
        with store.write() as work:
            work.catalogue.put(a_product(1, "ours"))
            work.commit()
        store.mirror.apply(a_page([change(a_product(1, "stale"), 5)]))
        with store.read() as work:
            assert work.names.products(["P1"])["P1"].name == "ours"
        store.mirror.apply(a_page([change(a_product(1, "theirs"), 6)]))
        with store.read() as work:
            assert work.names.products(["P1"])["P1"].name == "theirs"

    def test_it_outlives_a_new_life_of_the_centre(self, store: SqlStore) -> None:
        with store.write() as work:
            work.catalogue.put(a_product(1))
            work.commit()
        store.mirror.apply(a_page([change(a_product(2))]))
        store.mirror.restart()
        store.mirror.apply(a_page([], "new"))
        with store.read() as work:
            assert [x.product_id for x in work.catalogue.all()] == ["P1"]


def test_drafts(store: SqlStore, counter: Counter) -> None:
    with store.write() as work:
        for name, text in [("count/1", "{}"), ("count/2", "[]"), ("counts", ""), ("count/1", "1")]:
            work.drafts.put(name, text)
        work.commit()
    assert counter.heard.changes[-1].ids(Entity.DRAFT) == {"count/1", "count/2", "counts"}
    with store.write() as work:
        assert work.drafts.get("count/1") == "1"
        assert work.drafts.names("count/") == ["count/1", "count/2"]
        assert work.drafts.names("%") == []
        work.drafts.forget("count/1")
        work.commit()
    with store.read() as work:
        assert work.drafts.get("count/1") is None
        assert len(work.drafts.names("")) == 2


class TestPictures:
    DATA = bytes(range(256)) * 1000

    def _keep(self, store: SqlStore, data: bytes = DATA, minutes: int = 0) -> str:
        taken_at = NOON + timedelta(minutes=minutes)
        picture = Attachment(attachment_id(data), JPEG, len(data), taken_at)
        with store.write() as work:
            work.attachments.put(picture, data)
            work.commit()
        return picture.attachment_id

    def test_they_are_read_piece_by_piece(self, store: SqlStore) -> None:
        late = self._keep(store, b"late", minutes=5)
        name = self._keep(store)
        self._keep(store)
        assert [x.attachment_id for x in store.uploads.pending(10)] == [name, late]
        parts = [store.uploads.read(name, at, 60_000) for at in range(0, 300_000, 60_000)]
        assert hashlib.sha256(b"".join(parts)).hexdigest() == name
        assert store.uploads.read(name, 10**9, 10) == b""
        assert store.uploads.read("no", 0, 10) == b""

    def test_sent_ones_are_kept_a_while(self, store: SqlStore, counter: Counter) -> None:
        name = self._keep(store)
        other = self._keep(store, b"other")
        for _ in range(2):
            assert store.uploads.mark_sent(name).ids(Entity.ATTACHMENT) == {name}
        with store.read() as work:
            assert work.attachments.unsent() == 1
            assert work.attachments.data(name) == self.DATA
        counter.clock.advance(timedelta(days=31))
        store.uploads.mark_sent(other)
        with store.read() as work:
            assert work.attachments.data(name) is None
            assert work.attachments.data(other) == b"other"
            assert work.attachments.unsent() == 0
        self._keep(store)
        with store.read() as work:
            assert work.attachments.data(name) == self.DATA
            assert work.attachments.unsent() == 0

    def test_nothing_of_them_lies_open_on_the_disk(self, store: SqlStore, counter: Counter) -> None:
        self._keep(store, b"a face nobody else should see" * 1000)
        files = [x for x in counter.folder.rglob("*") if x.is_file()]
        assert not any(b"a face nobody else" in x.read_bytes() for x in files)


def test_prints(store: SqlStore) -> None:
    jobs = [replace(JOB, job_id=f"j{n}", made_at=NOON + n * DAY) for n in range(4)]
    with store.write() as work:
        for job in reversed(jobs):
            work.prints.put(job)
        for number, state in enumerate(["done", "failed", "printing"]):
            jobs[number] = replace(jobs[number], state=state, attempts=1, problem="paper")
            work.prints.put(jobs[number])
        work.commit()
    with store.write() as work:
        assert work.prints.get("j1") == jobs[1]
        assert work.prints.get("no") is None
        assert work.prints.waiting() == [jobs[3]]
        assert work.prints.recent(3) == jobs[:0:-1]
        work.prints.forget_before(NOON + 9 * DAY)
        work.commit()
    with store.read() as work:
        assert work.prints.recent(9) == [jobs[3], jobs[2]]


@pytest.mark.parametrize("name", ["slots", "drafts", "prints", "catalogue"])
def test_an_empty_store_has_none(store: SqlStore, name: str) -> None:
    with store.read() as work:
        shelf = getattr(work, name)
        listed = {"drafts": lambda: shelf.names(""), "prints": lambda: shelf.recent(9)}
        assert listed.get(name, getattr(shelf, "all", list))() == []
