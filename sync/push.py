"""The log to the centre: in order, in bounded runs, each run as often as it takes."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leader_app.domain.command import (
    CommandResult,
    LoggedCommand,
    Outcome,
    head_of,
    sign_head,
)
from leader_app.ports import Outbox
from sync.protocol import log
from sync.protocol.codec import push_digest
from sync.protocol.messages import (
    MAX_PUSH_BYTES,
    MAX_PUSH_COMMANDS,
    PUSH,
    ErrorCode,
    PushAnswer,
    PushRequest,
    WireResult,
)
from sync.troubles import Garbled, LogsDisagree, Trouble, TurnedDown

_logger = logging.getLogger(__name__)

Run = Sequence[LoggedCommand]
Ask = Callable[[str, PushRequest, type[PushAnswer]], PushAnswer]


@dataclass(frozen=True, slots=True)
class Pushed:
    """How many commands got a final word, and of what kind; parked ones have none yet."""

    settled: int = 0
    rejected: int = 0
    parked: int = 0

    def __add__(self, other: Pushed) -> Pushed:
        """Return the sum of both."""
        return Pushed(
            self.settled + other.settled,
            self.rejected + other.rejected,
            self.parked + other.parked,
        )


class Pusher:
    """Sends what the outbox holds. After trouble it tries smaller runs, then grows again."""

    def __init__(self, outbox: Outbox, device_seed: bytes, ask: Ask) -> None:
        self._outbox = outbox
        self._device_seed = device_seed
        self._ask = ask
        self._most = MAX_PUSH_COMMANDS

    def push(self) -> Pushed:
        """Send until nothing is due.

        Raises a ``Trouble``, ``TurnedDown``, or ``LogsDisagree`` when the centre holds another
        log under this counter's name. Whatever happens, a command without a word is sent again.
        """
        done = Pushed()
        seen: set[tuple[int, int]] = set()
        expected = 0
        while run := _run(self._outbox.unsent(self._most, MAX_PUSH_BYTES), seen):
            try:
                done += self._send(run)
            except TurnedDown as no:
                if no.code == ErrorCode.TOO_LARGE and len(run) > 1:
                    continue
                if no.code != ErrorCode.GAP:
                    raise
                expected = self._step_back(run, no.expected_seq, expected)
                seen.clear()
                continue
            seen.update((logged.epoch, logged.seq) for logged in run)
        return done

    def _send(self, run: Run) -> Pushed:
        try:
            answer = self._ask(PUSH, self._request(run), PushAnswer)
            results = _results(run, answer.results)
        except (Trouble, TurnedDown) as problem:
            self._most = max(1, len(run) // 2)
            if isinstance(problem, TurnedDown) and problem.code == ErrorCode.FORK:
                raise LogsDisagree from problem
            raise
        self._most = min(MAX_PUSH_COMMANDS, self._most * 2)
        self._outbox.record(results)
        return _tally(results)

    def _request(self, run: Run) -> PushRequest:
        return PushRequest(
            epoch=run[0].epoch,
            count=len(run),
            digest=push_digest(run),
            signature=sign_head(head_of(run[-1]), self._device_seed),
            commands=log.to_wire(run),
        )

    def _step_back(self, run: Run, expected: int, before: int) -> int:
        """Offer again what the centre misses; ``LogsDisagree`` if that is not ours to give."""
        first = run[0]
        is_older_log = first.epoch != self._outbox.head().epoch
        if is_older_log or not 0 < expected < first.seq or expected == before:
            raise LogsDisagree
        _logger.info("the centre misses commands from %d on: sent again", expected)
        self._outbox.reoffer(expected - 1)
        return expected


def _run(commands: Sequence[LoggedCommand], seen: set[tuple[int, int]]) -> Run:
    """Return the first commands that follow one another; none if they were all answered."""
    fresh = [logged for logged in commands if (logged.epoch, logged.seq) not in seen]
    places = ((logged.epoch, logged.seq - count) for count, logged in enumerate(fresh))
    same = itertools.takewhile(
        lambda pair: pair[1] == (fresh[0].epoch, fresh[0].seq), zip(fresh, places, strict=True)
    )
    return [logged for logged, _ in same]


def _results(run: Run, results: Sequence[WireResult]) -> Sequence[CommandResult]:
    """Return the centre's words; ``Garbled`` unless they are on exactly what was sent."""
    sent = [(logged.seq, logged.command.command_id) for logged in run]
    if [(result.seq, result.command_id) for result in results] != sent:
        raise Garbled
    return [
        CommandResult(x.seq, x.command_id, _outcome(x.outcome), x.code, x.incident_id)
        for x in results
    ]


def _outcome(word: str) -> Outcome:
    """Return the outcome; a word this release does not know is not final."""
    try:
        return Outcome(word)
    except ValueError:
        return Outcome.PARKED


def _tally(results: Sequence[CommandResult]) -> Pushed:
    parked = sum(result.outcome is Outcome.PARKED for result in results)
    rejected = sum(result.outcome is Outcome.REJECTED for result in results)
    return Pushed(len(results) - parked, rejected, parked)
