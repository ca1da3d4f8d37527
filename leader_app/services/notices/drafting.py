"""A draft to begin with: the template of a kind, its usual audience, the channels used last."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from leader_app.domain.channel import ChannelKind
from leader_app.domain.message_text import clean
from leader_app.domain.notice import Form, Notice, NoticeKind, NoticeState, Template
from leader_app.ports import UnitOfWork
from leader_app.services.notices.channels import CENTRE_ID, channels_of
from leader_app.services.notices.house import house_templates
from leader_app.services.notices.meaning import usual_audience
from leader_app.services.notices.setting import Voice, language_of
from leader_app.services.pickup.moment import enrolled

USUAL_CHANNELS = "notices.channels"
_LAST_CHOICE = frozenset({ChannelKind.CENTRE, ChannelKind.CLIPBOARD})


def templates_of(work: UnitOfWork) -> Sequence[Template]:
    """Return the templates of the house as they were changed here, then those made here."""
    own = {x.template_id: x for x in work.notices.templates()}
    house = house_templates(language_of(work))
    ours = [own.pop(x.template_id, x) for x in house]
    order = list(NoticeKind)
    return [*ours, *sorted(own.values(), key=lambda x: (order.index(x.kind), x.name))]


def draft_of(voice: Voice, work: UnitOfWork, kind: NoticeKind, template_id: str = "") -> Notice:
    """Return a draft of a kind: its template, its usual audience, the channels used last."""
    found = templates_of(work)
    template = next((x for x in found if x.template_id == template_id), None) or next(
        x for x in found if x.kind is kind
    )
    identity = enrolled(work)
    return Notice(
        notice_id=voice.new_id(),
        point_id=identity.point_id,
        kind=kind,
        title=template.title,
        template=template.text,
        form=Form.TEXT,
        audience=usual_audience(kind),
        channels=_usual_channels(work),
        state=NoticeState.DRAFT,
        made_at=voice.now(work),
        device_id=identity.device_id,
    )


def cleaned(notice: Notice) -> Notice:
    """Return a notice whose texts hold no controls and no lone halves of characters."""
    return replace(
        notice,
        title=clean(notice.title),
        template=clean(notice.template),
        extra={name: clean(value) for name, value in notice.extra.items()},
    )


def cleaned_template(template: Template) -> Template:
    """Return a template without such in its name and texts."""
    return replace(
        template,
        name=clean(template.name),
        title=clean(template.title),
        text=clean(template.text),
    )


def _usual_channels(work: UnitOfWork) -> tuple[str, ...]:
    here = {x.channel_id for x in channels_of(work) if x.active}
    try:
        kept = json.loads(work.settings.get(USUAL_CHANNELS) or "[]")
    except ValueError:
        kept = []
    chosen = tuple(x for x in kept if isinstance(x, str) and x in here)
    groups = [x.channel_id for x in channels_of(work) if x.active and x.kind not in _LAST_CHOICE]
    return chosen or tuple(groups[:1]) or (CENTRE_ID,)
