"""The words of member pages, in the two languages they are shown in."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CHINESE, ENGLISH = "zh-CN", "en"

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        CHINESE: {
            "thank": "谢谢，收到了",
            "thanked": "已转告团长，谢谢您。",
            "mute": "少发一些给我",
            "mute_hint": "您的货到了仍会通知您，优惠和直播不再打扰。",
            "muted": "记下了：以后只在您的货到了时通知您。",
            "expired": "这条通知已过期，以店里为准。",
            "gone_title": "没有这条通知",
            "gone": "链接不完整，或通知已被删除。请在群里问问团长。",
            "picture": "图片",
        },
        ENGLISH: {
            "thank": "Thanks, got it",
            "thanked": "The leader has been told. Thank you.",
            "mute": "Send me less",
            "mute_hint": "You still hear when your goods are here; no more offers or livestreams.",
            "muted": "Noted: from now on you hear only when your goods are here.",
            "expired": "This notice is out of date; ask at the store.",
            "gone_title": "There is no such notice",
            "gone": "The link is incomplete, or the notice is gone. Please ask the leader.",
            "picture": "Picture",
        },
    }
)


def language_of(accepted: str) -> str:
    """Return the page's language for an ``Accept-Language``: English if asked for first."""
    best, best_weight = CHINESE, 0.0
    for part in accepted.split(",")[:20]:
        name, _, weight = part.replace(" ", "").partition(";q=")
        known = _known(name.strip().lower())
        if known and (found := _weight(weight)) > best_weight:
            best, best_weight = known, found
    return best


def words(language: str) -> Mapping[str, str]:
    """Return the words of a language by name."""
    return _WORDS[language]


def _known(name: str) -> str:
    if name.startswith("zh"):
        return CHINESE
    return ENGLISH if name.startswith("en") else ""


def _weight(spelled: str) -> float:
    try:
        return min(1.0, max(0.0, float(spelled.strip() or 1)))
    except ValueError:
        return 0.0
