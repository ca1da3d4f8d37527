"""One run of ``leader-app``: understand, do, say, and end with an honest exit status."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Sequence

from leader_app.cli import importing, office, pickup
from leader_app.cli.arguments import Arguments, NotUnderstoodError, parse, wants_json
from leader_app.cli.output import Exit, Output, plain_streams, system_language
from leader_app.config.logging import logging_to
from leader_app.config.paths import Places, make, places
from leader_app.domain.text import say
from leader_app.errors import LeaderError, Unavailable
from resources.i18n.catalogue import translator

_log = logging.getLogger(__name__)
_INTERRUPTED = 130


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; ``words`` default to those of this process."""
    typed = sys.argv[1:] if words is None else words
    streams = plain_streams()
    out = Output(*streams, as_json=wants_json(typed), language=system_language())
    try:
        args = parse(typed)
        out = Output(*streams, as_json=args.json, language=args.lang or system_language())
        return _run(args, out)
    except NotUnderstoodError as error:
        out.fail(error)
        return Exit.NOT_UNDERSTOOD
    except LeaderError as error:
        return out.fail(error)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return Exit.DONE
    except Exception:  # noqa: BLE001 - the last one who can say a word; ``_run`` has logged it
        out.fail(_fault())
        return Exit.BUG


def _run(args: Arguments, out: Output) -> int:
    where = places(args.base_dir)
    kept = contextlib.nullcontext() if _is_alone(args) else logging_to(where.logs)
    with kept:
        try:
            return _dispatch(args, where, out)
        except LeaderError:
            raise
        except Exception:
            _log.exception("the command %s broke", args.command or "window")
            raise


def _is_alone(args: Arguments) -> bool:
    """Return whether a command leaves nothing behind and needs no counter."""
    reads = args.command == "import" and args.dry_run and args.catalog is not None
    return reads or args.command == "decode"


def _dispatch(args: Arguments, where: Places, out: Output) -> int:
    if args.command == "decode":
        return office.decode(args, out)
    if _is_alone(args):
        return importing.dry_run_alone(args, out)
    make(where.base)
    if args.command == "demo":
        from leader_app.cli.demo import demo

        return demo(args, where, out)
    if args.command == "shots":
        from leader_app.cli.window import shots

        return shots(args, where, args.out, out)
    if not args.command:
        from leader_app.cli.window import window

        return window(args, where)
    return _with_counter(args, where, out)


def _with_counter(args: Arguments, where: Places, out: Output) -> int:
    from leader_app.cli.roof import opened

    with opened(where, lambda: translator(out.language)) as counter:
        return _COMMANDS[args.command](args, counter, out)


_COMMANDS = {
    "verify": pickup.verify,
    "redeem": pickup.redeem,
    "undo": pickup.undo,
    "enrol": office.enrol,
    "sync": office.sync,
    "status": office.status,
    "doctor": office.doctor,
    "export": office.export,
    "import": importing.import_orders,
}


def _fault() -> LeaderError:
    return Unavailable(
        say("Something went wrong that should not have."),
        say("Nothing that was shown as done is lost. The log file has the details."),
    )


def _close_quietly() -> None:
    """Let nobody complain that the reader of our output went away."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
