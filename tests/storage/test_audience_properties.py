"""Any street, any audience: the store finds whom plain loops over all claims find."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leader_app.domain.feed import FeedItem
from leader_app.domain.neighbourhood import Member
from leader_app.domain.notice import Audience
from leader_app.domain.order import LineKey, Order, OrderLine, Payment, Stage
from leader_app.domain.pickup import ClaimState, HandOver, Reversal
from leader_app.domain.touch import Contact
from tests.fakes.people_shelves import Audiences, Contacts
from tests.fakes.pickups import NOON, TODAY, a_claim, a_deed, a_line, an_order, pieces
from tests.fakes.real_store import Counter, a_page, change, enrol
from tests.fakes.shelves import Contents
from tests.storage.notice_things import a_touch

FEW = settings(max_examples=40, deadline=None, phases=[Phase.generate])
NAMES = [f"M{n}" for n in range(6)]
HOMES = [("7", "1"), ("7", "2"), ("8", "1"), ("8", ""), ("", "")]
START = NOON - timedelta(days=3)
names = st.sampled_from(NAMES)
hours = st.integers(-72, 72)


def some(values: list[str]) -> st.SearchStrategy[frozenset[str]]:
    """Return any few of these, mostly none."""
    return st.just(frozenset()) | st.frozensets(st.sampled_from(values), max_size=3)


audiences = st.builds(
    Audience,
    stages=st.just(frozenset()) | st.frozensets(st.sampled_from(Stage), min_size=1, max_size=4),
    product_ids=some(["P1", "P2", "P3"]),
    buildings=some(["7", "8"]),
    segments=some(["a", "b"]),
    members=some(NAMES),
    without=some(NAMES),
    since=st.none() | hours.map(lambda x: NOON + timedelta(hours=x)),
    everybody=st.booleans(),
)


@st.composite
def members(draw: st.DrawFn, name: str) -> Member:
    """Return a member who lives alone, with others, or nobody knows where."""
    building, room = draw(
        st.sampled_from([("7", "1"), ("7", "2"), ("8", "1"), ("8", ""), ("", "")])
    )
    return Member(name, f"王{name}", "0427", building, room)


@st.composite
def states(draw: st.DrawFn, number: int) -> ClaimState:
    """Return a claim with an order or two, of which something may have been handed out."""
    claim_id, member = f"{number:020x}", draw(names)
    issued = TODAY - timedelta(days=draw(st.integers(0, 5)))
    claim = replace(a_claim(claim_id), member_id=member, issued_on=issued, valid_days=4)
    orders = [
        replace(
            an_order(
                *(draw(lines(n)) for n in range(1, draw(st.integers(2, 4)))),
                order_id=f"A{number}-{x}",
                claim_id=claim_id,
                payment=draw(st.sampled_from([Payment.PAID] * 3 + [*Payment])),
                cancelled=draw(st.integers(0, 5)) == 0,
            ),
            member_id=member,
            placed_at=NOON + timedelta(hours=draw(hours)),
        )
        for x in range(draw(st.integers(1, 2)))
    ]
    deeds = [draw(hand_overs(f"h{number}-{x}", orders)) for x in range(draw(st.integers(0, 2)))]
    return ClaimState(claim, tuple(orders), tuple(deeds))


@st.composite
def lines(draw: st.DrawFn, number: int) -> OrderLine:
    """Return a line of which some is here."""
    quantity = draw(st.integers(1, 3))
    return a_line(number, quantity, draw(st.integers(0, quantity)))


@st.composite
def hand_overs(draw: st.DrawFn, name: str, orders: list[Order]) -> HandOver:
    """Return a hand-over of pieces of one order, maybe taken back."""
    order = draw(st.sampled_from(orders))
    lines = (pieces(x.line_no, draw(st.integers(1, 3)), order.order_id) for x in order.lines)
    at = NOON + timedelta(hours=draw(hours))
    deed = a_deed(*lines, hand_over_id=name, device_id="D2", at=at)
    deed = replace(deed, claim_id=order.claim_id)
    if draw(st.integers(0, 3)):
        return deed
    back = Reversal(f"r-{name}", name, "D2", "", at + timedelta(minutes=5), "x")
    return replace(deed, reversal=back)


@st.composite
def streets(draw: st.DrawFn) -> Contents:
    """Return all a counter may have been told."""
    street = Contents()
    street.members = {name: draw(members(name)) for name in NAMES[: draw(st.integers(0, 6))]}
    for number in range(draw(st.integers(0, 6))):
        state = draw(states(number))
        street.claims[state.claim.claim_id] = state
    for name in draw(st.frozensets(names)):
        segments = tuple(draw(st.frozensets(st.sampled_from("abc"))))
        street.notices.contacts[name] = Contact(name, segments=segments)
    for number in range(draw(st.integers(0, 2))):
        told = replace(
            a_touch(f"t{number}", minutes=60 * draw(hours)),
            member_ids=tuple(draw(st.frozensets(names, max_size=3))),
        )
        street.notices.touches[told.touch_id] = told
    return street


@given(street=streets(), asked=st.lists(audiences, min_size=1, max_size=4))
@FEW
def test_the_store_finds_whom_loops_find(street: Contents, asked: list[Audience]) -> None:
    plain = Audiences(street)
    orders = [order for state in street.claims.values() for order in state.orders]
    keys = [LineKey(x.order_id, line.line_no) for x in orders for line in x.lines]
    span = (START, START + timedelta(days=5, hours=7))
    with TemporaryDirectory() as folder, Counter(Path(folder)).opened() as store:
        enrol(store)
        # A second page, for moments of arrival.
        store.mirror.apply(a_page([]))
        store.mirror.apply(a_page(list(map(change, _told(street))), at=NOON))
        here = [(x, line) for x in orders for line in x.lines if line.arrived]
        street.notices.arrived_at = {LineKey(x.order_id, line.line_no): NOON for x, line in here}
        with store.read() as work:
            for audience in asked:
                assert work.audiences.lines(audience) == plain.lines(audience)
            for wanted in (keys, keys[::2], [*keys[:1], LineKey("A9", 1)]):
                assert work.audiences.still(wanted) == plain.still(wanted)
                assert work.audiences.came(wanted, NOON) == plain.came(wanted, NOON)
            assert work.audiences.buildings() == plain.buildings()
            assert work.audiences.collectors(NAMES) == plain.collectors(NAMES)
            assert work.audiences.collected_share(*span) == plain.collected_share(*span)
            assert work.contacts.people(NAMES) == Contacts(street).people(NAMES)


def _told(street: Contents) -> list[FeedItem]:
    claims = street.claims.values()
    return [
        *street.members.values(),
        *(state.claim for state in claims),
        *(deed for state in claims for deed in state.hand_overs),
        *(order for state in claims for order in state.orders),
        *street.notices.contacts.values(),
        *street.notices.touches.values(),
    ]
