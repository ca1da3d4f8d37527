"""What can be typed after ``leader-central``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from central.cli import brand
from central.cli.goods_arguments import goods
from central.cli.notice_arguments import notices
from leader_app.domain.order import Stage

_Add = Callable[[str, str], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """Return the parser; ``--db`` and ``--json`` may stand before or after the command."""
    root = argparse.ArgumentParser(
        prog="leader-central", description="The central service and its tools."
    )
    _common(root, first=True)
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, words: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=words, description=words)
        _common(made, first=False)
        return made

    _running(add)
    _reading(add)
    goods(add)
    notices(add)
    brand.arguments(add)
    return root


def _running(add: _Add) -> None:
    serve = add("serve", "Serve counters over HTTP; says the port once it listens.")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on")
    serve.add_argument("--port", type=int, default=8420, help="0 takes any free port")
    serve.add_argument(
        "--until-stdin-closes", action="store_true", help="end when whoever started it ends"
    )
    demo = add("demo", "Fill an empty database with an invented neighbourhood.")
    demo.add_argument("--seed", type=int, default=1, help="the same seed gives the same orders")
    demo.add_argument("--orders", type=_positive, default=4_000)
    demo.add_argument("--members", type=_positive, default=800)
    demo.add_argument("--today", type=date.fromisoformat, help="the day it ends on (today)")
    token = add("enrol-token", "Make a token that enrols one counter.")
    token.add_argument("--point", required=True, help="the point's number or name")
    revoke = add("revoke", "Shut a counter out; it may still hand in what it did.")
    revoke.add_argument("device")
    key = add("key", "The keys of pickup codes.")
    key.add_argument("deed", choices=["rotate", "list"])


def _reading(add: _Add) -> None:
    orders = add("orders", "List orders.")
    orders.add_argument("--point", help="the point's number or name")
    orders.add_argument(
        "--state", type=Stage, choices=list(Stage), metavar="STATE", help=", ".join(Stage)
    )
    code = add("code", "Print the pickup code of an order, or draw it.")
    code.add_argument("order")
    code.add_argument("--png", type=Path, help="draw it into this file")
    redemptions = add("redemptions", "List hand-overs, extra ones too.")
    redemptions.add_argument("--order")
    add("incidents", "List what a person has to look at.")
    add("points", "List pickup points.")
    point = add("point", "Open a pickup point.")
    point.add_argument("deed", choices=["add"])
    point.add_argument("--name", required=True)
    point.add_argument("--address", default="")
    point.add_argument("--hours", default="")
    add("devices", "List counters.")


def default_database() -> str:
    """Return the database of somebody who names none."""
    from central.storage.database import data_folder

    return os.environ.get("LEADER_CENTRAL_DB") or f"sqlite:///{data_folder() / 'central.db'}"


def _common(to: argparse.ArgumentParser, *, first: bool) -> None:
    default = None if first else argparse.SUPPRESS
    key_file = os.environ.get("LEADER_CENTRAL_KEY_FILE")
    to.add_argument("--db", default=default, help="sqlite:///PATH or postgresql://USER@HOST/NAME")
    to.add_argument(
        "--key-file",
        type=Path,
        default=(Path(key_file) if key_file else None) if first else argparse.SUPPRESS,
        help="where the master key lies (beside the SQLite file)",
    )
    to.add_argument(
        "--json",
        action="store_true",
        default=False if first else argparse.SUPPRESS,
        help="one JSON object a line",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number
