"""One enrolled counter in memory and the centre it talks to."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from leader_app.domain import signing
from leader_app.ports import Identity
from sync.client import Client
from sync.engine import Engine
from sync.enrolment import HttpEnrolmentDesk
from sync.session import Session
from sync.transport import Transport
from tests.fakes.centre import FakeCentre
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import POINT, a_claim, a_line, an_order
from tests.fakes.sync_store import MemoryMirror, MemoryOutbox
from tests.fakes.wire import FakeWire, Weather

URL = "https://centre.example"


@dataclass
class Desk:
    """A counter without a store on disk."""

    centre: FakeCentre
    name: str = "counter"
    weather: Weather = field(default_factory=Weather)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        self.seed = signing.sign(bytes(32), self.name.encode())[:32]
        self.enrolment = HttpEnrolmentDesk(self.connect).enrol(
            URL, self.centre.token(), signing.public_key(self.seed), self.name
        )
        self.device_id = self.enrolment.device_id
        self.outbox = MemoryOutbox(self.device_id, self.clock)
        self.mirror = MemoryMirror(self.enrolment.root_key)
        self.session = Session(self.device_id, self.seed, self.clock)
        self.seen: list[tuple[int, int]] = []
        self.engine = self.new_engine()

    def new_engine(self) -> Engine:
        return Engine(
            lambda: Client(self.connect(URL)),
            self.session,
            self.outbox,
            self.mirror,
            self.clock,
            lambda pulled, expected: self.seen.append((pulled, expected)),
        )

    def connect(self, _url: str) -> Transport:
        return FakeWire(self.centre, self.weather)

    @property
    def identity(self) -> Identity:
        told = self.enrolment
        return Identity(
            told.device_id, told.device_name, POINT, 1, URL, told.root_key, told.point_secret
        )


@pytest.fixture
def centre() -> FakeCentre:
    made = FakeCentre()
    made.sell(a_claim(), an_order(a_line(1), a_line(2)))
    return made


@pytest.fixture
def desk(centre: FakeCentre) -> Desk:
    return Desk(centre)


@pytest.fixture
def another_desk(centre: FakeCentre) -> Callable[[str], Desk]:
    return lambda name: Desk(centre, name)
