"""A counter as the centre sees one: a key, a log that grows, pushes and pulls."""

import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from central.codes.keys import KeyChest
from central.counters.devices import find
from central.counters.enrolment import EnrolmentOffice, new_token
from central.pulling.page import Feed
from central.redeeming.push import PushOffice
from central.storage.database import Database
from leader_app.domain import deed, signing
from leader_app.domain.command import (
    Command,
    CommandKind,
    LoggedCommand,
    LogHead,
    chain,
    first_head,
    head_of,
    microseconds,
    sign_head,
)
from leader_app.domain.ids import new_command_id
from leader_app.domain.pickup import Pieces
from leader_app.domain.stock import Draw
from sync.protocol.codec import push_digest
from sync.protocol.items import unpack
from sync.protocol.messages import (
    EnrolAnswer,
    EnrolRequest,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
    WireCommand,
    WireResult,
)
from tests.central.goods import HERE, some

_numbers = itertools.count(1)


@dataclass
class Counter:
    """Talks to the centre's offices directly, without HTTP."""

    database: Database
    answer: EnrolAnswer
    seed: bytes
    head: LogHead = field(init=False)
    cursor: str = ""
    state: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.head = first_head(self.answer.device_id, self.answer.epoch)

    @property
    def device_id(self) -> str:
        return self.answer.device_id

    def does(self, kind: str, body: bytes, /, **changes: object) -> LoggedCommand:
        """Write a command into the log."""
        now = datetime.now(UTC)
        fields: dict[str, Any] = {
            "kind": kind,
            "command_id": new_command_id(now, os.urandom),
            "schema": 1,
            "at": now,
            "monotonic_ns": 1,
            "boot_id": "boot",
            "base_cursor": "",
            **changes,
        }
        logged = chain(self.head, Command(body=body, **fields))
        self.head = head_of(logged)
        return logged

    def hands_over(
        self,
        claim_id: str,
        pieces: tuple[Pieces, ...],
        drawn: tuple[Draw, ...] = (),
        **changes: object,
    ) -> LoggedCommand:
        """Hand over pieces of a claim."""
        body = deed.hand_over_body(claim_id, pieces, "小林", offline=True, drawn=drawn)
        return self.does(CommandKind.HAND_OVER, body, **changes)

    def takes_back(self, given: LoggedCommand, claim_id: str, **changes: object) -> LoggedCommand:
        """Reverse a hand-over."""
        body = deed.reversal_body(given.command.command_id, claim_id, "小林", "拿错了")
        return self.does(CommandKind.REVERSE, body, **changes)

    def hands_over_order(self, number: int, quantity: int = 2) -> LoggedCommand:
        """Hand over an order of ``goods``."""
        return self.hands_over(f"{number:020x}", some(number, quantity))

    def request(self, commands: Sequence[LoggedCommand]) -> PushRequest:
        """Return the push of a run of commands."""
        wires = tuple(map(wire, commands))
        signature = sign_head(head_of(commands[-1]), self.seed)
        return PushRequest(commands[0].epoch, len(wires), push_digest(commands), signature, wires)

    def pushes(self, *commands: LoggedCommand) -> tuple[WireResult, ...]:
        """Push and return the results."""
        return self.push(*commands).results

    def push(self, *commands: LoggedCommand) -> PushAnswer:
        """Push and return the whole answer."""
        office = PushOffice(self.database)
        return office.push(self.device_id, self.request(commands)).answer

    def pulls(self, limit: int = 1000) -> PullAnswer:
        """Pull one page, apply it to ``state`` and return it."""
        feed = Feed(self.database, KeyChest(self.database.keys))
        with self.database.reading() as connection:
            device = find(connection, self.device_id)
        assert device
        asked = PullRequest(self.cursor, limit=limit)
        page = feed.page(device, feed.start(device, asked), asked)
        for row in page.changes:
            if row.payload is None:
                self.state.pop((row.entity, row.id), None)
            else:
                self.state[row.entity, row.id] = unpack(row.entity, row.payload)
        self.cursor = page.cursor
        return page

    def catches_up(self, limit: int = 1000) -> None:
        """Pull until nothing is left."""
        while self.pulls(limit).remaining:
            pass

    def knows(self, entity: str) -> dict[str, Any]:
        """Return everything of a kind it has heard of."""
        return {name: item for (kind, name), item in self.state.items() if kind == entity}


def enrol(database: Database, point_id: int = HERE) -> Counter:
    """Enrol a new counter."""
    token = new_token(database, point_id, datetime.now(UTC))
    seed = os.urandom(32)
    asked = EnrolRequest(token, signing.public_key(seed), f"柜台{next(_numbers)}")
    answer = EnrolmentOffice(database, KeyChest(database.keys)).enrol(asked)
    return Counter(database, answer, seed)


def wire(logged: LoggedCommand) -> WireCommand:
    """Return a command as it travels."""
    command = logged.command
    return WireCommand(
        logged.seq,
        command.command_id,
        command.kind,
        command.schema,
        command.body,
        microseconds(command.at),
        command.monotonic_ns,
        command.boot_id,
        command.base_cursor,
        logged.previous_hash,
        logged.hash,
    )
