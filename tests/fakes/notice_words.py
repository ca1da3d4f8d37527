"""Templates, drafts and suggestions in memory: as much of composing as other pages need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from leader_app.domain.notice import Notice, NoticeKind, NoticeState, Template
from leader_app.domain.text import say
from leader_app.errors import LeaderError
from leader_app.services.notices.desk import (
    Choosable,
    Flaw,
    Likely,
    Place,
    Plan,
    Preview,
    Showcase,
    Somebody,
)
from tests.fakes.notice_log import NOW, a_notice

_TEXT = "{称呼}，您的{商品}到了，在货位{货位}。{如果 冷藏}请带保温袋。{完}"


def house_templates() -> list[Template]:
    """Return one template of the house for each kind, and one of our own."""
    house = [
        Template(f"house-{kind}", kind, f"{kind.value} 的话", "到货通知", _TEXT)
        for kind in NoticeKind
    ]
    own = Template("own-1", NoticeKind.ARRIVED, "我的到货话术", "到啦", _TEXT, own=True)
    return [*house, own]


@dataclass
class FakeWriting:
    """Keeps ``Composing`` where nothing is planned or sent."""

    kept_templates: list[Template] = field(default_factory=house_templates)
    drafts: dict[str, Notice] = field(default_factory=dict)
    stopped: list[str] = field(default_factory=list)
    trouble: LeaderError | None = None

    def templates(self) -> Sequence[Template]:
        return list(self.kept_templates)

    def keep_template(self, template: Template) -> None:
        self._check()
        known = [x.template_id for x in self.kept_templates]
        if template.template_id in known:
            self.kept_templates[known.index(template.template_id)] = template
        else:
            self.kept_templates.append(template)

    def forget_template(self, template_id: str) -> None:
        house = {one.template_id: one for one in house_templates() if not one.own}
        self.kept_templates = [
            house.get(one.template_id, one) if one.template_id == template_id else one
            for one in self.kept_templates
            if one.template_id != template_id or template_id in house
        ]

    def places(self) -> Sequence[Place]:
        return [
            Place("称呼", say("How the member is called"), "张阿姨"),
            Place("商品", say("What it is about"), "草莓 3 盒"),
            Place("货位", say("Where it lies"), "A-03"),
        ]

    def check(self, text: str) -> Sequence[Flaw]:
        at = text.find("{坏")
        words = say("No place is called {name}.", name="坏")
        return [] if at < 0 else [Flaw(at, 3, words)]

    def new(self, kind: NoticeKind) -> Notice:
        return a_notice("new", kind=kind, state=NoticeState.DRAFT)

    def open_suggestion(self, rule_id: str) -> Notice:
        self._check()
        return a_notice("suggested", state=NoticeState.DRAFT, rule_id=rule_id)

    def keep(self, draft: Notice) -> None:
        self.drafts[draft.notice_id] = draft

    def forget(self, notice_id: str) -> None:
        self._check()
        self.drafts.pop(notice_id, None)

    def plan(self, draft: Notice) -> Plan:
        likely = Likely(0, 0.0, 0.0, 0, say("Nothing is known yet."))
        return Plan((), (), (), NOW, 0, 0, likely, (), (), ())

    def preview(self, draft: Notice, channel_id: str, member_id: str = "") -> Preview:
        return Preview(draft.title, (draft.template,), len(draft.template), 0, draft.form)

    def keep_picture(self, data: bytes) -> str:
        return f"{len(data)}.png"

    def picture(self, name: str) -> bytes | None:
        return None

    def send(self, draft: Notice, *, over_budget_too: bool = False) -> Notice:
        return replace(draft, state=NoticeState.GOING)

    def stop(self, notice_id: str) -> int:
        self._check()
        self.stopped.append(notice_id)
        return 3

    def buildings(self) -> Mapping[str, int]:
        return {}

    def segments(self) -> Mapping[str, int]:
        return {}

    def products(self) -> Sequence[Choosable]:
        return ()

    def people(self, text: str, limit: int) -> Sequence[Somebody]:
        return ()

    def named(self, member_ids: Collection[str]) -> Sequence[Somebody]:
        return ()

    def showcase(self) -> Showcase:
        return Showcase("", "", "", ())

    def _check(self) -> None:
        trouble, self.trouble = self.trouble, None
        if trouble is not None:
            raise trouble
