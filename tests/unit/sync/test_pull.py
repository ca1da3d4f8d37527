"""What comes in: every row, rows and cursor together, whatever is wrong with one of them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from leader_app.domain import signing
from leader_app.domain.changes import Entity
from leader_app.domain.order import Order
from sync.protocol.codec import page_checksum
from sync.protocol.messages import PULL, PullAnswer, PullRequest
from sync.pull import Puller, _Run
from sync.troubles import Garbled, Interrupted, NoNetwork
from tests.fakes.centre import FakeCentre
from tests.fakes.pickups import a_claim, a_line, an_order
from tests.fakes.wire import cut
from tests.unit.sync.conftest import Desk


def _sell(centre: FakeCentre, count: int) -> None:
    for number in range(count):
        name = f"{number + 1:020x}"
        centre.sell(a_claim(name), an_order(a_line(), order_id=f"B{number}", claim_id=name))


def _altered(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, change: Callable[[PullAnswer], PullAnswer]
) -> None:
    real = desk.centre.pull

    def pull(token: str, asked: PullRequest, is_over: Callable[[], bool]) -> PullAnswer:
        return change(real(token, asked, is_over))

    monkeypatch.setattr(desk.centre, "pull", pull)


def _sealed(answer: PullAnswer, **fields: object) -> PullAnswer:
    changed = msgspec.structs.replace(answer, **fields)
    checksum = page_checksum(changed.changes, changed.cursor, changed.applied_seq)
    return msgspec.structs.replace(changed, checksum=checksum)


def test_the_first_pull_brings_everything(desk: Desk) -> None:
    report = desk.engine.run_once()
    assert report.pulled == len(desk.mirror.rows) == 4
    order = desk.mirror.rows[Entity.ORDER, "A1"].item
    assert order == an_order(a_line(1), a_line(2))


def test_the_next_pull_brings_what_is_new(desk: Desk) -> None:
    desk.engine.run_once()
    _sell(desk.centre, 1)
    assert desk.engine.run_once().pulled == 2


def test_a_long_pull_comes_in_pages_and_tells_how_far_it_is(desk: Desk) -> None:
    _sell(desk.centre, 1_200)
    report = desk.engine.run_once()
    assert (report.pulled, report.pages) == (2_404, 3)
    assert desk.seen == [(1000, 2404), (2000, 2404), (2404, 2404)]


def test_pages_are_applied_together_with_the_cursor_after_them(desk: Desk) -> None:
    _sell(desk.centre, 2_600)
    desk.engine.run_once()
    pages = desk.mirror.pages
    assert [(len(page.changes), page.more) for page in pages] == [(4000, True), (1204, False)]
    assert [page.cursor for page in pages] == [f"{desk.centre.epoch}:{n}" for n in (4000, 5204)]
    assert pages[0].centre_time == desk.centre.now
    assert pages[0].received_at == desk.clock.now()


def test_pages_that_come_slowly_are_applied_as_they_come(desk: Desk) -> None:
    _sell(desk.centre, 1_200)
    desk.weather.before = lambda _path: desk.clock.advance(timedelta(seconds=2))
    desk.engine.run_once()
    assert [len(page.changes) for page in desk.mirror.pages] == [1000, 1000, 404]


def test_who_is_interrupted_applies_nothing_more(desk: Desk) -> None:
    _sell(desk.centre, 1_200)

    def interrupt(path: str) -> None:
        if desk.weather.asked.count(PULL) == 2:
            desk.engine.interrupt()

    desk.weather.before = interrupt
    with pytest.raises(Interrupted):
        desk.engine.run_once()
    assert desk.mirror.pages == []


def test_a_pull_that_breaks_goes_on_where_it_was_with_smaller_pages(desk: Desk) -> None:
    _sell(desk.centre, 1_200)
    asked: list[str] = []

    def third_fails(path: str) -> None:
        asked.append(path)
        if asked.count(PULL) == 2:
            raise NoNetwork

    desk.weather.after = third_fails
    with pytest.raises(NoNetwork):
        desk.engine.run_once()
    assert len(desk.mirror.rows) == 1000
    report = desk.engine.run_once()
    assert report.pulled == 1404
    assert report.pages == 2  # of 500 and the rest


@pytest.mark.expects_log("could not be read")
def test_a_row_that_cannot_be_read_is_kept_and_the_next_goes_on(desk: Desk) -> None:
    desk.centre.put(Entity.ORDER, "A9", b"\xc1 not msgpack")
    desk.centre.put(Entity.ORDER, "A8", msgspec.msgpack.encode(["A8", 7, "M1"]))
    _sell(desk.centre, 1)
    report = desk.engine.run_once()
    assert desk.mirror.rows["order", "A9"].item == b"\xc1 not msgpack"
    assert isinstance(desk.mirror.rows["order", "B0"].item, Order)
    assert report.problem is not None
    assert "2 records" in str(report.problem.title)


def test_a_kind_of_a_later_release_is_kept_as_it_came(desk: Desk) -> None:
    desk.centre.put("poll", "P1", b"anything")
    assert desk.engine.run_once().problem is None
    assert desk.mirror.rows["poll", "P1"].item == b"anything"


def test_a_thing_that_is_gone_comes_as_nothing(desk: Desk) -> None:
    desk.centre.put(Entity.ORDER, "A1", None)
    desk.engine.run_once()
    assert desk.mirror.rows[Entity.ORDER, "A1"].item is None


@pytest.mark.parametrize("at", [0, 1, 40, 200])
def test_a_truncated_page_is_not_applied(desk: Desk, at: int) -> None:
    desk.engine.push()
    desk.weather.spoil = cut(at)
    with pytest.raises(Garbled):
        desk.engine.pull()
    assert desk.mirror.pages == []


def test_a_page_with_a_wrong_checksum_is_not_applied(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _altered(desk, monkeypatch, lambda x: msgspec.structs.replace(x, changes=x.changes[:-1]))
    with pytest.raises(Garbled):
        desk.engine.run_once()
    assert desk.mirror.pages == []


@pytest.mark.parametrize(
    "fields",
    [{"cursor": ""}, {"remaining": 5, "changes": ()}, {"centre_time": 1 << 62}],
    ids=["no cursor", "more of nothing", "a time no calendar has"],
)
def test_a_page_that_makes_no_sense_is_not_applied(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any]
) -> None:
    _altered(desk, monkeypatch, lambda answer: _sealed(answer, **fields))
    with pytest.raises(Garbled):
        desk.engine.run_once()
    assert desk.mirror.pages == []


def test_a_page_that_leads_nowhere_does_not_keep_us_asking(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.engine.run_once()
    at = desk.mirror.at
    _sell(desk.centre, 1)
    _altered(desk, monkeypatch, lambda answer: _sealed(answer, cursor=at, remaining=3))
    with pytest.raises(Garbled):
        desk.engine.run_once()


def test_a_centre_that_began_anew_gets_everything_again_and_so_do_we(desk: Desk) -> None:
    for _ in range(3):
        desk.outbox.add()
    desk.engine.run_once()
    book = desk.centre.devices[desk.device_id]
    desk.centre.restore(keep=1)
    report = desk.engine.run_once()
    assert desk.mirror.restarts == 1
    assert report.pushed == 2
    assert [command.seq for command in book.log] == [1, 2, 3]
    desk.engine.run_once()
    assert desk.mirror.at.startswith(desk.centre.epoch)


def test_a_crash_between_beginning_anew_and_offering_again_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        desk.outbox.add()
    desk.engine.run_once()
    desk.centre.restore(keep=0)
    monkeypatch.setattr(desk.mirror, "apply", _killed)
    with pytest.raises(KeyboardInterrupt):
        desk.engine.run_once()
    monkeypatch.undo()
    desk.engine = desk.new_engine()
    desk.engine.run_once()
    assert len(desk.centre.devices[desk.device_id].log) == 3


def _killed(*_page: object) -> None:
    raise KeyboardInterrupt


def test_a_wrong_clock_stops_nothing(desk: Desk) -> None:
    desk.clock.set_to(datetime(2031, 1, 1, tzinfo=UTC))
    desk.outbox.add()
    assert desk.engine.run_once().pushed == 1
    assert desk.mirror.pages[0].received_at.year == 2031


def test_new_code_keys_are_kept_and_told_once(desk: Desk) -> None:
    desk.engine.run_once()
    desk.centre.rotate_keys(5)
    desk.engine.run_once()
    assert desk.mirror.serial == 2


@pytest.mark.expects_log("key manifest")
def test_code_keys_nobody_vouches_for_are_not_kept(desk: Desk) -> None:
    forged = replace(desk.centre.manifest, serial=9, signature=signing.sign(bytes(32), b"x"))
    desk.centre.manifest = forged
    report = desk.engine.run_once()
    assert desk.mirror.serial == 0
    assert report.problem is not None
    assert "nobody vouches for" in str(report.problem.title)
    assert report.pulled == 4


def test_the_control_a_cursor_kept_before_its_rows_loses_rows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the order of things in ``Puller`` is for: the other order does lose rows."""

    def cursor_first(_puller: Puller, run: _Run) -> None:
        desk.mirror.at = run.cursor
        raise KeyboardInterrupt

    monkeypatch.setattr(Puller, "_apply", cursor_first)
    with pytest.raises(KeyboardInterrupt):
        desk.engine.run_once()
    monkeypatch.undo()
    desk.new_engine().run_once()
    assert ("order", "A1") not in desk.mirror.rows
