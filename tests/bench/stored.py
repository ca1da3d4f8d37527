"""Stores of any size for benchmarks, and the deeds done in them."""

import itertools
import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from leader_app.domain import code_keys, pickup_code
from leader_app.domain.changes import Entity
from leader_app.domain.neighbourhood import Member, Product, Zone
from leader_app.domain.order import Claim, Order, OrderLine
from leader_app.domain.pickup_code import CodeKind, PickupCode
from leader_app.ports import FeedChange
from leader_app.storage.ballast import Ballast
from leader_app.storage.opening import open_store
from leader_app.storage.store import SqlStore
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import NOON, a_claim, an_order
from tests.fakes.real_store import ROOT_SEED, Heard, a_page, enrol
from tests.fakes.secrets import MemorySecrets
from tests.fakes.sync_side import CODE_KEY, CODE_SEED

PAGE = 1000
MEMBERS_EACH = 5
PRODUCTS = 60
SURNAMES = "王李张刘陈杨赵黄周吴"
GIVEN = "明红强丽军芳伟娜静涛"


class Ticking(FakeClock):
    """A clock of the days in which the claims are good; it ticks with each look."""

    def now(self) -> datetime:
        self.advance(timedelta(milliseconds=1))
        return super().now()


def claim_id(number: int) -> str:
    """Return the id of a claim; ids are spread as random ones are."""
    return random.Random(number).randbytes(10).hex()


def a_claim_of(number: int, members: int) -> Claim:
    """Return the claim of this number."""
    tag = random.Random(-1 - number).randbytes(16)
    return replace(a_claim(claim_id(number), tag=tag), member_id=f"M{number % members}")


def an_order_of(number: int, members: int) -> Order:
    """Return the order of this number, of two or three lines."""
    lines = tuple(
        OrderLine(
            line + 1, f"P{(number + line) % PRODUCTS}", 2, 2, f"A-{line:02}", an_order().total
        )
        for line in range(2 + number % 2)
    )
    return replace(
        an_order(*lines, order_id=f"A{10_000_000 + number}", claim_id=claim_id(number)),
        member_id=f"M{number % members}",
        placed_at=NOON + timedelta(seconds=number),
    )


def changes(orders: int) -> Iterator[FeedChange]:
    """Yield a feed of so many orders with their claims, members and products."""
    members = max(1, orders // MEMBERS_EACH)
    for number in range(members):
        name = SURNAMES[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
        member = Member(f"M{number}", name, f"{number % 10_000:04}")
        yield FeedChange(Entity.MEMBER, member.member_id, 1, member)
    for number in range(PRODUCTS):
        product = Product(f"P{number}", f"香菇{number}", "份", Zone.SHELF, an_order().total)
        yield FeedChange(Entity.PRODUCT, product.product_id, 1, product)
    for number in range(orders):
        yield FeedChange(Entity.CLAIM, claim_id(number), 1, a_claim_of(number, members))
        order = an_order_of(number, members)
        yield FeedChange(Entity.ORDER, order.order_id, 1, order)


def apply_all(store: SqlStore, feed: Iterable[FeedChange], page: int = PAGE) -> None:
    """Apply a feed page by page."""
    for number, rows in enumerate(batched(feed, page)):
        store.mirror.apply(a_page(rows, f"c{number}"))


def batched(feed: Iterable[FeedChange], size: int) -> Iterator[list[FeedChange]]:
    """Yield lists of ``size``, the last one shorter."""
    rest = iter(feed)
    while rows := list(itertools.islice(rest, size)):
        yield rows


def code_of(number: int) -> str:
    """Return the text of the code of a claim."""
    claim = a_claim(claim_id(number))
    code = PickupCode(
        CodeKind.ORDER,
        CODE_KEY.key_id,
        claim.point_id,
        claim.claim_id,
        claim.issued_on,
        claim.valid_days,
        claim.generation,
    )
    return pickup_code.issue(code, CODE_SEED)


@contextmanager
def new_store() -> Iterator[SqlStore]:
    """Yield a new, enrolled store on this computer's disk."""
    with TemporaryDirectory(prefix="leader-desk-bench-") as folder:
        room = Ballast(Path(folder) / "ballast", size=0, low_disk=0)
        store = open_store(Path(folder), MemorySecrets(), Ticking(), Heard(), ballast=room)
        enrol(store)
        store.mirror.keep_keys(code_keys.seal(2, (CODE_KEY,), ROOT_SEED))
        try:
            yield store
        finally:
            store.close()
