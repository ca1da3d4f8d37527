"""Something to look at, and when its goods may go without a key."""

from __future__ import annotations

from dataclasses import dataclass

from leader_app.domain.scan import ScanSource
from ui.pickup.typed import Meaning
from ui.theme.tokens import Tone

CUES = {Tone.OK: "accepted", Tone.WARN: "look", Tone.BAD: "refused"}


@dataclass(frozen=True, slots=True)
class Request:
    """A code, a search or an order chosen from a list."""

    text: str = ""
    source: str = ""
    meaning: Meaning = Meaning.CODE
    order_id: str = ""

    @property
    def proves_the_person(self) -> bool:
        """Whether a code was shown; what was typed or searched for needs a second look."""
        return bool(self.text) and not self.order_id and self.source != ScanSource.TYPED
