"""The shelves for slots, drafts, pictures, prints, imports and figures of a store in memory."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from leader_app.domain.attachment import Attachment
from leader_app.domain.neighbourhood import FoodKind, Member
from leader_app.domain.order import Claim, Order, Stage
from leader_app.domain.pickup import ClaimState
from leader_app.domain.slot import Slot
from leader_app.domain.stock import MovementKind
from leader_app.ports import Fulfilment, PickLine, PrintJob, Sum
from tests.fakes.goods_shelves import Shelf


class Slots(Shelf):
    def all(self) -> Sequence[Slot]:
        return [x for x in self.kept.slots.values() if x.active]

    def put(self, slot: Slot) -> None:
        self.kept.slots[slot.slot_id] = slot

    def used_ml(self) -> Mapping[str, int]:
        return {}


class Drafts(Shelf):
    def get(self, name: str) -> str | None:
        return self.kept.drafts.get(name)

    def names(self, prefix: str) -> Sequence[str]:
        return sorted(name for name in self.kept.drafts if name.startswith(prefix))

    def put(self, name: str, text: str) -> None:
        self.kept.drafts[name] = text

    def forget(self, name: str) -> None:
        self.kept.drafts.pop(name, None)


class Attachments(Shelf):
    def put(self, attachment: Attachment, data: bytes) -> None:
        self.kept.pictures[attachment.attachment_id] = data

    def data(self, attachment_id: str) -> bytes | None:
        return self.kept.pictures.get(attachment_id)

    def unsent(self) -> int:
        return len(self.kept.pictures)


class PrintJobs(Shelf):
    def put(self, job: PrintJob) -> None:
        self.kept.prints[job.job_id] = job

    def get(self, job_id: str) -> PrintJob | None:
        return self.kept.prints.get(job_id)

    def waiting(self) -> Sequence[PrintJob]:
        return [x for x in self.recent(len(self.kept.prints))[::-1] if x.state == "waiting"]

    def recent(self, limit: int) -> Sequence[PrintJob]:
        return sorted(self.kept.prints.values(), key=lambda x: x.made_at, reverse=True)[:limit]

    def forget_before(self, moment: datetime) -> None:
        for name, job in list(self.kept.prints.items()):
            if job.state in {"done", "failed"} and job.made_at < moment:
                del self.kept.prints[name]


class Imports(Shelf):
    def known(self, order_ids: Collection[str]) -> Collection[str]:
        here = {x.order_id for state in self.kept.claims.values() for x in state.orders}
        return here & set(order_ids)

    def add(
        self, members: Sequence[Member], orders: Sequence[Order], claims: Sequence[Claim]
    ) -> None:
        for claim in claims:
            own = tuple(x for x in orders if x.claim_id == claim.claim_id)
            self.kept.claims.setdefault(claim.claim_id, ClaimState(claim, own))

    def mapping(self, header_hash: str) -> Mapping[str, str] | None:
        return self.kept.mappings.get(header_hash)

    def keep_mapping(self, header_hash: str, mapping: Mapping[str, str]) -> None:
        self.kept.mappings[header_hash] = mapping


class Reports(Shelf):
    def pick_lines(self, order_ids: Collection[str] | None = None) -> Sequence[PickLine]:
        return []

    def moved(
        self,
        start: datetime,
        end: datetime,
        kinds: Collection[MovementKind],
        group: str,
        product_id: str | None = None,
    ) -> Sequence[Sum]:
        return []

    def ordered(self, start: datetime, end: datetime, group: str) -> Sequence[Sum]:
        return []

    def fulfilment(self, start: datetime, end: datetime) -> Fulfilment:
        return Fulfilment(0, 0, 0)

    def orders_of(
        self, member_id: str, start: datetime, end: datetime
    ) -> Sequence[tuple[Order, Stage]]:
        return []

    def unclaimed(self, today: date) -> Sequence[tuple[FoodKind, PickLine]]:
        return []
