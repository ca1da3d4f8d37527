"""The lines to receipt printers: network, serial, USB, file."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leader_app.documents.library import escpos_printers
from leader_app.domain.printer import Connection, Printer, host_and_port, usb_ids
from leader_app.domain.text import Text, say
from leader_app.errors import Unavailable

if TYPE_CHECKING:
    from escpos.printer import Escpos

_CHUNK = 1024
_USB_PRINTER, _BULK, _TYPE, _IN = 7, 2, 0x03, 0x80
_MILLI = 1000


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds to wait: to be let in, for a chunk to go, for answers of two kinds."""

    connect: float = 5.0
    write: float = 20.0
    status: float = 1.0
    confirm: float = 30.0
    farewell: float = 2.0


class Wire:
    """An open line. ``write`` raises ``OSError`` if the other side does not take it in time."""

    def __init__(self, library: Escpos, patience: Patience) -> None:
        self._library, self._patience = library, patience

    def write(self, data: bytes) -> None:
        """Send bytes, a little at a time."""
        for start in range(0, len(data), _CHUNK):
            self._library._raw(data[start : start + _CHUNK])  # noqa: SLF001 - its way for raw bytes

    def read(self, seconds: float) -> bytes:  # noqa: ARG002 - not every line answers
        """Return what the printer answers within a time; empty if it does not."""
        return b""

    def farewell(self) -> None:
        """Wait until the other side has everything, where that can be known."""

    def abort(self) -> None:
        """End a wait that goes on on another thread."""

    def close(self) -> None:
        """Let go of the line."""
        with contextlib.suppress(OSError):
            self._library.close()


class _NetworkWire(Wire):
    def __init__(self, library: Escpos, patience: Patience) -> None:
        super().__init__(library, patience)
        self._socket: socket.socket = library.device
        self._socket.settimeout(patience.write)
        # A question after each page must not wait for the answer to the one before.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read(self, seconds: float) -> bytes:
        self._socket.settimeout(seconds)
        try:
            return self._socket.recv(16)
        except TimeoutError:
            return b""
        finally:
            self._socket.settimeout(self._patience.write)

    def farewell(self) -> None:
        """Say that no more comes and wait for the printer to hang up, as most do."""
        self._socket.shutdown(socket.SHUT_WR)
        self._socket.settimeout(self._patience.farewell)
        with contextlib.suppress(TimeoutError):
            while self._socket.recv(16):
                pass

    def abort(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


class _SerialWire(Wire):
    def __init__(self, library: Escpos, patience: Patience) -> None:
        super().__init__(library, patience)
        library.device.write_timeout = patience.write

    def read(self, seconds: float) -> bytes:
        self._library.device.timeout = seconds
        answer: bytes = self._library.device.read(1)
        return answer

    def abort(self) -> None:
        with contextlib.suppress(AttributeError, OSError):
            self._library.device.cancel_write()


class _UsbWire(Wire):
    def read(self, seconds: float) -> bytes:  # noqa: ARG002 - its time-out is that of the device
        from usb.core import USBError

        try:
            return bytes(self._library._read())  # noqa: SLF001 - as above
        except USBError:
            return b""


def open_wire(printer: Printer, patience: Patience) -> Wire:
    """Return an open line to a printer; ``Unavailable`` says why there is none."""
    return _WAYS[printer.connection](printer, patience)


def _network(printer: Printer, patience: Patience) -> Wire:
    host, port = host_and_port(printer.address)
    library = escpos_printers().Network(host, port)
    try:
        # By ourselves: the library knows no IPv6 and forgets the socket of a printer that is off.
        library.device = socket.create_connection((host, port), patience.connect)
    except OSError as error:
        raise _not_there(
            printer,
            say("Is it switched on and in the same network? Check {address}.", address=host),
        ) from error
    return _NetworkWire(library, patience)


def _serial(printer: Printer, patience: Patience) -> Wire:
    library = escpos_printers().Serial(
        printer.address, printer.baud, timeout=patience.status, dsrdtr=False
    )
    hint = say("Check the cable, the port {address} and its speed.", address=printer.address)
    return _SerialWire(_opened(library, printer, hint), patience)


def _file(printer: Printer, patience: Patience) -> Wire:
    library = escpos_printers().File(printer.address)
    hint = say("Check that {address} can be written.", address=printer.address)
    return Wire(_opened(library, printer, hint), patience)


def _usb(printer: Printer, patience: Patience) -> Wire:
    vendor, product = usb_ids(printer.address)
    into, out = _endpoints(vendor, product, printer)
    library = escpos_printers().Usb(
        vendor, product, timeout=patience.write * _MILLI, in_ep=into, out_ep=out
    )
    hint = say("Check the cable, and that no other program uses the printer.")
    return _UsbWire(_opened(library, printer, hint), patience)


_WAYS: dict[Connection, Callable[[Printer, Patience], Wire]] = {
    Connection.NETWORK: _network,
    Connection.SERIAL: _serial,
    Connection.USB: _usb,
    Connection.FILE: _file,
}


def _endpoints(vendor: int, product: int, printer: Printer) -> tuple[int, int]:
    """Return where a USB printer is read and written, by its own description."""
    import usb.core

    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError as error:
        raise Unavailable(
            say("USB printers need libusb, which is not on this computer."),
            say("Install libusb-1.0, or add the printer to the system and choose it there."),
        ) from error
    if device is None:
        raise _not_there(printer, say("Is it switched on? Check the cable and the numbers."))
    faces = [face for configuration in device for face in configuration]
    faces.sort(key=lambda face: face.bInterfaceClass != _USB_PRINTER)
    bulk = [x for x in (faces[0] if faces else ()) if x.bmAttributes & _TYPE == _BULK]
    into = [x.bEndpointAddress for x in bulk if x.bEndpointAddress & _IN]
    out = [x.bEndpointAddress for x in bulk if not x.bEndpointAddress & _IN]
    if not out:
        raise _not_there(printer, say("This USB device is no printer. Check its two numbers."))
    return (into[0] if into else 0x82), out[0]


def _opened(library: Escpos, printer: Printer, hint: Text) -> Escpos:
    from escpos.exceptions import Error

    try:
        library.open()
    except (Error, OSError, ValueError) as error:
        raise _not_there(printer, hint) from error
    return library


def _not_there(printer: Printer, hint: Text) -> Unavailable:
    return Unavailable(say("The printer {name} does not answer.", name=printer.name), hint)
