"""Removing a store from the disk, as far as a program can."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from sextortion_helper.case.connect import WAIT_MS, from_system
from sextortion_helper.errors import StoreFileError, StoreLockedError
from sextortion_helper.paths import sealed_file, settings_file, store_file

_MOST = 8 << 20  # so much of a file is overwritten before it goes; no promise on SSDs anyway
JOURNALS = ("-journal", "-wal", "-shm")


def wipe(path: Path) -> None:
    """Remove the closed store at `path` and its journals; what can be overwritten is, best effort.

    The file itself goes first: a journal left over by a crash in between is never played into a new,
    empty file. Nothing there: nothing done. Raises StoreReadOnlyError, StoreFileError.
    """
    for ending in ("", *JOURNALS):
        name = path.with_name(path.name + ending)
        try:
            with contextlib.suppress(OSError):
                _overwrite(name)
            name.unlink(missing_ok=True)
        except OSError as error:
            raise from_system(error, name) from error


def kept_files(directory: Path) -> list[Path]:
    """All that this program has in its directory: both stores, their journals, the settings."""
    stores = (store_file(directory), sealed_file(directory))
    files = [store.with_name(store.name + ending) for store in stores for ending in ("", *JOURNALS)]
    settings = settings_file(directory)
    # A settings file is first written under a longer name; a kill may have left one.
    return [file for file in (*files, *sorted(directory.glob(f"{settings.name}*"))) if os.path.lexists(file)]


def wipe_everything(directory: Path) -> list[Path]:
    """Remove all of `kept_files`, and the directory if it is then empty; gives what was removed.

    No passphrase is asked for. Raises StoreLockedError, before anything is removed, if another program
    has a store open; else StoreFileError or one of its kinds for the first file that could not go, after
    all others are gone.
    """
    for store in (store_file(directory), sealed_file(directory)):
        if in_use(store):
            raise StoreLockedError(store)
    files = kept_files(directory)
    failed: list[StoreFileError] = []
    for file in files:
        try:
            wipe(file)
        except StoreFileError as error:
            failed.append(error)
    if failed:
        raise failed[0]
    with contextlib.suppress(OSError):  # something of somebody else is in it, or it is not there
        directory.rmdir()
        files.append(directory)
    return files


def in_use(path: Path) -> bool:
    """Whether another program has the store at `path` open. Nothing is written; no passphrase is needed.

    Not for a file that this process has open: see `Store.at`.
    """
    import sqlite3

    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_MS / 1000)
    except sqlite3.Error:
        return False
    try:
        # SQLite asks for the lock before it reads: what can't be read is at least not locked.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
    finally:
        connection.close()
    return False


def _overwrite(path: Path) -> None:
    """Zeros over the content, then length 0. Before it goes the name, except on Windows."""
    with path.open("r+b") as file:
        with contextlib.suppress(OSError):
            path.unlink()
        left = min(os.fstat(file.fileno()).st_size, _MOST)
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)
