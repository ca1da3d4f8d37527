"""What a notice can be made of: words, places, channels, and what an audience is chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leader_app.domain.channel import Channel
from leader_app.domain.notice import Template
from leader_app.services.notices.desk import ChannelDesk, Choosable, Composing, Place


@dataclass(frozen=True, slots=True)
class Offers:
    """All of it, read at one moment; ``buildings`` and ``segments`` count members."""

    templates: Sequence[Template]
    places: Sequence[Place]
    channels: Sequence[Channel]
    buildings: Mapping[str, int]
    segments: Mapping[str, int]
    products: Sequence[Choosable]


def read_offers(compose: Composing, channels: ChannelDesk) -> Offers:
    """Read it."""
    return Offers(
        compose.templates(),
        compose.places(),
        [one for one in channels.all() if one.active],
        compose.buildings(),
        compose.segments(),
        compose.products(),
    )
