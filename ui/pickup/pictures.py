"""Codes in pictures that are dropped or pasted."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from leader_app.domain.pickup_code import PREFIX
from leader_app.domain.scan import Symbol
from leader_app.ports.scanning import PictureReader
from ui.pickup.view_model import PickupViewModel
from ui.tasks import Runner


class PictureInput(QObject):
    """Reads a picture beside everything else and presents its code; ours first."""

    def __init__(
        self,
        reader: PictureReader,
        side: Runner,
        pickup: PickupViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader, self._side, self._pickup = reader, side, pickup

    def file(self, path: Path) -> None:
        """Read a file."""
        self._side.run(self, lambda: self._reader.read_file(path), self._read, self._pickup.failed)

    def data(self, picture: bytes) -> None:
        """Read an encoded picture from the clipboard."""
        self._side.run(
            self, lambda: self._reader.read_bytes(picture), self._read, self._pickup.failed
        )

    def _read(self, symbols: tuple[Symbol, ...]) -> None:
        texts = [symbol.text for symbol in symbols if symbol.valid]
        self._pickup.picture_read(sorted(texts, key=lambda text: not text.startswith(PREFIX)))
