"""The centre's state to the mirror, page by page: rows and cursor together or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from leader_app.domain.code_keys import UntrustedManifestError
from leader_app.errors import LeaderError
from leader_app.ports import Clock, FeedPage, Mirror, Outbox
from sync import manifest
from sync import page as pages
from sync.protocol.messages import (
    MAX_PAGE_ROWS,
    PULL,
    ErrorCode,
    PullAnswer,
    PullRequest,
    WireManifest,
)
from sync.troubles import Garbled, Interrupted, Trouble, TurnedDown

_log = logging.getLogger(__name__)

Ask = Callable[[str, PullRequest, type[PullAnswer], int], PullAnswer]
Progress = Callable[[int, int], None]

_MOST_ROWS = 4_000
_LONGEST_NS = 1_000_000_000
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


@dataclass(slots=True)
class _Run:
    """One pull: where it is, the pages not applied yet, and what it has done."""

    cursor: str
    settled: int
    started_ns: int
    held: list[FeedPage] = field(default_factory=list)
    is_from_start: bool = False
    rows: int = 0
    pages: int = 0
    more: bool = True
    reoffered: bool = False
    problem: LeaderError | None = None


class Puller:
    """Brings the mirror up to date. After trouble it asks for smaller pages, then grows again.

    Several pages in quick succession are applied in one transaction, rows and cursor as always
    together: each transaction costs a wait for the disk.
    """

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

        Raises a ``Trouble`` or ``TurnedDown``; what had come until then is applied.
        """
        cursor = self._mirror.cursor()
        run = _Run(cursor, self._settled(), self._clock.monotonic_ns(), is_from_start=not cursor)
        try:
            while run.more:
                self._step(run, wait)
        except Interrupted:
            raise  # by someone who may close the store now
        except (Trouble, TurnedDown):
            self._apply(run)
            raise
        return Pulled(run.rows, run.pages, run.reoffered, run.problem)

    def _step(self, run: _Run, wait: int) -> None:
        request = PullRequest(
            run.cursor, 0 if run.pages else wait, self._limit, self._manifest_serial
        )
        answer = self._page(request)
        if answer is None:
            self._apply(run)
            self._mirror.restart()
            run.cursor, run.is_from_start = "", True
            return
        self._hold(run, answer)
        if not run.more or self._is_enough(run):
            self._apply(run)

    def _page(self, request: PullRequest) -> PullAnswer | None:
        """Return a sound page; nothing if the centre began anew."""
        try:
            answer = self._ask(PULL, request, PullAnswer, request.wait)
            pages.check(request, answer)
        except Trouble:
            self._limit = max(1, self._limit // 2)
            raise
        except TurnedDown as no:
            if no.code not in _BEGAN_ANEW or not request.cursor:
                raise
            _log.info("the centre began anew: pulling everything again")
            return None
        self._limit = min(MAX_PAGE_ROWS, self._limit * 2)
        return answer

    def _hold(self, run: _Run, answer: PullAnswer) -> None:
        """Read a page and note how far the run is."""
        page, unreadable = pages.read(answer, self._clock.now())
        run.held.append(page)
        run.cursor, run.more = page.cursor, page.more
        run.rows, run.pages = run.rows + len(page.changes), run.pages + 1
        if run.more or run.pages > 1:
            self._progress(run.rows, run.rows + answer.remaining)
        if unreadable:
            run.problem = pages.unreadable_rows(unreadable)
        if answer.manifest is not None and not self._keep_keys(answer.manifest):
            run.problem = pages.untrusted_keys()

    def _is_enough(self, run: _Run) -> bool:
        """Tell whether what is held should be kept now: it is much, or it took long."""
        rows = sum(len(page.changes) for page in run.held)
        return rows >= _MOST_ROWS or self._clock.monotonic_ns() - run.started_ns > _LONGEST_NS

    def _apply(self, run: _Run) -> None:
        """Apply what is held, in one transaction."""
        if not run.held:
            return
        changes = [change for page in run.held for change in page.changes]
        page = replace(run.held[-1], changes=changes)
        run.held.clear()
        if run.is_from_start:
            # Before the first page counts as applied: a crash in between must not skip this.
            self._outbox.reoffer(page.applied_seq)
        self._mirror.apply(page)
        run.reoffered |= self._reoffer(run, page)
        run.is_from_start = False
        run.started_ns = self._clock.monotonic_ns()

    def _settled(self) -> int:
        """Return how far every command of ours has had a word, or rests until a later try."""
        return 0 if self._outbox.unsent(1, 1) else self._outbox.head().seq

    def _reoffer(self, run: _Run, page: FeedPage) -> bool:
        """Offer again what the centre no longer has although it once had a word on it.

        ``settled`` is from before the centre was asked. Once for each place: a centre that counts
        otherwise must not keep us sending.
        """
        applied = page.applied_seq
        if run.is_from_start:
            return self._outbox.head().seq > applied
        if page.more or applied >= run.settled or self._reoffered_after == applied:
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
