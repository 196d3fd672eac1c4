"""The kept cases: one SQLite database, in memory or in a file, with the same code for both.

Every change is one committed transaction before the method returns [R10]. Every method may raise
`StoreFileError` or one of its kinds; a change that raised may be made again as it was.
"""

from __future__ import annotations

import contextlib
import json
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar

from sextortion_helper.case import log, schema
from sextortion_helper.case.connect import MEMORY, PLAIN, Connection, Driver, connect, settle, told
from sextortion_helper.case.models import Case, Note, SessionInfo, TaskRecord, TaskState, fit, utc
from sextortion_helper.case.wipe import wipe
from sextortion_helper.errors import (
    StoreDamagedError,
    StoreError,
    StoreGoneError,
    UnknownIdError,
    WrongPassphraseError,
)


class Store:
    """An open store. Take `Store.memory()`, `Store.plain(path)` or `Store.sealed(path, passphrase)`;
    `close()` gives the file free.
    """

    _opened: ClassVar[weakref.WeakSet[Store]] = weakref.WeakSet()  # those with a file

    def __init__(self, path: Path | None, driver: Driver) -> None:
        self.path = path
        self.mode = driver.mode
        self._place = path or Path(":memory:")
        self._driver = driver
        self._errors = driver.errors
        self._lock = threading.RLock()
        self._inside = False  # a transaction
        self._traces = False  # something was removed whose old bytes may still lie in a page
        self._must_clear = False  # this transaction was asked to remove something
        self._db = connect(path, driver)
        try:
            schema.check(self._db, self._place)
            settle(self._db, path)
            self._identity = self._found()
            if path is not None:
                Store._opened.add(self)
            with self.transaction():
                schema.upgrade(self._db)
            # A kill right after a removal leaves its traces; nobody is told, so a failure can wait.
            self._traces = log.ends_in_removal(self._db)
            self._clear_traces(must=False)
        except BaseException as error:
            self.close()
            if isinstance(error, driver.errors):
                raise told(error, self._place) from error
            raise

    @classmethod
    def memory(cls) -> Store:
        """A store that is gone with the process."""
        return cls(None, MEMORY)

    @classmethod
    def plain(cls, path: Path) -> Store:
        """The store in the file `path`, made if absent. Raises the kinds of StoreFileError."""
        return cls(path, PLAIN)

    @classmethod
    def sealed(cls, path: Path, passphrase: str) -> Store:
        """The encrypted store in the file `path`, made if absent. Nothing can open it without the passphrase.

        Raises the kinds of StoreFileError and of PassphraseError, and NoCipherError where the library
        is missing; then nothing was written.
        """
        from sextortion_helper.case import vault  # it knows of this module

        return cls(path, vault.driver(path, passphrase))

    @staticmethod
    def at(path: Path) -> Store | None:
        """The store this process has open at `path`. Such a file must not be opened a second time, not even
        to look at its first bytes: closing it again would drop the lock.
        """
        try:
            seen = path.stat()
        except OSError:
            return None
        for store in list(Store._opened):
            if store._identity == (seen.st_dev, seen.st_ino):
                return store
        return None

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether something is kept at `path`. The file is not opened."""
        try:
            return path.is_file() and path.stat().st_size > 0
        except OSError:
            return False

    @property
    def schema(self) -> int:
        """The number of the schema of what is kept."""
        with self._reading():
            return int(self._rows("PRAGMA user_version")[0][0])

    def opens_with(self, passphrase: str) -> bool:
        """Whether this (normalised) passphrase is the one the store was opened with."""
        return self._driver.knows(passphrase)

    # -- reading ----------------------------------------------------------------------------------

    def sessions(self, most: int = -1, skip: int = 0) -> list[SessionInfo]:
        """The sessions, the one touched last first: all, or at most so many behind the first `skip`."""
        with self._reading():
            return [
                SessionInfo(id_, alias, _moment(created), _moment(touched))
                for id_, alias, created, touched in self._rows(
                    "SELECT id, alias, created, touched FROM session"
                    " ORDER BY touched DESC, id DESC LIMIT ? OFFSET ?",
                    most,
                    skip,
                )
            ]

    def last_session(self) -> int | None:
        """The session changed last, by the log: the clock may have been put back since."""
        with self._reading():
            last = "SELECT s.id FROM log JOIN session AS s ON s.id = log.session ORDER BY n DESC LIMIT 1"
            return next((int(session) for (session,) in self._rows(last)), None)

    def count_sessions(self) -> int:
        """How many sessions there are."""
        with self._reading():
            return int(self._rows("SELECT count(*) FROM session")[0][0])

    def setting(self, name: str) -> str:
        """What was chosen for this store as a whole; empty: nothing."""
        with self._reading():
            found = self._rows("SELECT value FROM setting WHERE name = ?", name)
            return str(found[0][0]) if found else ""

    def load(self, session: int) -> Case:
        """One session. Raises UnknownIdError if there is none of that number."""
        with self._reading():
            found = self._rows("SELECT alias, created, touched FROM session WHERE id = ?", session)
            if not found:
                raise _unknown(session)
            alias, created, touched = found[0]
            answers = self._rows("SELECT question, options FROM answer WHERE session = ?", session)
            tasks = self._rows("SELECT task, state, at, reason FROM task WHERE session = ?", session)
            notes = self._rows("SELECT task, field, text, at FROM note WHERE session = ?", session)
            return Case(
                session,
                alias,
                _moment(created),
                _moment(touched),
                MappingProxyType({q: tuple(str(o) for o in json.loads(options)) for q, options in answers}),
                MappingProxyType({t: TaskRecord(TaskState(s), _moment(at), why) for t, s, at, why in tasks}),
                MappingProxyType({(t, f): Note(text, _moment(at)) for t, f, text, at in notes}),
            )

    def log(self) -> list[log.LogEntry]:
        """What was done when, oldest first."""
        with self._reading():
            return log.entries(self._db)

    def verify_log(self) -> int | None:
        """None if the log's chain is whole, else the number of the first row that does not fit."""
        with self._reading():
            return log.first_broken(self._db)

    # -- writing ----------------------------------------------------------------------------------

    def new_session(self, now: datetime, alias: str = "", wanted: int = 0) -> int:
        """Begin a session; gives its number, which is never used twice: `wanted`, if that is still free."""
        at = _stamp(now)
        with self.transaction():
            given = self._rows("SELECT 1 FROM sqlite_sequence WHERE name = 'session' AND seq >= ?", wanted)
            number = wanted if wanted and not given else None
            sql = "INSERT INTO session (id, alias, created, touched) VALUES (?, ?, ?, ?)"
            session = self._db.execute(sql, (number, fit(alias), at, at)).lastrowid or 0
            log.append(self._db, session, at, "added", "session")
        return session

    def rename(self, session: int, alias: str, now: datetime) -> None:
        """Give a session another alias; empty: none. The log does not name it. Raises UnknownIdError."""
        with self.transaction():
            self.touch(session, now)
            (old,) = self._db.execute("SELECT alias FROM session WHERE id = ?", (session,)).fetchone()
            if fit(alias) == old:
                return
            self._db.execute("UPDATE session SET alias = ? WHERE id = ?", (fit(alias), session))
            self._traces = self._traces or bool(old)
            self._must_clear = self._must_clear or not alias
            action = "removed" if not alias else "changed" if old else "added"
            log.append(self._db, session, _stamp(now), action, "alias")

    def put_answer(self, session: int, question: str, options: Sequence[str], now: datetime) -> None:
        """Keep an answer; no options: forget it. Raises UnknownIdError for an unknown session."""
        value = json.dumps([fit(option) for option in options]) if options else None
        self._put("answer", session, {"question": question}, {"options": value} if value else None, now)

    def put_task(self, session: int, task: str, state: TaskState, now: datetime, reason: str = "") -> None:
        """Keep where a task stands, since `now`. Raises UnknownIdError for an unknown session."""
        row = {"state": state.value, "at": _stamp(now), "reason": fit(reason)}
        self._put("task", session, {"task": task}, row, now)

    def put_note(self, session: int, task: str, field: str, text: str, now: datetime) -> None:
        """Keep the text of a field; empty text removes it. Raises UnknownIdError for an unknown session."""
        row = {"text": fit(text), "at": _stamp(now)} if text else None
        self._put("note", session, {"task": task, "field": field}, row, now)

    def delete_note(self, session: int, task: str, field: str, now: datetime) -> None:
        """Remove the text of a field. Raises UnknownIdError for an unknown session."""
        self.put_note(session, task, field, "", now)

    def put_setting(self, name: str, value: str) -> None:
        """Keep a choice for this store as a whole. It is of no person, and not in the log."""
        with self.transaction():
            self._db.execute("REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))

    def touch(self, session: int, now: datetime) -> None:
        """Set when the session was last changed. Raises UnknownIdError for an unknown session."""
        with self.transaction():
            if not self._db.execute(
                "UPDATE session SET touched = ? WHERE id = ?", (_stamp(now), session)
            ).rowcount:
                raise _unknown(session)

    def delete_session(self, session: int, now: datetime | None = None) -> None:
        """Remove a session with all it holds, and empty its rows of the log. Nothing there: nothing done."""
        with self.transaction():
            self._must_clear = True
            if self._db.execute("DELETE FROM session WHERE id = ?", (session,)).rowcount:
                self._traces = True
                log.empty(self._db, session)
                log.append(self._db, session, _stamp(now or datetime.now(UTC)), "removed", "session")

    def rekey(self, change: Callable[[Connection], None], new: Driver) -> None:
        """Let `change` encrypt the file for the driver `new`. An error: it still opens as before.

        For `vault.change_passphrase`. Raises StoreFileError and its kinds.
        """
        with self._lock:
            if self._inside:
                raise RuntimeError("The passphrase can't be changed inside a transaction.")
            if self.path is None or self._found() != self._identity:
                raise StoreGoneError(self._place)
            try:
                change(self._db)
            except BaseException as error:
                # The library may now mix both keys: nothing is written through this connection again.
                changed = self._open_again(new)
                if changed and isinstance(error, (self._errors, StoreError)):
                    return  # it failed after all was done
                if isinstance(error, self._errors):
                    raise told(error, self._place) from error
                raise
            self._driver = new

    def _open_again(self, new: Driver) -> bool:
        """Open the file anew with the present driver or, if that is past, with `new`: True."""
        self._db.close()
        for driver in (self._driver, new):
            with contextlib.suppress(WrongPassphraseError):
                self._db = connect(self.path, driver)
                try:
                    settle(self._db, self.path)
                except self._errors as error:
                    raise told(error, self._place) from error
                self._driver = driver
                return driver is new
        raise StoreDamagedError(self._place)

    def close(self) -> None:
        """Give the file free. Nothing waits to be written."""
        Store._opened.discard(self)
        with contextlib.suppress(*self._errors):
            self._db.close()

    @staticmethod
    def wipe(path: Path) -> None:
        """Remove a closed store and its journals (see `wipe.py`). Raises StoreFileError and its kinds."""
        wipe(path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Several changes as one: all are kept or none. Inside another one it is part of that."""
        with self._lock:
            if self._inside:
                yield
                return
            self._inside, self._must_clear = True, False
            try:
                self._begin()
                yield
                self._db.execute("COMMIT")
            except BaseException as error:
                self._roll_back()
                if isinstance(error, self._errors):
                    raise told(error, self._place) from error
                raise
            finally:
                self._inside = False
            self._clear_traces(must=self._must_clear)

    def _begin(self) -> None:
        if self.path is not None and self._found() != self._identity:
            raise StoreGoneError(self.path)  # SQLite would go on writing into a file without a name
        self._db.execute("BEGIN IMMEDIATE")

    def _roll_back(self) -> None:
        with contextlib.suppress(*self._errors):  # the first error is the one to tell
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def _clear_traces(self, must: bool) -> None:
        """After a removal, write the file anew: `secure_delete` leaves old copies where rows moved.

        Its failure is an error only where the removal was asked for (`must`); else it waits.
        """
        if not self._traces:
            return
        try:
            if self.path is not None:
                self._db.execute("VACUUM")
            self._traces = False
        except self._errors as error:
            if must:
                raise told(error, self._place) from error

    def _put(
        self, table: str, session: int, key: dict[str, str], row: dict[str, str] | None, now: datetime
    ) -> None:
        """Set or remove (`row` None) the row of `table` under `key`; table and column names are ours."""
        key = {name: fit(value) for name, value in key.items()}
        where = " AND ".join(f"{name} = ?" for name in ("session", *key))
        place = (session, *key.values())
        with self.transaction():
            self.touch(session, now)
            self._must_clear = self._must_clear or row is None
            old = self._db.execute(f"SELECT 1 FROM {table} WHERE {where}", place).fetchone()
            if row is not None:
                names = ("session", *key, *row)
                self._db.execute(
                    f"REPLACE INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",
                    (*place, *row.values()),
                )
            elif old:
                self._db.execute(f"DELETE FROM {table} WHERE {where}", place)
                self._traces = True
            else:
                return
            action = "removed" if row is None else "changed" if old else "added"
            log.append(self._db, session, _stamp(now), action, f"{table}:{'/'.join(key.values())}")

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self._db.execute(sql, parameters).fetchall()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except self._errors as error:
                raise told(error, self._place) from error
            except (ValueError, TypeError) as error:  # a day, state or list that is none
                raise StoreDamagedError(self._place) from error

    def _found(self) -> tuple[int, int] | None:
        """Which file stands at the path now."""
        try:
            seen = self._place.stat()
        except OSError:
            return None
        return seen.st_dev, seen.st_ino


def _stamp(moment: datetime) -> str:
    return utc(moment).isoformat(timespec="microseconds")


def _moment(stamp: str) -> datetime:
    return utc(datetime.fromisoformat(stamp))


def _unknown(session: int) -> UnknownIdError:
    return UnknownIdError(f"There is no case number {session} in this store.")
