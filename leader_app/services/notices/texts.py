"""The texts of a notice that was looked at: what is in their way, and how they read."""

from __future__ import annotations

from collections.abc import Sequence

from leader_app.domain.channel import Reach
from leader_app.domain.notice import Form, Notice, NoticeKind
from leader_app.domain.notice_places import PLACES
from leader_app.domain.notice_text import flaws
from leader_app.domain.text import Text, say
from leader_app.services.notices.planning import Draft, Told
from leader_app.services.notices.wording import Worded, for_group, for_household

_LOOKED_AT = 200


def worded(seen: Draft, told: Told) -> Worded:
    """Return how a message reads now."""
    if told.channel.traits.reach is Reach.GROUP:
        return for_group(seen.notice, told.channel, seen.scene, told.households)
    return for_household(seen.notice, told.channel, seen.scene, told.households[0])


def obstacles(seen: Draft) -> Sequence[Text]:
    """Return what must be put right before anything is sent; flaws of the text aside."""
    notice = seen.notice
    broken = [x for x in seen.channels if x.problem]
    stopped = broken[0].name if broken else ""
    late = notice.expires_at is not None and notice.expires_at <= seen.begins_at
    found = (
        (not notice.template.strip(), say("Write a text first.")),
        (not seen.channels, say("Choose at least one channel.")),
        (_recalls_everything(notice), say("Choose the product that is called back.")),
        (
            bool(broken) and len(broken) == len(seen.channels),
            say("The channel {name} was stopped: put it right first.", name=stopped),
        ),
        (
            notice.form is Form.PICTURE and not notice.picture,
            say("Choose a picture, or another form."),
        ),
        (not seen.told, say("Nobody is left to be told.")),
        (late, say("It would go out after it is no longer true.")),
    )
    # Flaws of the text are shown where they are; those of the title have no such place.
    titled = next((flaw.words for flaw in flaws(notice.title)), None)
    first = titled or next((words for holds, words in found if holds), None)
    return _of_texts(seen) if first is None else [first]


def _recalls_everything(notice: Notice) -> bool:
    """Tell whether a recall names no product: it would frighten everybody about all they have."""
    named = notice.audience.product_ids or notice.extra.get("product", "").strip()
    return notice.kind is NoticeKind.RECALL and not named


def _of_texts(seen: Draft) -> Sequence[Text]:
    """Return what is wrong with the first texts: unfilled places, empty, far too long."""
    by_name = {place.name: place for place in PLACES}
    for told in seen.told[:_LOOKED_AT]:
        try:
            found = worded(seen, told)
        except ValueError:
            return [say("The text does not fit this channel: {name}.", name=told.channel.name)]
        if found.missing:
            name = by_name[found.missing[0]].name_in(seen.scene.language)
            return [say("Nothing is known to fill {place} with.", place=f"{{{name}}}")]
        if not found.pieces:
            return [say("Write a text first.")]
    return []
