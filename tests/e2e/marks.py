"""What all tests with a real window have in common."""

import sys

import pytest

REAL_WINDOW = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a virtual X screen"),
    pytest.mark.timeout(120),
]
