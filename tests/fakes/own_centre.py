"""A centre of one's own that is made and started in no time."""

from __future__ import annotations


class FakeOwnCentre:
    """Keeps ``CentreOfOnesOwn``; ``points`` are the names it was made with."""

    def __init__(self) -> None:
        self.points: list[str] = []

    def invite(self, point_name: str) -> tuple[str, str]:
        self.points.append(point_name)
        return "http://127.0.0.1:8420", "token"
