"""What can be typed about goods."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from leader_app.domain.delivery import DeliveryLine, DeliveryState, KitchenClaimState
from leader_app.domain.local_time import POINT_ZONE
from leader_app.domain.money import parse_yuan
from leader_app.domain.stock import Lot

_Add = Callable[[str, str], argparse.ArgumentParser]
_MOST_PARTS = 4


def goods(add: _Add) -> None:
    """Add the commands about goods."""
    stock = add("stock", "List what lies at a point, by product, lot and slot.")
    stock.add_argument("--point", required=True, help="the point's number or name")
    deliveries = add("deliveries", "List trucks, soonest first.")
    deliveries.add_argument("--point", help="the point's number or name")
    deliveries.add_argument(
        "--state", type=DeliveryState, metavar="STATE", help=", ".join(DeliveryState)
    )
    _delivery(add("delivery", "Announce a truck to a point."))
    add("kitchen-claims", "List what points claim of kitchens.")
    _kitchen_claim(add("kitchen-claim", "Say a kitchen's word on a claim."))
    barcode = add("barcode", "Print what is on a product or its carton, or draw it.")
    barcode.add_argument("product", help="the product's id or name")
    barcode.add_argument("--lot", default="", help="a lot: makes it a GS1-128 label")
    barcode.add_argument("--expiry", type=date.fromisoformat, help="the last good day, YYYY-MM-DD")
    barcode.add_argument("--carton", action="store_true", help="the label of a whole carton")
    barcode.add_argument("--png", type=Path, help="draw it into this file")
    picture = add("picture", "Write a photo or signature that a counter sent into a file.")
    picture.add_argument("picture", help="its name: the SHA-256 of its bytes")
    picture.add_argument("file", type=Path)


def _delivery(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["add"])
    parser.add_argument("--point", required=True, help="the point's number or name")
    parser.add_argument(
        "--line",
        type=delivery_line,
        action="append",
        required=True,
        metavar="PRODUCT:PIECES[:LOT[:EXPIRY]]",
        help="may be given again; lot and expiry (YYYY-MM-DD) may be left out",
    )
    parser.add_argument("--at", type=moment, help="when it is expected (in two hours)")
    parser.add_argument("--kitchen", default="中央厨房")
    parser.add_argument("--truck", default="")
    parser.add_argument("--id", help="its name; made up if none is given")


def _kitchen_claim(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deed", choices=["answer"])
    parser.add_argument("claim")
    word = parser.add_mutually_exclusive_group(required=True)
    for name, state in (
        ("--accept", KitchenClaimState.ACCEPTED),
        ("--reject", KitchenClaimState.REJECTED),
    ):
        word.add_argument(name, dest="word", action="store_const", const=state)
    parser.add_argument("--credit", type=parse_yuan, default=parse_yuan("0"), help="in yuan")
    parser.add_argument("--words", default="", help="what the kitchen says to it")


def delivery_line(text: str) -> DeliveryLine:
    """Return a line typed as PRODUCT:PIECES[:LOT[:EXPIRY]]; its number is given later."""
    parts = text.split(":")
    if not 1 < len(parts) <= _MOST_PARTS or not parts[0] or int(parts[1]) < 1:
        raise ValueError
    lot = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - the third part
    day = date.fromisoformat(parts[3]) if len(parts) == _MOST_PARTS else None
    return DeliveryLine(0, parts[0], int(parts[1]), Lot(lot, day))


def moment(text: str) -> datetime:
    """Return a time, the point's own where no zone is named."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=POINT_ZONE)
