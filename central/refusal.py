"""How the centre turns a request down."""

from __future__ import annotations


class Refusal(Exception):
    """Answered as ``ErrorAnswer`` with an HTTP ``status``; ``code`` is one of ``ErrorCode``."""

    def __init__(self, status: int, code: str, message: str, expected_seq: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.expected_seq = expected_seq
