"""The store as sync sees it, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from leader_app.domain import code_keys
from leader_app.domain.changes import ChangeSet, Entity, touched
from leader_app.domain.code_keys import KeyManifest
from leader_app.domain.command import (
    Command,
    CommandKind,
    CommandResult,
    LoggedCommand,
    LogHead,
    Outcome,
    chain,
    first_head,
    head_of,
)
from leader_app.domain.deed import hand_over_body
from leader_app.domain.ids import new_command_id
from leader_app.ports import FeedChange, FeedPage
from tests.fakes.clock import FakeClock
from tests.fakes.pickups import CLAIM_ID, pieces

_REST = timedelta(minutes=1)


class MemoryOutbox:
    """Keeps ``leader_app.ports.Outbox``; a parked command rests for a minute."""

    def __init__(self, device_id: str, clock: FakeClock, epoch: int = 1) -> None:
        self.log: list[LoggedCommand] = []
        self.words: dict[int, CommandResult] = {}
        self.reoffered: list[int] = []
        self._clock = clock
        self._rests: dict[int, datetime] = {}
        self._start = first_head(device_id, epoch)

    def add(self, claim_id: str = CLAIM_ID, line_no: int = 1) -> LoggedCommand:
        """Log a hand-over of one piece."""
        body = hand_over_body(claim_id, (pieces(line_no),), "staff", offline=True)
        return self.add_body(CommandKind.HAND_OVER, body)

    def add_body(self, kind: str, body: bytes) -> LoggedCommand:
        """Log any command."""
        number = len(self.log).to_bytes(10, "big")
        name = new_command_id(self._clock.now(), lambda _: number)
        command = Command(name, kind, 1, body, self._clock.now(), 0, "boot", "")
        self.log.append(chain(self.head(), command))
        return self.log[-1]

    def head(self) -> LogHead:
        return head_of(self.log[-1]) if self.log else self._start

    def unsent(self, limit: int, max_bytes: int) -> Sequence[LoggedCommand]:
        return [logged for logged in self.log if self._is_due(logged.seq)][:limit]

    def record(self, results: Sequence[CommandResult]) -> ChangeSet:
        for result in results:
            known = self.words.get(result.seq)
            if known is None or known.outcome is Outcome.PARKED:
                self.words[result.seq] = result
                self._rests[result.seq] = self._clock.now() + _REST
        return touched(Entity.COMMAND, *(result.command_id for result in results))

    def reoffer(self, after_seq: int) -> ChangeSet:
        self.reoffered.append(after_seq)
        for seq in [seq for seq in self.words if seq > after_seq]:
            del self.words[seq]
        return ChangeSet()

    def _is_due(self, seq: int) -> bool:
        word = self.words.get(seq)
        if word is None:
            return True
        return word.outcome is Outcome.PARKED and self._clock.now() >= self._rests[seq]


class MemoryMirror:
    """Keeps ``leader_app.ports.Mirror``."""

    def __init__(self, root_key: bytes) -> None:
        self.rows: dict[tuple[str, str], FeedChange] = {}
        self.at = ""
        self.pages: list[FeedPage] = []
        self.restarts = 0
        self.serial = 0
        self._root_key = root_key

    def cursor(self) -> str:
        return self.at

    def apply(self, page: FeedPage) -> ChangeSet:
        for change in page.changes:
            known = self.rows.get((change.entity, change.id))
            if known is None or change.version > known.version:
                self.rows[change.entity, change.id] = change
        self.at = page.cursor
        self.pages.append(page)
        return ChangeSet()

    def restart(self) -> ChangeSet:
        self.rows.clear()
        self.at = ""
        self.restarts += 1
        return ChangeSet()

    def keep_keys(self, manifest: KeyManifest) -> None:
        code_keys.trusted(manifest, self._root_key)
        self.serial = max(self.serial, manifest.serial)
