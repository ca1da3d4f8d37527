from __future__ import annotations

from threading import Thread

from leader_app.scanning.mailbox import Mailbox

SOON = 5.0
AT_ONCE = 0.0


def test_only_the_newest_is_taken_and_only_once() -> None:
    box: Mailbox[int] = Mailbox()
    box.put(1)
    box.put(2)
    assert box.take(AT_ONCE) == 2
    assert box.take(AT_ONCE) is None


def test_peeking_takes_nothing_and_still_sees_what_was_taken() -> None:
    box: Mailbox[int] = Mailbox()
    assert box.peek() is None
    box.put(1)
    assert box.peek() == 1
    assert box.take(AT_ONCE) == 1
    assert box.peek() == 1


def test_a_taker_wakes_up_when_something_comes() -> None:
    box: Mailbox[str] = Mailbox()
    got: list[str | None] = []
    taker = Thread(target=lambda: got.append(box.take(SOON)))
    taker.start()
    box.put("frame")
    taker.join(SOON)
    assert got == ["frame"]


def test_closing_wakes_the_taker_and_lets_nothing_in() -> None:
    box: Mailbox[str] = Mailbox()
    got: list[str | None] = []
    taker = Thread(target=lambda: got.append(box.take(SOON)))
    taker.start()
    box.close()
    taker.join(SOON)
    box.put("late")
    assert got == [None]
    assert box.closed
    assert box.peek() is None


def test_a_cleared_box_shows_nothing_but_goes_on() -> None:
    box: Mailbox[int] = Mailbox()
    box.put(1)
    box.clear()
    assert box.peek() is None
    assert box.take(AT_ONCE) is None
    box.put(2)
    assert box.take(AT_ONCE) == 2
