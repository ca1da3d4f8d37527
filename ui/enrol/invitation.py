"""What an operator hands to a new counter: an address and a token, in one text or in two."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https?://[^\s\"'<>,;]+", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{6,512}")
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?(/\S*)?")


@dataclass(frozen=True, slots=True)
class Invitation:
    """Either may be empty where the text did not hold it."""

    url: str = ""
    token: str = ""


def read_invitation(text: str) -> Invitation:
    """Find address and token in pasted or scanned ``text``: two words, lines, or JSON."""
    text = text.strip()
    if text.startswith("{"):
        return _from_json(text)
    found = _ADDRESS.search(text)
    url = found.group() if found else ""
    rest = text.replace(url, " ", 1) if url else text
    if not url:
        return Invitation(token=text if _TOKEN.fullmatch(text) else "")
    url, _, fragment = url.partition("#")
    words = [fragment, *reversed(rest.split())]
    token = next((word for word in words if _TOKEN.fullmatch(word)), "")
    return Invitation(url, token)


def clean_address(text: str) -> str:
    """Return a full address, ``https`` unless said otherwise; empty if it cannot be one."""
    text = text.strip().rstrip("/")
    if _ADDRESS.fullmatch(text):
        return text
    return f"https://{text}" if _HOST.fullmatch(text) and "." in text else ""


def _from_json(text: str) -> Invitation:
    try:
        told = json.loads(text)
    except ValueError:
        return Invitation()
    if not isinstance(told, dict):
        return Invitation()
    return Invitation(str(told.get("url", "")), str(told.get("token", "")))
