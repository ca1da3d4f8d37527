"""Choices of this counter, kept with its store."""

from __future__ import annotations

from leader_app.ports import Store


class KeptPreferences:
    """Reads and writes choices; the names are those of the screens that offer them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, name: str) -> str | None:
        """Return a choice; ``None`` if nobody chose."""
        with self._store.read() as work:
            return work.settings.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a choice."""
        with self._store.write() as work:
            work.settings.put(name, value)
            work.commit()
