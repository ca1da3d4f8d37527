"""The main job on one computer: a centre, a neighbourhood, a counter, the window."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from leader_app.bootstrap import unlock
from leader_app.cli.arguments import Arguments
from leader_app.cli.centre_process import CentreProcess
from leader_app.cli.output import Output
from leader_app.cli.progress import ProgressBar
from leader_app.cli.roof import Opened, opened
from leader_app.cli.window import require_display, shots, window
from leader_app.config.paths import Places, make
from leader_app.domain.text import say
from leader_app.errors import LeaderError
from leader_app.services.counter import PassphraseNeededError
from resources.i18n.catalogue import translator

POINT = 1
SEED = 7
_PASSPHRASE_FILE = "LEADER_APP_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
_SAMPLES = ("ready", "ready", "ready", "partly_arrived", "collected", "unpaid", "cancelled")


def demo(args: Arguments, where: Places, out: Output) -> int:
    """Set up what is missing, open (or draw) the window, and stop the centre when it closes."""
    if args.shots is None:
        require_display()
    _find_keys(where, out)
    centre = CentreProcess(make(where.centre))
    out.show({"step": "centre"}, say("Starting the demo's central service."))
    centre.run("demo", "--seed", str(SEED))
    with centre.serving() as url:
        with opened(where, lambda: translator(out.language)) as counter:
            _enrol(counter, centre, url, out)
            _first_sync(counter, out)
        _draw_codes(centre, where.codes, out)
        return window(args, where) if args.shots is None else shots(args, where, args.shots, out)


def _find_keys(where: Places, out: Output) -> None:
    """Use the keyring, or where there is none a passphrase file for this demo alone."""
    if os.environ.get(_PASSPHRASE_FILE):
        return
    kept = where.base / "demo-passphrase"
    if not kept.exists():
        try:
            unlock(where)
        except PassphraseNeededError as needed:
            if not needed.first:
                raise
        else:
            return
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(24), encoding="ascii")
        sentence = say("No keyring here: the demo's passphrase is in {file}.", file=str(kept))
        out.show({"step": "passphrase", "file": str(kept)}, sentence)
    os.environ[_PASSPHRASE_FILE] = str(kept)


def _enrol(counter: Opened, centre: CentreProcess, url: str, out: Output) -> None:
    if counter.desk.report().enrolled:
        return
    token = str(centre.run("enrol-token", "--point", str(POINT))[0]["token"])
    report = counter.desk.enrol(url, token, "1号台")
    sentence = say(
        "Enrolled as {name} of {point}.", name=report.device_name, point=report.point_name
    )
    out.show({"step": "enrolled", "device": report.device_id}, sentence)


def _first_sync(counter: Opened, out: Output) -> None:
    """Sync with a bar; trouble is left to the window, which says it and goes on trying."""
    from sync.assembly import sync_once
    from sync.status import StatusBoard

    board, bar = StatusBoard(), ProgressBar()
    leave = board.subscribe(bar)
    try:
        report = sync_once(counter.parts, board)
    except LeaderError as error:
        out.fail(error)
        return
    finally:
        leave()
        bar.end()
    sentence = say("Synced. Changes received: {count}.", count=report.pulled)
    out.show({"step": "synced", "pulled": report.pulled}, sentence)


def _draw_codes(centre: CentreProcess, folder: Path, out: Output) -> None:
    """Draw a few codes to scan, once, named by order and state."""
    if not folder.exists():
        make(folder)
        left = list(_SAMPLES)
        for order in centre.run("orders", "--point", str(POINT)):
            state = str(order["state"])
            if state in left:
                left.remove(state)
                picture = folder / f"{state}-{order['order']}.png"
                centre.run("code", str(order["order"]), "--png", str(picture))
    sentence = say("Codes to scan or to drop on the window are in {folder}.", folder=str(folder))
    out.show({"step": "codes", "folder": str(folder)}, sentence)
