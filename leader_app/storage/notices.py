"""Notices of this counter, and what they are written with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.sql.elements import ColumnElement

from leader_app.domain.changes import Entity
from leader_app.domain.channel import Channel
from leader_app.domain.command import from_microseconds
from leader_app.domain.notice import Notice, Rule, Template
from leader_app.ports import NoticeQuery
from leader_app.storage import notice_rows
from leader_app.storage.notice_tables import channels, messages, notice_rules, notices, templates
from leader_app.storage.prepared import Prepared
from leader_app.storage.session import Session
from leader_app.storage.upserts import upsert

_notice, _rule = notices.c, notice_rules.c
_name: sa.BindParameter[str] = sa.bindparam("name")
_get = Prepared(sa.select(notices).where(_notice.notice_id == _name))
_put = upsert(notices)
_forget = Prepared(sa.delete(notices).where(_notice.notice_id == _name))
_has_messages = Prepared(
    sa.select(messages.c.message_id).where(messages.c.notice_id == _name).limit(1)
)
_channels = Prepared(sa.select(channels).order_by(channels.c.name, channels.c.channel_id))
_put_channel = upsert(channels)
_forget_channel = Prepared(sa.delete(channels).where(channels.c.channel_id == _name))
_templates = Prepared(sa.select(templates).order_by(templates.c.name, templates.c.template_id))
_put_template = upsert(templates)
_forget_template = Prepared(sa.delete(templates).where(templates.c.template_id == _name))
_rules = Prepared(sa.select(notice_rules).order_by(_rule.rule_id))
_put_rule = upsert(notice_rules)
_since = Prepared(sa.select(_rule.since).where(_rule.rule_id == _name))
_forget_rule = Prepared(sa.delete(notice_rules).where(_rule.rule_id == _name))


class NoticeShelf:
    """Keeps ``leader_app.ports.Notices``."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._connection = session.connection

    def put(self, notice: Notice) -> None:
        """Add or change a notice."""
        _put.run(self._connection, notice_rows.notice_row(notice))
        self._session.changed(Entity.NOTICE, notice.notice_id)

    def get(self, notice_id: str) -> Notice | None:
        """Return a notice."""
        row = _get.first(self._connection, {"name": notice_id})
        return notice_rows.notice(row) if row else None

    def forget(self, notice_id: str) -> None:
        """Drop a draft; ``ValueError`` for one of which a message was made."""
        if _has_messages.first(self._connection, {"name": notice_id}):
            msg = "messages were made of this notice"
            raise ValueError(msg)
        _forget.run(self._connection, {"name": notice_id})
        self._session.changed(Entity.NOTICE, notice_id)

    def count(self, query: NoticeQuery) -> int:
        """Count notices."""
        counting = sa.select(sa.func.count()).select_from(notices).where(*_conditions(query))
        return int(self._connection.execute(counting).scalar_one())

    def page(self, query: NoticeQuery, offset: int, limit: int) -> Sequence[Notice]:
        """Return notices, newest first."""
        wanted = (
            sa.select(notices)
            .where(*_conditions(query))
            .order_by(_notice.made_at.desc(), _notice.notice_id.desc())
            .offset(offset)
            .limit(limit)
        )
        return [notice_rows.notice(row) for row in self._connection.execute(wanted)]

    def channels(self) -> Sequence[Channel]:
        """Return the channels of this counter, by name."""
        return [notice_rows.channel(row) for row in _channels.all(self._connection)]

    def put_channel(self, channel: Channel) -> None:
        """Add or change a channel."""
        _put_channel.run(self._connection, notice_rows.channel_row(channel))
        self._session.changed(Entity.CHANNEL, channel.channel_id)

    def forget_channel(self, channel_id: str) -> None:
        """Drop a channel; messages that went over it stay."""
        _forget_channel.run(self._connection, {"name": channel_id})
        self._session.changed(Entity.CHANNEL, channel_id)

    def templates(self) -> Sequence[Template]:
        """Return the templates that were changed or added here, by name."""
        return [notice_rows.template(row) for row in _templates.all(self._connection)]

    def put_template(self, template: Template) -> None:
        """Keep a template."""
        _put_template.run(self._connection, notice_rows.template_row(template))
        self._session.changed(Entity.TEMPLATE, template.template_id)

    def forget_template(self, template_id: str) -> None:
        """Drop a template."""
        _forget_template.run(self._connection, {"name": template_id})
        self._session.changed(Entity.TEMPLATE, template_id)

    def rules(self) -> Sequence[Rule]:
        """Return the rules of this counter."""
        return [notice_rows.rule(row) for row in _rules.all(self._connection)]

    def put_rule(self, rule: Rule, since: datetime) -> None:
        """Keep a rule; what happened before ``since`` is none of its business."""
        _put_rule.run(self._connection, notice_rows.rule_row(rule, since))
        self._session.changed(Entity.NOTICE_RULE, rule.rule_id)

    def rule_since(self, rule_id: str) -> datetime | None:
        """Return since when a rule looks."""
        since = _since.value(self._connection, {"name": rule_id})
        return None if since is None else from_microseconds(since)

    def forget_rule(self, rule_id: str) -> None:
        """Drop a rule."""
        _forget_rule.run(self._connection, {"name": rule_id})
        self._session.changed(Entity.NOTICE_RULE, rule_id)


def _conditions(query: NoticeQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.states:
        found.append(_notice.state.in_(sorted(x.value for x in query.states)))
    if query.kinds:
        found.append(_notice.kind.in_(sorted(x.value for x in query.kinds)))
    text = query.text.strip()
    if text:
        found.append(sa.func.instr(sa.func.lower(_notice.title), text.lower()) > 0)
    return found
