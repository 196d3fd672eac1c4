"""`vault` and `wipe`: what is kept on this computer, from the outside."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sextortion_helper.case import vault
from sextortion_helper.case.status import status as look_at
from sextortion_helper.case.store import Store
from sextortion_helper.case.wipe import kept_files, wipe_everything
from sextortion_helper.errors import (
    NoCipherError,
    NoTerminalError,
    NotSealedError,
    PassphraseError,
    StoreExistsError,
    StoreNoneError,
)
from sextortion_helper.paths import sealed_file, store_file
from sextortion_helper.plain.page import page, wrap
from sextortion_helper.plain.passphrase import Source
from sextortion_helper.plain.talk import Talk, has_terminal
from sextortion_helper.text import clean

VERSION = 1  # of the JSON

_T = TypeVar("_T")


def create(path: Path, source: Source) -> None:
    """Make the sealed file at `path`. Raises StoreExistsError, NoCipherError, other StoreErrors."""
    if vault.cipher_version() is None:
        raise NoCipherError
    if vault.kind(path) != "none":
        raise StoreExistsError(path)
    Store.sealed(path, source.chosen()).close()


def change(path: Path, source: Source) -> None:
    """Give the sealed file at `path` another passphrase. Raises StoreError and its kinds."""
    if vault.cipher_version() is None:
        raise NoCipherError
    kind = vault.kind(path)
    if kind != "sealed":
        raise StoreNoneError(path) if kind == "none" else NotSealedError(path)
    store, old = _try(source, lambda text: (Store.sealed(path, vault.normal(text)), text))
    try:
        vault.change_passphrase(store, old, source.chosen())
    finally:
        store.close()


def _try(source: Source, use: Callable[[str], _T]) -> _T:
    """Use a known passphrase, asked for as often as the source allows; each wrong one waits longer."""
    for tries in count(1):
        try:
            return use(source.known())
        except PassphraseError as error:
            time.sleep(vault.delay_after(tries))
            if tries >= source.tries:
                raise
            source.wrong(error)
    raise AssertionError  # `count` does not end


def status(directory: Path, form: str, talk: Talk, source: Source | None) -> str:
    """What is kept in `directory`; `source` gives the passphrase, if its sessions are to be counted."""
    sealed, openly = sealed_file(directory), store_file(directory)
    first = _try(source, lambda text: look_at(sealed, text)) if source else look_at(sealed)
    there = [one for one in (first, look_at(openly)) if one["mode"] != "none"] or [first]
    if form == "json":
        also = [{key: value for key, value in one.items() if key != "cipher_version"} for one in there[1:]]
        return json.dumps({"version": VERSION, **there[0], "also": also}, indent=1)
    return page(line for one in there for line in (*_status_lines(one, talk), ""))


def _status_lines(one: dict[str, Any], talk: Talk) -> Iterator[str]:
    yield from wrap(talk.ui(f"vault.mode-{one['mode']}"))
    yield one["path"]
    if one["mode"] != "none":
        yield from wrap(talk.ui("vault.size", size=one["size"]))
        if one["problem"]:
            yield from wrap(talk.ui(f"store.{one['problem']}"))
        elif one["sessions"] is None:
            yield from wrap(talk.ui("vault.sessions-unknown"))
        else:
            yield from wrap(talk.plural("vault.sessions", one["sessions"]))
            yield from wrap(talk.ui("vault.schema", number=one["schema"]))
    if one["mode"] != "plain":
        version = one["cipher_version"]
        yield from wrap(talk.ui("vault.cipher", version=version) if version else talk.ui("vault.no-cipher"))


def wipe(directory: Path, talk: Talk, *, ask: bool) -> str:
    """Remove everything kept in `directory`; says what went and what can't be removed.

    Raises NoTerminalError if there is something to remove and nobody to ask, StoreLockedError if another
    window has it open, StoreFileError for what could not go.
    """
    files = kept_files(directory)
    if not files:
        return page([*wrap(talk.ui("wipe.nothing")), str(directory), "", *_limits(talk)])
    if ask:
        if not has_terminal():
            raise NoTerminalError(talk.ui("wipe.no-terminal"))
        talk.say(talk.ui("wipe.list"))
        sys.stderr.write("".join(f"- {clean(str(file))}\n" for file in files) + talk.ui("wipe.ask") + " ")
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower() not in talk.ui("wipe.yes").split():
            return talk.page("wipe.not")
    gone = wipe_everything(directory)
    return page([*wrap(talk.ui("wipe.gone")), *map(str, gone), "", *_limits(talk)])


def _limits(talk: Talk) -> Iterator[str]:
    for key in ("wipe.limits", "wipe.limits-drive", "wipe.limits-copies", "wipe.limits-history"):
        yield from wrap(talk.ui(key), first="" if key == "wipe.limits" else "- ")
    yield from ("", *wrap(talk.ui("wipe.doctor")))
