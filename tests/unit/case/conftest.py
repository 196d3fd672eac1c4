"""A clock that moves, a directory that is nobody's home, and a way to make a store fail."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sextortion_helper.case.store import Store

START = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)


class Clock:
    """A minute passes with each look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Failing:
    """A connection that refuses every statement beginning with one of `words`, as SQLite would."""

    def __init__(self, real: Any, error: Exception, words: tuple[str, ...]) -> None:
        self.real, self.error, self.words = real, error, words

    @property
    def in_transaction(self) -> bool:
        return bool(self.real.in_transaction)

    def execute(self, sql: str, parameters: Any = ()) -> Any:
        if sql.startswith(self.words):
            raise self.error
        return self.real.execute(sql, parameters)

    def close(self) -> None:
        self.real.close()


FULL = sqlite3.OperationalError("database or disk is full")
READ_ONLY = sqlite3.OperationalError("attempt to write a readonly database")
BROKEN = sqlite3.OperationalError("disk I/O error")


def fail(store: Store, error: Exception = FULL, *words: str) -> None:
    """From now on the store can't write (or refuses what begins with `words`)."""
    store._db = Failing(store._db, error, words or ("INSERT", "REPLACE", "UPDATE", "DELETE"))


def heal(store: Store) -> None:
    assert isinstance(store._db, Failing)
    store._db = store._db.real


def on_disk(path: Path) -> bytes:
    """The bytes of everything in the directory of the store."""
    return b"".join(p.read_bytes() for p in sorted(path.parent.rglob("*")) if p.is_file())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nextsteps" / "store.db"


@pytest.fixture
def plain(path: Path) -> Iterator[Store]:
    store = Store.plain(path)
    yield store
    store.close()


@pytest.fixture(params=["memory", "plain"])
def store(request: pytest.FixtureRequest, path: Path) -> Iterator[Store]:
    """The same tests for every mode."""
    opened = Store.memory() if request.param == "memory" else Store.plain(path)
    yield opened
    opened.close()
