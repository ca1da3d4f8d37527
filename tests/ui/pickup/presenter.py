"""The counter's presenter with everything around it faked."""

from __future__ import annotations

from dataclasses import dataclass, field

from leader_app.domain.scan import Scan, ScanSource
from leader_app.scanning.steady import SteadyGuard
from tests.fakes.desk import FakeDesk
from tests.fakes.runner import RunsAtOnce
from tests.fakes.shown import NOW
from ui.pickup.card import Face
from ui.pickup.view_model import PickupViewModel


@dataclass
class Counter:
    """A view-model with everything around it faked, and the cues it gave."""

    desk: FakeDesk = field(default_factory=FakeDesk)
    runner: RunsAtOnce = field(default_factory=RunsAtOnce)
    seconds: float = 0.0
    cues: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        guard = SteadyGuard(lambda: self.seconds)
        self.model = PickupViewModel(
            self.desk.bundle(), self.runner, guard=guard, now=self.desk.now
        )
        self.model.cue.connect(self.cues.append)

    def scan(self, text: str, source: ScanSource = ScanSource.CAMERA) -> None:
        self.model.scanned(Scan(text, "QRCode", source, NOW))

    def face(self) -> Face:
        return self.model.card.face

    def last(self) -> tuple[object, ...]:
        return self.desk.calls[-1]

    def done(self, verb: str) -> int:
        return sum(call[0] == verb for call in self.desk.calls)
