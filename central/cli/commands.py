"""Does what was typed after ``leader-central``."""

from __future__ import annotations

import json
import logging
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

from central.cli import brand, goods, listing, notices
from central.cli.arguments import default_database, parser
from central.cli.errors import CommandError, point_of
from central.codes import issuing, keys
from central.counters import devices, enrolment
from central.demo import loading
from central.points.opening import NoMorePointsError, open_point
from central.refusal import Refusal
from central.storage.database import Database, DatabaseError, open_database
from central.storage.master_key import KeyFileError
from leader_app.domain.local_time import local_day

_Lines = Iterable[dict[str, Any]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 only when it is done."""
    asked = parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        with closing(open_database(asked.db or default_database(), asked.key_file)) as database:
            for line in _COMMANDS[asked.command](database, asked):
                _print(line, as_json=asked.json)
    except BrokenPipeError:
        sys.stdout = None  # nobody reads any more: no complaint at exit
        return 1
    except (CommandError, DatabaseError, KeyFileError, OSError) as error:
        _complain(str(error), as_json=asked.json)
        return 1
    return 0


def _serve(database: Database, asked: Namespace) -> _Lines:
    from central.serving import serve

    keys.ensure_first_key(database, local_day(datetime.now(UTC)))

    def ready(port: int) -> None:
        url = f"http://{asked.host}:{port}"
        _print({"url": url, "port": port, "ready": True}, as_json=asked.json)

    leash = sys.stdin if asked.until_stdin_closes else None
    with notices.posting(database):
        try:
            serve(database, asked.host, asked.port, ready, leash)
        except (OSError, OverflowError) as error:
            place = f"{asked.host}:{asked.port}"
            raise CommandError(f"The service cannot listen on {place}: {error}.") from error
    return ()


def _demo(database: Database, asked: Namespace) -> _Lines:
    today = asked.today or local_day(datetime.now(UTC))
    try:
        made = loading.load(database, asked.seed, today, asked.orders, asked.members)
    except loading.OtherDataError as error:
        raise CommandError(str(error)) from error
    yield {"made": made, "orders": asked.orders, "members": asked.members, "seed": asked.seed}


def _enrol_token(database: Database, asked: Namespace) -> _Lines:
    point_id = point_of(database, asked.point)
    yield {"token": enrolment.new_token(database, point_id, datetime.now(UTC)), "point": point_id}


def _orders(database: Database, asked: Namespace) -> _Lines:
    point_id = None if asked.point is None else point_of(database, asked.point)
    with database.reading() as connection:
        yield from listing.list_orders(database, connection, point_id, asked.state)


def _code(database: Database, asked: Namespace) -> _Lines:
    with database.reading() as connection:
        code = issuing.of_order(connection, keys.KeyChest(database.keys), asked.order)
    if code is None:
        raise CommandError(f"There is no order {asked.order}.")
    line = {"order": asked.order, "text": code.text, "short": code.short}
    if asked.png:
        asked.png.write_bytes(issuing.png(code.text))
        line["png"] = str(asked.png)
    yield line


def _redemptions(database: Database, asked: Namespace) -> _Lines:
    with database.reading() as connection:
        if asked.order is not None and not listing.has_order(connection, asked.order):
            raise CommandError(f"There is no order {asked.order}.")
        yield from listing.list_redemptions(connection, asked.order)


def _incidents(database: Database, _: Namespace) -> _Lines:
    with database.reading() as connection:
        yield from listing.list_incidents(connection)


def _points(database: Database, _: Namespace) -> _Lines:
    with database.reading() as connection:
        yield from listing.list_points(connection)


def _devices(database: Database, _: Namespace) -> _Lines:
    with database.reading() as connection:
        yield from listing.list_devices(connection)


def _revoke(database: Database, asked: Namespace) -> _Lines:
    try:
        changed = devices.set_standing(database, asked.device, devices.Standing.REVOKED)
    except Refusal as error:
        raise CommandError(f"There is no counter {asked.device}.") from error
    yield {"device": changed.device_id, "status": changed.standing.value}


def _key(database: Database, asked: Namespace) -> _Lines:
    today = local_day(datetime.now(UTC))
    keys.ensure_first_key(database, today)
    if asked.deed == "rotate":
        try:
            keys.rotate(database, today)
        except keys.NoMoreKeysError as error:
            raise CommandError("Every key id has been used.") from error
    with database.reading() as connection:
        manifest = keys.manifest(connection, keys.KeyChest(database.keys))
    for key in manifest.keys:
        yield {
            "key": key.key_id,
            "public_key": key.public_key.hex(),
            "first_day": key.first_day.isoformat(),
            "last_day": key.last_day.isoformat(),
        }


def _open_point(database: Database, asked: Namespace) -> _Lines:
    name = asked.name.strip()
    if not name:
        raise CommandError("A pickup point needs a name.")
    keys.ensure_first_key(database, local_day(datetime.now(UTC)))
    try:
        point = open_point(database, name, asked.address.strip(), asked.hours.strip())
    except ValueError as error:
        raise CommandError(f"There is a pickup point {name} already.") from error
    except NoMorePointsError as error:
        raise CommandError("Every number of a pickup point has been used.") from error
    yield {"point": point.point_id, "name": point.name}


_COMMANDS: dict[str, Callable[[Database, Namespace], _Lines]] = {
    **goods.COMMANDS,
    **notices.COMMANDS,
    **brand.COMMANDS,
    "point": _open_point,
    "serve": _serve,
    "demo": _demo,
    "enrol-token": _enrol_token,
    "orders": _orders,
    "code": _code,
    "redemptions": _redemptions,
    "incidents": _incidents,
    "points": _points,
    "devices": _devices,
    "revoke": _revoke,
    "key": _key,
}


def _print(line: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(
            "  ".join(f"{name}: {_plain(value)}" for name, value in line.items()) + "\n"
        )
    sys.stdout.flush()


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return str(value)


def _complain(sentence: str, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"error": sentence}, ensure_ascii=False) + "\n")
    sys.stderr.write(sentence + "\n")
