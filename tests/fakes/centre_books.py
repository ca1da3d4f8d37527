"""What a centre in memory keeps, and how its things are named on the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from leader_app.domain.changes import Entity
from leader_app.domain.code_keys import KeyManifest
from leader_app.domain.command import LoggedCommand
from leader_app.domain.feed import FeedItem
from leader_app.domain.neighbourhood import Device
from leader_app.domain.pickup_code import DAY_ZERO
from sync.protocol.messages import WireKey, WireManifest, WireResult


class SaidNo(Exception):
    """The centre turns a request down."""

    def __init__(self, code: str, expected_seq: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.expected_seq = expected_seq


@dataclass
class DeviceBook:
    """What the centre keeps of a counter."""

    device: Device
    epoch: int = 1
    log: list[LoggedCommand] = field(default_factory=list)
    results: list[WireResult] = field(default_factory=list)


def entity_of(item: FeedItem) -> Entity:
    """Return the kind of a thing."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", type(item).__name__).lower()
    return Entity.REDEMPTION if name == "hand_over" else Entity(name)


def wire_manifest(manifest: KeyManifest) -> WireManifest:
    """Return the manifest as it travels."""
    keys = tuple(
        WireKey(
            key.key_id,
            key.public_key,
            (key.first_day - DAY_ZERO).days,
            (key.last_day - DAY_ZERO).days,
        )
        for key in manifest.keys
    )
    return WireManifest(manifest.serial, keys, manifest.signature)
