"""The window, and pictures of it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from leader_app.cli.arguments import Arguments
from leader_app.cli.output import Exit, Output
from leader_app.config.paths import Places, make
from leader_app.domain.text import say
from leader_app.errors import Unavailable
from leader_app.services.counter import Counter, WindowChoices
from resources.i18n.catalogue import translator

_COLLECT_AFTER = 50_000, 20, 100
_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def window(args: Arguments, where: Places) -> int:
    """Open the window and return the exit status it ends with.

    Only once it is there does its database thread load the store and all that is behind it.
    """
    require_display()
    # A start makes objects that nearly all stay: looking through them is 6 % of it for nothing.
    gc.set_threshold(*_COLLECT_AFTER)
    from ui import app

    choices = WindowChoices(
        folder=make(where.window),
        lang=args.lang,
        theme=args.theme,
        camera=args.camera,
        page=args.page,
    )

    def open_counter(passphrase: str | None) -> Counter:
        from leader_app.cli.roof import counter_opener

        return counter_opener(where, lambda: _spoken(args, where))(passphrase)

    return app.run(open_counter, choices)


def _spoken(args: Arguments, where: Places) -> Callable[[str], str]:
    """Return what translates into the language the window speaks now."""
    from ui.memory import Memory

    return translator(args.lang or Memory(where.window).look().language)


def require_display() -> None:
    """Raise ``Unavailable`` where Qt would end the program for want of a display."""
    if sys.platform.startswith("linux") and not any(map(os.environ.get, _DISPLAYS)):
        raise Unavailable(
            say("There is no display here, so the window cannot open."),
            say("Start it in a desktop session, or use the commands (leader-app --help)."),
        )


def shots(args: Arguments, where: Places, folder: Path, out: Output) -> Exit:
    """Draw every page of the present store into ``folder`` and print the pictures' names."""
    from leader_app.cli.roof import counter_opener
    from ui.shots import draw

    make(folder)
    counter = counter_opener(where, lambda: translator(out.language))(None)
    try:
        for picture in draw(counter, folder, args.lang, args.theme, args.size):
            out.show({"file": str(picture)}, str(picture))
    finally:
        counter.close()
    return Exit.DONE
