"""Lost replies, killed servers, portals and wrong clocks: nothing lost, nothing doubled."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import msgspec
import pytest

from leader_app.domain.command import CommandResult, Outcome
from leader_app.errors import LeaderError
from leader_app.ports import Connection
from sync.client import Client
from sync.engine import Engine
from sync.protocol.codec import compress, decode, decompress, encode
from sync.protocol.messages import (
    MAX_ANSWER_BYTES,
    NONCE,
    PULL,
    PUSH,
    SESSION,
    PullAnswer,
)
from sync.session import Session, _Pass
from sync.transport import Answer, HttpTransport, Transport
from sync.troubles import (
    CentreFailing,
    Garbled,
    LogsDisagree,
    NoNetwork,
    NotTheCentre,
    TimedOut,
    Trouble,
    TurnedDown,
)
from tests.contract.centres import RealCentre, Shop
from tests.contract.conftest import MakeTill
from tests.contract.till import Impatient, Till, a_till
from tests.faults.proxy import CLEAR, OTHERS, SILENCE, End, FaultProxy, Plan, fault_proxy


def _losing(path: str, count: int = 1) -> Callable[[str], Transport]:
    """Return connections that lose the first answers on ``path``."""
    left = [path] * count

    def lose(asked: str) -> bool:
        if asked not in left:
            return False
        left.remove(asked)
        return True

    return lambda url: Impatient(HttpTransport(url), lose)


@pytest.mark.parametrize("path", [NONCE, SESSION, PUSH, PULL])
def test_a_reply_lost_at_any_stage_is_no_loss(till: Till, shop: Shop, path: str) -> None:
    (order,) = shop.sell()
    till.sync()
    done = till.hand_over(order.claim_id)
    clear, till.connect = till.connect, _losing(path)
    with pytest.raises(NoNetwork):
        till.sync()
    till.connect = clear
    till.reopen()
    till.sync()
    assert [deed.hand_over_id for deed in shop.deeds()] == [done.hand_over_id]
    assert till.unsent() == 0


def test_a_reply_lost_at_enrolment_is_no_loss(till: Till, shop: Shop) -> None:
    token = shop.token()
    till.seed = bytes(range(32))
    till.store.close()
    till.folder = till.folder / "again"
    till.counter.folder = till.folder
    till.store = till.counter.open()
    clear, till.connect = till.connect, _losing("/v1/enrol")
    with pytest.raises(NoNetwork):
        till.enrol(token)
    till.connect = clear
    till.enrol(token)
    first = till.identity
    till.enrol(token)
    assert till.identity == first
    till.sync()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("captive portal", NotTheCentre),
        ("bad gateway", NotTheCentre),
        ("redirect", NotTheCentre),
        ("server error", CentreFailing),
        ("truncated JSON", Garbled),
        ("silence", TimedOut),
    ],
)
def test_whoever_answers_in_place_of_the_centre(
    till: Till, shop: Shop, name: str, kind: type[Trouble]
) -> None:
    (order,) = shop.sell()
    till.sync()
    till.hand_over(order.claim_id)
    with fault_proxy(shop.url) as proxy:
        till.url = proxy.url
        proxy.plan = Plan(instead=SILENCE if name == "silence" else OTHERS[name])
        with pytest.raises(kind):
            till.sync()
        assert till.board.state().connection is Connection.OFFLINE
        assert till.unsent() == 1
        proxy.plan = CLEAR
        till.sync()
    assert len(shop.deeds()) == 1
    assert till.unsent() == 0


def test_a_session_that_ended_is_begun_anew(till: Till, shop: Shop) -> None:
    shop.sell()
    session = Session(till.identity.device_id, till.seed, till.clock)
    session._pass = _Pass("of-yesterday", 1 << 62)
    engine = Engine(
        lambda: Client(till.connect(till.url)),
        session,
        till.store.outbox,
        till.store.mirror,
        till.clock,
    )
    try:
        assert engine.run_once().pulled > 0
    finally:
        engine.interrupt()


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_wrong_by_a_year_stops_nothing(till: Till, shop: Shop, days: int) -> None:
    (order,) = shop.sell()
    till.clock.set_to(till.clock.now() + timedelta(days=days))
    till.sync()
    done = till.hand_over(order.claim_id)
    till.sync()
    assert [deed.hand_over_id for deed in shop.deeds()] == [done.hand_over_id]


def test_a_gap_is_filled_by_itself(till: Till, shop: Shop) -> None:
    sold = shop.sell(3)
    till.sync()
    done = [till.hand_over(order.claim_id) for order in sold]
    words = [
        CommandResult(seq, deed.hand_over_id, Outcome.ACCEPTED)
        for seq, deed in enumerate(done[:2], 1)
    ]
    till.store.outbox.record(words)  # of a centre that has forgotten it since
    till.sync()
    assert sorted(deed.hand_over_id for deed in shop.deeds()) == sorted(
        deed.hand_over_id for deed in done
    )


@pytest.mark.expects_log("has lost our commands")
def test_what_the_centre_lost_is_noticed_without_a_new_deed(till: Till, shop: Shop) -> None:
    (order,) = shop.sell()
    till.sync()
    done = till.hand_over(order.claim_id)
    till.store.outbox.record([CommandResult(1, done.hand_over_id, Outcome.ACCEPTED)])
    till.sync()
    assert [deed.hand_over_id for deed in shop.deeds()] == [done.hand_over_id]


def test_a_damaged_page_is_not_applied(till: Till, shop: Shop) -> None:
    (order,) = shop.sell()

    def alter(path: str, answer: Answer) -> Answer:
        if path != PULL:
            return answer
        encoding = answer.headers.get("content-encoding", "")
        page = decode(decompress(answer.body, encoding, MAX_ANSWER_BYTES), PullAnswer)
        body, encoding = compress(encode(msgspec.structs.replace(page, changes=page.changes[1:])))
        headers = {**answer.headers, "content-encoding": encoding}
        return Answer(answer.status, headers, body)

    clear = till.connect
    till.connect = lambda url: Impatient(HttpTransport(url), alter=alter)
    with pytest.raises(Garbled):
        till.sync()
    assert not till.knows(order.claim_id)
    till.connect = clear
    till.sync()
    assert till.knows(order.claim_id)


def test_a_centre_that_began_anew(till: Till, other: Till, shop: Shop) -> None:
    first, second = shop.sell(2)
    till.sync()
    till.hand_over(first.claim_id)
    till.sync()
    shop.begin_anew()
    till.hand_over(second.claim_id)
    till.sync()
    other.sync()
    assert len(shop.deeds()) == 2
    assert till.unsent() == 0
    for order in (first, second):
        assert till.state(order.claim_id) == other.state(order.claim_id)


def test_a_counter_shut_out_keeps_what_it_did_and_is_told(till: Till, shop: Shop) -> None:
    (order,) = shop.sell()
    till.sync()
    shop.revoke(till.identity.device_id)
    till.hand_over(order.claim_id)
    with pytest.raises(TurnedDown):
        till.sync()
    assert till.board.state().connection is Connection.REFUSED
    assert till.unsent() == 1


def test_a_copied_folder_is_noticed_and_nothing_is_lost(
    make_till: MakeTill, shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one, two = shop.sell(2)
    till = make_till("one")
    till.sync()
    till.store.close()
    copy = tmp_path_factory.mktemp("copy") / "store"
    shutil.copytree(till.folder, copy)
    till.store = till.counter.open()
    till.hand_over(one.claim_id)
    till.sync()
    till.store.close()
    till.folder = till.counter.folder = copy
    till.store = till.counter.open()
    till.hand_over(two.claim_id)
    with suppress(TurnedDown):
        assert isinstance(till.sync().problem, LogsDisagree)
    assert till.unsent() == 1
    with till.store.read() as work:
        assert work.log.head().seq == 1


def test_the_connection_cut_again_and_again_while_many_deeds_go_out(till: Till, shop: Shop) -> None:
    sold = shop.sell(40)
    till.sync()
    done = [till.hand_over(order.claim_id) for order in sold]
    with fault_proxy(shop.url) as proxy:
        till.url = proxy.url
        for at in range(0, 1400, 53):
            proxy.plan = Plan(cut_down=at, end=End.RESET if at % 2 else End.CLOSE)
            with suppress(LeaderError):
                till.sync()
        proxy.plan = CLEAR
        till.sync()
    assert sorted(x.hand_over_id for x in shop.deeds()) == sorted(x.hand_over_id for x in done)
    assert till.unsent() == 0
    assert shop.incidents() == []


def test_the_server_is_killed_after_its_commit_and_its_reply_is_lost(
    own_centre: RealCentre, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shop = own_centre.shop()
    sold = shop.sell(5)
    folder = tmp_path_factory.mktemp("till") / "one"
    with fault_proxy(own_centre.url) as proxy, a_till(shop, folder) as till:
        till.url = proxy.url
        till.sync()
        for order in sold:
            till.hand_over(order.claim_id)
            _kill_after_the_commit(own_centre, proxy, till)
            assert till.unsent() == 1
            own_centre.start()
            proxy.move(own_centre.url)
            proxy.plan = CLEAR
            till.sync()
            assert till.unsent() == 0
    deeds = shop.deeds()
    assert len(deeds) == len({deed.hand_over_id for deed in deeds}) == len(sold)
    assert all(deed.primary for deed in deeds)


def _kill_after_the_commit(centre: RealCentre, proxy: FaultProxy, till: Till) -> None:
    """Let a push be booked, let nothing of its reply through, and kill the server."""
    lose: list[bool] = []

    def killed(path: str) -> bool:
        if path == PUSH and not lose:
            lose.append(True)
            centre.kill()
            return True
        return False

    clear = till.connect
    till.connect = lambda url: Impatient(HttpTransport(url), killed)
    with pytest.raises(NoNetwork):
        till.sync()
    assert lose, "the push was never booked"
    till.connect = clear
    proxy.cut_all()
