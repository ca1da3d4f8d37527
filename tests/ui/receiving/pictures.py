"""Pictures of every state of receiving: ``python -m tests.ui.receiving.pictures FOLDER``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from leader_app.domain.delivery import FindingKind
from leader_app.domain.order import LineKey
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from tests.fakes.trucks import a_long_delivery, many_products
from tests.ui.receiving.yard import CARTON, OLD, Yard, a_yard
from ui.app import make_application
from ui.languages import Language, Languages
from ui.receiving.checking import Who
from ui.receiving.sheet import Panel
from ui.receiving.signature_view import SignaturePad
from ui.receiving.view import ReceivingPage
from ui.theme import current
from ui.theme.current import ThemeChoice
from ui.theme.tokens import NARROW_WINDOW, Size

SIZES = ((1024, 600), (1366, 768), (2560, 1440))
State = Callable[[Yard, ReceivingPage], object]


def _count(yard: Yard, page: ReceivingPage) -> None:
    yard.model.open("d1")
    for text in (CARTON, "6902345678906", "6903456789016"):
        yard.model.take_scan(text)
    yard.model.count.set_counted(1, 30)


def _list(row: int) -> State:
    def show(yard: Yard, page: ReceivingPage) -> None:
        yard.model.list.choose(row)
        if row == 1:
            page.list.drawer.chips.choose("slots")
            page.list.drawer.refresh()

    return show


def _new(yard: Yard, page: ReceivingPage) -> None:
    yard.model.open("d1")


def _scanned(text: str) -> State:
    def show(yard: Yard, page: ReceivingPage) -> None:
        _count(yard, page)
        yard.model.take_scan(text)

    return show


def _slots(yard: Yard, page: ReceivingPage) -> None:
    yard.model.to_slots()
    yard.model.slots.choose(4)


def _over(yard: Yard, page: ReceivingPage) -> None:
    _count(yard, page)
    for _ in range(2):
        yard.model.take_scan(CARTON)


def _panel(panel: Panel) -> State:
    def show(yard: Yard, page: ReceivingPage) -> None:
        _count(yard, page)
        yard.model.count.choose(0)
        yard.model.count.open_panel(panel)

    return show


def _check(yard: Yard, page: ReceivingPage) -> None:
    _count(yard, page)
    yard.model.count.set_counted(0, 40)
    yard.model.count.reject(0, FindingKind.DAMAGED, 4, "箱底压扁", ("p",))
    yard.model.count.take_rest()
    yard.model.go_on()
    yard.model.check.sign(Who.LEADER, b"png")
    _write(page.check.driver.pad)


def _write(pad: SignaturePad) -> None:
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove)
    places = [(40 + 9 * n, 30 + (n * 37) % 29) for n in range(18)]
    for at, place in enumerate(places):
        left = Qt.MouseButton.LeftButton
        kind = kinds[0] if at == 0 else kinds[1]
        where = QPointF(*place)
        plain = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, where, where, left, left, plain)
        QCoreApplication.sendEvent(pad, event)


def _chip(key: str) -> State:
    def show(yard: Yard, page: ReceivingPage) -> None:
        _check(yard, page)
        page.check.chips.choose(key)
        page.check.chips.chosen.emit(key)

    return show


def _changed(yard: Yard, page: ReceivingPage) -> None:
    _check(yard, page)
    yard.model.check.set_grant(LineKey("A001", 1), 0)


def _done(yard: Yard, page: ReceivingPage) -> None:
    _check(yard, page)
    yard.model.check.finish(final=True)


def _trouble(yard: Yard, page: ReceivingPage) -> None:
    _count(yard, page)
    yard.desk.trouble = Unavailable(say("The disk is full"), say("Free some room."))
    yard.model.take_scan(CARTON)


def _long(yard: Yard, page: ReceivingPage) -> None:
    yard.desk.products = [*yard.desk.products, *many_products(500)]
    yard.desk.deliveries["d9"] = a_long_delivery()
    yard.model.open("d9")
    yard.model.count.move(3)


def _no_slots(yard: Yard, page: ReceivingPage) -> None:
    yard.room.slots.clear()
    yard.model.to_slots()


def _empty(yard: Yard, page: ReceivingPage) -> None:
    yard.desk.deliveries.clear()
    yard.desk.claims.clear()
    yard.model.list.read()


def _broken(yard: Yard, page: ReceivingPage) -> None:
    yard.desk.trouble = Unavailable(say("The store cannot be read"), say("Wait."))
    yard.model.list.read()


def _loose(yard: Yard, page: ReceivingPage) -> None:
    yard.model.open("")


STATES: dict[str, State] = {
    "list": _list(0),
    "list-overflow": _list(1),
    "list-received": _list(2),
    "list-empty": _empty,
    "list-error": _broken,
    "count-new": _new,
    "count": _count,
    "count-over": _over,
    "count-old": _scanned(OLD),
    "count-loose": _loose,
    "count-lot": _panel(Panel.LOT),
    "count-reject": _panel(Panel.REJECT),
    "count-truck": _panel(Panel.TRUCK),
    "count-unknown": _scanned("6900000000001"),
    "count-trouble": _trouble,
    "count-long": _long,
    "check-findings": _chip("findings"),
    "check-shares": _check,
    "check-changed": _changed,
    "check-slots": _chip("slots"),
    "done": _done,
    "slots": _slots,
    "slots-empty": _no_slots,
}


def draw(out: Path, wanted: set[str], sizes: tuple[tuple[int, int], ...]) -> Iterator[Path]:
    """Draw the states ``wanted`` (none: all) in both languages and themes."""
    out.mkdir(parents=True, exist_ok=True)
    languages = Languages(make_application())
    current.reduce_motion(wanted=True)
    for language, theme in product(Language, (ThemeChoice.LIGHT, ThemeChoice.DARK)):
        languages.use(language)
        current.use(theme)
        for (name, state), size in product(STATES.items(), sizes):
            if not wanted or name in wanted:
                path = out / f"{name}-{language}-{theme}-{size[0]}.png"
                _draw(state, size, path)
                yield path


def _draw(state: State, size: tuple[int, int], path: Path) -> None:
    yard = a_yard()
    page = yard.page()
    window = QWidget()
    window.setProperty("ground", "window")
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    layout = QVBoxLayout(window)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(page)
    rail = Size.RAIL_NARROW if size[0] < NARROW_WINDOW else Size.RAIL
    window.resize(size[0] - rail, size[1] - Size.STATUS_LINE)
    window.show()
    page.take_focus()
    state(yard, page)
    QTest.qWait(20)
    window.grab().save(str(path))
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    chosen = set(sys.argv[2:])
    for made in draw(Path(sys.argv[1]), chosen, SIZES[:2]):
        sys.stdout.write(f"{made}\n")
