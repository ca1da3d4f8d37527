import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from central.storage.database import Database
from central.storage.tables import redemptions
from sync.protocol.messages import PULL, PUSH, PullAnswer, PullRequest, PushAnswer
from tests.central.conftest import Place
from tests.central.counter import enrol
from tests.central.process import ROOT, Server, answer, serving
from tests.central.tables import count

PATIENCE = 20.0


def until_booked(database: Database, wanted: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while count(database, redemptions) < wanted:
        assert time.monotonic() < deadline
        threading.Event().wait(0.002)


def test_a_server_killed_between_commit_and_reply_gives_the_same_word_again(
    place: Place, database: Database
) -> None:
    counter = enrol(database)
    for number in (1, 2, 3):
        request = counter.request([counter.hands_over_order(number)])
        with serving(place) as server:
            token = server.sign_in(counter)
            with server.send(PUSH, request, token):
                until_booked(database, number)
                server.kill()
        with serving(place) as server:
            again = server.ask(PUSH, request, PushAnswer, token)
        assert [result.outcome for result in again.results] == ["accepted"]
        assert again.applied_seq == number
        assert count(database, redemptions) == number


def test_told_to_end_it_answers_what_it_has_begun(place: Place, database: Database) -> None:
    counter = enrol(database)
    counter.catches_up()
    with serving(place) as server:
        token = server.sign_in(counter)
        poll = server.send(PULL, PullRequest(counter.cursor, 20), token)
        push = server.send(PUSH, counter.request([counter.hands_over_order(1)]), token)
        with poll, push:
            until_booked(database, 1)
            server.process.send_signal(signal.SIGTERM)
            assert answer(push, PushAnswer).applied_seq == 1
            assert answer(poll, PullAnswer).cursor
        assert server.process.wait(PATIENCE) == 0


def test_it_ends_with_whoever_started_it(place: Place) -> None:
    with serving(place, "--until-stdin-closes") as server:
        assert server.process.stdin
        server.process.stdin.close()
        assert server.process.wait(PATIENCE) == 0


def test_two_processes_serve_one_store(place: Place, database: Database) -> None:
    one, two = enrol(database), enrol(database)
    two.catches_up()
    with serving(place) as first, serving(place) as second:
        token = first.sign_in(one)
        poll = second.send(PULL, PullRequest(two.cursor, 20), first.sign_in(two))
        with poll:
            first.ask(PUSH, one.request([one.hands_over_order(1)]), PushAnswer, token)
            page = answer(poll, PullAnswer)
    assert [row.entity for row in page.changes] == ["redemption"]


def test_a_port_in_use_is_said_plainly(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "central", "--db", place.url]
        command += ["--key-file", str(place.key_file), "serve", "--port", port]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert port in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_personal_is_logged(place: Place, database: Database) -> None:
    counter = enrol(database)

    def talk(server: Server) -> str:
        token = server.sign_in(counter)
        server.ask(PUSH, counter.request([counter.hands_over_order(1)]), PushAnswer, token)
        server.ask(PULL, PullRequest(""), PullAnswer, token)
        return token

    command = [sys.executable, "-m", "central", "--db", place.url, "--json"]
    command += ["--key-file", str(place.key_file), "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        import json

        assert process.stdout
        server = Server(process, json.loads(process.stdout.readline())["port"])
        token = talk(server)
        process.terminate()
        rest, log = process.communicate(timeout=PATIENCE)
    assert rest == ""
    for secret in (token, "欧阳", "19900001234", "1234", "LDP", "小林"):
        assert secret not in log


pytestmark = pytest.mark.timeout(120)
