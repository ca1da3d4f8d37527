"""What the commands of the centre share: how they fail, and which point is meant."""

from __future__ import annotations

from central.cli import listing
from central.storage.database import Database


class CommandError(RuntimeError):
    """What was asked cannot be done; the message says why."""


def point_of(database: Database, wanted: str) -> int:
    """Return the number of the point somebody names; ``CommandError`` if there is none."""
    with database.reading() as connection:
        try:
            return listing.find_point(connection, wanted)
        except LookupError as error:
            raise CommandError(f"There is no pickup point {wanted}.") from error
