"""What waits is pushed once: marked before it leaves, looked at again, given up when unsure."""

import threading
from datetime import timedelta

import pytest

from central.notices import delivering
from central.notices.postman import Postman
from central.notices.posts import PostState
from central.notices.pushing import ON_ITS_WAY, Pusher
from central.notices.sending import Outcome, SettingError
from central.storage.database import Database
from leader_app.domain.notice import NoticeKind
from leader_app.domain.order import LineKey
from leader_app.domain.touch import ReactionKind
from tests.central.counter import enrol
from tests.central.goods import PHONE
from tests.central.notices import allows
from tests.central.pushes import NIGHT, NOON, FakeGateway, Street
from tests.central.test_feed_concurrency import at_once

AFTER_CLAIM = NOON + timedelta(minutes=11)


class PowerCutError(BaseException):
    """The process is gone."""


@pytest.fixture
def street(database: Database) -> Street:
    return Street(enrol(database))


def test_what_a_way_took_is_told_and_not_sent_again(street: Street) -> None:
    name = street.asks()
    assert street.told(name) is False
    assert [street.runs(), street.runs(AFTER_CLAIM)] == [1, 0]
    ((address, letter),) = street.gateway.sent
    assert address == PHONE
    assert letter.text == "欧阳小敏，您的鲜牛奶 2 瓶到了，在冷藏 2。"
    assert letter.link.startswith("https://shop.example/n/")
    assert street.told(name) is True
    assert street.heard(name) == [(ReactionKind.DELIVERED, "sms")]
    assert street.post(name).state is PostState.SENT


def test_a_page_rings_too_but_is_told_once(street: Street) -> None:
    name = street.asks(page=True)
    assert street.told(name) is True
    assert street.runs() == 1
    assert len(street.counter.knows("touch")) == 1
    assert street.heard(name) == [(ReactionKind.DELIVERED, "sms")]


def test_it_is_marked_before_it_leaves(street: Street) -> None:
    name, seen = street.asks(), list[str]()
    street.gateway.meanwhile = lambda: seen.append(street.post(name).problem)
    street.runs()
    assert seen == [ON_ITS_WAY]


def _dies() -> None:
    raise PowerCutError


def test_what_was_cut_off_may_have_arrived_and_is_never_sent_again(street: Street) -> None:
    name = street.asks()
    street.gateway.meanwhile = _dies
    with pytest.raises(PowerCutError):
        street.runs()
    street.gateway.meanwhile = lambda: None
    assert street.runs() == 0
    assert street.post(name).state is PostState.WAITING
    assert [street.runs(AFTER_CLAIM), street.runs(AFTER_CLAIM + timedelta(days=1))] == [0, 0]
    assert street.told(name) is None
    assert street.heard(name) == []


def test_without_the_mark_it_would_be_sent_twice(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    street.asks()
    monkeypatch.setattr(delivering, "put_off", lambda *_: None)
    street.gateway.meanwhile = _dies
    for _ in range(2):
        with pytest.raises(PowerCutError):
            street.runs()
    assert len(street.gateway.sent) == 2


def test_what_is_unsure_counts_as_told(street: Street) -> None:
    name = street.asks()
    street.gateway.says = [Outcome.UNSURE]
    assert [street.runs(), street.runs(AFTER_CLAIM)] == [1, 0]
    assert street.told(name) is None


@pytest.mark.expects_log("nobody thought of")
def test_a_gateway_with_a_fault_leaves_it_unsure_and_the_others_go_on(street: Street) -> None:
    first, second = street.asks(), street.asks()

    def fails() -> None:
        if len(street.gateway.sent) == 1:
            raise ZeroDivisionError

    street.gateway.meanwhile = fails
    assert street.runs() == 2
    assert {street.told(first), street.told(second)} == {None, True}


def test_what_fails_in_passing_is_tried_again_ever_later_and_given_up(street: Street) -> None:
    name, at, waits = street.asks(), NOON, list[timedelta]()
    street.gateway.says = [Outcome.PASSING] * 20
    while street.post(name).state is PostState.WAITING:
        assert street.runs(at) == 1
        found = street.post(name)
        if found.state is PostState.WAITING:
            assert street.runs(found.not_before - timedelta(seconds=1)) == 0
            waits.append(found.not_before - at)
            at = found.not_before
    assert [wait // timedelta(minutes=1) for wait in waits] == [1, 2, 4, 8, 16, 32, 64]
    assert street.heard(name) == [(ReactionKind.REFUSED, "refused")]
    assert street.told(name) is False


def test_one_that_failed_in_passing_arrives_when_the_way_is_open(street: Street) -> None:
    name = street.asks()
    street.gateway.says = [Outcome.PASSING]
    assert street.runs() == 1
    assert street.runs(NOON + timedelta(minutes=1)) == 1
    assert street.told(name) is True


def test_who_withdrew_meanwhile_is_not_written_to(street: Street) -> None:
    name = street.asks()
    street.counter.pushes(allows(street.counter, "M1", service=False, marketing=False))
    assert street.runs() == 0
    assert street.heard(name) == [(ReactionKind.REFUSED, "opted_out")]


def test_dangers_are_told_all_the_same(street: Street) -> None:
    name = street.asks(kind=NoticeKind.RECALL)
    street.counter.pushes(allows(street.counter, "M1", service=False, marketing=False))
    assert street.runs(NIGHT) == 1
    assert street.told(name) is True


def test_what_makes_no_sense_any_more_is_not_sent(street: Street) -> None:
    late = street.asks(expires_at=NOON)
    assert street.runs() == 0
    assert street.heard(late) == [(ReactionKind.REFUSED, "expired")]


def test_it_is_here_is_not_said_to_who_has_fetched_it(street: Street) -> None:
    fetched, waits = street.asks(), street.asks(lines=(LineKey("A2", 1),))
    street.counter.pushes(street.counter.hands_over_order(1))
    assert street.runs() == 1
    assert street.heard(fetched) == [(ReactionKind.REFUSED, "expired")]
    assert street.told(waits) is True


def test_who_fetched_a_bad_batch_is_told_of_it(street: Street) -> None:
    name = street.asks(kind=NoticeKind.RECALL)
    street.counter.pushes(street.counter.hands_over_order(1))
    assert street.runs() == 1
    assert street.told(name) is True


def test_nothing_rings_at_night_however_late_the_centre_wakes(street: Street) -> None:
    name = street.asks()
    assert street.runs(NIGHT) == 0
    morning = (NIGHT + timedelta(days=1)).replace(hour=8)
    assert street.post(name).not_before == morning
    assert [street.runs(morning - timedelta(seconds=1)), street.runs(morning)] == [0, 1]


def test_without_any_way_it_is_said(street: Street) -> None:
    name = street.asks()
    street.pusher(email=FakeGateway()).run(NOON)
    assert street.heard(name) == [(ReactionKind.REFUSED, "no_way")]


def test_a_centre_that_cannot_send_waits_a_day_for_one_that_can(street: Street) -> None:
    name = street.asks()
    without = Pusher(street.counter.database, {})
    tomorrow = street.post(name).asked_at + timedelta(days=1)
    assert without.run(tomorrow - timedelta(minutes=1)).count == 0
    assert street.heard(name) == []
    assert without.run(tomorrow).count == 1
    assert street.heard(name) == [(ReactionKind.REFUSED, "no_way")]


def test_an_answer_that_came_after_it_was_given_up_changes_nothing(street: Street) -> None:
    name, second = street.asks(), FakeGateway()

    def other_gives_up() -> None:
        street.pusher(sms=second).run(AFTER_CLAIM)

    street.gateway.meanwhile = other_gives_up
    assert street.runs() == 1
    assert second.sent == []
    assert street.told(name) is None
    assert street.post(name).state is PostState.SENT


def test_two_pushers_at_once_send_each_once(street: Street) -> None:
    names = {street.asks() for _ in range(12)}

    def push() -> None:
        street.pusher().run(NOON)

    at_once([push] * 4)
    assert sorted(letter.name for _, letter in street.gateway.sent) == sorted(names)
    assert all(street.told(name) for name in names)


def test_the_postman_sends_in_the_background_and_ends(
    street: Street, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = threading.Event()
    street.gateway.meanwhile = came.set
    name = street.asks(kind=NoticeKind.RECALL)
    postman = Postman(street.pusher())
    postman.start()
    assert came.wait(10)
    postman.stop()
    assert street.told(name) is True
    assert "postman" not in {x.name for x in threading.enumerate()}


@pytest.mark.parametrize("url", ["shop.example", "https://a b", "https://a\r\nBcc: x", "ftp://x"])
def test_a_public_address_that_is_none_is_turned_down(street: Street, url: str) -> None:
    with pytest.raises(SettingError, match="LEADER_CENTRAL_PUBLIC_URL"):
        type(street.pusher())(street.counter.database, {}, url)
