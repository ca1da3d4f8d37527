"""Small choices of this counter."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import Entity
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.tables import settings

_get = Prepared(sa.select(settings.c.value).where(settings.c.name == sa.bindparam("name")))
_new = insert(settings)
_put = Prepared(
    _new.on_conflict_do_update(index_elements=["name"], set_={"value": _new.excluded.value})
)


class SettingShelf:
    """Keeps ``leader_app.ports.Settings``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> str | None:
        """Return a setting."""
        value: str | None = _get.value(self._session.connection, {"name": name})
        return value

    def put(self, name: str, value: str) -> None:
        """Keep a setting."""
        _put.run(self._session.connection, {"name": name, "value": value})
        self._session.changed(Entity.SETTING, name)
