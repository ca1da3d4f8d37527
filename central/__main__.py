"""``python -m central`` and ``leader-central``."""

import sys

from central.cli.commands import main

if __name__ == "__main__":
    sys.exit(main())
