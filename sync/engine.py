"""One run of sync: what we did goes out, what the centre knows comes in. No thread, no sleep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leader_app.errors import LeaderError
from leader_app.ports import Clock, Mirror, Outbox, Uploads
from sync.client import Client
from sync.protocol.messages import (
    AttachmentAnswer,
    PullAnswer,
    PullRequest,
    PushAnswer,
    PushRequest,
)
from sync.pull import Progress, Pulled, Puller
from sync.push import Pushed, Pusher
from sync.session import Session
from sync.troubles import LogsDisagree, Trouble, TurnedDown
from sync.uploads import Uploader

NO_PICTURES_SECONDS = 30.0
AFTER_FACTS_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did. ``pushed`` commands got a final word, ``rejected`` of them a no.

    ``problem`` is something a person should read although the run went on.
    """

    pushed: int
    rejected: int
    parked: int
    pulled: int
    pages: int
    problem: LeaderError | None = None


class Engine:
    """Syncs one counter with its centre; everything it touches is handed in.

    ``connect`` opens a way to the centre; long waits and pictures have ways of their own, so that
    a push never stands in line.
    """

    def __init__(
        self,
        connect: Callable[[], Client],
        session: Session,
        outbox: Outbox,
        mirror: Mirror,
        clock: Clock,
        progress: Progress = lambda _pulled, _expected: None,
        uploads: Uploads | None = None,
    ) -> None:
        self._connect = connect
        self._client = connect()
        self._listener = connect()
        self._carrier = connect()
        self._interrupted = False
        self._session = session
        self._outbox = outbox
        self._pusher = Pusher(outbox, session.device_seed, self._ask_push)
        self._puller = Puller(mirror, outbox, clock, self._ask_pull, progress)
        self._uploader = None if uploads is None else Uploader(uploads, clock, self._ask_upload)

    def run_once(self, wait: int = 0) -> Report:
        """Push until nothing is due, pull until nothing is left.

        ``wait`` is how many seconds the pull may wait for news. What is wrong with the push alone
        (the centre answers) does not keep the pull from being tried. Raises ``Trouble`` when
        the centre cannot be used just now and ``TurnedDown`` when it says no.
        """
        pushed = Pushed()
        problem: LeaderError | None = None
        try:
            pushed = self.push()
        except LogsDisagree as fork:
            problem = fork
        except (Trouble, TurnedDown) as trouble:
            if isinstance(trouble, Trouble) and not trouble.answered:
                raise
            problem = trouble
        pulled = self.pull(wait)
        if isinstance(problem, Trouble | TurnedDown):
            raise problem
        if pulled.reoffered and problem is None:
            pushed += self.push()
        return _report(pushed, pulled, problem)

    def push(self) -> Pushed:
        """Push until nothing is due; raises as ``run_once``, and ``LogsDisagree`` at a fork."""
        return self._pusher.push()

    def pull(self, wait: int = 0) -> Pulled:
        """Pull until nothing is left; raises as ``run_once``."""
        return self._puller.pull(wait)

    def upload(self) -> float:
        """Send a part of a picture unless a command is due; return how many seconds to rest.

        Raises as ``run_once``, on a connection of its own.
        """
        if self._uploader is None:
            return NO_PICTURES_SECONDS
        if self.has_unsent():
            return AFTER_FACTS_SECONDS
        return 0.0 if self._uploader.step() else NO_PICTURES_SECONDS

    def has_unsent(self) -> bool:
        """Tell whether a command is due."""
        return bool(self._outbox.unsent(1, 1))

    def hang_up(self) -> None:
        """End a long wait that may be waiting for a connection that is dead."""
        dead, self._listener = self._listener, self._connect()
        dead.interrupt()
        if self._interrupted:
            self._listener.interrupt()

    def is_waiting(self) -> bool:
        """Tell whether some thread waits for the centre just now."""
        ways = (self._client, self._listener, self._carrier)
        return any(way.is_waiting for way in ways)

    def interrupt(self) -> None:
        """End every wait for the centre, from any thread, now and in future."""
        self._interrupted = True
        for way in (self._client, self._listener, self._carrier):
            way.interrupt()

    def _ask_push(
        self, path: str, message: PushRequest, answer_type: type[PushAnswer]
    ) -> PushAnswer:
        return self._session.ask(self._client, path, message, answer_type)

    def _ask_pull(
        self, path: str, message: PullRequest, answer_type: type[PullAnswer], wait: int
    ) -> PullAnswer:
        client = self._listener if wait else self._client
        return self._session.ask(client, path, message, answer_type, wait)

    def _ask_upload(self, path: str, message: object) -> AttachmentAnswer:
        return self._session.ask(self._carrier, path, message, AttachmentAnswer)


def _report(pushed: Pushed, pulled: Pulled, problem: LeaderError | None) -> Report:
    return Report(
        pushed=pushed.settled,
        rejected=pushed.rejected,
        parked=pushed.parked,
        pulled=pulled.rows,
        pages=pulled.pages,
        problem=problem or pulled.problem,
    )
