"""Builds the verbs of notices and what carries them out, when somebody first asks for them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from leader_app.ports import Clock, ContactBook, NoticeSender, SecretStore, Store, Wake
from leader_app.services.notices.channels import KeepChannels
from leader_app.services.notices.composing import Compose
from leader_app.services.notices.desk import NoticeDesk
from leader_app.services.notices.log import KeepLog
from leader_app.services.notices.pasting import PasteByHand
from leader_app.services.notices.rules import KeepRules
from leader_app.services.notices.setting import Voice
from leader_app.services.notices.work import NoticeWork

_COUNTRY = "CN"


@dataclass(frozen=True, slots=True)
class NoticeParts:
    """The verbs for pages, and what the thread that sends calls step by step."""

    desk: NoticeDesk
    work: NoticeWork


def build_notices(
    store: Store,
    clock: Clock,
    wake: Wake,
    random: Callable[[int], bytes],
    secrets: SecretStore,
    sender: NoticeSender,
    book: ContactBook,
    online: Callable[[], bool] = lambda: True,
) -> NoticeParts:
    """Return every verb of notices over ``store``, and their work; ``wake`` wakes both and sync.

    While the centre is not ``online``, what it is to deliver waits here.
    """
    voice = Voice(store, clock, wake, random, public_holidays)
    desk = NoticeDesk(
        compose=Compose(voice),
        log=KeepLog(voice),
        paste=PasteByHand(voice),
        channels=KeepChannels(voice, secrets, sender),
        rules=KeepRules(voice),
    )
    return NoticeParts(desk, NoticeWork(voice, secrets, sender, book, online))


@functools.lru_cache(maxsize=16)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of a year, with their names; none where they are not known."""
    try:
        import holidays

        found = holidays.country_holidays(_COUNTRY, years=year, language="zh_CN")
    except (ImportError, NotImplementedError, KeyError, ValueError, OverflowError):
        return {}
    return {day: str(name) for day, name in found.items() if day.year == year}
