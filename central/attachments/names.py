"""Which pictures the deeds of a point name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from central.storage.database import Database
from central.storage.goods_tables import attachment_names


def keep(
    database: Database,
    connection: Connection,
    point_id: int,
    named: Iterable[tuple[str, str]],
) -> None:
    """Keep that deeds name pictures: pairs of a deed's id and a picture's."""
    rows = [
        {"point_id": point_id, "attachment_id": picture, "deed_id": deed_id}
        for deed_id, picture in sorted(set(named))
        if picture
    ]
    if rows:
        connection.execute(database.insert(attachment_names).on_conflict_do_nothing(), rows)
