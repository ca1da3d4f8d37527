"""``leader-app`` and ``python -m leader_app``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line of this process and return its exit status."""
    from leader_app.cli.main import main as run

    return int(run())


if __name__ == "__main__":
    sys.exit(main())
