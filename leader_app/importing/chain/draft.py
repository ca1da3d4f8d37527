"""An order while it is being understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from leader_app.domain.money import Fen
from leader_app.domain.text import Text, say
from leader_app.domain.understood import UnderstoodItem, UnderstoodOrder
from leader_app.importing.chain.address import Address
from leader_app.importing.chain.changes import Change, Same

NOBODY = say("The line does not say who ordered. Enter the name.")
_SURE = 1.0
_CALM = 0.9
_DOUBT = 0.4
_MORE_DOUBT = 0.15


@dataclass(slots=True)
class Draft:
    """One entry as read so far; later lines of the chain may still change it.

    ``told`` says that a quantity was written (``figure``: the last one), ``unnamed`` that the
    goods were not, ``calm`` that the place of the line in the chain was given too.
    """

    places: tuple[int, ...]
    raw: str
    seq: int | None = None
    chain: int = 0
    name: str = ""
    receiver: str = ""
    ordered_for: str = ""
    items: tuple[UnderstoodItem, ...] = ()
    address: Address = field(default_factory=Address)
    phone: str = ""
    notes: list[str] = field(default_factory=list)
    paid: bool | None = None
    amount: Fen | None = None
    change: Change = Change.ORDER
    dash: bool = False
    told: bool = False
    figure: int | None = None
    unnamed: bool = False
    same: Same | None = None
    cancelled: bool = False
    name_last: bool = False
    calm: bool = True
    doubts: list[Text] = field(default_factory=list)

    def doubt(self, text: Text) -> None:
        """Add a doubt, once."""
        if text not in self.doubts:
            self.doubts.append(text)

    @property
    def person(self) -> tuple[str, str, str]:
        """Who it is, as far as the chain tells."""
        return ("".join(self.name.split()).lower(), self.address.building, self.address.room)

    def finished(self) -> UnderstoodOrder:
        """Return the order."""
        where = self.address
        return UnderstoodOrder(
            places=self.places,
            raw=self.raw,
            name=self.name,
            items=self.items,
            seq=self.seq,
            chain=self.chain,
            receiver=self.receiver,
            building=where.building,
            unit=where.unit,
            lane=where.lane,
            room=where.room,
            phone=self.phone,
            note="，".join(self.notes),
            cancelled=self.cancelled,
            paid=self.paid,
            amount=self.amount,
            confidence=self._confidence(),
            doubts=tuple(self.doubts),
        )

    def _confidence(self) -> float:
        if not self.doubts:
            return _SURE if self.calm else _CALM
        return _DOUBT if len(self.doubts) == 1 else _MORE_DOUBT
