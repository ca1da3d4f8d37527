"""What the counter knows of its camera."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from leader_app.domain.scan import CameraState, CameraStatus
from leader_app.ports.scanning import Frame
from ui.core_text import sentence

_tr = QCoreApplication.translate


class CameraViewModel(QObject):
    """Keeps the newest state; without any there is no camera, and the page types instead."""

    changed = Signal()

    def __init__(
        self, newest_frame: Callable[[], Frame | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._newest = newest_frame
        self.status: CameraStatus | None = None

    @property
    def present(self) -> bool:
        """Whether there is a camera to show, be it in trouble."""
        return self.status is not None and self.status.state is not CameraState.STOPPED

    @Slot(object)
    def camera_changed(self, status: CameraStatus) -> None:
        """Take the camera's new state."""
        self.status = status
        self.changed.emit()

    def newest_frame(self) -> Frame | None:
        """Return the newest picture; none while the camera is in trouble."""
        live = self.status is not None and self.status.state is CameraState.LIVE
        return self._newest() if live else None

    def words(self) -> tuple[str, str]:
        """Return the drawing and the words to show where there is no picture."""
        status = self.status
        if status is None or status.state in {CameraState.OPENING, CameraState.LIVE}:
            return "camera", _tr("Camera", "Opening the camera …")
        reason = sentence(status.reason) if status.reason else _tr("Camera", "No picture comes.")
        if status.state is CameraState.RETRY:
            said = _tr("Camera", "Trying again. Scanner and typing work meanwhile.")
            return "camera-off", f"{reason}\n{said}"
        return "camera-off", reason
