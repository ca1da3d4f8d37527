from datetime import UTC, datetime, timedelta

import pytest

from central.codes.keys import KeyChest
from central.counters.enrolment import EnrolmentOffice, new_token
from central.refusal import Refusal
from central.storage.database import Database
from central.storage.tables import devices, enrolment_tokens
from leader_app.domain import signing
from sync.protocol.messages import EnrolAnswer, EnrolRequest, ErrorCode
from tests.central.counter import enrol
from tests.central.goods import HERE, POINTS
from tests.central.tables import count, rows

KEY, OTHER_KEY = signing.public_key(bytes(32)), signing.public_key(bytes([1] * 32))


def ask(database: Database, token: str, key: bytes = KEY, name: str = "一号台") -> EnrolAnswer:
    office = EnrolmentOffice(database, KeyChest(database.keys))
    return office.enrol(EnrolRequest(token, key, name))


def refused(database: Database, token: str, key: bytes = KEY) -> tuple[int, str]:
    with pytest.raises(Refusal) as no:
        ask(database, token, key)
    return no.value.status, no.value.code


def token_for(database: Database, age: timedelta = timedelta()) -> str:
    return new_token(database, HERE, datetime.now(UTC) - age)


def test_a_token_and_a_key_make_a_counter(database: Database) -> None:
    answer = ask(database, token_for(database))
    assert (answer.point_id, answer.point_name) == (HERE, POINTS[0].name)
    assert (answer.device_name, answer.epoch) == ("一号台", 1)
    assert answer.root_key == signing.public_key(KeyChest(database.keys).root_seed())
    (row,) = rows(database, devices)
    assert (row.device_id, row.public_key, row.status) == (answer.device_id, KEY, "active")


def test_the_same_token_and_key_get_the_same_answer_however_often(database: Database) -> None:
    token = token_for(database)
    first = ask(database, token)
    assert ask(database, token) == ask(database, token, name="otherwise") == first
    assert count(database, devices) == 1


def test_a_used_token_is_no_good_for_another_key(database: Database) -> None:
    token = token_for(database)
    ask(database, token)
    assert refused(database, token, OTHER_KEY) == (403, ErrorCode.TOKEN_USED)


def test_unknown_and_old_tokens_are_refused(database: Database) -> None:
    assert refused(database, "guess") == (403, ErrorCode.BAD_TOKEN)
    assert refused(database, "") == (403, ErrorCode.BAD_TOKEN)
    assert refused(database, "nul \x00") == (403, ErrorCode.BAD_TOKEN)
    old = token_for(database, timedelta(days=2, minutes=1))
    assert refused(database, old) == (403, ErrorCode.BAD_TOKEN)


def test_a_used_token_answers_its_counter_even_when_it_is_old(database: Database) -> None:
    token = token_for(database, timedelta(days=1, hours=23, minutes=59, seconds=59))
    answer = ask(database, token)
    assert ask(database, token) == answer


@pytest.mark.parametrize("key", [b"", bytes(31), bytes(33), bytes(100_000)])
def test_an_odd_key_is_refused(database: Database, key: bytes) -> None:
    assert refused(database, token_for(database), key) == (400, ErrorCode.BAD_REQUEST)


@pytest.mark.parametrize(
    ("asked", "given"),
    [("", "1号台"), ("   ", "1号台"), ("a\x00b\nc", "a b c"), ("x" * 500, "x" * 60)],
)
def test_a_name_is_made_fit(database: Database, asked: str, given: str) -> None:
    assert ask(database, token_for(database), name=asked).device_name == given


def test_only_the_hash_of_a_token_is_kept(database: Database) -> None:
    token = token_for(database)
    (row,) = rows(database, enrolment_tokens)
    assert token.encode() not in bytes(row.token_hash)


def test_other_counters_hear_of_the_new_one(database: Database) -> None:
    one = enrol(database)
    one.catches_up()
    answer = ask(database, token_for(database))
    one.catches_up()
    assert one.knows("device")[answer.device_id].public_key == KEY


def test_a_token_has_letters_and_digits_only(database: Database) -> None:
    tokens = [token_for(database) for _ in range(200)]
    assert all(token.isascii() and token.isalnum() and len(token) == 24 for token in tokens)
    assert len(set(tokens)) == 200
