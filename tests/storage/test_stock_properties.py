"""Stock is the sum of movements, whatever order, how often and from whom they are heard."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leader_app.domain.feed import FeedItem
from leader_app.domain.neighbourhood import Device
from leader_app.domain.pickup import HandOver, Reversal
from leader_app.domain.stock import NO_LOT, Draw, Movement, StockDeed, StockKey
from leader_app.ports import FeedChange
from leader_app.storage import ledger
from leader_app.storage.prepared import Params
from tests.fakes.pickups import NOON, POINT, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, enrol
from tests.storage.goods import LATER, SOON, a_receipt, a_stock_deed, record, sums

# Each example opens a store: few of them, and no long search for the shortest failure.
FEW = settings(max_examples=12, stateful_step_count=30, phases=[Phase.generate], deadline=None)
NEIGHBOUR = Device("D2", POINT, "Two", bytes(32), active=True)
NOWHERE = StockKey("P1")
PLACES = [StockKey(p, lot, slot) for p in ("P1", "P2") for lot in (NO_LOT, SOON) for slot in "AB"]
moves = st.lists(
    st.builds(Movement, st.sampled_from(PLACES), st.integers(-5, 9)), min_size=1, max_size=4
)


@dataclass
class World:
    """What happened at all counters, each fact once."""

    deeds: dict[str, StockDeed] = field(default_factory=dict)
    given: dict[str, HandOver] = field(default_factory=dict)


class StockMachine(RuleBasedStateMachine):
    """A counter that records, and hears pages of what others did; the oracle adds it all up."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Counter(Path(self.folder.name)).open()
        enrol(self.store)
        self.store.mirror.apply(a_page([change(NEIGHBOUR)]))
        self.world, self.heard = World(), World()
        self.orders: set[str] = set()
        self.versions: dict[str, int] = {}
        self.number = count(1)

    @rule(moved=moves)
    def we_record(self, moved: list[Movement]) -> None:
        deed = a_stock_deed(f"own-{next(self.number)}", *moved)
        record(self.store, deed)
        self.world.deeds[deed.deed_id] = self.heard.deeds[deed.deed_id] = deed

    @rule(data=st.data())
    def we_record_the_same_again(self, data: st.DataObject) -> None:
        own = [x for name, x in self.heard.deeds.items() if name.startswith("own")]
        if own:
            record(self.store, data.draw(st.sampled_from(own)))

    @rule(moved=moves)
    def another_counter_records(self, moved: list[Movement]) -> None:
        name = f"other-{next(self.number)}"
        self.world.deeds[name] = a_stock_deed(name, *moved, device_id="D2")

    @rule(quantity=st.integers(1, 3), drawn=st.integers(0, 3), order=st.sampled_from("AB"))
    def another_counter_hands_over(self, quantity: int, drawn: int, order: str) -> None:
        name = f"given-{next(self.number)}"
        draws = (Draw(replace(PLACES[0], lot=LATER), min(drawn, quantity)),) if drawn else ()
        deed = a_deed(pieces(1, quantity, order), hand_over_id=name, device_id="D2")
        self.world.given[name] = replace(deed, drawn=draws)

    @rule(data=st.data())
    def another_counter_takes_one_back(self, data: st.DataObject) -> None:
        left = [x for x in self.world.given.values() if x.reversal is None]
        if left:
            deed = data.draw(st.sampled_from(left))
            at = NOON + timedelta(minutes=5)
            back = Reversal(f"back-{deed.hand_over_id}", deed.hand_over_id, "D2", "", at, "x")
            self.world.given[deed.hand_over_id] = replace(deed, reversal=back)

    @rule(data=st.data())
    def a_page_comes(self, data: st.DataObject) -> None:
        things: list[FeedItem] = [*self.world.deeds.values(), *self.world.given.values()]
        things += [an_order(a_line(1, 99), order_id=name) for name in "AB"]
        told = data.draw(st.lists(st.sampled_from(things), max_size=8))
        self.store.mirror.apply(a_page([self._told(x) for x in told]))
        for thing in told:
            match thing:
                case StockDeed():
                    self.heard.deeds[thing.deed_id] = thing
                case HandOver():
                    self.heard.given[thing.hand_over_id] = thing
                case _:
                    self.orders.add(str(getattr(thing, "order_id", "")))

    @rule()
    def the_centre_begins_anew(self) -> None:
        things: list[FeedItem] = [*self.heard.deeds.values(), *self.heard.given.values()]
        things += [an_order(a_line(1, 99), order_id=name) for name in self.orders]
        things.append(NEIGHBOUR)
        self.store.mirror.restart()
        self.store.mirror.apply(a_page([self._told(x) for x in things]))

    @invariant()
    def stock_is_the_sum(self) -> None:
        kept, added = sums(self.store)
        assert kept == added == self.expected()

    def expected(self) -> dict[StockKey, int]:
        """Return what lies where, after what this counter has heard."""
        total: dict[StockKey, int] = {}
        for deed in self.heard.deeds.values():
            for move in deed.movements:
                total[move.key] = total.get(move.key, 0) + move.quantity
        for given in self.heard.given.values():
            (taken,) = given.lines
            drawn = sum(x.quantity for x in given.drawn)
            known = taken.key.order_id in self.orders or drawn == taken.quantity
            if known and given.reversal is None:
                for draw in (*given.drawn, Draw(NOWHERE, taken.quantity - drawn)):
                    total[draw.key] = total.get(draw.key, 0) - draw.quantity
        return {place: pieces for place, pieces in total.items() if pieces}

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def _told(self, thing: FeedItem) -> FeedChange:
        told = change(thing)
        version = 2 if isinstance(thing, HandOver) and thing.reversal else 1
        return replace(told, version=version)


def test_stock_is_the_sum_of_what_was_heard() -> None:
    run_state_machine_as_test(StockMachine, settings=FEW)


def test_a_deed_booked_twice_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with rows that are new each time the same machine fails."""
    numbers = count()
    plain = ledger._deed_rows

    def ever_new(deed: StockDeed) -> list[Params]:
        return [{**row, "n": next(numbers)} for row in plain(deed)]

    monkeypatch.setattr(ledger, "_deed_rows", ever_new)
    monkeypatch.setattr(ledger, "_names", lambda *_: ())
    with pytest.raises(AssertionError):
        run_state_machine_as_test(StockMachine, settings=FEW)


def test_receipts_are_heard_once_by_either_way(tmp_path: Path) -> None:
    with Counter(tmp_path / "store").opened() as store:
        enrol(store)
        with store.write() as work:
            work.deliveries.record(a_receipt())
            work.commit()
        store.mirror.apply(a_page([change(a_receipt()), change(a_receipt().stock, 5)]))
        kept, added = sums(store)
    assert kept == added
    assert sum(kept.values()) == 10
