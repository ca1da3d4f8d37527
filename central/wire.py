"""Things of the domain as they travel, beyond the rows of the feed."""

from __future__ import annotations

from leader_app.domain.code_keys import KeyManifest
from leader_app.domain.pickup_code import DAY_ZERO
from sync.protocol.messages import WireKey, WireManifest


def wire_manifest(manifest: KeyManifest) -> WireManifest:
    """Return the manifest as it travels."""
    return WireManifest(
        manifest.serial,
        tuple(
            WireKey(
                key.key_id,
                key.public_key,
                (key.first_day - DAY_ZERO).days,
                (key.last_day - DAY_ZERO).days,
            )
            for key in manifest.keys
        ),
        manifest.signature,
    )
