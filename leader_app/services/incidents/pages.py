"""What a person has to look at: incidents with both sides, and commands that were refused."""

from __future__ import annotations

from leader_app.domain.incident import Incident
from leader_app.ports import Store, UnitOfWork
from leader_app.services.incidents import wording
from leader_app.services.incidents.listing import IncidentNote, IncidentPage, RefusedNote
from leader_app.services.pickup import naming
from leader_app.services.pickup.moment import enrolled

_MANY = 10_000


class IncidentsByPage:
    """Looks incidents up and puts refused commands away once a person has read them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, limit: int = 200) -> IncidentPage:
        """Return incidents and refused commands, newest first."""
        with self._store.read() as work:
            own = enrolled(work).device_id
            notes = tuple(_note(work, one, own) for one in work.incidents.recent(limit))
            refused = tuple(
                RefusedNote(
                    command,
                    wording.refused_title(command.kind),
                    wording.refused_detail(command.code),
                )
                for command in work.incidents.refused(limit)
            )
            still_open = len(work.incidents.open(_MANY)) + len(refused)
        return IncidentPage(notes, refused, still_open)

    def both_sides(self, incident_id: str) -> IncidentNote | None:
        """Return one incident with every hand-over in it; ``None`` if it is not here."""
        with self._store.read() as work:
            own = enrolled(work).device_id
            for incident in work.incidents.recent(_MANY):
                if incident.incident_id == incident_id:
                    return _note(work, incident, own)
        return None

    def dismiss(self, command_id: str) -> None:
        """Take a refused command off the list; it stays in the log."""
        with self._store.write() as work:
            work.incidents.dismiss(command_id)
            work.commit()


def _note(work: UnitOfWork, incident: Incident, own: str) -> IncidentNote:
    state = work.claims.state(incident.claim_id)
    name, tail = ("", "") if state is None else naming.member_shown(work, state.claim.member_id)
    notes = () if state is None else naming.notes_of_claim(work, state, own)
    words = wording.INCIDENTS[incident.kind]
    return IncidentNote(
        incident_id=incident.incident_id,
        kind=incident.kind,
        at=incident.at,
        settled=incident.settled,
        title=words.title,
        detail=words.detail,
        hint=words.hint,
        claim_id=incident.claim_id,
        order_ids=() if state is None else tuple(order.order_id for order in state.orders),
        member_name=name,
        phone_tail=tail,
        sides=tuple(x for x in reversed(notes) if x.hand_over_id in incident.hand_over_ids),
    )
