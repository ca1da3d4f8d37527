"""What can be typed after ``leader-app``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from leader_app.cli.output import LANGUAGES
from leader_app.domain.order import LineKey
from leader_app.domain.pickup import Pieces
from leader_app.domain.text import say
from leader_app.errors import Refused

_EPILOG = """\
Without a command the window opens. With --json a command prints one JSON object a line.

exit status: 0 done (verify: goods may be handed over), 1 a rule says no, 2 not understood,
3 something of the world is missing (network, disk, keyring, centre), 4 a fault of this program.

verify and redeem decide by the local data; only for a genuine code that is newer than that they
sync first. offline: true means that the centre could not be reached at that moment (a connection
is tried for a quarter of a second). The quantity of a line is what may be handed over or, after
redeem, what was.

environment: LEADER_APP_PASSPHRASE_FILE names a file with the passphrase of the store, for
computers without a keyring.
"""
_LINE = re.compile(r"(?P<order>[^:=]+):(?P<line>\d{1,6})=(?P<quantity>\d{1,6})")
_SIZE = re.compile(r"(?P<width>\d{3,5})x(?P<height>\d{3,5})")


Add = Callable[..., argparse.ArgumentParser]


class NotUnderstoodError(Refused):
    """The command line makes no sense."""


class _Parser(argparse.ArgumentParser):
    """Raises instead of printing, so that ``--json`` gets its answer as JSON too."""

    def error(self, message: str) -> NoReturn:
        """Raise ``NotUnderstoodError`` with argparse's own words."""
        raise NotUnderstoodError(
            say("Not understood: {message}.", message=message), say("See leader-app --help.")
        )


class Arguments(argparse.Namespace):
    """The command line, typed."""

    command: str = ""
    base_dir: Path | None = None
    json: bool = False
    lang: str = ""
    camera: str = ""
    theme: str = ""
    page: str = "pickup"
    url: str = ""
    token: str = ""
    alone: str = ""
    name: str = ""
    code: str = ""
    lines: list[Pieces] | None = None
    hand_over: str = ""
    reason: str = ""
    once: bool = False
    format: str = ""
    out: Path = Path()
    shots: Path | None = None
    files: Sequence[Path] = ()
    size: tuple[int, int] | None = None
    catalog: Path | None = None
    password: str = ""
    dry_run: bool = False


def parse(words: Sequence[str]) -> Arguments:
    """Return what was typed; ``NotUnderstoodError`` if it makes no sense.

    ``--help`` prints and ends the program, as everywhere.
    """
    clean = [word.encode("utf-8", "replace").decode() for word in words]
    return _parser().parse_args(clean, Arguments())


def wants_json(words: Sequence[str]) -> bool:
    """Tell whether JSON was asked for, even where the rest is not understood."""
    return "--json" in words


def _parser() -> _Parser:
    common = _common()
    parser = _Parser(
        prog="leader-app",
        description="The counter of a neighbourhood pickup point.",
        epilog=_EPILOG,
        parents=[common, _window()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)

    def add(name: str, what: str, *more: _Parser) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, help=what, description=what, parents=[common, *more], allow_abbrev=False
        )

    _device_commands(add)
    _pickup_commands(add)
    _other_commands(add)
    return parser


def _common() -> _Parser:
    common = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--base-dir", type=Path, metavar="DIR", help="where this counter is kept")
    common.add_argument("--json", action="store_true", help="one JSON object a line")
    common.add_argument("--lang", type=_language, help="zh_CN or en (as the system says)")
    return common


def _window() -> _Parser:
    window = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    window.add_argument(
        "--camera", metavar="SOURCE", help="index, file or URL of the camera; none does without"
    )
    window.add_argument("--theme", choices=["light", "dark"], help="as the settings say")
    window.add_argument("--page", help="the page to open first (pickup)")
    return window


def _device_commands(add: Add) -> None:
    enrol = add("enrol", "make this computer a counter of a pickup point")
    enrol.add_argument("--url", default="", help="address of the centre")
    enrol.add_argument("--token", default="", help="the single-use token it gave out")
    enrol.add_argument(
        "--alone",
        default="",
        metavar="POINT_NAME",
        help="without --url and --token: make a centre on this computer, with this pickup point",
    )
    enrol.add_argument("--name", default="", help="name of this counter, as in 2号台")
    sync = add("sync", "exchange with the centre")
    how = sync.add_mutually_exclusive_group(required=True)
    how.add_argument("--once", action="store_true", help="until nothing is left to exchange")
    how.add_argument("--watch", action="store_false", dest="once", help="until stopped")
    add("status", "say who this counter is, how old its data is and what waits to be sent")
    add("doctor", "check everything this counter depends on and say what to do")


def _pickup_commands(add: Add) -> None:
    verify = add("verify", "look at a pickup code without handing anything over")
    _code(verify)
    redeem = add("redeem", "hand over what a pickup code opens; prints once it is durable")
    _code(redeem)
    redeem.add_argument(
        "--lines",
        nargs="+",
        type=_pieces,
        metavar="ORDER:LINE=QTY",
        help="only these pieces (everything that is ready)",
    )
    undo = add("undo", "take a hand-over of this counter back, within the hour")
    undo.add_argument(
        "hand_over", nargs="?", default="", metavar="HAND_OVER_ID", help="the newest if left out"
    )
    undo.add_argument("--reason", default="", help="kept with the undo")


def _other_commands(add: Add) -> None:
    _import_command(add)
    export = add("export", "write the orders of this point to a spreadsheet file")
    export.add_argument("what", choices=["orders"])
    export.add_argument("--format", choices=["csv", "xlsx"], required=True)
    export.add_argument("--out", type=Path, required=True, metavar="FILE")
    decode = add("decode", "read the codes in picture files; needs no counter")
    decode.add_argument("files", nargs="+", type=Path, metavar="FILE")
    shots = add("shots", "draw every page of the present store as a picture", _theme())
    shots.add_argument("--out", type=Path, required=True, metavar="DIR")
    _size_option(shots)
    demo = add(
        "demo", "open the window on a demo neighbourhood with a centre of its own", _window()
    )
    demo.add_argument(
        "--shots",
        type=Path,
        metavar="DIR",
        help="draw every page instead of opening it",
    )
    _size_option(demo)


def _import_command(add: Add) -> None:
    brought = add("import", "bring in orders from pasted order chains and spreadsheets")
    brought.add_argument("files", nargs="+", type=Path, metavar="FILE")
    brought.add_argument(
        "--catalog",
        type=Path,
        metavar="FILE",
        help="a product list in JSON: read with it, or (without --dry-run) add it to the list",
    )
    brought.add_argument("--password", default="", help="opens locked spreadsheets")
    brought.add_argument(
        "--dry-run",
        action="store_true",
        help="only print what was understood; with --catalog no counter is needed",
    )


def _size_option(to: argparse.ArgumentParser) -> None:
    to.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT", help="all sizes if left out")


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code", metavar="CODE", help="text of the code or the nine typed symbols; - reads a line"
    )


def _theme() -> _Parser:
    theme = _Parser(add_help=False, argument_default=argparse.SUPPRESS)
    theme.add_argument("--theme", choices=["light", "dark"], help="both if left out")
    return theme


def _language(text: str) -> str:
    found = {"zh": "zh_CN", "zh-cn": "zh_CN", "zh_cn": "zh_CN", "en": "en"}.get(text.lower(), "")
    if found not in LANGUAGES:
        raise argparse.ArgumentTypeError("choose zh_CN or en")
    return found


def _pieces(text: str) -> Pieces:
    found = _LINE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("write ORDER:LINE=QTY, as in A1000001:2=1")
    return Pieces(LineKey(found["order"], int(found["line"])), int(found["quantity"]))


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError("write WIDTHxHEIGHT, as in 1366x768")
    return int(found["width"]), int(found["height"])
