"""Centres to hold the counter's contract against: real ones as processes, and the fake."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import sqlalchemy as sa

from central.cli import listing
from central.codes import keys
from central.counters.devices import Standing, set_standing
from central.counters.enrolment import new_token
from central.feed.writing import FeedDraft
from central.intake.writing import Intake
from central.storage.database import Database, open_database
from central.storage.tables import facts
from leader_app.domain.local_time import local_day
from leader_app.domain.money import Fen
from leader_app.domain.neighbourhood import Member, Point, Product, Zone
from leader_app.domain.order import Claim, Order, OrderLine, Payment
from tests.fakes.centre import FakeCentre
from tests.fakes.centre_http import served
from tests.fakes.pickups import NOON

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Deed:
    """A hand-over as the centre has it."""

    hand_over_id: str
    device_id: str
    primary: bool
    reversed: bool


class Shop(Protocol):
    """One point of a centre, a test's own."""

    @property
    def url(self) -> str:
        """Where the centre answers."""

    def token(self) -> str:
        """Return an enrolment token for this point."""

    def sell(self, count: int = 1) -> Sequence[Order]:
        """Take in orders of two lines, all of it here."""

    def deeds(self) -> Sequence[Deed]:
        """Return every hand-over at this point, oldest first."""

    def incidents(self) -> Sequence[str]:
        """Return the kinds of incidents of this point."""

    def revoke(self, device_id: str) -> None:
        """Shut a counter out."""

    def begin_anew(self) -> None:
        """Become another life of the same data, as after a restore."""


def orders_of(point_id: int, count: int) -> Sequence[Order]:
    """Return new orders of two lines."""
    made = []
    for _ in range(count):
        number = next(_numbers)
        lines = tuple(
            OrderLine(line, f"P{point_id}", line, line, "A-01", Fen(990)) for line in (1, 2)
        )
        claim = f"{point_id:04x}{number:016x}"
        made.append(
            Order(
                f"A{point_id}-{number}",
                point_id,
                f"M{point_id}",
                claim,
                Payment.PAID,
                cancelled=False,
                placed_at=NOON,
                note="",
                lines=lines,
            )
        )
    return made


@dataclass
class RealCentre:
    """``leader-central serve`` as a process of its own over a database we look into."""

    db: str
    key_file: Path
    database: Database = field(init=False)
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def __post_init__(self) -> None:
        self.database = open_database(self.db, self.key_file)
        keys.ensure_first_key(self.database, local_day(NOON))

    def start(self) -> None:
        """Start the service and wait until it listens."""
        place = ["--db", self.db, "--key-file", str(self.key_file), "--json"]
        command = [sys.executable, "-m", "central", *place, "serve", "--port", "0"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL
        )
        assert self.process.stdout is not None
        try:
            self.url = json.loads(self.process.stdout.readline())["url"]
        except ValueError:
            self.kill()
            raise

    def kill(self) -> None:
        """Kill the service as a power cut does."""
        self._end(subprocess.Popen.kill)

    def stop(self) -> None:
        """End the service and close the database."""
        self._end(subprocess.Popen.terminate)
        self.database.close()

    def _end(self, how: Callable[[subprocess.Popen[str]], None]) -> None:
        if self.process is not None:
            process, self.process = self.process, None
            how(process)
            process.wait(START_SECONDS)
            assert process.stdout is not None
            process.stdout.close()

    def shop(self) -> RealShop:
        """Open a point."""
        return RealShop(self, next(_numbers))


@dataclass
class RealShop:
    """Keeps ``Shop``."""

    centre: RealCentre
    point_id: int

    def __post_init__(self) -> None:
        point = Point(self.point_id, f"店{self.point_id}", "幸福路", "8-22")
        name = f"{self.point_id}"
        with self._intake() as intake:
            intake.add_points([point])
            product = Product(f"P{name}", "鲜牛奶", "瓶", Zone.FRIDGE, Fen(990))
            intake.add_products([product], [self.point_id])
            member = Member(f"M{name}", "欧阳小敏", "1234")
            intake.add_members([(member, "19900001234", self.point_id)])

    @property
    def url(self) -> str:
        return self.centre.url

    def token(self) -> str:
        return new_token(self.centre.database, self.point_id, datetime.now(UTC))

    def sell(self, count: int = 1) -> Sequence[Order]:
        orders = orders_of(self.point_id, count)
        with self._intake() as intake:
            intake.add_orders(orders, 30)
        return orders

    def deeds(self) -> Sequence[Deed]:
        with self.centre.database.reading() as connection:
            lines = listing.list_redemptions(connection, None)
            return [_deed(line) for line in lines if line["claim"][:4] == f"{self.point_id:04x}"]

    def incidents(self) -> Sequence[str]:
        with self.centre.database.reading() as connection:
            lines = listing.list_incidents(connection)
            return [line["kind"] for line in lines if line["point"] == self.point_id]

    def revoke(self, device_id: str) -> None:
        set_standing(self.centre.database, device_id, Standing.REVOKED)

    def begin_anew(self) -> None:
        with self.centre.database.writing() as connection:
            statement = sa.update(facts).where(facts.c.name == "epoch")
            connection.execute(statement.values(value=f"{next(_numbers):032x}"))

    @contextmanager
    def _intake(self) -> Iterator[Intake]:
        database = self.centre.database
        with database.writing() as connection:
            draft = FeedDraft(database)
            yield Intake(database, connection, draft)
            draft.write(connection)


def _deed(line: dict[str, Any]) -> Deed:
    return Deed(line["redemption"], line["device"], line["primary"], line["reversed"])


@dataclass
class FakeShop:
    """Keeps ``Shop`` over the centre in memory."""

    centre: FakeCentre
    url: str

    def token(self) -> str:
        return self.centre.token()

    def sell(self, count: int = 1) -> Sequence[Order]:
        orders = orders_of(7, count)
        for order in orders:
            day = local_day(order.placed_at)
            self.centre.sell(Claim(order.claim_id, 7, "M7", 1, day, 30, bytes(16)), order)
        return orders

    def deeds(self) -> Sequence[Deed]:
        deeds = [x for state in self.centre.claims.values() for x in state.hand_overs]
        return [Deed(x.hand_over_id, x.device_id, x.primary, x.reversal is not None) for x in deeds]

    def incidents(self) -> Sequence[str]:
        return [incident.kind.value for incident in self.centre.incidents]

    def revoke(self, device_id: str) -> None:
        book = self.centre.devices[device_id]
        object.__setattr__(book.device, "active", False)

    def begin_anew(self) -> None:
        self.centre.epoch = f"{next(_numbers):032x}"


@contextmanager
def fake_shop() -> Iterator[FakeShop]:
    """Serve a centre in memory."""
    centre = FakeCentre()
    with served(centre) as url:
        yield FakeShop(centre, url)
