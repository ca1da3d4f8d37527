"""Writing notices: templates, drafts, what sending would do, how it reads."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from leader_app.domain.attachment import JPEG, PNG, Attachment, attachment_id
from leader_app.domain.channel import Reach
from leader_app.domain.message_text import length
from leader_app.domain.notice import Notice, NoticeKind, NoticeState, Template
from leader_app.domain.notice_places import PLACES
from leader_app.domain.notice_text import flaws
from leader_app.domain.text import Text, say
from leader_app.errors import Refused
from leader_app.services.notices import sending
from leader_app.services.notices.automation import draft_by
from leader_app.services.notices.channels import channels_of
from leader_app.services.notices.choosing import people_like, people_named, products_of
from leader_app.services.notices.drafting import (
    USUAL_CHANNELS,
    cleaned,
    cleaned_template,
    draft_of,
    templates_of,
)
from leader_app.services.notices.forecast import plan_of
from leader_app.services.notices.planning import Told, look_at
from leader_app.services.notices.rules import rules_of
from leader_app.services.notices.setting import Voice, language_of
from leader_app.services.notices.showcase import showcase_of
from leader_app.services.notices.shown import (
    Choosable,
    Flaw,
    Place,
    Plan,
    Preview,
    Showcase,
    Somebody,
)
from leader_app.services.notices.texts import worded
from leader_app.services.notices.wording import PICTURE, form_for

_BEGINNINGS = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_MOST_PICTURE_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compose:
    """Keeps ``services.notices.desk.Composing``."""

    voice: Voice

    def templates(self) -> Sequence[Template]:
        """Return the house's templates, as they were changed here, and those made here."""
        with self.voice.store.read() as work:
            return templates_of(work)

    def keep_template(self, template: Template) -> None:
        """Keep a template; ``Refused`` if it has a flaw or no name."""
        for flaw in (*flaws(template.title), *flaws(template.text)):
            raise Refused(say("The template cannot be kept yet."), flaw.words)
        if not template.name.strip() or not template.text.strip():
            raise Refused(
                say("The template cannot be kept yet."), say("Give it a name and a text.")
            )
        with self.voice.store.write() as work:
            work.notices.put_template(cleaned_template(template))
            work.commit()

    def forget_template(self, template_id: str) -> None:
        """Drop an own template, or put one of the house back as it was."""
        with self.voice.store.write() as work:
            work.notices.forget_template(template_id)
            work.commit()

    def places(self) -> Sequence[Place]:
        """Return what may stand between braces, by its name in the notices' language."""
        with self.voice.store.read() as work:
            language = language_of(work)
        return [Place(x.name_in(language), x.meaning, x.example) for x in PLACES]

    def check(self, text: str) -> Sequence[Flaw]:
        """Return what is wrong in a text."""
        return [Flaw(x.start, x.length, x.words) for x in flaws(text)]

    def new(self, kind: NoticeKind) -> Notice:
        """Return a draft of a kind."""
        with self.voice.store.read() as work:
            return draft_of(self.voice, work, kind)

    def open_suggestion(self, rule_id: str) -> Notice:
        """Return what a rule suggests as a draft; ``Refused`` if there is no such rule."""
        with self.voice.store.read() as work:
            rule = next((x for x in rules_of(work) if x.rule_id == rule_id), None)
            if rule is None:
                raise Refused(say("This rule is gone."), say("Write the notice yourself."))
            return draft_by(self.voice, work, rule)

    def keep(self, draft: Notice) -> None:
        """Keep a draft; one that was sent meanwhile stays as it is."""
        with self.voice.store.write() as work:
            known = work.notices.get(draft.notice_id)
            if known is None or known.state is NoticeState.DRAFT:
                work.notices.put(replace(cleaned(draft), state=NoticeState.DRAFT))
                work.commit()

    def forget(self, notice_id: str) -> None:
        """Drop a draft."""
        with self.voice.store.write() as work:
            known = work.notices.get(notice_id)
            if known is not None and known.state is NoticeState.DRAFT:
                work.notices.forget(notice_id)
                work.commit()

    def plan(self, draft: Notice) -> Plan:
        """Return what sending the draft would do."""
        with self.voice.store.read() as work:
            everybody = look_at(self.voice, work, draft, over_budget_too=True)
            return plan_of(work, everybody)

    def preview(self, draft: Notice, channel_id: str, member_id: str = "") -> Preview:
        """Return what a recipient, or the group, would read; empty where nobody would."""
        with self.voice.store.read() as work:
            channel = next((x for x in channels_of(work) if x.channel_id == channel_id), None)
            if channel is None:
                raise Refused(say("This channel is gone."), say("Choose another one."))
            alone = replace(draft, channels=(channel_id,))
            seen = look_at(self.voice, work, alone, over_budget_too=True)
        limit = channel.traits.lengths[form_for(draft, channel)]
        told = _chosen(seen.told, member_id)
        if told is None:
            return Preview(draft.title, (), 0, limit, form_for(draft, channel))
        try:
            found = worded(seen, told)
        except ValueError as error:
            raise _too_long(channel.name) from error
        texts = tuple(x for x in found.pieces if x != PICTURE)
        used = max((length(x, channel.traits.unit) for x in texts), default=0)
        return Preview(found.title, texts, used, limit, found.form)

    def keep_picture(self, data: bytes) -> str:
        """Keep a PNG or JPEG of at most 2 MB and return its name."""
        media_type = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), "")
        if not media_type or len(data) > _MOST_PICTURE_BYTES:
            raise Refused(
                say("This picture cannot be sent."), say("Choose a PNG or JPEG of at most 2 MB.")
            )
        name = attachment_id(data)
        with self.voice.store.write() as work:
            work.attachments.put(
                Attachment(name, media_type, len(data), self.voice.clock.now()), data
            )
            work.commit()
        return name

    def picture(self, name: str) -> bytes | None:
        """Return a kept picture."""
        with self.voice.store.read() as work:
            return work.attachments.data(name)

    def send(self, draft: Notice, *, over_budget_too: bool = False) -> Notice:
        """Queue the draft's messages, or wait for its time."""
        sent = sending.send(self.voice, cleaned(draft), over_budget_too=over_budget_too)
        with self.voice.store.write() as work:
            work.settings.put(USUAL_CHANNELS, json.dumps(list(draft.channels)))
            work.commit()
        return sent

    def stop(self, notice_id: str) -> int:
        """Stop what was not sent yet."""
        return sending.stop(self.voice, notice_id)

    def buildings(self) -> Mapping[str, int]:
        """Count members with open orders by building."""
        with self.voice.store.read() as work:
            return work.audiences.buildings()

    def segments(self) -> Mapping[str, int]:
        """Count members by segment."""
        with self.voice.store.read() as work:
            return work.contacts.segments()

    def products(self) -> Sequence[Choosable]:
        """Return the products of open orders, by name."""
        with self.voice.store.read() as work:
            return products_of(work)

    def people(self, text: str, limit: int) -> Sequence[Somebody]:
        """Find members by part of a name, the end of a phone number or a home (7-1801)."""
        with self.voice.store.read() as work:
            return people_like(work, text, limit)

    def named(self, member_ids: Collection[str]) -> Sequence[Somebody]:
        """Return members by id, unknown ones left out."""
        with self.voice.store.read() as work:
            return people_named(work, member_ids)

    def showcase(self) -> Showcase:
        """Return what a poster can be filled with."""
        with self.voice.store.read() as work:
            return showcase_of(work)


def _chosen(told: Sequence[Told], member_id: str) -> Told | None:
    for one in told:
        group = one.channel.traits.reach is Reach.GROUP
        if group or not member_id or one.account.name == member_id:
            return one
    return None


def _too_long(name: str) -> Refused:
    words: Text = say("The text does not fit this channel: {name}.", name=name)
    return Refused(words, say("Make it shorter."))
