"""A store under a passphrase: what DESIGN 7 asks, one test or more for each word of it."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as cipher

from sextortion_helper.case import connect, schema, vault
from sextortion_helper.case.models import Note, TaskRecord, TaskState
from sextortion_helper.case.status import status
from sextortion_helper.case.store import Store
from sextortion_helper.errors import (
    EmptyPassphraseError,
    NoCipherError,
    NotSealedError,
    PassphraseError,
    ShortPassphraseError,
    StoreDamagedError,
    StoreError,
    StoreFileError,
    StoreFullError,
    StoreGoneError,
    StoreLockedError,
    StoreNewerError,
    WrongPassphraseError,
)

from .conftest import START, fail, heal, on_disk
from .test_case_store import (  # the same tests for this mode: `store` is the fixture below
    DAY,
    VERSION_1,
    test_a_deleted_session_takes_the_content_of_its_log_along,  # noqa: F401
    test_a_transaction_is_all_or_nothing,  # noqa: F401
    test_empty_forgets,  # noqa: F401
    test_half_signs_are_replaced_not_refused,  # noqa: F401
    test_log_holds_ids_and_actions_only,  # noqa: F401
    test_putting_again_replaces,  # noqa: F401
    test_sessions_are_apart_and_sorted,  # noqa: F401
    test_times_without_zone_are_refused_and_change_nothing,  # noqa: F401
    test_unknown_session,  # noqa: F401
    test_what_is_put_is_loaded,  # noqa: F401
)

WORDS = "correct horse battery staple"
OTHER = "another one of these passphrases"
HOLD = """
import pathlib, sys, time
from sextortion_helper.case.store import Store
store = Store.plain(pathlib.Path(sys.argv[1]))
print("open", flush=True)
time.sleep(60)
"""
FULL = cipher.OperationalError("database or disk is full")


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.sealed(path, WORDS)
    yield opened
    opened.close()


def filled(path: Path, passphrase: str = WORDS) -> Path:
    store = Store.sealed(path, passphrase)
    session = store.new_session(START)
    with store.transaction():
        for number in range(60):
            store.put_note(session, f"t{number}", "f", f"words-{number} " * 50, START)
    store.close()
    path.with_name("store.db-journal").unlink()  # empty; so that tests see what a refusal leaves
    return path


def refuses(path: Path, kind: type[StoreError], passphrase: str = WORDS) -> StoreError:
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(StoreError) as caught:
        Store.sealed(path, passphrase)
    assert type(caught.value) is kind
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name]
    return caught.value


def raw(path: Path, passphrase: str = WORDS) -> Any:
    """The file as any other program with SQLCipher 4 opens it, knowing the passphrase alone."""
    connection = cipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key={vault._quoted(passphrase)}")
    return connection


def notes(store: Store) -> int:
    return len(store.load(store.sessions()[0].id).notes)


# -- what is on the disk --------------------------------------------------------------------------


def test_the_file_is_no_plain_database(store: Store, path: Path) -> None:
    assert store.mode == "passphrase"
    session = store.new_session(START)
    store.put_note(session, "t", "f", "x", START)
    assert not path.read_bytes().startswith(b"SQLite format 3")
    store.close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(StoreDamagedError):
        Store.plain(path)


def put_needles(store: Store) -> None:
    session = store.new_session(START, "NEEDLE-alias")
    store.put_answer(session, "NEEDLE-question", ("NEEDLE-option",), START)
    store.put_task(session, "NEEDLE-task", TaskState.SKIPPED, START, "NEEDLE-reason")
    for number in range(30):
        store.put_note(session, "NEEDLE-task", f"NEEDLE-field-{number}", "NEEDLE-text " * 200, START)
    store.put_note(session, "NEEDLE-task", "NEEDLE-field-1", "", START)


@pytest.mark.parametrize("mode", ["plain", "passphrase"])
def test_a_needle_in_every_field_is_found_nowhere(path: Path, mode: str) -> None:
    """In the plain mode it is found in file and journal: so the test would see it."""
    store = Store.plain(path) if mode == "plain" else Store.sealed(path, WORDS)
    put_needles(store)
    journal = path.with_name("store.db-journal")
    places = [path.read_bytes()]
    store._db.execute("PRAGMA cache_size=1")  # so that changed pages go to the disk before the end
    with store.transaction():
        for number in range(30):
            store.put_note(1, "NEEDLE-task", f"NEEDLE-field-{number}", "NEEDLE-new " * 200, START)
        assert journal.stat().st_size > 4096
        places += [path.read_bytes(), journal.read_bytes()]
    for place in places:
        assert (b"NEEDLE" in place) is (mode == "plain")
    everything = b"".join(places) + on_disk(path)
    if mode == "passphrase":
        seen = everything.lower()
        for word in (b"needle", b"create table", b"sqlite format", b"session", WORDS.encode(), b"horse"):
            assert word not in seen
    store.delete_session(1)
    assert b"NEEDLE" not in on_disk(path)
    store.close()


def test_pragmas(store: Store) -> None:
    def ask(name: str) -> object:
        return store._db.execute(f"PRAGMA {name}").fetchone()[0]

    store.new_session(START)
    names = ("journal_mode", "synchronous", "secure_delete", "locking_mode", "foreign_keys", "temp_store")
    assert [ask(name) for name in names] == ["truncate", 3, 1, "exclusive", 1, 2]
    assert (ask("trusted_schema"), ask("cipher_log_level"), ask("cipher_status")) == (0, "NONE", "1")
    assert ask("application_id") == schema.APPLICATION_ID


def test_the_defaults_of_sqlcipher_4(store: Store) -> None:
    settings = {row[0] for row in store._db.execute("PRAGMA cipher_settings").fetchall()}
    assert settings == {
        "PRAGMA kdf_iter = 256000;",
        "PRAGMA cipher_page_size = 4096;",
        "PRAGMA cipher_use_hmac = 1;",
        "PRAGMA cipher_plaintext_header_size = 0;",
        "PRAGMA cipher_hmac_algorithm = HMAC_SHA512;",
        "PRAGMA cipher_kdf_algorithm = PBKDF2_HMAC_SHA512;",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX modes")
def test_modes_of_directory_file_and_journal(store: Store, path: Path) -> None:
    store.new_session(START)
    seen = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (path.parent, *path.parent.iterdir())}
    assert seen == {"nextsteps": 0o700, "store.db": 0o600, "store.db-journal": 0o600}


def test_opening_again_writes_nothing(path: Path) -> None:
    before = filled(path).read_bytes()
    store = Store.sealed(path, WORDS)
    assert (notes(store), store.verify_log()) == (60, None)
    store.close()
    assert path.read_bytes() == before


def test_what_is_deleted_is_written_anew(path: Path) -> None:
    store = Store.sealed(filled(path), WORDS)
    big = path.stat().st_size
    store.delete_session(1)
    assert path.stat().st_size < big
    store.close()
    Store.wipe(path)
    assert not path.exists()


# -- the passphrase -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "passphrase",
    [
        "it's 'quoted' \"twice\" -- ; DROP",
        "'''''''''''' ",
        "Übergröße über alles 🙂",
        "\\x00 %s {} \\' back",
        "x'" + "2d" * 32 + "'",
        "ｆｕｌｌ ｗｉｄｔｈ ｓｉｇｎｓ",
        "long " * 500,
    ],
)
def test_any_passphrase_works_in_every_way_to_type_it(path: Path, passphrase: str) -> None:
    filled(path, passphrase)
    for form in ("NFC", "NFD", "NFKD"):
        store = Store.sealed(path, f"  {unicodedata.normalize(form, passphrase)} ")
        assert notes(store) == 60
        store.close()
    other = raw(path, vault.normal(passphrase))
    assert other.execute("SELECT count(*) FROM note").fetchone() == (60,)
    other.close()
    refuses(path, WrongPassphraseError, passphrase.strip()[:-1] + "#")


def test_a_wrong_passphrase_leaves_the_file_untouched(path: Path) -> None:
    filled(path)
    error = refuses(path, WrongPassphraseError, OTHER)
    assert isinstance(error, PassphraseError)
    assert OTHER not in str(error)
    refuses(path, WrongPassphraseError, WORDS.capitalize())
    refuses(path, WrongPassphraseError, "short")  # the rule is for new ones; this one is just wrong
    refuses(path, EmptyPassphraseError, " ")
    store = Store.sealed(path, WORDS)
    assert notes(store) == 60
    store.close()


def test_a_shorter_one_of_another_program_opens(path: Path) -> None:
    path.parent.mkdir()
    connection = raw(path, "short")
    connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    connection.close()
    store = Store.sealed(path, "short")
    (info,) = store.sessions()
    assert info.alias == "Fox"
    store.close()


@pytest.mark.parametrize("passphrase", ["", "  ", "short", "a\nb c d e f g h i"])
def test_a_new_file_needs_a_good_one(path: Path, passphrase: str) -> None:
    with pytest.raises(PassphraseError):
        Store.sealed(path, passphrase)
    assert not path.parent.exists()


def run(code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr == ""  # the library would like to talk
    return done.stdout


OPENER = """
import sys
from pathlib import Path
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError
try: Store.sealed(Path(sys.argv[1]), sys.argv[2])
except StoreError as error: print(type(error).__name__, error)
else: print("opened")
"""


def test_a_second_window_is_told_one_sentence_and_the_library_nothing(path: Path) -> None:
    store = Store.sealed(path, WORDS)
    for _ in range(2):
        for passphrase in (WORDS, OTHER):
            told = run(OPENER, str(path), passphrase)
            assert told.startswith("StoreLockedError ")
            assert "another window" in told
        # None of this may give the lock away: looked at, and opened once more, in this very process.
        assert vault.kind(path) == "sealed"
        assert status(path)["mode"] == "passphrase"
        with pytest.raises(StoreLockedError):
            Store.sealed(path, WORDS)
    store.new_session(START)
    store.close()
    assert run(OPENER, str(path), OTHER).startswith("WrongPassphraseError ")
    assert run(OPENER, str(path), WORDS) == "opened\n"


# -- a library that is missing or does not encrypt ------------------------------------------------


def test_without_the_library_all_else_works(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    for name in ("sqlcipher3", "sqlcipher3.dbapi2"):
        monkeypatch.setitem(sys.modules, name, None)
    new = path.with_name("new") / "store.db"
    for where in (path, new):
        with pytest.raises(NoCipherError) as caught:
            Store.sealed(where, WORDS)
        assert caught.value.key == "store-no-cipher"
    assert not new.parent.exists()
    assert vault.cipher_version() is None
    assert vault.kind(path) == "sealed"
    assert status(path)["cipher_version"] is None
    store = Store.plain(new)
    store.new_session(START)
    store.close()
    assert status(new)["schema"] == len(schema.UPGRADES)
    Store.wipe(path)
    assert vault.kind(path) == "none"


def test_a_build_without_encryption_is_refused_and_makes_no_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes the key without a word, and would write plain text."""
    monkeypatch.setattr(vault, "_library", lambda: sqlite3)
    with pytest.raises(NoCipherError):
        Store.sealed(path, WORDS)
    assert not path.parent.exists()
    assert vault.cipher_version() is None


@pytest.mark.parametrize(
    "claims", [{}, {"cipher_version": "4.9"}, {"cipher_version": "4.9", "cipher_status": "0"}]
)
def test_it_is_asked_again_before_anything_is_written(path: Path, claims: dict[str, str]) -> None:
    asked: list[str] = []

    class Spy(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            asked.append(sql)
            claim = claims.get(sql.removeprefix("PRAGMA "))
            return super().execute(f"SELECT '{claim}'" if claim else sql, *args)

    def make(name: str) -> sqlite3.Connection:
        return sqlite3.connect(name, isolation_level=None, factory=Spy)

    ours = vault.driver(path, WORDS)
    with pytest.raises(NoCipherError):
        Store(path, connect.Driver(ours.mode, make, sqlite3.Error, ours.unlock))
    assert path.read_bytes() == b""
    questions = ["PRAGMA cipher_version", "PRAGMA cipher_status"][: max(1, len(claims) + (len(claims) == 1))]
    assert asked == ["PRAGMA cipher_log_level=NONE", f"PRAGMA key='{WORDS}'", *questions]


# -- files that are not as they should be ---------------------------------------------------------


def test_a_plain_file_is_not_taken_for_a_sealed_one(path: Path) -> None:
    Store.plain(path).close()
    path.with_name("store.db-journal").unlink(missing_ok=True)
    refuses(path, NotSealedError)


PAGES = 12  # at least so many has `filled`


@pytest.mark.parametrize("page", range(PAGES))
@pytest.mark.parametrize("how", ["flipped", "one bit", "zeroed"])
def test_a_broken_page_is_refused(path: Path, page: int, how: str) -> None:
    content = bytearray(filled(path).read_bytes())
    assert len(content) >= PAGES * 4096
    start = page * 4096 + 100
    if how == "one bit":
        content[start] ^= 1
    elif how == "flipped":
        content[start : start + 64] = bytes(byte ^ 0xFF for byte in content[start : start + 64])
    else:
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(content)
    # The first page can't be told from one under another passphrase.
    refuses(path, StoreDamagedError if page else WrongPassphraseError)


@pytest.mark.parametrize(
    ("keep", "kind"), [(200, WrongPassphraseError), (4096, StoreDamagedError), (9000, StoreDamagedError)]
)
def test_a_cut_file_is_refused(path: Path, keep: int, kind: type[StoreError]) -> None:
    path.write_bytes(filled(path).read_bytes()[:keep])
    refuses(path, kind)


@pytest.mark.parametrize(
    "content", [b"Dear diary, this is no database. " * 200, b"Dear diary.", os.urandom(8192)]
)
def test_what_is_no_store_is_refused(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert "damaged" in str(refuses(path, WrongPassphraseError))


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    connection = raw(filled(path))
    connection.execute("PRAGMA user_version=99")
    connection.close()
    refuses(path, StoreNewerError)


def test_another_programs_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    connection = raw(path)
    connection.execute("CREATE TABLE passwords (x)")
    connection.close()
    refuses(path, StoreDamagedError)


def _to_next(connection: connect.Connection) -> None:
    connection.execute("ALTER TABLE session ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")


def test_an_older_file_is_upgraded_with_all_it_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir()
    connection = raw(path)
    connection.executescript(VERSION_1.read_text(encoding="utf-8"))
    connection.close()
    store = Store.sealed(path, WORDS)
    before = store.load(1)
    assert before.tasks["mute-chat"] == TaskRecord(TaskState.SKIPPED, START + DAY, "later")
    assert before.notes["note-account", "name"] == Note("ü 🙂", START + DAY)
    store.close()
    number = len(schema.UPGRADES) + 1
    monkeypatch.setattr(schema, "UPGRADES", (*schema.UPGRADES, _to_next))
    store = Store.sealed(path, WORDS)
    assert (store.load(1), store.schema) == (before, number)
    store.close()


def test_a_write_that_fails_changes_nothing(store: Store) -> None:
    session = store.new_session(START)
    before = store.load(session)
    fail(store, FULL, "REPLACE")
    with pytest.raises(StoreFullError):
        store.put_note(session, "t", "f", "x", START)
    heal(store)
    assert store.load(session) == before


def test_disk_full(path: Path) -> None:
    store = Store.sealed(filled(path), WORDS)
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFullError):
        store.put_note(1, "t", "f", "x" * 50_000, START)
    assert notes(store) == 60
    store.close()


# -- another passphrase ---------------------------------------------------------------------------


def opens(path: Path) -> list[str]:
    """With which of the two the file opens; what is in it is whole."""
    found = []
    for passphrase in (WORDS, OTHER):
        try:
            store = Store.sealed(path, passphrase)
        except WrongPassphraseError:
            continue
        assert (notes(store), store.verify_log()) == (60, None)
        assert store._db.execute("PRAGMA cipher_integrity_check").fetchall() == []
        store.close()
        found.append(passphrase)
    return found


def test_it_can_be_changed(path: Path) -> None:
    store = Store.sealed(filled(path), WORDS)
    before, old_file = store.load(1), path.read_bytes()
    vault.change_passphrase(store, f" {WORDS}", unicodedata.normalize("NFD", OTHER))
    assert store.load(1) == before
    assert (store.opens_with(WORDS), store.opens_with(OTHER)) == (False, True)
    with pytest.raises(StoreLockedError):
        Store.sealed(path, OTHER)  # the lock was kept all the time
    store.put_answer(1, "q", ("after",), START)
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase(store, WORDS, "one more of these words")
    pages = {old_file[start : start + 4096] for start in range(0, len(old_file), 4096)}
    now = path.read_bytes()
    assert not pages & {now[start : start + 4096] for start in range(0, len(now), 4096)}
    assert path.with_name("store.db-journal").stat().st_size == 0  # nor do the old pages stay there
    store.close()
    assert opens(path) == [OTHER]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (OTHER, OTHER, WrongPassphraseError),
        (WORDS + "x", OTHER, WrongPassphraseError),
        ("", OTHER, EmptyPassphraseError),
        (WORDS, " ", EmptyPassphraseError),
        (WORDS, "short", ShortPassphraseError),
        (WORDS, "line\nbreak and more", PassphraseError),
    ],
)
def test_a_change_that_is_refused(path: Path, old: str, new: str, kind: type[StoreError]) -> None:
    store = Store.sealed(filled(path), WORDS)
    before = path.read_bytes()
    with pytest.raises(kind) as caught:
        vault.change_passphrase(store, old, new)
    assert type(caught.value) is kind
    assert path.read_bytes() == before
    assert notes(store) == 60
    store.close()
    assert opens(path) == [WORDS]


def test_only_a_sealed_store_has_one(plain: Store) -> None:
    for store in (plain, Store.memory()):
        with pytest.raises(NotSealedError):
            vault.change_passphrase(store, WORDS, OTHER)


def test_no_change_inside_a_transaction(path: Path) -> None:
    store = Store.sealed(filled(path), WORDS)

    def change() -> None:
        with store.transaction():
            vault.change_passphrase(store, WORDS, OTHER)

    with pytest.raises(RuntimeError):
        change()
    store.close()
    assert opens(path) == [WORDS]


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be deleted there")
def test_no_change_of_a_file_that_is_gone(path: Path) -> None:
    store = Store.sealed(filled(path), WORDS)
    path.unlink()
    with pytest.raises(StoreGoneError):
        vault.change_passphrase(store, WORDS, OTHER)
    store.close()


@pytest.mark.skipif(sys.platform == "win32", reason="no limits there")
@pytest.mark.parametrize("room", [0, 5000, 40_000, 69_000])
def test_a_disk_full_in_the_midst_keeps_the_old_one(path: Path, room: int) -> None:
    """The library would go on with the new key for what it writes next, and the file would hold both."""
    import resource

    store = Store.sealed(filled(path), WORDS)
    before = path.read_bytes()
    assert len(before) > 69_000
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        with pytest.raises(StoreFileError):
            vault.change_passphrase(store, WORDS, OTHER)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert store.opens_with(WORDS)
    assert notes(store) == 60
    store.put_answer(1, "q", ("after",), START)
    vault.change_passphrase(store, WORDS, OTHER)
    vault.change_passphrase(store, OTHER, WORDS)
    store.put_answer(1, "q", ("after all",), START)
    store.close()
    assert opens(path) == [WORDS]


@pytest.mark.parametrize(
    "error", [FULL, KeyboardInterrupt(), StoreFileError(Path("x"))], ids=lambda e: type(e).__name__
)
def test_an_error_after_all_was_done(path: Path, error: BaseException) -> None:
    """The store goes on with what the file really is under."""
    store = Store.sealed(filled(path), WORDS)

    def change(connection: connect.Connection) -> None:
        connection.execute(f"PRAGMA rekey='{OTHER}'")
        raise error

    if isinstance(error, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            store.rekey(change, vault._driver(OTHER))
    else:
        store.rekey(change, vault._driver(OTHER))
    assert store.opens_with(OTHER)
    store.put_answer(1, "q", ("after",), START)
    store.close()
    assert opens(path) == [OTHER]


def test_a_library_that_did_nothing_is_noticed(path: Path) -> None:
    store = Store.sealed(filled(path), WORDS)
    real = store._db

    class Lazy:
        def execute(self, sql: str, parameters: Any = ()) -> Any:
            return real.execute("PRAGMA user_version" if "rekey" in sql else sql, parameters)

        def close(self) -> None:
            real.close()

    store._db = Lazy()  # type: ignore[assignment]
    with pytest.raises(StoreFileError):
        vault.change_passphrase(store, WORDS, OTHER)
    assert store.opens_with(WORDS)
    store.close()
    assert opens(path) == [WORDS]


# -- what there is --------------------------------------------------------------------------------


def test_kind(path: Path) -> None:
    assert vault.kind(path) == "none"
    path.parent.mkdir()
    assert vault.kind(path.parent) == "none"
    assert vault.kind(path / "below") == "none"
    path.write_bytes(b"")
    assert vault.kind(path) == "none"
    Store.sealed(path, WORDS).close()
    assert vault.kind(path) == "sealed"
    Store.wipe(path)
    plain = Store.plain(path)
    plain.new_session(START)
    assert vault.kind(path) == "plain"
    plain.close()
    assert vault.kind(path) == "plain"
    if os.name == "posix" and os.geteuid():
        path.chmod(0)
        with pytest.raises(StoreFileError):
            vault.kind(path)


def test_status(path: Path) -> None:
    version = vault.cipher_version()
    assert version is not None
    assert version.startswith("4.")
    none = {
        "mode": "none", "cipher_version": version, "schema": None, "path": str(path), "size": 0,
        "sessions": None, "problem": None,
    }  # fmt: skip
    assert status(path) == none
    store = Store.sealed(path, WORDS)
    for _ in range(3):
        store.new_session(START)
    number = len(schema.UPGRADES)
    there = none | {"mode": "passphrase", "size": path.stat().st_size}
    assert status(path) == there | {"schema": number, "sessions": 3}
    store.close()
    before = path.read_bytes()
    assert status(path) == there
    assert status(path, WORDS) == there | {"schema": number, "sessions": 3}
    with pytest.raises(WrongPassphraseError):
        status(path, OTHER)
    assert path.read_bytes() == before
    Store.wipe(path)
    plain = Store.plain(path)
    plain.new_session(START)
    there = none | {"mode": "plain", "schema": number, "size": path.stat().st_size, "sessions": 1}
    assert status(path) == there
    plain.close()
    assert status(path) == there


def test_status_of_what_can_not_be_looked_into(path: Path) -> None:
    Store.plain(path).close()
    path.write_bytes(path.read_bytes()[:4096] + b"x" * 4096)
    assert status(path)["problem"] == "store-damaged"
    Store.wipe(path)
    Store.plain(path).close()
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    found = status(path)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    assert (found["problem"], found["sessions"]) == ("store-locked", None)
    assert (found["mode"], found["schema"]) == ("plain", len(schema.UPGRADES))


def test_a_store_that_is_closed_or_forgotten_is_not_open(path: Path) -> None:
    assert Store.at(path) is None
    store = Store.sealed(path, WORDS)
    assert Store.at(path) is store
    assert Store.at(path.with_name("other")) is None
    store.close()
    assert Store.at(path) is None
    with pytest.raises(WrongPassphraseError):
        Store.sealed(path, OTHER)
    assert Store.at(path) is None
