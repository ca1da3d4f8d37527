"""A centre, a proxy before it, and a counter behind the proxy."""

from collections.abc import Iterator

import pytest

from tests.fakes.centre import FakeCentre
from tests.fakes.centre_http import served
from tests.fakes.pickups import CLAIM_ID, a_claim, a_line, an_order
from tests.faults.counter import Counter
from tests.faults.proxy import FaultProxy, fault_proxy


@pytest.fixture
def centre() -> FakeCentre:
    made = FakeCentre()
    made.sell(a_claim(CLAIM_ID), an_order(a_line(1)))
    return made


@pytest.fixture
def proxy(centre: FakeCentre) -> Iterator[FaultProxy]:
    with served(centre) as url, fault_proxy(url) as running:
        yield running


@pytest.fixture
def counter(proxy: FaultProxy, centre: FakeCentre) -> Counter:
    return Counter(proxy.url, centre)
