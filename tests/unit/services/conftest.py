"""A counter at noon, with one order ready."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count

import pytest

from leader_app.domain.pickup import ClaimState
from leader_app.services.pickup.hand_over import HandOverGoods
from leader_app.services.pickup.looks import Looks
from leader_app.services.pickup.undo import UndoHandOver
from leader_app.services.pickup.verify import VerifyCode
from leader_app.services.pickup.verify_order import VerifyOrder
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import a_state
from tests.fakes.store import MemoryStore, a_store
from tests.fakes.sync_side import CountedWake, FakeStatus


@dataclass
class Rig:
    """The verbs of pickup over one store; ``look`` is ``verify`` with the audit written."""

    states: tuple[ClaimState, ...] = (a_state(),)
    clock: FakeClock = field(default_factory=FakeClock)
    status: FakeStatus = field(default_factory=FakeStatus)
    wake: CountedWake = field(default_factory=CountedWake)

    def __post_init__(self) -> None:
        self.store: MemoryStore = a_store(self.clock, *self.states)
        self.looks = Looks(self.store)
        self._noise = count(1)
        self.verify = VerifyCode(self.store, self.clock, self.status, self.wake, self.looks)
        self.verify_order = VerifyOrder(self.store, self.clock, self.status, self.looks)
        self.hand_over = HandOverGoods(self.store, self.clock, self.status, self.wake, self._random)
        self.undo = UndoHandOver(self.store, self.clock, self.wake, self._random)

    def close(self) -> None:
        """Write what waits and end."""
        self.looks.close()

    def _random(self, size: int) -> bytes:
        return next(self._noise).to_bytes(size, "big")


MakeRig = Callable[..., Rig]


@pytest.fixture
def make_rig() -> Iterator[MakeRig]:
    """Return a maker of rigs that hold the claims it is given; all end with the test."""
    made: list[Rig] = []

    def make(*states: ClaimState) -> Rig:
        made.append(Rig(states or (a_state(),)))
        return made[-1]

    yield make
    for rig in made:
        rig.close()


@pytest.fixture
def rig(make_rig: MakeRig) -> Rig:
    """Return a rig with one order of one piece, ready."""
    return make_rig()
