"""What a channel's answer means, in the few words the rest of the house knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from leader_app.domain.outgoing import Fate, Refusal, Reply
from sync.outgoing.call import Heard

LONGEST_DETAIL = 200
_LEAST_SECRET = 4
_NO_SECRETS = frozenset({"http", "https", "smtp", "smtps"})
_JOINTS = re.compile(r"[\s/?&=@:,;#]+")

_WORDS = ("errmsg", "msg", "message", "StatusMessage", "info")

TAKEN = Reply(Fate.TAKEN)
_OK = range(200, 300)
_ELSEWHERE = range(300, 400)
_FAILING = range(500, 600)
_BY_STATUS: Mapping[int, Refusal] = {
    401: Refusal.WRONG_ADDRESS,
    403: Refusal.WRONG_ADDRESS,
    404: Refusal.WRONG_ADDRESS,
    408: Refusal.BUSY,
    410: Refusal.REMOVED,
    413: Refusal.TOO_LONG,
    429: Refusal.TOO_FAST,
}


def refused(why: Refusal, detail: str, wait_s: float = 0.0) -> Reply:
    """Return a certain no."""
    return Reply(Fate.REFUSED, why, wait_s, detail)


def unsure(detail: str) -> Reply:
    """Return that nobody knows."""
    return Reply(Fate.UNSURE, None, 0.0, detail)


def by_status(heard: Heard) -> Reply:
    """Judge an answer by its HTTP status alone."""
    return by_code(heard.status, heard.wait_s)


def by_code(status: int, wait_s: float = 0.0) -> Reply:
    """Judge an HTTP status; a server that fails may have passed the message on before."""
    detail = f"HTTP {status}"
    if status in _OK:
        return TAKEN
    if status in _ELSEWHERE:
        return refused(Refusal.WRONG_ADDRESS, f"{detail}: it has moved elsewhere")
    if status == 503 and wait_s:  # noqa: PLR2004 - "service unavailable"
        return refused(Refusal.BUSY, detail, wait_s)
    if status in _FAILING or status not in range(400, 500):
        return unsure(detail)
    return refused(_BY_STATUS.get(status, Refusal.OTHER), detail, wait_s)


def judged(
    heard: Heard, names: Sequence[str], good: int, codes: Mapping[int, Refusal]
) -> tuple[Reply, int | None, str]:
    """Judge an answer by the number (one of ``names``) in it, else by its status.

    Also returns the number and what it said. A code nobody knows is a no, unless the server
    says that it failed. An answer without a number that claims to be good is unsure.
    """
    told = heard.told() or {}
    code, words = number(told, *names), said(told, *_WORDS)
    if code == good and heard.status in _OK:
        return TAKEN, code, words
    reply = by_status(heard)
    if code is None or code == good:
        return (unsure("an answer that makes no sense") if reply == TAKEN else reply), code, words
    why = codes.get(code)
    if why is None and reply.fate is Fate.UNSURE:
        return reply, code, words
    if why is None:
        why = reply.refusal or Refusal.OTHER
    return refused(why, f"{code} {words}", heard.wait_s), code, words


def said(told: Mapping[str, Any], *names: str) -> str:
    """Return the first of these words that an answer has."""
    for name in names:
        if isinstance(told.get(name), str) and told[name]:
            return str(told[name])
    return ""


def number(told: Mapping[str, Any], *names: str) -> int | None:
    """Return the first of these whole numbers that an answer has."""
    for name in names:
        value = told.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return None


def without_secrets(detail: str, secrets: Iterable[str]) -> str:
    """Return ``detail`` on one line, short, without any part of ``secrets``."""
    found: set[str] = set()
    for secret in secrets:
        words = {secret, *_JOINTS.split(secret), *_JOINTS.split(unquote(secret))}
        found |= words | {unquote(word) for word in words}
    for word in sorted(found, key=len, reverse=True):
        if len(word) >= _LEAST_SECRET and word not in _NO_SECRETS:
            detail = detail.replace(word, "…")
    line = "".join(symbol if symbol.isprintable() else " " for symbol in detail)
    line = " ".join(line.split())
    return line if len(line) <= LONGEST_DETAIL else line[: LONGEST_DETAIL - 1] + "…"
