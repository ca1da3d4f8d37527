"""Work in progress that outlives a power cut."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from leader_app.domain.changes import Entity
from leader_app.storage.goods_tables import drafts
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session

_draft = drafts.c
_of_name = _draft.name == sa.bindparam("name")
_get = Prepared(sa.select(_draft.text).where(_of_name))
_names = Prepared(
    sa.select(_draft.name)
    .where(
        _draft.name >= sa.bindparam("prefix"),
        sa.func.substr(_draft.name, 1, sa.func.length(sa.bindparam("prefix")))
        == sa.bindparam("prefix"),
    )
    .order_by(_draft.name)
)
_new = insert(drafts)
_put = Prepared(
    _new.on_conflict_do_update(index_elements=["name"], set_={"text": _new.excluded.text})
)
_forget = Prepared(sa.delete(drafts).where(_of_name))


class DraftShelf:
    """Keeps ``leader_app.ports.Drafts``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> str | None:
        """Return a draft."""
        text: str | None = _get.value(self._session.connection, {"name": name})
        return text

    def names(self, prefix: str) -> Sequence[str]:
        """Return the drafts whose names begin so."""
        return _names.values(self._session.connection, {"prefix": prefix})

    def put(self, name: str, text: str) -> None:
        """Keep a draft."""
        _put.run(self._session.connection, {"name": name, "text": text})
        self._session.changed(Entity.DRAFT, name)

    def forget(self, name: str) -> None:
        """Drop a draft."""
        _forget.run(self._session.connection, {"name": name})
        self._session.changed(Entity.DRAFT, name)
