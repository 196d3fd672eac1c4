"""The command line. stdout is data, stderr is talk; each command is a few lines over the core."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from io import TextIOWrapper
from pathlib import Path

from sextortion_helper import __version__
from sextortion_helper.errors import AnswerError, ContentError, HelperError, StoreError, UnknownIdError


class Exit(IntEnum):
    """Exit codes."""

    OK = 0
    """All went well."""
    FAILED = 1
    """Something unexpected; nothing was lost."""
    USAGE = 2
    """The call itself was wrong: unknown option, answer or id."""
    CONTENT = 3
    """The content is not in order; each line says file, line, and what to do."""
    NO_TERMINAL = 4
    """The guide needs a terminal and there is none."""
    STORE = 5
    """What is kept could not be used; the file was left as it was."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    # Textual reads these; one of them would write every key to the disk [R16].
    for name in [name for name in os.environ if name.startswith("TEXTUAL")]:
        del os.environ[name]
    _ready_stdout()
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (AnswerError, UnknownIdError) as error:
        _complain(error)
        return Exit.USAGE
    except ContentError as error:
        _complain(error)
        return Exit.CONTENT
    except StoreError as error:
        _complain(error)
        return Exit.STORE
    except HelperError as error:
        _complain(error)
        return Exit.FAILED
    except BrokenPipeError:
        # The reader (head, less) has gone; say nothing and keep Python from saying it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.OK


def _ready_stdout() -> None:
    """Data is UTF-8 wherever it goes; a terminal that can't show a sign gets a question mark."""
    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")


def _complain(error: Exception) -> None:
    from sextortion_helper.text import clean  # not at the top: --help does without

    print(clean(str(error)), file=sys.stderr)


def _has_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _put(text: str) -> None:
    # Flushed here: a reader that has gone is noticed inside `main`, not while Python ends.
    print(text, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=Path(sys.argv[0]).name if Path(sys.argv[0]).name == "nextsteps" else "sextortion-helper",
        description="A calm, offline guide for people threatened with pictures or videos, and for those "
        "who help them. Without a command it opens full screen.",
        epilog="In danger: ring 112 (Europe). Who to call, at once: sextortion-helper now",
    )
    parser.add_argument("--version", action="version", version=f"sextortion-helper {__version__}")
    _common(parser, top=True)
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="where a case may be kept")
    parser.add_argument("--memory", action="store_true", help="keep nothing on this computer")
    parser.add_argument("--demo", action="store_true", help="an invented case in memory, to look round")
    parser.set_defaults(run=_guide)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    now = commands.add_parser("now", help="the first minute and who to call, at once")
    now.set_defaults(run=_now)
    plan = commands.add_parser("plan", help="the steps for given answers (tests, training)")
    plan.add_argument("--answer", action="append", default=[], metavar="ID=OPTION", help="may be repeated")
    plan.add_argument("--answers", metavar="FILE", help="YAML `id: option` or `id: [options]`; - for stdin")
    plan.add_argument("--format", choices=("text", "json", "markdown"), default="text")
    plan.set_defaults(run=_plan)
    lines = commands.add_parser("lines", help="services of a country")
    lines.add_argument(
        "--need", metavar="KIND", help="only services of this kind (youth-helpline, crisis ...)"
    )
    lines.add_argument("--open-now", action="store_true", help="only those that answer at this hour")
    lines.add_argument("--format", choices=("text", "json"), default="text")
    lines.set_defaults(run=_lines)
    show = commands.add_parser(
        "show", help="one step, situation, service, platform, payment, law, tool or page"
    )
    show.add_argument(
        "kind", choices=("step", "situation", "service", "platform", "payment", "law", "tool", "page")
    )
    show.add_argument("id")
    show.set_defaults(run=_show)
    content = commands.add_parser("content", help="for authors: check the content")
    inner = content.add_subparsers(required=True, metavar="lint|stats")
    for name, run in (("lint", _lint), ("stats", _stats)):
        one = inner.add_parser(name)
        one.add_argument("dir", nargs="?", type=Path, help="a content folder; default: the program's own")
        one.set_defaults(run=run)
    for command in (now, plan, lines, show):
        _common(command)
    return parser


def _common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    default: object = None if top else argparse.SUPPRESS
    parser.add_argument("--lang", choices=("en", "de"), default=default, help="language")
    parser.add_argument("--country", metavar="CC", default=default, help="two letters, e.g. AT")
    parser.add_argument(
        "--du",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help="German: du instead of Sie",
    )


def _lang(options: argparse.Namespace) -> str:
    from sextortion_helper.knowledge.places import guess_language

    return str(options.lang or guess_language())


def _country(options: argparse.Namespace) -> str | None:
    if options.country is None:
        return None
    code = str(options.country).upper()
    if not (len(code) == 2 and code.isascii() and code.isalpha()) and code != "INT":
        raise AnswerError(
            f"--country takes the two letters of a country, such as AT; not {options.country!r}."
        )
    return code


def _guide(options: argparse.Namespace) -> int:
    lang = _lang(options)
    if not _has_terminal():
        from sextortion_helper.knowledge.catalogue import Catalogue, Voice, default_form
        from sextortion_helper.paths import content_root

        voice = Voice(lang, default_form(lang))
        print(Catalogue(content_root()).ui(voice, "cli.no-terminal"), file=sys.stderr)
        return Exit.NO_TERMINAL
    from sextortion_helper.tui.terminal import clear_screen, early_keys, forgive_odd_bytes

    with early_keys():
        from sextortion_helper.tui.start import make_app

        app = make_app(
            lang=options.lang,
            guess_lang=lang,
            country=_country(options),
            form="du" if options.du else None,
            data_dir=options.data_dir,
            memory=options.memory or options.demo,
            demo=options.demo,
        )
        forgive_odd_bytes()
        app.run()
        clear_screen()
        if app.farewell:
            print(app.farewell, file=sys.stderr)
    return app.return_code or Exit.OK


def _now(options: argparse.Namespace) -> int:
    import gc

    gc.disable()  # reading makes many small objects, and the process ends right after
    from sextortion_helper.plain.now import now_text

    _put(now_text(_lang(options), _country(options), datetime.now(UTC), du=options.du))
    return Exit.OK


def _plan(options: argparse.Namespace) -> int:
    if options.answers == "-" and sys.stdin is not None and sys.stdin.isatty():
        print("Type lines `id: option`; end with Ctrl+D (Windows: Ctrl+Z, Enter).", file=sys.stderr)
    from sextortion_helper.plain import plan_text
    from sextortion_helper.plain.answers import read_answers

    library, answers = read_answers(options.answers, options.answer, _country(options))
    _put(plan_text.render(library, answers, _lang(options), options.format, du=options.du))
    return Exit.OK


def _lines(options: argparse.Namespace) -> int:
    from sextortion_helper.knowledge.places import guess_country
    from sextortion_helper.plain import lines

    country = _country(options)
    if country is None:
        country = guess_country()
        if country is None:
            raise AnswerError("Say which country: lines --country AT.")
        print(f"Country taken from this computer: {country}. Another one: --country CC.", file=sys.stderr)
    _put(
        lines.render(
            country,
            _lang(options),
            options.format,
            need=options.need,
            open_now=options.open_now,
            moment=datetime.now(UTC),
        )
    )
    return Exit.OK


def _show(options: argparse.Namespace) -> int:
    from sextortion_helper.plain import show

    _put(show.render(options.kind, options.id, _lang(options), _country(options), du=options.du))
    return Exit.OK


def _lint(options: argparse.Namespace) -> int:
    from sextortion_helper.lint import report

    return Exit.CONTENT if report(options.dir) else Exit.OK


def _stats(options: argparse.Namespace) -> int:
    from sextortion_helper.lint.stats import stats

    _put(stats(options.dir))
    return Exit.OK
