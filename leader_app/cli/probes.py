"""The doctor's looks at the computer and the network around this counter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence

from leader_app.bootstrap import Core
from leader_app.domain.scan import CameraState
from leader_app.domain.text import say
from leader_app.ports import CameraScanner, Clock, Connection, SecretStore, SyncStatus
from leader_app.scanning.source import parse_source
from leader_app.services.device.doctor import Probe, clock_probe, sync_probe
from leader_app.services.device.enrol import DEVICE_KEY
from leader_app.services.device.report import Finding, Health
from leader_app.services.device.store_checks import store_probes

_CAMERA_SECONDS = 10
_FONT_SECONDS = 10
_LOOK_FOR_CAMERA = (
    "import sys; from leader_app.scanning.capture import open_capture;"
    "from leader_app.scanning.source import parse_source;"
    "sys.exit(open_capture(parse_source(sys.argv[1])) is None)"
)


def all_probes(
    core: Core,
    secrets: SecretStore,
    clock: Clock,
    status: SyncStatus,
    camera: CameraScanner | None,
) -> Sequence[Probe]:
    """Return every check, the gravest first; ``camera`` is the one this program may be using."""
    return [
        *store_probes(core.store),
        Probe("keyring", lambda: _keyring(core, secrets)),
        Probe("network", lambda: _network(core, status)),
        clock_probe(core.store),
        sync_probe(core.store, clock),
        Probe("camera", lambda: _camera(core, camera)),
        Probe("fonts", _fonts),
    ]


def _keyring(core: Core, secrets: SecretStore) -> Finding:
    key = secrets.get(DEVICE_KEY)
    with core.store.read() as work:
        enrolled = work.device.identity() is not None
    if key is None and enrolled:
        return Finding(
            "keyring",
            Health.BAD,
            say("The key of this counter is gone from where it was kept."),
            say("Log in as the person who set this counter up, or enrol it anew in a new folder."),
        )
    return Finding("keyring", Health.GOOD, say("The keys can be read."))


def _network(core: Core, status: SyncStatus) -> Finding:
    from sync.assembly import probe

    with core.store.read() as work:
        identity = work.device.identity()
    if identity is None:
        return Finding("network", Health.GOOD, say("There is no centre to reach yet."))
    if status.state().connection is not Connection.ONLINE:
        probe(identity.centre_url)
    return Finding("network", Health.GOOD, say("The centre answers."))


def _camera(core: Core, camera: CameraScanner | None) -> Finding:
    with core.store.read() as work:
        source = work.settings.get("camera") or "0"
    if source == "none":
        return Finding("camera", Health.GOOD, say("This counter does without a camera."))
    if _is_live(camera) or _gives_a_picture(source):
        return Finding("camera", Health.GOOD, say("The camera can be opened."))
    return Finding(
        "camera",
        Health.ATTENTION,
        say("The camera {name} cannot be opened.", name=parse_source(source).name),
        say("Plug it in, close other programs that use it, or scan with a hand scanner."),
    )


def _is_live(camera: CameraScanner | None) -> bool:
    return camera is not None and camera.status().state is CameraState.LIVE


def _gives_a_picture(source: str) -> bool:
    """Try in a process of its own: a bad driver may hang or crash."""
    command = [sys.executable, "-c", _LOOK_FOR_CAMERA, source]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own lines
            command, capture_output=True, timeout=_CAMERA_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _fonts() -> Finding:
    good = Finding("fonts", Health.GOOD, say("Chinese can be shown."))
    lister = shutil.which("fc-list")
    if lister is None:  # Windows and macOS bring Chinese with them
        return good
    listing = [lister, ":lang=zh", "family"]
    done = subprocess.run(  # noqa: S603 - a fixed question to the font list
        listing, capture_output=True, timeout=_FONT_SECONDS, check=False
    )
    if done.stdout.strip():
        return good
    return Finding(
        "fonts",
        Health.ATTENTION,
        say("No font with Chinese characters is installed."),
        say("Install one, such as fonts-wqy-microhei."),
    )
