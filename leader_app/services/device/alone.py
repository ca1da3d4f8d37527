"""Begin without anybody's centre: this computer becomes its own, and a counter of it."""

from __future__ import annotations

from collections.abc import Callable

from leader_app.domain.text import say
from leader_app.errors import Refused
from leader_app.ports import CentreOfOnesOwn, Store
from leader_app.services.device.report import DeviceReport

_LONGEST_NAME = 60


class BeginAlone:
    """Makes the centre and enrols with it; after a crash in between the next try goes on."""

    def __init__(
        self,
        store: Store,
        centre: CentreOfOnesOwn,
        enrol: Callable[[str, str, str], DeviceReport],
    ) -> None:
        self._store = store
        self._centre = centre
        self._enrol = enrol

    def __call__(self, point_name: str, device_name: str = "") -> DeviceReport:
        """Return who this counter is now.

        ``Refused`` without a name or if this is a counter already, ``Unavailable`` if the centre
        does not start or the key cannot be kept.
        """
        name = " ".join(point_name.split())[:_LONGEST_NAME]
        if not name:
            raise Refused(
                say("The pickup point has no name."), say("Type the name your neighbours know.")
            )
        with self._store.read() as work:
            if work.device.identity() is not None:
                raise Refused(
                    say("This computer is a counter already."),
                    say("Another one on this computer needs a folder of its own (--base-dir)."),
                )
        url, token = self._centre.invite(name)
        return self._enrol(url, token, device_name)
