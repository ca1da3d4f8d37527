"""A counter in memory that reaches its centre over a real socket."""

from collections.abc import Callable, Mapping

from leader_app.domain import signing
from leader_app.domain.command import Outcome
from leader_app.domain.deed import hand_over_body
from sync.client import Client
from sync.engine import Engine
from sync.enrolment import HttpEnrolmentDesk
from sync.session import Session
from sync.transport import Answer, HttpTransport, Transport
from tests.fakes.centre import FakeCentre
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import a_claim, a_line, an_order, pieces
from tests.fakes.sync_store import MemoryMirror, MemoryOutbox

SEED = bytes(range(32))


class Counter:
    """A counter whose every try has connections of its own."""

    def __init__(self, url: str, centre: FakeCentre) -> None:
        self.url = url
        self.centre = centre
        self.clock = FakeClock()
        told = HttpEnrolmentDesk().enrol(url, centre.token(), signing.public_key(SEED), "counter")
        self.device_id = told.device_id
        self.outbox = MemoryOutbox(told.device_id, self.clock)
        self.mirror = MemoryMirror(told.root_key)
        self.session = Session(told.device_id, SEED, self.clock)
        self.attempt(lambda engine: engine.run_once())

    def attempt(self, work: Callable[[Engine], object]) -> None:
        engine = Engine(
            lambda: Client(impatient(self.url)),
            self.session,
            self.outbox,
            self.mirror,
            self.clock,
        )
        try:
            work(engine)
        finally:
            engine.interrupt()

    def hand_over(self) -> None:
        """Sell something new and hand it over."""
        name = f"{len(self.outbox.log) + 1:020x}"
        order = an_order(a_line(), order_id=f"B{name}", claim_id=name)
        self.centre.sell(a_claim(name), order)
        body = hand_over_body(name, (pieces(1, order_id=order.order_id),), "", offline=True)
        self.outbox.add_body("hand_over", body)

    def assert_all_well(self) -> None:
        """Every deed is at the centre once, with its word here, and the mirror is the feed."""
        deeds = [d.hand_over_id for s in self.centre.claims.values() for d in s.hand_overs]
        assert sorted(deeds) == sorted(x.command.command_id for x in self.outbox.log)
        words = self.outbox.words
        assert {words[x.seq].outcome for x in self.outbox.log} <= {Outcome.ACCEPTED}
        assert {(e, i): c.version for (e, i), c in self.mirror.rows.items()} == {
            key: seq for key, (seq, _) in self.centre._feed.items()
        }


def impatient(url: str, silence: float = 1.0) -> Transport:
    """Return a way to a centre that bears only little silence."""
    return _Impatient(HttpTransport(url, 1.0, 1.0), silence)


class _Impatient:
    """Keeps ``Transport``; every silence is over soon."""

    def __init__(self, real: HttpTransport, silence: float) -> None:
        self._real = real
        self._silence = silence

    def post(self, path: str, body: bytes, headers: Mapping[str, str], silence: float) -> Answer:
        return self._real.post(path, body, headers, min(silence, self._silence))

    def interrupt(self) -> None:
        self._real.interrupt()
