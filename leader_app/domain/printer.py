"""Printers as a leader sets them up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from leader_app.domain.paper import PAPERS, Paper

USUAL_PORT = 9100
_LAST_PORT = 65535
_USB = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")


class Connection(StrEnum):
    """How a printer is reached; all but ``SYSTEM`` are receipt printers that speak ESC/POS."""

    SYSTEM = "system"
    NETWORK = "network"
    SERIAL = "serial"
    USB = "usb"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer under the name people gave it.

    ``address`` is the system's name for it, ``host`` or ``host:port``, a serial port, the
    vendor's and product's four hex digits (``04b8:0202``) or a file, as ``connection`` says.
    """

    name: str
    connection: Connection
    address: str
    paper_key: str
    dpi: int = 203
    baud: int = 9600
    cuts: bool = True

    @property
    def paper(self) -> Paper:
        """The paper that is in it."""
        return PAPERS[self.paper_key]


def host_and_port(address: str) -> tuple[str, int]:
    """Return the two of a network address; ``ValueError`` if it is none.

    An IPv6 address with a port stands in brackets.
    """
    text = address.strip()
    host, colon, port = text.rpartition(":")
    if text.endswith("]") or not colon or (":" in host and not host.endswith("]")):
        host, port = text, str(USUAL_PORT)
    host = host.removeprefix("[").removesuffix("]")
    if not host or " " in host or not (port.isascii() and port.isdigit()):
        raise ValueError(address)
    if not 0 < int(port) <= _LAST_PORT:
        raise ValueError(address)
    return host, int(port)


def usb_ids(address: str) -> tuple[int, int]:
    """Return vendor and product of a USB address; ``ValueError`` if it is none."""
    found = _USB.fullmatch(address.strip())
    if found is None:
        raise ValueError(address)
    return int(found[1], 16), int(found[2], 16)


def is_address(connection: Connection, address: str) -> bool:
    """Tell whether ``address`` can be one for this kind of connection."""
    try:
        if connection is Connection.NETWORK:
            host_and_port(address)
        elif connection is Connection.USB:
            usb_ids(address)
    except ValueError:
        return False
    return bool(address.strip())
