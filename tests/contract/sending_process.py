"""A counter that sends notices in a process of its own, to be killed; reads stdin."""

import json
import os
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from leader_app.bootstrap.notices import build_notices
from leader_app.domain.outgoing import MessageState
from leader_app.storage.store import SqlStore
from sync.outgoing.senders import Hosts, Senders
from tests.fakes.clock import FakeClock
from tests.fakes.notice_sender import FakeBook
from tests.fakes.queued_notices import MORNING
from tests.fakes.real_store import Counter
from tests.fakes.sync_side import CountedWake

LONGEST_REST = 30.0


def main() -> None:
    """Open the store, say so, and send until killed or nothing is left."""
    told = json.loads(sys.stdin.readline())
    clock = FakeClock(MORNING)
    counter = Counter(Path(told["folder"]), clock)
    counter.secrets.kept = {name: bytes.fromhex(key) for name, key in told["secrets"].items()}
    with counter.opened() as store:
        parts = build_notices(
            store=store,
            clock=clock,
            wake=CountedWake(),
            random=os.urandom,
            secrets=counter.secrets,
            sender=Senders(Hosts(wecom=told["robot"])),
            book=FakeBook(),
        )
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        if told["naive"]:
            _queue_again(store)
        parts.work.begin()
        while (rest := parts.work.step()) < LONGEST_REST:
            clock.advance(timedelta(seconds=rest))
        sys.stdout.write("done\n")
        sys.stdout.flush()


def _queue_again(store: SqlStore) -> None:
    """Do what must not be done: take what was on its way for what never left."""
    with store.write() as work:
        for message in work.messages.in_state(MessageState.SENDING, 100):
            work.messages.put(replace(message, state=MessageState.QUEUED))
        work.commit()


if __name__ == "__main__":
    main()
