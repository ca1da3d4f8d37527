"""Pictures of every page, for the README and for looking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from leader_app.domain.order import Stage
from leader_app.errors import LeaderError
from leader_app.ports import OrderQuery
from leader_app.services.counter import Counter
from ui.app import make_application
from ui.languages import Language, Languages
from ui.memory import Look
from ui.orders.view import OrdersPage
from ui.pickup import card as cards
from ui.pickup.view import PickupPage
from ui.settings.view import SettingsPage
from ui.settings.view_model import NO_CAMERA
from ui.shell.frame import Frame
from ui.surroundings import Surroundings
from ui.tasks import Failed
from ui.theme import current
from ui.theme.current import ThemeChoice
from ui.workbench import Workbench

T = TypeVar("T")
SIZES = ((1024, 600), (1366, 768), (2560, 1440))
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
_ROUNDS = 8
_CANDIDATES = 40


class AtOnce:
    """A runner that does its work where it is asked for: nothing is still loading afterwards."""

    def run(
        self,
        receiver: QObject,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed | None = None,
        latest: str = "",
    ) -> None:
        """See ``ui.tasks.Runner``."""
        try:
            result = work()
        except LeaderError as error:
            if failed is None:
                raise
            failed(error)
        else:
            done(result)


def draw(
    counter: Counter, out: Path, lang: str, theme: str, size: tuple[int, int] | None
) -> Sequence[Path]:
    """Draw every page of ``counter`` into ``out`` and return the files written.

    Empty ``lang`` or ``theme`` means all of them, no ``size`` means three usual ones. ``OSError``
    if a file cannot be written.
    """
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    languages = Languages(make_application())
    wanted = ([Language(lang)] if lang else Language, [ThemeChoice(theme)] if theme else THEMES)
    written: list[Path] = []
    current.reduce_motion(wanted=True)
    for language, choice in product(*wanted):
        languages.use(language)
        current.use(choice)
        for width, height in [size] if size else SIZES:
            tail = f"{language}-{choice}-{width}x{height}.png"
            look = Look(language, choice, still=True)
            written += _draw_all(counter, look, (width, height), out, tail)
    return written


def _draw_all(
    counter: Counter, look: Look, size: tuple[int, int], out: Path, tail: str
) -> Iterator[Path]:
    runner = AtOnce()
    bench = Workbench(counter, Surroundings(runner, runner, runner, look, "", NO_CAMERA))
    frame = bench.frame()
    frame.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    frame.setProperty("ground", "window")
    frame.resize(*size)
    frame.show()
    bench.begin()
    for name in _visit(frame, bench):
        _settle()
        path = out / f"{name}-{tail}"
        if not frame.grab().save(str(path)):
            raise OSError(str(path))
        yield path
    bench.close()
    _end(frame)


def _visit(frame: Frame, bench: Workbench) -> Iterator[str]:
    for key in frame.place_keys():
        page = frame.go_to(key)
        if isinstance(page, SettingsPage):
            for section in page.sections():
                page.show_section(section)
                yield f"{key}-{section}"
            continue
        if isinstance(page, OrdersPage):
            page.table.selectRow(0)
        yield key
        if isinstance(page, PickupPage) and _present_an_order(bench):
            yield f"{key}-verdict"


def _present_an_order(bench: Workbench) -> bool:
    """Show an order that can be collected, without the look being kept; tell if there is any."""
    desk = bench.counter.desk
    ready = desk.orders.page(OrderQuery(stages=frozenset({Stage.READY})), 0, _CANDIDATES)
    if not ready:
        return False
    richest = max(ready, key=lambda order: order.pieces)
    bench.pickup.card = cards.showing(desk.verify_order.peek(richest.order_id))
    bench.pickup.changed.emit()
    return True


def _settle() -> None:
    for _ in range(_ROUNDS):
        QCoreApplication.processEvents()


def _end(widget: QWidget) -> None:
    widget.hide()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
