"""What the core sees of sync: a status one can set, a wake one can count, a desk that enrols."""

from collections.abc import Callable
from datetime import date

from leader_app.domain import code_keys, signing
from leader_app.domain.code_keys import CodeKey
from leader_app.domain.neighbourhood import Point
from leader_app.errors import LeaderError
from leader_app.ports import Connection, Enrolment, SyncState
from tests.fakes.pickups import POINT

ROOT_SEED = bytes(range(32, 64))
CODE_SEED = bytes(range(32))
POINT_SECRET = bytes(range(100, 132))
CODE_KEY = CodeKey(3, signing.public_key(CODE_SEED), date(2026, 1, 1), date(2027, 12, 31))
HERE = Point(POINT, "幸福里便利店", "幸福路 7 号", "08:00-21:00")


class FakeStatus:
    """Keeps ``leader_app.ports.SyncStatus``."""

    def __init__(self, connection: Connection = Connection.ONLINE) -> None:
        self.connection = connection

    def state(self) -> SyncState:
        return SyncState(self.connection)

    def subscribe(self, listener: Callable[[SyncState], None]) -> Callable[[], None]:
        return lambda: None


class CountedWake:
    """Keeps ``leader_app.ports.Wake``."""

    def __init__(self) -> None:
        self.times = 0

    def wake(self) -> None:
        self.times += 1


class FakeEnrolmentDesk:
    """Keeps ``leader_app.ports.EnrolmentDesk``; ``failure`` is raised as long as it is set."""

    def __init__(self) -> None:
        self.failure: LeaderError | None = None
        self.presented: list[tuple[str, str, bytes, str]] = []

    def enrol(self, url: str, token: str, device_key: bytes, device_name: str) -> Enrolment:
        self.presented.append((url, token, device_key, device_name))
        if self.failure:
            raise self.failure
        return an_enrolment(device_name or "1号台")


def an_enrolment(device_name: str = "1号台") -> Enrolment:
    """Return what a centre answers to a good token."""
    return Enrolment(
        device_id="D1",
        device_name=device_name,
        point=HERE,
        epoch=1,
        root_key=signing.public_key(ROOT_SEED),
        point_secret=POINT_SECRET,
        manifest=code_keys.seal(1, (CODE_KEY,), ROOT_SEED),
    )
