"""The commands against a real centre: enrol, sync, redeem offline, deliver exactly once."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.centre import Centre, a_neighbourhood
from tests.cli.counter import CounterOnDisk, a_counter


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Centre:
    return a_neighbourhood(tmp_path_factory.mktemp("centre"))


@pytest.fixture
def served(centre: Centre) -> Iterator[Centre]:
    with centre.serving():
        yield centre


@pytest.fixture
def synced(centre: Centre, tmp_path: Path) -> tuple[CounterOnDisk, int]:
    """Return a counter that has synced with the centre once, and the port to serve on again."""
    counter = a_counter(tmp_path)
    with centre.serving() as port:
        enrolled = counter.json("enrol", "--url", centre.url, "--token", centre.token())
        assert enrolled.status == 0, enrolled
        assert counter.json("sync", "--once").row["pulled"] > 100
    return counter, port


def test_enrol_is_idempotent_for_one_token_and_refused_for_another(
    served: Centre, new: CounterOnDisk
) -> None:
    token = served.token()
    first = new.json("enrol", "--url", served.url, "--token", token, "--name", "2号台")
    assert (first.status, first.row["name"], first.row["point"]) == (0, "2号台", 1)
    assert new.json("enrol", "--url", served.url, "--token", token).row == first.row
    assert new.json("enrol", "--url", served.url, "--token", served.token()).status == 1


def test_a_code_newer_than_our_data_is_worth_a_sync(served: Centre, new: CounterOnDisk) -> None:
    new.json("enrol", "--url", served.url, "--token", served.token())
    answer = new.json("redeem", served.code(served.ready_order(2)))
    assert (answer.row["verdict"], answer.row["handed_over"]) == ("ready", True)
    assert answer.row["offline"] is False


def test_a_wrong_token_is_refused(served: Centre, new: CounterOnDisk) -> None:
    answer = new.json("enrol", "--url", served.url, "--token", "WRONG")
    assert (answer.status, list(answer.row)) == (1, ["error", "hint"])


def test_killed_right_after_redeem_and_delivered_exactly_once(
    centre: Centre, synced: tuple[CounterOnDisk, int]
) -> None:
    counter, port = synced
    order = centre.ready_order()
    words = counter.words("redeem", centre.code(order), "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=dict(counter.environment())) as redeem:
        assert redeem.stdout is not None
        assert b'"handed_over": true, "offline": true' in redeem.stdout.readline()
        redeem.kill()
    assert counter.json("status").row["unsent"] == 1
    assert counter.json("sync", "--once").status == 3
    with centre.serving(port):
        assert counter.json("verify", centre.code(order)).row["offline"] is False
        report = counter.json("sync", "--once")
        assert (report.status, report.row["pushed"], report.row["unsent"]) == (0, 1, 0)
        assert counter.json("sync", "--once").row["pushed"] == 0
    (redemption,) = centre.run("redemptions", "--order", order)
    assert (redemption["primary"], redemption["reversed"]) == (True, False)


def test_two_offline_counters_raise_one_incident(
    centre: Centre, synced: tuple[CounterOnDisk, int], tmp_path: Path
) -> None:
    first, port = synced
    (tmp_path / "second").mkdir()
    second = a_counter(tmp_path / "second")
    with centre.serving(port):
        second.json("enrol", "--url", centre.url, "--token", centre.token(), "--name", "二号")
        second.json("sync", "--once")
    order = centre.ready_order(1)
    code = centre.code(order)
    for counter in (first, second):
        assert counter.json("redeem", code).row["handed_over"] is True
    with centre.serving(port):
        for counter in (first, second, first):
            assert counter.json("sync", "--once").status == 0
    redemptions = centre.run("redemptions", "--order", order)
    assert sorted(one["primary"] for one in redemptions) == [False, True]
    assert len({one["device"] for one in redemptions}) == 2
    claims = [one["claim"] for one in centre.run("incidents")]
    assert claims.count(redemptions[0]["claim"]) == 1
    seen = first.json("verify", code).row
    assert seen["verdict"] == "already_collected"
