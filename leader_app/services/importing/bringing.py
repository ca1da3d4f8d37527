"""Brings orders in: all of them in one transaction, each hundred as one command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leader_app.domain.command import CommandKind
from leader_app.domain.ids import new_command_id
from leader_app.domain.local_time import local_day
from leader_app.domain.money import Fen
from leader_app.domain.order import Claim
from leader_app.domain.setting_deed import MOST_ORDERS, Imported, import_body, imported
from leader_app.ports import Clock, UnitOfWork
from leader_app.services.importing.desk import ImportDone, Standing
from leader_app.services.importing.judging import Judged
from leader_app.services.importing.making import Made, Maker
from leader_app.services.pickup.moment import on_duty

_VALID_DAYS = 30
_ADDS = {Standing.NEW, Standing.CHANGED}


@dataclass(frozen=True, slots=True)
class Bringer:
    """Writes into one unit of work; the caller commits and wakes sync."""

    work: UnitOfWork
    maker: Maker
    clock: Clock
    random: Callable[[int], bytes]

    def bring(self, lines: Sequence[Judged]) -> ImportDone:
        """Log and keep the lines that go in; return what they come to."""
        going = [line for line in lines if line.entry.goes_in]
        made = [self.maker.made(line.entry.order_id, line.entry.order, line.only) for line in going]
        for start in range(0, len(made), MOST_ORDERS):
            self._command(made[start : start + MOST_ORDERS])
        added = [
            one.order for one, line in zip(made, going, strict=True) if line.entry.standing in _ADDS
        ]
        return ImportDone(
            orders=len(added),
            pieces=sum(line.quantity for order in added for line in order.lines),
            amount=Fen(sum(order.total for order in added)),
            left=sum(line.entry.needs_review and not line.entry.left_out for line in lines),
        )

    def _command(self, made: Sequence[Made]) -> None:
        members = {one.member.member_id: one.member for one in made}
        phones = {one.member.member_id: one.phone for one in made if one.phone}
        body = import_body(
            list(members.values()), phones, [one.order for one in made], on_duty(self.work)
        )
        command_id = new_command_id(self.clock.now(), self.random)
        logged = self.work.log.append(command_id, CommandKind.IMPORT_ORDERS, body)
        brought = imported(logged.command)
        self.work.imports.add(brought.members, brought.orders, self._claims(brought))

    def _claims(self, brought: Imported) -> list[Claim]:
        """Return provisional claims; their codes are made by the centre."""
        day = local_day(self.maker.now)
        return [
            Claim(x.claim_id, x.point_id, x.member_id, 1, day, _VALID_DAYS, b"")
            for x in brought.orders
        ]
