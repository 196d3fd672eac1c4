"""What each command does: a few lines over the core. Heavy things are imported only where used."""

from __future__ import annotations

import argparse
import gc
import sys

from sextortion_helper.errors import AnswerError, HelperError, NoTerminalError
from sextortion_helper.exits import Exit

TYPE_CHECKING = False  # importing `typing` or `pathlib` would cost --help 8 ms
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sextortion_helper.plain.talk import Talk


def guide(options: argparse.Namespace) -> int:
    """The guide, full screen."""
    _keep_all()  # until the first frame stands
    lang = _lang(options)
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise NoTerminalError(_talk(options).ui("cli.no-terminal"))
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
            counsellor=options.counsellor,
        )
        forgive_odd_bytes()
        app.run()
        clear_screen()
        if app.farewell:
            print(app.farewell, file=sys.stderr)
    return app.return_code or Exit.OK


def now(options: argparse.Namespace) -> int:
    """The first minute."""
    _keep_all()
    from sextortion_helper.plain.now import now_text

    _put(now_text(_lang(options), _country(options), _moment(), du=options.du))
    return Exit.OK


def plan(options: argparse.Namespace) -> int:
    """The steps for answers."""
    _keep_all()
    if options.answers == "-" and sys.stdin is not None and sys.stdin.isatty():
        print("Type lines `id: option`; end with Ctrl+D (Windows: Ctrl+Z, Enter).", file=sys.stderr)
    from sextortion_helper.plain import plan_text
    from sextortion_helper.plain.answers import read_answers

    library, answers = read_answers(options.answers, options.answer, _country(options))
    _put(plan_text.render(library, answers, _lang(options), options.format, du=options.du))
    return Exit.OK


def lines(options: argparse.Namespace) -> int:
    """Services of a country."""
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
            moment=_moment(),
        )
    )
    return Exit.OK


def show(options: argparse.Namespace) -> int:
    """One thing the guide knows."""
    from sextortion_helper.plain import show

    _put(show.render(options.kind, options.id, _lang(options), _country(options), du=options.du))
    return Exit.OK


def vault_create(options: argparse.Namespace) -> int:
    """A new file under a passphrase."""
    from sextortion_helper.plain import kept, passphrase

    talk, path = _talk(options), _sealed(options)
    kept.create(path, passphrase.source(options.passphrase_fd, talk))
    _put(talk.page("vault.created", path=path))
    return Exit.OK


def vault_status(options: argparse.Namespace) -> int:
    """What is kept, without what is in it."""
    from sextortion_helper.plain import kept, passphrase

    talk = _talk(options)
    source = None if options.passphrase_fd is None else passphrase.source(options.passphrase_fd, talk)
    _put(kept.status(_directory(options), options.format, talk, source))
    return Exit.OK


def vault_change(options: argparse.Namespace) -> int:
    """Another passphrase."""
    from sextortion_helper.plain import kept, passphrase

    talk, path = _talk(options), _sealed(options)
    kept.change(path, passphrase.source(options.passphrase_fd, talk))
    _put(talk.page("vault.changed", "vault.old-copies"))
    return Exit.OK


def wipe(options: argparse.Namespace) -> int:
    """Remove everything that is kept."""
    from sextortion_helper.plain import kept

    _put(kept.wipe(_directory(options), _talk(options), ask=not options.yes))
    return Exit.OK


def doctor(options: argparse.Namespace) -> int:
    """Look for traces. Findings are no error."""
    from sextortion_helper.plain import doctor

    _put(doctor.render(_directory(options), options.format, _talk(options)))
    return Exit.OK


def lint(options: argparse.Namespace) -> int:
    """Check the content."""
    from sextortion_helper.lint import report

    return Exit.CONTENT if report(options.dir) else Exit.OK


def stats(options: argparse.Namespace) -> int:
    """Count the content."""
    from sextortion_helper.lint.stats import stats

    _put(stats(options.dir))
    return Exit.OK


def complain(options: argparse.Namespace, error: HelperError) -> None:
    """One sentence on stderr, in the language of the call where there is one."""
    from sextortion_helper.text import clean  # not at the top: --help does without

    text = _talk(options).sentence(error) if hasattr(error, "key") else str(error)
    print(clean(text), file=sys.stderr)


def _moment() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _keep_all() -> None:
    """Look for no garbage: importing and reading make many small objects, and all of them stay."""
    gc.disable()


def _put(text: str) -> None:
    # Flushed here: a reader that has gone is noticed inside `main`, not while Python ends.
    print(text, flush=True)


def _talk(options: argparse.Namespace) -> Talk:
    from sextortion_helper.plain.talk import Talk

    return Talk(_lang(options), du=options.du)


def _directory(options: argparse.Namespace) -> Path:
    from sextortion_helper.paths import data_dir

    return data_dir(options.data_dir)


def _sealed(options: argparse.Namespace) -> Path:
    from sextortion_helper.paths import sealed_file

    return sealed_file(_directory(options))


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
