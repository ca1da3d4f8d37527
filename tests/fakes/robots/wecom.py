"""WeCom's group robots: every answer has HTTP 200, and a code for the rest."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.robots.server import Asked, Pace, Said

KEY = "693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa"
_HINT = "hint: [1700000000000_1], from ip: 1.2.3.4, more info at https://open.work.weixin.qq.com"


@dataclass
class WeComRobot:
    """Takes 20 a minute; ``removed`` robots and unknown keys are refused."""

    key: str = KEY
    now: Callable[[], float] = time.monotonic
    removed: bool = False
    heard: list[Mapping[str, Any]] = field(default_factory=list)
    taken: int = 0
    keeps: bool = True

    def __post_init__(self) -> None:
        self.pace = Pace(20, self.now)

    def answer(self, asked: Asked) -> Said:
        code, words = self._judge(asked)
        if code == 0:
            self.taken += 1
            if self.keeps:
                self.heard.append(asked.body)
        return Said({"errcode": code, "errmsg": words})

    def _judge(self, asked: Asked) -> tuple[int, str]:
        if asked.path != "/cgi-bin/webhook/send" or asked.query.get("key") != self.key:
            return 93000, f"invalid webhook url, {_HINT}"
        if self.removed:
            return 93004, "机器人被停用"
        if self.pace.too_fast():
            return 45009, f"api freq out of limit, {_HINT}"
        if not isinstance(asked.body, dict):
            return 40008, "invalid message type"
        return self._look_at(asked.body)

    def _look_at(self, body: Mapping[str, Any]) -> tuple[int, str]:
        kind = body.get("msgtype")
        part = body.get(str(kind))
        if kind not in {"text", "markdown", "markdown_v2", "image"} or not isinstance(part, dict):
            return 40008, "invalid message type"
        if kind == "image":
            picture = base64.b64decode(part["base64"])
            good = hashlib.md5(picture, usedforsecurity=False).hexdigest() == part["md5"]
            return (0, "ok") if good else (301019, "image md5 mismatch")
        limit = 2048 if kind == "text" else 4096
        if not part.get("content"):
            return 44004, "empty content"
        if len(part["content"].encode()) > limit:
            return 40058, f"{kind}.content exceed max length {limit}. invalid Request Parameter"
        return 0, "ok"
