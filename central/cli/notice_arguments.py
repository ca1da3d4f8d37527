"""What can be typed about notices and about reaching members."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

_Add = Callable[[str, str], argparse.ArgumentParser]


def notices(add: _Add) -> None:
    """Add the commands about notices."""
    touches = add("touches", "List who was told what, newest first.")
    touches.add_argument("--point", required=True, help="the point's number or name")
    touches.add_argument("--member", help="only this member, by id")
    balance = add("balance", "Show a member's contact budget at a point, line by line.")
    balance.add_argument("member")
    balance.add_argument("--point", required=True, help="the point's number or name")
    _contact(add("contact", "How a member is reached, and what they allow."))
    segment = add("segment", "Groups of members that notices can be for.")
    segment.add_argument("deed", choices=["list", "set"])
    segment.add_argument("name", nargs="?", default="")
    segment.add_argument("--members", type=Path, help="a file with a member's id on each line")
    segment.add_argument("--member", action="append", default=[], help="may be given again")
    lookups = add("address-lookups", "List which counter asked for whose addresses.")
    lookups.add_argument("--point", required=True, help="the point's number or name")
    push = add("push", "Send what waits to be sent by SMS or mail; see the README.")
    push.add_argument("--once", action="store_true", help="send what is due and end")
    page = add("notice-page", "Print the address of a member's page of a notice.")
    page.add_argument("message", help="the message's id, as touches lists it")
    page.add_argument("--point", required=True, help="the point's number or name")


def _contact(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["show", "set"])
    parser.add_argument("member")
    parser.add_argument("--sms", help="a telephone number; empty takes it away")
    parser.add_argument("--email", help="a mail address; empty takes it away")
    for name, words in (
        ("--service", "news about own goods"),
        ("--marketing", "offers and livestreams"),
    ):
        parser.add_argument(name, choices=["yes", "no"], help=f"whether they allow {words}")
