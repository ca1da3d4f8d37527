"""A USB printer is found by its own description, and read and written where it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import usb.core

from leader_app.documents.receipt_printers import EscposPrinters
from leader_app.documents.wires import Patience
from leader_app.domain.printer import Connection, Printer
from leader_app.errors import Unavailable
from leader_app.ports.printing import PrintInterrupted, Raster
from tests.fakes.raw_printer import Paper

PRINTER = Printer("Counter", Connection.USB, "04b8:0202", "58mm")
PAGE = Raster(384, 100, bytes(range(48)) * 100)
_CLASS_PRINTER, _CLASS_HID, _BULK, _INTERRUPT = 7, 3, 2, 3


@dataclass
class Endpoint:
    bEndpointAddress: int  # noqa: N815 - named as in the standard
    bmAttributes: int = _BULK  # noqa: N815 - as above


@dataclass
class Face:
    bInterfaceClass: int  # noqa: N815 - as above
    ends: list[Endpoint]

    def __iter__(self) -> Iterator[Endpoint]:
        return iter(self.ends)


@dataclass
class Context:
    gone: int = 0

    def dispose(self, _device: object) -> None:
        self.gone += 1


@dataclass
class Device:
    """A printer on a cable; ``unplugged_after`` writes it is gone."""

    faces: list[Face]
    unplugged_after: int = 0
    paper: Paper = field(default_factory=Paper)
    written_to: set[int] = field(default_factory=set)
    answers: list[bytes] = field(default_factory=list)
    writes: int = 0
    backend: Context = field(default_factory=Context)
    _ctx: Context = field(default_factory=Context)

    def __iter__(self) -> Iterator[list[Face]]:
        return iter([self.faces])

    def set_configuration(self) -> None:
        pass

    def reset(self) -> None:
        pass

    def write(self, end: int, data: bytes, _timeout: float) -> None:
        self.writes += 1
        if self.unplugged_after and self.writes > self.unplugged_after:
            raise usb.core.USBError("no such device")
        self.written_to.add(end)
        self.answers += [b"\x12" for _ in self.paper.take(data)]

    def read(self, end: int, _size: int) -> bytes:
        if not self.answers:
            raise usb.core.USBError("timed out")
        return self.answers.pop(0)


def a_device() -> Device:
    printing = [Endpoint(0x83), Endpoint(0x81, _INTERRUPT), Endpoint(0x02)]
    return Device([Face(_CLASS_HID, [Endpoint(0x84)]), Face(_CLASS_PRINTER, printing)])


def send(device: Device | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usb.core, "find", lambda **_ids: device)
    EscposPrinters(Patience(status=0.1)).print(PRINTER, [PAGE], lambda _: None)


def test_every_dot_goes_to_the_printers_own_end(monkeypatch: pytest.MonkeyPatch) -> None:
    device = a_device()
    send(device, monkeypatch)
    assert device.written_to == {0x02}
    assert [picture.shape for picture in device.paper.pictures] == [(100, 384)]
    assert device._ctx.gone


def test_unplugged_in_the_middle(monkeypatch: pytest.MonkeyPatch) -> None:
    device = a_device()
    device.unplugged_after = 5
    with pytest.raises(PrintInterrupted, match="stopped in the middle"):
        send(device, monkeypatch)


def test_what_is_no_printer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unavailable, match="does not answer") as told:
        send(Device([Face(_CLASS_HID, [Endpoint(0x81)])]), monkeypatch)
    assert "no printer" in str(told.value.hint)
