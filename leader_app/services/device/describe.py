"""Say who this counter is and how far it has got."""

from __future__ import annotations

from datetime import timedelta

from leader_app.ports import Store, UnitOfWork
from leader_app.services.device.report import DeviceReport

NOBODY = DeviceReport(
    enrolled=False,
    device_id="",
    device_name="",
    point_id=0,
    point_name="",
    centre_url="",
    data_at=None,
    unsent=0,
    log_seq=0,
    clock_lead=timedelta(0),
)


class DescribeDevice:
    """Reads one report from one moment of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self) -> DeviceReport:
        """Return the report; before enrolment it names nobody."""
        with self._store.read() as work:
            return report(work)


def report(work: UnitOfWork) -> DeviceReport:
    """Return the report of the store as ``work`` sees it."""
    identity = work.device.identity()
    if identity is None:
        return NOBODY
    point = work.names.points([identity.point_id]).get(identity.point_id)
    return DeviceReport(
        enrolled=True,
        device_id=identity.device_id,
        device_name=identity.device_name,
        point_id=identity.point_id,
        point_name=point.name if point else "",
        centre_url=identity.centre_url,
        data_at=work.device.data_at(),
        unsent=work.device.unsent(),
        log_seq=work.log.head().seq,
        clock_lead=work.device.centre_lead(),
    )
