"""The tables, and the way from each older schema to the present one.

The schema number is SQLite's `user_version`; `application_id` says that the file is ours. A file
is made the same way as it is upgraded: from 0, step by step, in one transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Final

from sextortion_helper.case.connect import Connection
from sextortion_helper.errors import StoreDamagedError, StoreNewerError

APPLICATION_ID: Final = 0x6E787374  # "nxst"

_VERSION_1: Final = (
    # AUTOINCREMENT: the number of a deleted session is never given to another person's.
    """CREATE TABLE session (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        alias TEXT NOT NULL, created TEXT NOT NULL, touched TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE answer (
        session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
        question TEXT NOT NULL, options TEXT NOT NULL,
        PRIMARY KEY (session, question)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE task (
        session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
        task TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'skipped', 'not-for-me')),
        at TEXT NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (session, task)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE note (
        session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
        task TEXT NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL,
        PRIMARY KEY (session, task, field)
    ) STRICT, WITHOUT ROWID""",
    # See `log.py`. The five columns of content are emptied when their session is deleted.
    """CREATE TABLE log (
        n INTEGER PRIMARY KEY AUTOINCREMENT,
        session INTEGER, at TEXT, action TEXT, what TEXT, salt BLOB,
        seal BLOB NOT NULL, prev BLOB NOT NULL, hash BLOB NOT NULL
    ) STRICT""",
    """CREATE TRIGGER log_stays BEFORE DELETE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER log_is_only_emptied BEFORE UPDATE ON log
        WHEN NEW.n IS NOT OLD.n OR NEW.seal IS NOT OLD.seal OR NEW.prev IS NOT OLD.prev
            OR NEW.hash IS NOT OLD.hash
            OR coalesce(NEW.session, NEW.at, NEW.action, NEW.what, NEW.salt) IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)


def _to_1(connection: Connection) -> None:
    for statement in _VERSION_1:
        connection.execute(statement)


def _to_2(connection: Connection) -> None:
    # What was chosen for the whole file, such as when it locks: beside it, it would tell that there is one.
    connection.execute(
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"
    )


# UPGRADES[n] brings a file from schema n to n + 1. Never change one that was released.
UPGRADES: tuple[Callable[[Connection], None], ...] = (_to_1, _to_2)


def _tables(connection: Connection) -> list[Any]:
    """Tables and triggers, in the words that made them."""
    rows = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    return connection.execute(rows).fetchall()


@cache
def _ours(version: int) -> list[Any]:
    with closing(sqlite3.connect(":memory:")) as blank:
        for step in UPGRADES[: max(version, 0)]:
            step(blank)
        return _tables(blank)


def check(connection: Connection, path: Path) -> None:
    """Look, without writing, whether this file is ours (or empty), whole, and not from a newer program.

    Raises StoreDamagedError, StoreNewerError, or the driver's own error.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if (version, application, tables) == (0, 0, 0):
        return
    if application != APPLICATION_ID:
        raise StoreDamagedError(path)
    if version > len(UPGRADES):
        raise StoreNewerError(path)
    if _tables(connection) != _ours(version):
        raise StoreDamagedError(path)
    # Reads the whole file. Fine for words; to be asked again when files are kept in it.
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise StoreDamagedError(path)


def upgrade(connection: Connection) -> None:
    """Bring the tables to the present schema, inside the caller's transaction."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == len(UPGRADES):
        return
    for step in UPGRADES[version:]:
        step(connection)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={len(UPGRADES)}")
