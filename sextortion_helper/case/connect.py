"""Opening a database: the pragmas of every mode, and SQLite's errors as our own.

The seam for a passphrase (see `vault.py`) is `Driver`: another library's `connect` with its error
class, and an `unlock` that gives the key before anything else is asked of the connection.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from sextortion_helper.errors import (
    StoreDamagedError,
    StoreError,
    StoreFileError,
    StoreFullError,
    StoreGoneError,
    StoreLockedError,
    StoreReadOnlyError,
)
from sextortion_helper.paths import make_private_dir

WAIT_MS = 200  # for a second opener: long enough for a closing window, short enough to say so at once
DBMOVED = 8 | 4 << 8  # SQLITE_READONLY_DBMOVED


class Rows(Protocol):
    """What a statement gives back."""

    @property
    def rowcount(self) -> int: ...  # noqa: D102
    @property
    def lastrowid(self) -> int | None: ...  # noqa: D102
    def fetchone(self) -> Any: ...  # noqa: D102
    def fetchall(self) -> list[Any]: ...  # noqa: D102


class Connection(Protocol):
    """The part of a DB-API connection this package uses."""

    @property
    def in_transaction(self) -> bool: ...  # noqa: D102
    def execute(self, sql: str, parameters: Any = ..., /) -> Rows: ...  # noqa: D102
    def close(self) -> None: ...  # noqa: D102


@dataclass(frozen=True)
class Driver:
    """One way to reach a database: `connect(name)`, the class of its errors, and `unlock` run first.

    `unreadable` is what it means if not even the first page can be read. `knows` tells whether a
    normalised passphrase is the one this driver opens with.
    """

    mode: str
    connect: Callable[[str], Connection]
    error: type[Exception]
    unlock: Callable[[Connection], None] = lambda _: None
    unreadable: Callable[[Path], StoreError] = StoreDamagedError
    knows: Callable[[str], bool] = lambda _: False

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What its calls may raise: the words of an error may quote a broken file, and be no UTF-8."""
        return self.error, UnicodeDecodeError


def _sqlite(name: str) -> Connection:
    # Any thread may call: the store has its own lock around each transaction.
    return sqlite3.connect(name, isolation_level=None, check_same_thread=False)


MEMORY = Driver("memory", _sqlite, sqlite3.Error)
PLAIN = Driver("plain", _sqlite, sqlite3.Error)


def connect(path: Path | None, driver: Driver) -> Connection:
    """Open the database at `path` (None: in memory), locked for us alone. Writes nothing into it.

    The directory is made (0700) and an absent file created (0600). The journal mode is left for
    `settle`, since setting it may write. Raises StoreFileError and its kinds, and what the driver's
    `unlock` and `unreadable` give.
    """
    if path is not None:
        _make_private_file(path)
    with_path = path or Path(":memory:")
    connection: Connection | None = None
    try:
        connection = driver.connect(str(with_path))
        driver.unlock(connection)
        for pragma in (
            f"busy_timeout={WAIT_MS}",
            "locking_mode=EXCLUSIVE",
            "temp_store=MEMORY",  # nothing of a case in a temporary file
            "secure_delete=ON",
            "foreign_keys=ON",
            "trusted_schema=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # The lock taken here is kept: in this locking mode the end does not give it back. A COMMIT would
        # mend the size in the header of a broken file.
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
    except BaseException as error:
        if connection is not None:
            connection.close()
        if not isinstance(error, driver.errors):
            raise
        raise (driver.unreadable(with_path) if _no_database(error) else told(error, with_path)) from error
    return connection


def settle(connection: Connection, path: Path | None) -> None:
    """Set how changes reach the disk; only after the file is known to be ours. Raises the driver's error."""
    if path is None:
        return
    (journal,) = connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()
    connection.execute("PRAGMA synchronous=EXTRA")
    (synchronous,) = connection.execute("PRAGMA synchronous").fetchone()
    (erasing,) = connection.execute("PRAGMA secure_delete").fetchone()
    # A pragma that is not understood says nothing, so each is asked back.
    if (journal, synchronous, erasing) != ("truncate", 3, 1):
        raise StoreFileError(path)


def _make_private_file(path: Path) -> None:
    """Directory 0700 and file 0600. An existing file is never opened here: closing it would drop our lock."""
    try:
        make_private_dir(path.parent)
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            if path.is_file() and path.stat().st_mode & 0o077:
                path.chmod(0o600)
    except OSError as error:
        raise from_system(error, path) from error


def from_system(error: OSError, path: Path) -> StoreFileError:
    """The error of the operating system as one of ours."""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return StoreFullError(path)
    if error.errno == errno.EIO:
        return StoreFileError(path)
    return StoreReadOnlyError(path)


_BY_CODE: dict[int, type[StoreFileError]] = {
    3: StoreReadOnlyError,  # PERM
    5: StoreLockedError,  # BUSY
    6: StoreLockedError,  # LOCKED
    8: StoreReadOnlyError,  # READONLY
    11: StoreDamagedError,  # CORRUPT
    13: StoreFullError,  # FULL
    14: StoreReadOnlyError,  # CANTOPEN
    26: StoreDamagedError,  # NOTADB
}
# Where the library gives no code: the beginnings of SQLite's own sentences.
_BY_WORDS: tuple[tuple[str, type[StoreFileError]], ...] = (
    ("database or disk is full", StoreFullError),
    ("attempt to write a readonly", StoreReadOnlyError),
    ("unable to open database", StoreReadOnlyError),
    ("database is locked", StoreLockedError),
    ("file is not a database", StoreDamagedError),
    ("database disk image is malformed", StoreDamagedError),
    ("could not decode to utf-8", StoreDamagedError),
)


def _no_database(error: Exception) -> bool:
    """Whether not even the first page made sense (it does where only a later one is broken)."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF == 26  # NOTADB
    return str(error).lower().startswith("file is not a database")


def told(error: Exception, path: Path) -> StoreFileError:
    """A database library's error as one of ours, by its code or, without one, by its words."""
    code = getattr(error, "sqlite_errorcode", None)
    if code == DBMOVED:
        return StoreGoneError(path)
    if isinstance(error, UnicodeDecodeError):
        return StoreDamagedError(path)
    if isinstance(code, int) and code & 0xFF in _BY_CODE:
        return _BY_CODE[code & 0xFF](path)
    words = str(error).lower()
    for beginning, kind in _BY_WORDS:
        if words.startswith(beginning):
            return kind(path)
    return StoreFileError(path)
