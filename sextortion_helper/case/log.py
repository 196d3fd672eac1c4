"""What was done when: an append-only chain of rows, holding ids and actions, never words or answers.

Each row seals its content (salted, so that a known id can't be guessed back), and its hash covers
the seal and the hash of the row before. So the content of a deleted session's rows can be emptied
and the chain can still be verified.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sextortion_helper.case.connect import Connection

_FIRST = bytes(32)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One row. All but `n` and the hashes are None where the session was deleted."""

    n: int
    session: int | None
    at: datetime | None
    action: str | None
    what: str | None
    prev: str
    hash: str


def append(connection: Connection, session: int, at: str, action: str, what: str) -> None:
    """Add a row, inside the caller's transaction. `what` names things by id only."""
    last = connection.execute("SELECT hash FROM log ORDER BY n DESC LIMIT 1").fetchone()
    prev = last[0] if last else _FIRST
    salt = secrets.token_bytes(16)
    seal = _seal(salt, session, at, action, what)
    connection.execute(
        "INSERT INTO log (session, at, action, what, salt, seal, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (session, at, action, what, salt, seal, prev, sha256(prev + seal).digest()),
    )


def empty(connection: Connection, session: int) -> None:
    """Take the content out of a session's rows, inside the caller's transaction."""
    connection.execute(
        "UPDATE log SET session = NULL, at = NULL, action = NULL, what = NULL, salt = NULL WHERE session = ?",
        (session,),
    )


def ends_in_removal(connection: Connection) -> bool:
    """Whether the last thing done was to remove something."""
    last = connection.execute("SELECT action FROM log ORDER BY n DESC LIMIT 1").fetchone()
    return bool(last and last[0] == "removed")


def entries(connection: Connection) -> list[LogEntry]:
    """All rows, oldest first."""
    return [
        LogEntry(n, session, at and datetime.fromisoformat(at), action, what, prev.hex(), own.hex())
        for n, session, at, action, what, prev, own in connection.execute(
            "SELECT n, session, at, action, what, prev, hash FROM log ORDER BY n"
        ).fetchall()
    ]


def first_broken(connection: Connection) -> int | None:
    """The number of the first row that does not fit the chain; None if all do.

    It shows mishaps and clumsy edits. Whoever can write the file can also write a new chain, or
    drop the newest rows and the counter with them.
    """
    prev, expected = _FIRST, 1
    rows = connection.execute(
        "SELECT n, session, at, action, what, salt, seal, prev, hash FROM log ORDER BY n"
    ).fetchall()
    for n, session, at, action, what, salt, seal, before, own in rows:
        content = (session, at, action, what, salt)
        emptied = content == (None,) * 5
        fits = n == expected and before == prev and own == sha256(prev + seal).digest()
        if not fits or not (emptied or (salt and _seal(salt, session, at, action, what) == seal)):
            return int(n)
        prev, expected = own, expected + 1
    counter = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'log'").fetchone()
    return expected if counter and counter[0] >= expected else None


def _seal(salt: bytes, *content: object) -> bytes:
    return sha256(salt + json.dumps(content).encode()).digest()
