"""The command line. stdout is data, stderr is talk; what each command does stands in `commands.py`."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from sextortion_helper import __version__, commands
from sextortion_helper.errors import HelperError
from sextortion_helper.exits import Exit, exit_of

TYPE_CHECKING = False  # as in errors.py
if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Exit", "main", "parser"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    # Textual reads these; one of them would write every key to the disk [R16].
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    _ready_stdout()
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except HelperError as error:
        commands.complain(options, error)
        return exit_of(error)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return Exit.STOPPED
    except BrokenPipeError:
        # The reader (head, less) has gone; say nothing and keep Python from saying it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK
    finally:
        gc.freeze()  # the process ends: Python need not look through everything once more


def _ready_stdout() -> None:
    """Data is UTF-8 wherever it goes; a terminal that can't show a sign gets a question mark."""
    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def parser() -> argparse.ArgumentParser:
    """All commands and their options; docs/cli.md is made from it (`make docs`)."""
    top = argparse.ArgumentParser(
        description="A calm, offline guide for people threatened with pictures or videos, and for those "
        "who help them. Without a command it opens full screen.",
        epilog="In danger: ring 112 (Europe). Who to call, at once: sextortion-helper now",
    )
    if top.prog != "nextsteps":  # as it was called; else the name of the file that Python runs
        top.prog = "sextortion-helper"
    top.add_argument(
        "--version", action="version", version=f"sextortion-helper {__version__}", help="the version"
    )
    _voice(top, top=True)
    _country(top, top=True)
    _place(top, top=True)
    top.add_argument("--memory", action="store_true", help="keep nothing on this computer")
    top.add_argument("--demo", action="store_true", help="an invented case in memory, to look round")
    top.add_argument("--counsellor", action="store_true", help="several people, one session each")
    top.set_defaults(run=commands.guide)
    inner = top.add_subparsers(title="commands", metavar="COMMAND")

    now = inner.add_parser("now", help="the first minute and who to call, at once")
    now.set_defaults(run=commands.now)
    plan = inner.add_parser("plan", help="the steps for given answers (tests, training)")
    plan.add_argument("--answer", action="append", default=[], metavar="ID=OPTION", help="may be repeated")
    plan.add_argument("--answers", metavar="FILE", help="YAML `id: option` or `id: [options]`; - for stdin")
    _format(plan, "text", "json", "markdown")
    plan.set_defaults(run=commands.plan)
    lines = inner.add_parser("lines", help="services of a country")
    lines.add_argument(
        "--need", metavar="KIND", help="only services of this kind (youth-helpline, crisis ...)"
    )
    lines.add_argument("--open-now", action="store_true", help="only those that answer at this hour")
    _format(lines, "text", "json")
    lines.set_defaults(run=commands.lines)
    show = inner.add_parser("show", help="one step, situation, service, platform, payment, law, tool or page")
    show.add_argument(
        "kind",
        choices=("step", "situation", "service", "platform", "payment", "law", "tool", "page"),
        help="what it is",
    )
    show.add_argument("id", help="its id; a wrong one is answered with the known ones")
    show.set_defaults(run=commands.show)
    for one in (now, plan, lines, show):
        _voice(one)
        _country(one)
    _vault(inner)
    wipe = inner.add_parser("wipe", help="remove everything that is kept on this computer")
    wipe.add_argument("--yes", action="store_true", help="do not ask (for scripts)")
    wipe.set_defaults(run=commands.wipe)
    doctor = inner.add_parser("doctor", help="look for what others could find; changes nothing")
    _format(doctor, "text", "json")
    doctor.set_defaults(run=commands.doctor)
    for one in (wipe, doctor):
        _voice(one)
        _place(one)
    content = inner.add_parser("content", help="for authors: check the content")
    kinds = content.add_subparsers(required=True, metavar="lint|stats")
    for name, run, what in (
        ("lint", commands.lint, "every finding with file, line, and what to do"),
        ("stats", commands.stats, "how much there is, and how much of it is unsigned"),
    ):
        one = kinds.add_parser(name, help=what)
        one.add_argument("dir", nargs="?", type=_path, help="a content folder; default: the program's own")
        one.set_defaults(run=run)
    return top


def _vault(inner: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    vault = inner.add_parser("vault", help="what is kept under a passphrase")
    kinds = vault.add_subparsers(required=True, metavar="create|status|change-passphrase")
    for name, run, what, lines in (
        ("create", commands.vault_create, "make the file, with a new passphrase", "one line"),
        ("status", commands.vault_status, "what is kept, where, and how; never what is in it", "one line"),
        ("change-passphrase", commands.vault_change, "choose another one", "two lines, old and new"),
    ):
        one = kinds.add_parser(name, help=what)
        one.add_argument(
            "--passphrase-fd",
            type=int,
            metavar="N",
            help=f"read the passphrase from this open file ({lines}) instead of asking",
        )
        if name == "status":
            _format(one, "text", "json")
        _voice(one)
        _place(one)
        one.set_defaults(run=run)


def _path(text: str) -> Path:
    from pathlib import Path  # not at the top: --help does without

    return Path(text)


def _format(one: argparse.ArgumentParser, *formats: str) -> None:
    one.add_argument("--format", choices=formats, default="text", help="default: text")


def _country(one: argparse.ArgumentParser, *, top: bool = False) -> None:
    default: object = None if top else argparse.SUPPRESS
    one.add_argument("--country", metavar="CC", default=default, help="two letters, e.g. AT")


def _voice(one: argparse.ArgumentParser, *, top: bool = False) -> None:
    default: object = None if top else argparse.SUPPRESS
    one.add_argument("--lang", choices=("en", "de"), default=default, help="language")
    one.add_argument(
        "--du",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help="German: du instead of Sie",
    )


def _place(one: argparse.ArgumentParser, *, top: bool = False) -> None:
    default: object = None if top else argparse.SUPPRESS
    one.add_argument(
        "--data-dir", type=_path, metavar="DIR", default=default, help="where a case may be kept"
    )
