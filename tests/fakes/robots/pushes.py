"""Services that push to a telephone, a web address of one's own, and a gateway for SMS."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from tests.fakes.robots.server import Asked, Pace, Said

OLD_KEY = "SCT12345TabcdefCANARYghij"
NEW_KEY = "sctp678tCanaryCanaryCanary"
PLUS_TOKEN = "0123456789abcdef0123456789abcdef"
BARK_KEY = "ynJ5Ft4atkMkWeo2PAvFhF"


@dataclass
class ServerChanService:
    """Both services behind one host; so many messages a day."""

    a_day: int = 5
    paths: list[str] = field(default_factory=list)
    heard: list[Mapping[str, Any]] = field(default_factory=list)

    def answer(self, asked: Asked) -> Said:
        if asked.path not in {f"/{OLD_KEY}.send", f"/send/{NEW_KEY}.send"}:
            return Said({"message": "[AUTH]错误的Key", "code": 20001, "info": "错误的Key"}, 400)
        if len(self.heard) >= self.a_day:
            words = f"[AUTH]超过当天的发送次数限制[{self.a_day}]，请稍后再试"
            return Said({"message": words, "code": 40001, "info": words}, 400)
        if not asked.body.get("title") or len(asked.body["title"]) > 32:
            return Said({"message": "[INPUT]title", "code": 40001}, 400)
        self.paths.append(asked.path)
        self.heard.append(asked.body)
        data = {"pushid": "1", "readkey": "k", "error": "SUCCESS", "errno": 0}
        return Said({"code": 0, "message": "", "data": data})


@dataclass
class PushplusService:
    """Takes five a minute; who is faster is restricted."""

    now: Callable[[], float] = time.monotonic
    heard: list[Mapping[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pace = Pace(5, self.now)

    def answer(self, asked: Asked) -> Said:
        if asked.path != "/send" or asked.body.get("token") != PLUS_TOKEN:
            return Said({"code": 903, "msg": "用户token不正确", "data": None})
        if self.pace.too_fast():
            return Said({"code": 900, "msg": "用户账号使用受限", "data": None})
        self.heard.append(asked.body)
        return Said({"code": 200, "msg": "请求成功", "data": "f70fdeb3"})


@dataclass
class BarkServer:
    """A Bark server, its maker's or one's own; ``gone`` telephones have no Bark any more."""

    prefix: str = ""
    gone: bool = False
    heard: list[Mapping[str, Any]] = field(default_factory=list)

    def answer(self, asked: Asked) -> Said:
        if asked.path != f"{self.prefix}/push":
            return Said({"code": 404, "message": "Cannot POST"}, 404)
        if asked.body.get("device_key") != BARK_KEY:
            words = "failed to get device token: failed to get [x] device token from database"
            return Said({"code": 400, "message": words}, 400)
        if self.gone:
            return Said({"code": 500, "message": "push failed: Unregistered"}, 500)
        self.heard.append(asked.body)
        return Said({"code": 200, "message": "success", "timestamp": 1})


@dataclass
class OwnAddress:
    """A web address of a shop's own; says ``status`` to everything."""

    secret: str = ""
    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    heard: list[Any] = field(default_factory=list)

    def answer(self, asked: Asked) -> Said:
        if self.secret and asked.headers.get("authorization") != f"Bearer {self.secret}":
            return Said({}, 401)
        if self.status in range(200, 300):
            self.heard.append(asked.body)
        return Said({}, self.status, self.headers)


@dataclass
class SmsGateway:
    """A gateway in a shop that takes forms: ``to``, ``message`` and a password in its path."""

    password: str = "gateway-canary-77"
    status: int = 200
    sent: list[tuple[str, str]] = field(default_factory=list)
    visits: int = 0

    def answer(self, asked: Asked) -> Said:
        self.visits += 1
        if asked.path != f"/{self.password}":
            return Said({"error": "who are you"}, 401)
        if self.status != 200:
            return Said({}, self.status)
        form = {name: values[0] for name, values in parse_qs(str(asked.body)).items()}
        self.sent.append((form["to"], form["message"]))
        return Said({"ok": True})
