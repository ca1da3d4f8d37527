"""Notices and what they are written with as rows, and back."""

from __future__ import annotations

import json
from datetime import datetime

from leader_app.domain.channel import Channel, ChannelKind
from leader_app.domain.command import from_microseconds, microseconds
from leader_app.domain.notice import (
    Answer,
    Audience,
    Form,
    Notice,
    NoticeKind,
    NoticeState,
    Rule,
    Template,
    Trigger,
)
from leader_app.domain.order import Stage
from leader_app.storage import moments
from leader_app.storage.prepared import Row


def notice_row(notice: Notice) -> dict[str, object]:
    """Return a notice as its table has it."""
    return {
        "notice_id": notice.notice_id,
        "point_id": notice.point_id,
        "kind": notice.kind.value,
        "title": notice.title,
        "template": notice.template,
        "form": notice.form.value,
        "audience": _audience_text(notice.audience),
        "channels": json.dumps(notice.channels),
        "state": notice.state.value,
        "made_at": microseconds(notice.made_at),
        "device_id": notice.device_id,
        "picture": notice.picture,
        "occasion": notice.occasion,
        "rule_id": notice.rule_id,
        "staff": notice.staff,
        "start_at": moments.column(notice.start_at),
        "expires_at": moments.column(notice.expires_at),
        "extra": json.dumps(dict(notice.extra)),
    }


def notice(row: Row) -> Notice:
    """Return the notice in a row."""
    return Notice(
        notice_id=row.notice_id,
        point_id=row.point_id,
        kind=NoticeKind(row.kind),
        title=row.title,
        template=row.template,
        form=Form(row.form),
        audience=_audience(row.audience),
        channels=tuple(json.loads(row.channels)),
        state=NoticeState(row.state),
        made_at=from_microseconds(row.made_at),
        device_id=row.device_id,
        picture=row.picture,
        occasion=row.occasion,
        rule_id=row.rule_id,
        staff=row.staff,
        start_at=moments.moment(row.start_at),
        expires_at=moments.moment(row.expires_at),
        extra=json.loads(row.extra),
    )


def channel_row(channel: Channel) -> dict[str, object]:
    """Return a channel as its table has it."""
    return {
        "channel_id": channel.channel_id,
        "kind": channel.kind.value,
        "name": channel.name,
        "group_name": channel.group,
        "active": int(channel.active),
        "problem": channel.problem,
        "per_minute": channel.per_minute,
        "per_day": channel.per_day,
    }


def channel(row: Row) -> Channel:
    """Return the channel in a row."""
    return Channel(
        channel_id=row.channel_id,
        kind=ChannelKind(row.kind),
        name=row.name,
        group=row.group_name,
        active=bool(row.active),
        problem=row.problem,
        per_minute=row.per_minute,
        per_day=row.per_day,
    )


def template_row(template: Template) -> dict[str, object]:
    """Return a template as its table has it."""
    return {
        "template_id": template.template_id,
        "kind": template.kind.value,
        "name": template.name,
        "title": template.title,
        "text": template.text,
        "own": int(template.own),
    }


def template(row: Row) -> Template:
    """Return the template in a row."""
    return Template(
        row.template_id, NoticeKind(row.kind), row.name, row.title, row.text, own=bool(row.own)
    )


def rule_row(rule: Rule, since: datetime) -> dict[str, object]:
    """Return a rule as its table has it."""
    return {
        "rule_id": rule.rule_id,
        "waits_for": rule.trigger.value,
        "answer": rule.answer.value,
        "kind": rule.kind.value,
        "template_id": rule.template_id,
        "channels": json.dumps(rule.channels),
        "form": rule.form.value,
        "hours": rule.hours,
        "active": int(rule.active),
        "since": microseconds(since),
    }


def rule(row: Row) -> Rule:
    """Return the rule in a row."""
    return Rule(
        rule_id=row.rule_id,
        trigger=Trigger(row.waits_for),
        answer=Answer(row.answer),
        kind=NoticeKind(row.kind),
        template_id=row.template_id,
        channels=tuple(json.loads(row.channels)),
        form=Form(row.form),
        hours=row.hours,
        active=bool(row.active),
    )


def _audience_text(audience: Audience) -> str:
    asked: dict[str, object] = {
        "stages": sorted(stage.value for stage in audience.stages),
        "products": sorted(audience.product_ids),
        "buildings": sorted(audience.buildings),
        "segments": sorted(audience.segments),
        "members": sorted(audience.members),
        "without": sorted(audience.without),
        "since": moments.column(audience.since),
        "everybody": audience.everybody,
    }
    return json.dumps({name: value for name, value in asked.items() if value not in ([], None)})


def _audience(text: str) -> Audience:
    asked = json.loads(text)
    return Audience(
        stages=frozenset(Stage(x) for x in asked.get("stages", ())),
        product_ids=frozenset(asked.get("products", ())),
        buildings=frozenset(asked.get("buildings", ())),
        segments=frozenset(asked.get("segments", ())),
        members=frozenset(asked.get("members", ())),
        without=frozenset(asked.get("without", ())),
        since=moments.moment(asked.get("since")),
        everybody=asked["everybody"],
    )
