"""What the disk does to us: each failure is one plain sentence, and the file stays as it was."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sextortion_helper.case import connect
from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import (
    StoreDamagedError,
    StoreError,
    StoreFileError,
    StoreFullError,
    StoreGoneError,
    StoreLockedError,
    StoreNewerError,
    StoreReadOnlyError,
)

from .conftest import BROKEN, FULL, READ_ONLY, START, fail, heal

KINDS: list[type[StoreFileError]] = [StoreFileError, *StoreFileError.__subclasses__()]


def filled(path: Path) -> Path:
    store = Store.plain(path)
    session = store.new_session(START)
    for number in range(60):
        store.put_note(session, f"t{number}", "f", "words " * 50, START)
    store.close()
    path.with_name("store.db-journal").unlink()  # empty; so that tests see what a refusal leaves
    return path


def refuses(path: Path, kind: type[StoreFileError]) -> None:
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        Store.plain(path)
    assert type(caught.value) is kind
    assert caught.value.path == path
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_key_and_a_sentence(kind: type[StoreFileError]) -> None:
    sentence = str(kind(Path("here") / "store.db"))
    assert issubclass(kind, StoreError)
    assert kind.key.startswith("store-")
    assert "store.db" in sentence
    assert sentence.endswith(".")
    assert "!" not in sentence
    assert "sqlite" not in sentence.lower()


def test_keys_are_apart() -> None:
    ends = ("failed", "locked", "damaged", "newer", "full", "read-only", "gone", "exists", "none")
    assert {kind.key for kind in KINDS} == {f"store-{end}" for end in ends}


@pytest.mark.parametrize(
    "content",
    [
        b"Dear diary, this is no database. " * 200,
        b"Dear diary.",
        os.urandom(8192),
        b"SQLite format 3\x00" + bytes(84),
    ],
    ids=["text", "short", "noise", "header only"],
)
def test_what_is_no_database_is_refused(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    refuses(path, StoreDamagedError)


def test_another_programs_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE passwords (x)")
    database.close()
    refuses(path, StoreDamagedError)


@pytest.mark.parametrize("page", range(1, 8))
def test_a_broken_page_is_refused(path: Path, page: int) -> None:
    content = bytearray(filled(path).read_bytes())
    assert len(content) > 8 * 4096
    start = page * 4096
    content[start : start + 64] = bytes(byte ^ 0xFF for byte in content[start : start + 64])
    path.write_bytes(content)
    refuses(path, StoreDamagedError)


@pytest.mark.parametrize("keep", [200, 4096, 9000])
def test_a_cut_file_is_refused(path: Path, keep: int) -> None:
    content = filled(path).read_bytes()
    path.write_bytes(content[:keep])
    refuses(path, StoreDamagedError)


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE note SET at = 'yesterday' WHERE task = 't1'",
        "INSERT INTO answer VALUES (1, 'q', 'no list')",
        "INSERT INTO answer VALUES (1, 'q', '7')",
        "UPDATE note SET text = CAST(x'ff' AS TEXT) WHERE task = 't1'",
    ],
)
def test_a_row_that_makes_no_sense_is_damage(path: Path, edit: str) -> None:
    database = sqlite3.connect(filled(path))
    database.execute(edit)
    database.commit()
    database.close()
    store = Store.plain(path)
    with pytest.raises(StoreDamagedError):
        store.load(1)
    store.close()


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    database = sqlite3.connect(filled(path))
    database.execute("PRAGMA user_version=99")
    database.execute("CREATE TABLE of_tomorrow (x)")
    database.commit()
    database.close()
    before = path.stat().st_mtime_ns
    refuses(path, StoreNewerError)
    assert path.stat().st_mtime_ns == before


OPENER = """
import sys; from pathlib import Path
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError
try: Store.plain(Path(sys.argv[1]))
except StoreError as error: print(type(error).__name__, error)
else: print("opened")
"""


def other_process(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OPENER, str(path)], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stderr == ""
    return done.stdout


def test_a_second_window_is_told_one_sentence(path: Path) -> None:
    store = Store.plain(path)
    assert other_process(path).startswith("StoreLockedError ")
    assert "another window" in other_process(path)
    with pytest.raises(StoreLockedError):
        Store.plain(path)
    assert Store.exists(path)
    assert other_process(path).startswith("StoreLockedError ")  # none of this gave the lock away
    store.new_session(START)
    store.close()
    assert other_process(path) == "opened\n"


def test_disk_full(path: Path) -> None:
    store = Store.plain(filled(path))
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFullError, match="no room"):
        store.put_note(1, "t", "f", "x" * 50_000, START)
    assert ("t", "f") not in store.load(1).notes
    store._db.execute("PRAGMA max_page_count=100000")
    store.put_note(1, "t", "f", "x" * 50_000, START)
    assert ("t", "f") in store.load(1).notes
    assert store.verify_log() is None
    store.close()


@pytest.mark.parametrize("words", ["BEGIN", "INSERT INTO log", "REPLACE", "UPDATE session", "COMMIT"])
@pytest.mark.parametrize(
    ("error", "kind"), [(FULL, StoreFullError), (READ_ONLY, StoreReadOnlyError), (BROKEN, StoreFileError)]
)
def test_a_write_that_fails_changes_nothing(
    store: Store, words: str, error: Exception, kind: type[StoreFileError]
) -> None:
    session = store.new_session(START)
    before = store.load(session)
    fail(store, error, words)
    with pytest.raises(StoreError) as caught:
        store.put_task(session, "t", TaskState.DONE, START)
    assert type(caught.value) is kind
    heal(store)
    assert store.load(session) == before
    store.put_task(session, "t", TaskState.DONE, START)
    assert store.verify_log() is None


def test_reading_can_fail_too(store: Store) -> None:
    store.new_session(START)
    fail(store, BROKEN, "SELECT")
    for call in (store.sessions, store.log, store.verify_log, lambda: store.load(1)):
        with pytest.raises(StoreFileError):
            call()


def test_a_file_where_the_directory_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file" / "store.db", tmp_path / "file" / "deep" / "store.db"):
        with pytest.raises(StoreReadOnlyError):
            Store.plain(path)
        assert not Store.exists(path)
    assert (tmp_path / "file").read_text() == "x"


def test_a_directory_where_the_file_should_be(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreReadOnlyError):
        Store.plain(path)
    with pytest.raises(StoreReadOnlyError):
        Store.wipe(path)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.EACCES, StoreReadOnlyError),
        (errno.EROFS, StoreReadOnlyError),
        (errno.ENOSPC, StoreFullError),
        (errno.EIO, StoreFileError),
    ],
)
def test_the_systems_errors(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: type[StoreFileError]
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(connect, "make_private_dir", refuse)
    with pytest.raises(StoreError) as caught:
        Store.plain(path)
    assert type(caught.value) is kind


def test_a_file_that_may_not_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root nothing is forbidden, so SQLite itself is told to open it for reading only."""
    filled(path)
    before = path.read_bytes()

    def read_only(name: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{name}?mode=ro", uri=True, isolation_level=None)

    driver = connect.Driver("plain", read_only, sqlite3.Error)
    store = Store(path, driver)
    assert len(store.load(1).notes) == 60  # reading is not denied to anyone
    with pytest.raises(StoreReadOnlyError):
        store.put_task(1, "t", TaskState.DONE, START)
    store.close()
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")
@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_file_gone_under_us_is_noticed(path: Path, how: str) -> None:
    store = Store.plain(filled(path))
    if how == "moved":
        path.rename(path.with_name("elsewhere"))
    else:
        path.unlink()
    if how == "replaced":
        path.write_bytes(b"")
    with pytest.raises(StoreGoneError):
        store.put_task(1, "t", TaskState.DONE, START)
    with pytest.raises(StoreGoneError):
        store.delete_session(1)
    assert len(store.load(1).notes) == 60
    store.close()


def test_wipe_says_what_it_could_not_remove(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)

    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "no")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(StoreReadOnlyError):
            Store.wipe(path)
    assert path.read_bytes() == b""  # the words are gone all the same
    assert not Store.exists(path)
    Store.wipe(path)
    assert not path.exists()


def test_the_seam_for_a_passphrase(path: Path) -> None:
    """`unlock` comes before anything else, and errors need not be sqlite3's."""
    asked: list[str] = []

    class WrongKeyError(Exception):
        pass

    class Spy(sqlite3.Connection):
        def execute(self, sql: str, *args: object) -> sqlite3.Cursor:
            asked.append(sql)
            return super().execute(sql, *args)  # type: ignore[arg-type]

    def refuse(connection: connect.Connection) -> None:
        connection.execute("PRAGMA key='x'")
        raise WrongKeyError("file is not a database")

    def make(name: str) -> sqlite3.Connection:
        return sqlite3.connect(name, isolation_level=None, factory=Spy)

    with pytest.raises(StoreDamagedError):
        Store(path, connect.Driver("passphrase", make, WrongKeyError, refuse))
    assert asked == ["PRAGMA key='x'"]
    store = Store(path, connect.Driver("passphrase", make, sqlite3.Error))
    assert store.mode == "passphrase"
    store.close()


def test_errors_are_known_by_code_and_by_words(path: Path) -> None:
    class Coded(sqlite3.OperationalError):
        pass

    error = Coded("whatever")
    error.sqlite_errorcode = 1032
    assert type(connect.told(error, path)) is StoreGoneError
    error.sqlite_errorcode = 13 | 5 << 8
    assert type(connect.told(error, path)) is StoreFullError
    error.sqlite_errorcode = 10
    assert type(connect.told(error, path)) is StoreFileError
    assert type(connect.told(sqlite3.OperationalError("database is locked"), path)) is StoreLockedError
