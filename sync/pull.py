"""The centre's state to the mirror, page by page: rows and cursor together or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from leader_app.domain.code_keys import UntrustedManifestError
from leader_app.domain.command import from_microseconds
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Refused
from leader_app.ports import Clock, FeedChange, FeedPage, Mirror, Outbox
from sync import manifest
from sync.protocol.codec import page_checksum
from sync.protocol.items import unpack
from sync.protocol.messages import (
    MAX_PAGE_ROWS,
    PULL,
    ErrorCode,
    PullAnswer,
    PullRequest,
    WireChange,
    WireManifest,
)
from sync.troubles import Garbled, Trouble, TurnedDown

_log = logging.getLogger(__name__)

Ask = Callable[[str, PullRequest, type[PullAnswer], int], PullAnswer]
Progress = Callable[[int, int], None]

_BEGAN_ANEW = frozenset({ErrorCode.EPOCH_CHANGED, ErrorCode.BAD_CURSOR})


@dataclass(frozen=True, slots=True)
class Pulled:
    """How many rows came in how many pages; ``problem`` is what a person should read.

    ``reoffered`` tells that commands the centre has lost are due again.
    """

    rows: int = 0
    pages: int = 0
    reoffered: bool = False
    problem: LeaderError | None = None


class Puller:
    """Brings the mirror up to date. After trouble it asks for smaller pages, then grows again."""

    def __init__(
        self, mirror: Mirror, outbox: Outbox, clock: Clock, ask: Ask, progress: Progress
    ) -> None:
        self._mirror = mirror
        self._outbox = outbox
        self._clock = clock
        self._ask = ask
        self._progress = progress
        self._limit = MAX_PAGE_ROWS
        self._manifest_serial = 0
        self._reoffered_after = -1

    def pull(self, wait: int = 0) -> Pulled:
        """Pull until nothing more is there; if nothing is, wait up to ``wait`` seconds for it.

        Raises a ``Trouble`` or ``TurnedDown``; what was applied until then stays.
        """
        rows = pages = 0
        problem: LeaderError | None = None
        reoffered, more = False, True
        settled = self._settled()
        while more:
            cursor = self._mirror.cursor()
            answer = self._page(cursor, 0 if pages else wait)
            if answer is None:
                continue
            problem = self._take(cursor, answer) or problem
            reoffered |= self._reoffer(cursor, answer, settled)
            rows, pages, more = rows + len(answer.changes), pages + 1, answer.remaining > 0
            if more or pages > 1:
                self._progress(rows, rows + answer.remaining)
        return Pulled(rows, pages, reoffered, problem)

    def _page(self, cursor: str, wait: int) -> PullAnswer | None:
        """Return a sound page, or nothing after the mirror was told to begin anew."""
        request = PullRequest(cursor, wait, self._limit, self._manifest_serial)
        try:
            answer = self._ask(PULL, request, PullAnswer, wait)
            _check(request, answer)
        except Trouble:
            self._limit = max(1, self._limit // 2)
            raise
        except TurnedDown as no:
            if no.code not in _BEGAN_ANEW or not cursor:
                raise
            _log.info("the centre began anew: pulling everything again")
            self._mirror.restart()
            return None
        self._limit = min(MAX_PAGE_ROWS, self._limit * 2)
        return answer

    def _take(self, cursor: str, answer: PullAnswer) -> LeaderError | None:
        """Apply a page; return what a person should know about it."""
        page, unreadable = self._read(answer)
        if not cursor:
            # Before the first page counts as applied: a crash in between must not skip this.
            self._outbox.reoffer(page.applied_seq)
        self._mirror.apply(page)
        refused_keys = answer.manifest is not None and not self._keep_keys(answer.manifest)
        if refused_keys:
            return _untrusted_keys()
        return _unreadable_rows(unreadable) if unreadable else None

    def _read(self, answer: PullAnswer) -> tuple[FeedPage, int]:
        changes, unreadable = _changes(answer.changes)
        page = FeedPage(
            changes=changes,
            cursor=answer.cursor,
            applied_seq=answer.applied_seq,
            more=answer.remaining > 0,
            centre_time=_time(answer.centre_time),
            received_at=self._clock.now(),
        )
        return page, unreadable

    def _settled(self) -> int:
        """Return how far every command of ours has had a word, or rests until a later try."""
        return 0 if self._outbox.unsent(1, 1) else self._outbox.head().seq

    def _reoffer(self, cursor: str, answer: PullAnswer, settled: int) -> bool:
        """Offer again what the centre no longer has although it once had a word on it.

        ``settled`` is from before the centre was asked. Once for each place: a centre that counts
        otherwise must not keep us sending.
        """
        applied = answer.applied_seq
        if not cursor:
            return self._outbox.head().seq > applied
        if answer.remaining or applied >= settled or self._reoffered_after == applied:
            return False
        _log.warning("the centre has lost our commands after %d: sent again", applied)
        self._reoffered_after = applied
        self._outbox.reoffer(applied)
        return True

    def _keep_keys(self, told: WireManifest) -> bool:
        try:
            self._mirror.keep_keys(manifest.from_wire(told))
        except (UntrustedManifestError, Garbled):
            _log.warning("a key manifest the root key did not sign was not kept")
            return False
        self._manifest_serial = max(self._manifest_serial, told.serial)
        return True


def _check(request: PullRequest, answer: PullAnswer) -> None:
    """Raise ``Garbled`` for a page that is not what the centre made, or leads nowhere."""
    sum_of_page = page_checksum(answer.changes, answer.cursor, answer.applied_seq)
    if sum_of_page != answer.checksum or not answer.cursor:
        raise Garbled
    if answer.remaining > 0 and (not answer.changes or answer.cursor == request.cursor):
        raise Garbled


def _changes(rows: Sequence[WireChange]) -> tuple[Sequence[FeedChange], int]:
    """Return the rows read, and how many could not be and are kept as they came."""
    unreadable = 0
    changes = []
    for row in rows:
        try:
            item = None if row.payload is None else unpack(row.entity, row.payload)
        except (ValueError, OverflowError):
            unreadable += 1
            item = row.payload
            _log.warning("a row of kind %s could not be read and is kept as it came", row.entity)
        changes.append(FeedChange(row.entity, row.id, row.version, item))
    return changes, unreadable


def _time(told: int) -> datetime:
    try:
        return from_microseconds(told)
    except OverflowError as error:
        raise Garbled from error


def _untrusted_keys() -> LeaderError:
    return Refused(
        say("The centre sent new code keys that nobody vouches for. They are not used."),
        say("Tell the centre's operator. Codes made with the known keys keep working."),
    )


def _unreadable_rows(count: int) -> LeaderError:
    return Refused(
        say("The centre sent {count} records this program cannot read.", count=count),
        say("They are kept and the rest goes on. Update this program or tell the operator."),
    )
