"""A counter's sync in a process of its own, to be killed: reads what it needs from stdin."""

import json
import sys
from pathlib import Path

from leader_app.ports import Identity
from sync.assembly import SyncParts, sync_once
from sync.status import StatusBoard
from tests.fakes.real_store import Counter


def main() -> None:
    """Open the store, say so, and sync until killed or done."""
    told = json.loads(sys.stdin.readline())
    counter = Counter(Path(told["folder"]))
    counter.secrets.kept = {name: bytes.fromhex(key) for name, key in told["secrets"].items()}
    with counter.opened() as store:

        def identity() -> Identity | None:
            with store.read() as work:
                return work.device.identity()

        seed = bytes.fromhex(told["seed"])
        lock = Path(told["folder"]) / "sync.lock"
        parts = SyncParts(identity, lambda: seed, store.outbox, store.mirror, counter.clock, lock)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sync_once(parts, StatusBoard())
        sys.stdout.write("done\n")
        sys.stdout.flush()
        sys.stdin.read()  # keeps the store open until it is killed


if __name__ == "__main__":
    main()
