"""The log cannot lose, change or reorder a deed unnoticed."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leader_app.domain import command as commands
from leader_app.domain import signing
from leader_app.domain.command import (
    BrokenChainError,
    Command,
    LoggedCommand,
    LogHead,
    chain,
    first_head,
    from_microseconds,
    head_of,
    is_head_genuine,
    microseconds,
    sign_head,
    verify_chain,
)
from tests.fakes.pickups import NOON

SEED = bytes(range(32))
VECTORS = Path(__file__).resolve().parents[2] / "vectors"


def _command(number: int) -> Command:
    return Command(f"c{number}", "hand_over", 1, b"{}", NOON, number, "boot", "cursor")


def _log(length: int) -> tuple[LogHead, list[LoggedCommand]]:
    head = start = first_head("D1", 1)
    log = []
    for number in range(length):
        log.append(chain(head, _command(number)))
        head = head_of(log[-1])
    return start, log


def test_a_whole_log_leads_to_its_head() -> None:
    start, log = _log(5)
    assert verify_chain(start, log) == head_of(log[-1])
    assert head_of(log[-1]).seq == 5
    assert verify_chain(start, []) == start


def test_a_missing_swapped_or_repeated_command_breaks_the_chain() -> None:
    start, log = _log(5)
    for broken in (
        log[1:],
        [*log[:2], *log[3:]],
        [log[0], log[2], log[1], *log[3:]],
        [log[0], *log],
    ):
        with pytest.raises(BrokenChainError):
            verify_chain(start, broken)


@pytest.mark.parametrize(
    "change",
    [
        {"command_id": "c9"},
        {"kind": "reverse"},
        {"schema": 2},
        {"body": b"{ }"},
        {"at": NOON.replace(microsecond=1)},
        {"monotonic_ns": 99},
        {"boot_id": "other"},
        {"base_cursor": "other"},
    ],
)
def test_every_changed_field_breaks_the_chain_where_it_is(change: dict[str, object]) -> None:
    start, log = _log(3)
    log[1] = replace(log[1], command=replace(log[1].command, **change))  # type: ignore[arg-type]
    with pytest.raises(BrokenChainError) as caught:
        verify_chain(start, log)
    assert caught.value.seq == 2


def test_another_device_or_epoch_is_another_log() -> None:
    heads = {first_head(device, epoch).hash for device in ("D1", "D2") for epoch in (1, 2)}
    assert len(heads) == 4
    _, log = _log(1)
    with pytest.raises(BrokenChainError):
        verify_chain(first_head("D2", 1), log)


def test_a_signed_head_vouches_for_exactly_this_log() -> None:
    head = head_of(_log(2)[1][-1])
    signature = sign_head(head, SEED)
    key = signing.public_key(SEED)
    assert is_head_genuine(head, signature, key)
    assert not is_head_genuine(replace(head, seq=1), signature, key)
    assert not is_head_genuine(head, bytes(64), key)


@given(st.datetimes(timezones=st.just(UTC)))
def test_times_survive_the_wire_to_the_microsecond(at: datetime) -> None:
    assert from_microseconds(microseconds(at)) == at


def test_every_kind_is_a_fact_or_an_intent() -> None:
    assert set(commands.CommandKind) == commands.FACTS | commands.INTENTS
    assert not commands.FACTS & commands.INTENTS
    assert commands.STOCK_KINDS < commands.FACTS


def test_known_answers() -> None:
    vector = json.loads((VECTORS / "command_chain.json").read_text(encoding="utf-8"))
    head = first_head(vector["device_id"], vector["epoch"])
    assert head.hash.hex() == vector["first_hash"]
    for row in vector["commands"]:
        command = Command(
            row["command_id"],
            row["kind"],
            row["schema"],
            row["body"].encode(),
            from_microseconds(row["at"]),
            row["monotonic_ns"],
            row["boot_id"],
            row["base_cursor"],
        )
        logged = chain(head, command)
        assert logged.hash.hex() == row["hash"]
        head = head_of(logged)
    assert sign_head(head, bytes.fromhex(vector["device_seed"])).hex() == vector["signature"]
