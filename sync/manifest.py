"""The key manifest as it travels, to the domain's and back."""

from __future__ import annotations

from datetime import timedelta

from leader_app.domain.code_keys import CodeKey, KeyManifest
from leader_app.domain.pickup_code import DAY_ZERO
from sync.protocol.messages import WireManifest
from sync.troubles import Garbled


def from_wire(manifest: WireManifest) -> KeyManifest:
    """Return the manifest; raises ``Garbled`` for days no calendar has."""
    try:
        keys = tuple(
            CodeKey(
                key.key_id,
                key.public_key,
                DAY_ZERO + timedelta(days=key.first_day),
                DAY_ZERO + timedelta(days=key.last_day),
            )
            for key in manifest.keys
        )
    except OverflowError as error:
        raise Garbled from error
    return KeyManifest(manifest.serial, keys, manifest.signature)
