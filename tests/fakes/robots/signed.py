"""Robots that check a signature: DingTalk's and Feishu's."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from tests.fakes.robots.server import Asked, Pace, Said

DING_TOKEN = "566cc69da782ec33fcd0d5b3a3d8d5d4d5d4d5d4d5d4d5d4d5d4d5d4d5d4beef"
DING_SECRET = "SEC8aa1f4b0d33fcd0d5b3a3d8d5d4d5d4canary"
FEISHU_TOKEN = "6f0c5d3a-1b2c-4d5e-8f90-aabbccddeeff"
FEISHU_SECRET = "txk0c8qCANARYfeishuKey"
_AN_HOUR = 3600.0
_TEN_MINUTES = 600.0


@dataclass
class DingTalkRobot:
    """Takes 20 a minute, then nothing for ten; ``keyword`` must be in every text if set."""

    now: Callable[[], float] = time.time
    secret: str = DING_SECRET
    keyword: str = ""
    removed: bool = False
    heard: list[Mapping[str, Any]] = field(default_factory=list)
    silent_until: float = 0.0

    def __post_init__(self) -> None:
        self.pace = Pace(20, self.now)

    def answer(self, asked: Asked) -> Said:
        code, words = self._judge(asked)
        if code == 0:
            self.heard.append(asked.body)
        at = formatdate(self.now(), usegmt=True)
        return Said({"errcode": code, "errmsg": words}, headers={"Date": at})

    def _judge(self, asked: Asked) -> tuple[int, str]:
        if asked.path != "/robot/send" or asked.query.get("access_token") != DING_TOKEN:
            return 300005, "token is not exist"
        if self.removed:
            return 400102, "robot is disabled"
        signed = not self.secret or self._is_signed(asked.query)
        if not signed or self.keyword not in str(asked.body):
            words = "keywords not in content" if signed else "sign not match"
            return 310000, f"{words}, more: [https://ding-doc.dingtalk.com]"
        if self.now() < self.silent_until or self.pace.too_fast():
            self.silent_until = max(self.silent_until, self.now() + _TEN_MINUTES)
            return 130101, "send too fast, exceed 20 times per minute"
        if asked.body.get("msgtype") not in {"text", "markdown"}:
            return 40035, "不合法的参数"
        long = len(str(asked.body).encode()) > 20_000
        return (460101, "message too long, exceed 20000 bytes") if long else (0, "ok")

    def _is_signed(self, query: Mapping[str, str]) -> bool:
        at = query.get("timestamp", "0")
        plain = f"{at}\n{self.secret}".encode()
        good = base64.b64encode(hmac.new(self.secret.encode(), plain, hashlib.sha256).digest())
        fresh = abs(int(at) / 1000 - self.now()) < _AN_HOUR
        return fresh and query.get("sign") == good.decode()


@dataclass
class FeishuRobot:
    """Takes 100 a minute; Lark's speaks the same words."""

    now: Callable[[], float] = time.time
    secret: str = FEISHU_SECRET
    keyword: str = ""
    heard: list[Mapping[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pace = Pace(100, self.now)

    def answer(self, asked: Asked) -> Said:
        code, words = self._judge(asked)
        headers = {"Date": formatdate(self.now(), usegmt=True)}
        if code:
            return Said({"code": code, "msg": words, "data": {}}, headers=headers)
        self.heard.append(asked.body)
        good = {
            "StatusCode": 0,
            "StatusMessage": "success",
            "code": 0,
            "data": {},
            "msg": "success",
        }
        return Said(good, headers=headers)

    def _judge(self, asked: Asked) -> tuple[int, str]:
        if asked.path != f"/open-apis/bot/v2/hook/{FEISHU_TOKEN}":
            return 19001, "param invalid: incoming webhook access token invalid"
        if self.secret and not self._is_signed(asked.body):
            return 19021, "sign match fail or timestamp is not within one hour from current time"
        if self.keyword and self.keyword not in str(asked.body):
            return 19024, "Key Words Not Found"
        if self.pace.too_fast():
            return 11232, "frequency limited psm[lark.oapi.app_platform_runtime]"
        if asked.body.get("msg_type") not in {"text", "interactive"}:
            return 9499, "Bad Request"
        return 0, ""

    def _is_signed(self, body: Mapping[str, str]) -> bool:
        at = body.get("timestamp", "0")
        made = hmac.new(f"{at}\n{self.secret}".encode(), b"", hashlib.sha256).digest()
        fresh = abs(int(at) - self.now()) < _AN_HOUR
        return fresh and body.get("sign") == base64.b64encode(made).decode()
