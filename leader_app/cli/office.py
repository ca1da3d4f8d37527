"""enrol, sync, status, doctor, export and decode."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from leader_app.cli.arguments import Arguments, NotUnderstoodError
from leader_app.cli.output import Exit, Output
from leader_app.domain.local_time import local
from leader_app.domain.text import Text, say
from leader_app.ports import Connection, OrderQuery, SyncState
from leader_app.services.device.report import DeviceReport, Finding, Health

if TYPE_CHECKING:
    from leader_app.cli.roof import Opened


def enrol(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Enrol and print who this counter is now."""
    report = _enrolled(args, counter)
    sentence = say(
        "This computer is now {name} of {point}.",
        name=report.device_name,
        point=report.point_name or str(report.point_id),
    )
    out.show(_identity(report), sentence)
    return Exit.DONE


def _enrolled(args: Arguments, counter: Opened) -> DeviceReport:
    if args.alone and not (args.url or args.token):
        return counter.desk.begin_alone(args.alone, args.name)
    if args.alone or not (args.url and args.token):
        raise NotUnderstoodError(
            say("Type either --url and --token, or --alone."), say("See leader-app enrol --help.")
        )
    return counter.desk.enrol(args.url, args.token, args.name)


def status(_args: Arguments, counter: Opened, out: Output) -> Exit:
    """Print how this counter stands."""
    report = counter.desk.report()
    lead = report.clock_lead.total_seconds()
    fields = {
        **_identity(report),
        "enrolled": report.enrolled,
        "data_at": report.data_at.isoformat() if report.data_at else None,
        "unsent": report.unsent,
        "log_seq": report.log_seq,
        "clock_lead_s": round(lead, 3),
    }
    out.show(fields, *_standing(report))
    return Exit.DONE


def doctor(_args: Arguments, counter: Opened, out: Output) -> Exit:
    """Print every finding; done only if nothing is bad."""
    findings = counter.desk.doctor()
    for one in findings:
        _show_finding(one, out)
    bad = any(one.health is Health.BAD for one in findings)
    return Exit.UNAVAILABLE if bad else Exit.DONE


def export(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Write the orders to a file and print how many they were."""
    count = counter.desk.export_orders(args.out, args.format, OrderQuery())
    fields = {"file": str(args.out), "format": args.format, "orders": count}
    out.show(fields, say("Orders written to {file}: {count}.", count=count, file=str(args.out)))
    return Exit.DONE


def sync(args: Arguments, counter: Opened, out: Output) -> Exit:
    """Exchange with the centre once, or until stopped."""
    with counter.own_centre.at_hand():
        return _sync_once(counter, out) if args.once else _watch(counter, out)


def decode(args: Arguments, out: Output) -> Exit:
    """Print the codes in each file; done if every file could be read, codes in it or not."""
    from leader_app.scanning.pictures import decode_files

    worst = Exit.DONE
    for found in decode_files(args.files):
        codes = [{"text": text, "format": kind} for text, kind in found.codes]
        fields: dict[str, object] = {"file": found.file, "codes": codes, "ms": found.ms}
        if found.error is None:
            out.show(fields, *(f"{found.file}: {one['text']} ({one['format']})" for one in codes))
            continue
        worst = Exit.UNAVAILABLE
        if out.as_json:
            told = {"error": out.told(found.error.title), "hint": out.told(found.error.hint)}
            out.show({**fields, **told})
        else:
            out.fail(found.error)
    return worst


def _sync_once(counter: Opened, out: Output) -> Exit:
    from sync.assembly import sync_once
    from sync.status import StatusBoard

    report = sync_once(counter.parts, StatusBoard())
    unsent = counter.desk.report().unsent
    sentence = say(
        "Sent: {pushed}. Received: {pulled}. Waiting to be sent: {unsent}.",
        pushed=report.pushed,
        pulled=report.pulled,
        unsent=unsent,
    )
    problem = report.problem
    fields = {
        "pushed": report.pushed,
        "rejected": report.rejected,
        "parked": report.parked,
        "pulled": report.pulled,
        "unsent": unsent,
        "problem": out.told(problem.title) if problem else None,
        "hint": out.told(problem.hint) if problem else None,
    }
    out.show(fields, sentence)
    if problem is None:
        return Exit.DONE
    return Exit.UNAVAILABLE if out.as_json else out.fail(problem)


def _watch(counter: Opened, out: Output) -> Exit:
    from sync.assembly import build_worker
    from sync.status import StatusBoard

    board = StatusBoard()
    worker = build_worker(counter.parts, board)
    leave = board.subscribe(lambda state: _show_state(state, out))
    with _until_stopped() as stopped:
        worker.start()
        try:
            stopped.wait()
        finally:
            leave()
            worker.stop()
    return Exit.DONE


@contextmanager
def _until_stopped() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C and the system's wish to end set."""
    stopped = threading.Event()
    signals = [getattr(signal, name, None) for name in ("SIGINT", "SIGTERM")]
    before = {one: signal.signal(one, lambda *_: stopped.set()) for one in signals if one}
    try:
        yield stopped
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _show_state(state: SyncState, out: Output) -> None:
    told = [out.told(text) for text in (state.problem, state.hint) if text]
    fields = {
        "connection": state.connection.value,
        "last_contact": state.last_contact.isoformat() if state.last_contact else None,
        "pulled": state.pulled,
        "expected": state.expected,
        "problem": told[0] if told else None,
        "hint": told[1] if len(told) > 1 else None,
    }
    out.show(fields, " ".join([out.told(_CONNECTIONS[state.connection]), *told]))


def _show_finding(one: Finding, out: Output) -> None:
    fields = {
        "check": one.name,
        "health": one.health.value,
        "summary": out.told(one.summary),
        "hint": out.told(one.hint) if one.hint else None,
    }
    mark = {Health.GOOD: "ok", Health.ATTENTION: "!", Health.BAD: "!!"}[one.health]
    told = [out.told(text) for text in (one.summary, one.hint) if text]
    out.show(fields, f"{mark:3} {one.name:9} {' '.join(told)}")


def _identity(report: DeviceReport) -> dict[str, object]:
    return {
        "device": report.device_id or None,
        "name": report.device_name or None,
        "point": report.point_id or None,
        "point_name": report.point_name or None,
        "centre": report.centre_url or None,
    }


def _standing(report: DeviceReport) -> list[Text]:
    if not report.enrolled:
        return [say("This computer is not a counter yet.")]
    who = say("{name} of {point}.", name=report.device_name, point=report.point_name)
    age = (
        say("Data of {time}.", time=f"{local(report.data_at):%Y-%m-%d %H:%M:%S}")
        if report.data_at
        else say("Never synced.")
    )
    return [who, age, say("Waiting to be sent: {unsent}.", unsent=report.unsent)]


_CONNECTIONS = {
    Connection.NEVER: say("Not a counter yet."),
    Connection.CONNECTING: say("Connecting."),
    Connection.ONLINE: say("Online."),
    Connection.OFFLINE: say("Offline."),
    Connection.REFUSED: say("Turned away by the centre."),
}
