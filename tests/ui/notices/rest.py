"""A morning's notices, and the pages that show them, their work done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leader_app.domain.notice import NoticeKind, NoticeState
from leader_app.domain.outgoing import MessageState
from leader_app.domain.text import say
from leader_app.domain.touch import Account, AccountKind
from leader_app.services.notices.desk import (
    Effect,
    PasteRound,
    PasteStep,
    Suggestion,
    TodayView,
)
from tests.fakes.notice_channels import usual_channels
from tests.fakes.notice_log import NOW, FakeNoticeLog, a_message, a_notice, many_notes, note_of
from tests.ui import typing
from ui.kit.page import Spoken
from ui.languages import Language, Languages
from ui.theme.current import ThemeChoice, use

V = TypeVar("V", bound=Spoken)
_PLAIN = Qt.KeyboardModifier.NoModifier
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def now() -> datetime:
    """Return the moment these pages are looked at."""
    return NOW


class Shown(Generic[V]):
    """A view in a window of its own, worked with keys."""

    def __init__(self, view: V) -> None:
        self.view = view

    def press(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = _PLAIN) -> None:
        typing.press(self.view.windowHandle(), key, text, modifiers)
        settle()

    def type(self, text: str) -> None:
        for letter in text:
            self.press(Qt.Key(ord(letter.upper())), letter)


Show = Callable[[V], Shown[V]]


def settle() -> None:
    """Let Qt do what it has put off."""
    for _ in range(4):
        QApplication.processEvents()


def show(qtbot: QtBot, view: V, width: int = 920, height: int = 470) -> Shown[V]:
    """Show a view in English and light, as large as the smallest window leaves it."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    use(ThemeChoice.LIGHT)
    Languages(application).use(Language.ENGLISH)
    qtbot.addWidget(view)
    view.retranslate()
    view.resize(width, height)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is view.windowHandle())
    view_focus(view)
    settle()
    return Shown(view)


def view_focus(view: QWidget) -> None:
    """Put the keyboard where work begins."""
    getattr(view, "take_focus", view.setFocus)()


def a_picture(width: int = 60, height: int = 40) -> bytes:
    """Return a PNG."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows bytes only
    return bytes(kept.data())


def a_log(messages: int = 40) -> FakeNoticeLog:
    """Return a morning: one notice on its way, one done, one to be pasted, one waiting."""
    log = FakeNoticeLog()
    effect = Effect(30, 12, 42, 5, 3, 0, settled=False)
    log.add(a_notice(), *many_notes(messages), effect=effect)
    yesterday = NOW - timedelta(days=1)
    done = a_notice("n2", title="今晚 8 点直播", kind=NoticeKind.LIVESTREAM, made_at=yesterday)
    sent = [
        note_of(a_message(f"d{no}", notice_id="n2", state=MessageState.SENT)) for no in range(12)
    ]
    whole = Effect(12, 9, 95, 8, 4, 1, settled=True)
    log.add(replace(done, state=NoticeState.DONE), *sent, effect=whole)
    pasted = a_notice("n3", title="", kind=NoticeKind.LAST_CALL, channels=("clipboard",))
    group = Account(AccountKind.GROUP, "阳光花园团购群")
    waiting = a_message("p1", notice_id="n3", account=group, channel_id="clipboard")
    log.add(pasted, note_of(waiting, "阳光花园团购群", "微信群"))
    later = a_notice(
        "n4",
        title="明早开门提醒",
        state=NoticeState.WAITING,
        start_at=NOW + timedelta(hours=18),
        staff="",
    )
    log.add(later)
    log.view = a_view(log)
    return log


def a_view(log: FakeNoticeLog) -> TodayView:
    """Return what today shows of a log."""
    unsure = a_message(
        "x1", account=Account(AccountKind.GROUP, "阳光花园福利群"), state=MessageState.UNSURE
    )
    log.add(
        log.notices["n1"],
        note_of(unsure, "阳光花园福利群", "企微群机器人"),
        effect=log.effects["n1"],
    )
    draft = a_notice("n9", title="中秋快乐", kind=NoticeKind.FREE, state=NoticeState.DRAFT)
    told = say("{count} households' goods are here: tell them?", count=12)
    return TodayView(
        (Suggestion("r-arrived", NoticeKind.ARRIVED, 12, told),),
        (log.card("n1"), log.card("n3"), log.card("n4")),
        (log.card("n3"),),
        (log.notes["x1"],),
        [one for one in usual_channels() if one.problem],
        (draft,),
    )


def paste_rounds() -> list[PasteRound]:
    """Return two chats: two texts and a picture for the first, one text for the second."""
    notice = a_notice("n3", title="草莓到了")
    picture = a_picture()
    first = [
        PasteStep("p1", 0, "【到货】草莓 3 盒、牛奶 1 瓶到了，A-03。(1/2)", None, done=False),
        PasteStep("p1", 1, "冷藏的请带保温袋，今天 22:00 前来取。(2/2)", None, done=False),
        PasteStep("p1", 2, "", picture, done=False),
    ]
    second = [PasteStep("p2", 0, "【到货】都到了，早点来。", None, done=False)]
    return [
        PasteRound(notice, "阳光花园团购群", first),
        PasteRound(notice, "五号楼小群", second),
    ]
