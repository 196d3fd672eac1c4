from __future__ import annotations

import random
import re
import sqlite3
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from sextortion_helper.case import schema
from sextortion_helper.case.connect import Connection
from sextortion_helper.case.models import Note, TaskRecord, TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import UnknownIdError

from .conftest import FULL, START, Clock, fail, heal, on_disk

DAY = timedelta(days=1)


def test_what_is_put_is_loaded(store: Store) -> None:
    session = store.new_session(START, "Fox")
    store.put_answer(session, "demand", ("money", "pictures"), START + DAY)
    store.put_task(session, "mute-chat", TaskState.SKIPPED, START + 2 * DAY, "phone is broken")
    store.put_note(session, "note-account", "name", "[/] \x00 ü 🙂", START + 3 * DAY)
    case = store.load(session)
    assert (case.id, case.alias, case.created, case.touched) == (session, "Fox", START, START + 3 * DAY)
    assert case.answers == {"demand": ("money", "pictures")}
    assert case.tasks == {"mute-chat": TaskRecord(TaskState.SKIPPED, START + 2 * DAY, "phone is broken")}
    assert case.notes == {("note-account", "name"): Note("[/] \x00 ü 🙂", START + 3 * DAY)}


def test_putting_again_replaces(store: Store) -> None:
    session = store.new_session(START)
    for options in (("a",), ("b", "c")):
        store.put_answer(session, "q", options, START)
    for state in TaskState:
        store.put_task(session, "t", state, START)
    case = store.load(session)
    assert case.answers == {"q": ("b", "c")}
    assert case.tasks["t"].state is TaskState.NOT_FOR_ME


def test_empty_forgets(store: Store) -> None:
    session = store.new_session(START)
    store.put_answer(session, "q", ("a",), START)
    store.put_note(session, "t", "f", "x", START)
    store.put_note(session, "t", "g", "x", START)
    store.put_answer(session, "q", (), START)
    store.put_note(session, "t", "f", "", START)
    store.delete_note(session, "t", "g", START)
    case = store.load(session)
    assert not case.answers
    assert not case.notes


def test_half_signs_are_replaced_not_refused(store: Store) -> None:
    session = store.new_session(START, "\udc80")
    store.put_answer(session, "q\ud800", ("o\ud800",), START)
    store.put_task(session, "t\ud800", TaskState.SKIPPED, START, "r\ud800")
    store.put_note(session, "t", "f", "x\ud800", START)
    case = store.load(session)
    assert case.answers == {"q\ufffd": ("o\ufffd",)}
    assert case.tasks["t\ufffd"].reason == "r\ufffd"
    assert case.notes["t", "f"].text == "x\ufffd"


def test_sessions_are_apart_and_sorted(store: Store) -> None:
    first, second = store.new_session(START, "a"), store.new_session(START + DAY, "b")
    store.put_answer(first, "q", ("x",), START + 2 * DAY)
    assert [info.id for info in store.sessions()] == [first, second]
    assert not store.load(second).answers
    store.delete_session(first)
    assert [info.alias for info in store.sessions()] == ["b"]
    assert store.new_session(START) not in (first, second)
    assert store.new_session(START, wanted=second) > second, "a number that was given is never given again"
    assert store.new_session(START, wanted=40) == 40
    assert store.new_session(START, wanted=39) == 41


def test_unknown_session(store: Store) -> None:
    for call in (
        lambda: store.load(7),
        lambda: store.put_answer(7, "q", ("a",), START),
        lambda: store.put_task(7, "t", TaskState.DONE, START),
        lambda: store.put_note(7, "t", "f", "x", START),
        lambda: store.delete_note(7, "t", "f", START),
        lambda: store.touch(7, START),
    ):
        with pytest.raises(UnknownIdError):
            call()
    store.delete_session(7)
    assert store.log() == []


def test_times_without_zone_are_refused_and_change_nothing(store: Store) -> None:
    session = store.new_session(START)
    with pytest.raises(ValueError, match="zone"):
        store.put_answer(session, "q", ("a",), START.replace(tzinfo=None))
    assert not store.load(session).answers


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    session = store.new_session(START)

    def two_changes_and_a_mishap() -> None:
        with store.transaction():
            store.put_answer(session, "q", ("a",), START)
            store.put_answer(session, "r", ("a",), START)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        two_changes_and_a_mishap()
    assert not store.load(session).answers
    assert len(store.log()) == 1


def test_log_holds_ids_and_actions_only(store: Store) -> None:
    session = store.new_session(START, "NEEDLE")
    store.put_answer(session, "q", ("NEEDLE",), START)
    store.put_answer(session, "q", ("NEEDLE", "b"), START)
    store.put_task(session, "t", TaskState.DONE, START, "NEEDLE")
    store.put_note(session, "t", "f", "NEEDLE", START)
    store.put_note(session, "t", "f", "", START)
    store.put_note(session, "t", "f", "", START)
    assert [(entry.action, entry.what) for entry in store.log()] == [
        ("added", "session"),
        ("added", "answer:q"),
        ("changed", "answer:q"),
        ("added", "task:t"),
        ("added", "note:t/f"),
        ("removed", "note:t/f"),
    ]
    assert "NEEDLE" not in repr(store.log())
    assert store.verify_log() is None


def test_a_deleted_session_takes_the_content_of_its_log_along(store: Store) -> None:
    gone, stays = store.new_session(START), store.new_session(START)
    store.put_answer(gone, "q", ("a",), START)
    store.put_answer(stays, "q", ("a",), START)
    store.delete_session(gone, START)
    assert [(e.session, e.action, e.what) for e in store.log()] == [
        (None, None, None),
        (stays, "added", "session"),
        (None, None, None),
        (stays, "added", "answer:q"),
        (gone, "removed", "session"),
    ]
    assert store.verify_log() is None


@pytest.mark.parametrize(
    ("edit", "broken"),
    [
        ("UPDATE log SET what = 'answer:r' WHERE n = 2", 2),
        ("UPDATE log SET at = NULL WHERE n = 2", 2),
        ("UPDATE log SET salt = NULL WHERE n = 2", 2),
        ("DELETE FROM log WHERE n = 2", 3),
        ("DELETE FROM log WHERE n = 3", 3),
        ("UPDATE log SET hash = zeroblob(32) WHERE n = 1", 1),
        ("UPDATE log SET n = 9 WHERE n = 3", 9),
    ],
)
def test_an_edited_log_shows(store: Store, edit: str, broken: int) -> None:
    session = store.new_session(START)
    store.put_answer(session, "q", ("a",), START)
    store.put_answer(session, "s", ("a",), START)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store._db.execute(edit)
    for trigger in ("log_stays", "log_is_only_emptied"):
        store._db.execute(f"DROP TRIGGER {trigger}")
    store._db.execute(edit)
    assert store.verify_log() == broken


def test_it_is_kept(path: Path) -> None:
    store = Store.plain(path)
    session = store.new_session(START)
    store.put_note(session, "t", "f", "kept", START)
    before = store.load(session)
    store.close()
    store = Store.plain(path)
    assert store.load(session) == before
    assert store.verify_log() is None
    store.close()


def test_opening_again_writes_nothing(path: Path) -> None:
    store = Store.plain(path)
    store.new_session(START)
    store.close()
    before = path.read_bytes()
    Store.plain(path).close()
    assert path.read_bytes() == before


def test_pragmas(plain: Store) -> None:
    def ask(name: str) -> object:
        return plain._db.execute(f"PRAGMA {name}").fetchone()[0]

    plain.new_session(START)
    asked = {n: ask(n) for n in ("journal_mode", "synchronous", "secure_delete", "locking_mode")}
    assert asked == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "secure_delete": 1,
        "locking_mode": "exclusive",
    }
    assert (ask("foreign_keys"), ask("temp_store")) == (1, 2)
    assert ask("application_id") == schema.APPLICATION_ID
    assert ask("user_version") == len(schema.UPGRADES)


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX modes")
def test_modes_of_directory_file_and_journal(plain: Store, path: Path) -> None:
    plain.new_session(START)
    seen = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (path.parent, *path.parent.iterdir())}
    assert seen == {"nextsteps": 0o700, "store.db": 0o600, "store.db-journal": 0o600}
    plain.close()
    path.chmod(0o644)
    Store.plain(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store.memory()
    store.put_note(store.new_session(START), "t", "f", "x" * 100_000, START)
    assert list(tmp_path.iterdir()) == []
    assert (store.mode, store.path) == ("memory", None)


def test_exists(path: Path) -> None:
    assert not Store.exists(path)
    assert not Store.exists(path / "below" / "it")
    Store.plain(path).close()
    assert Store.exists(path)
    assert not Store.exists(path.parent)


def test_an_empty_file_is_a_new_store(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"")
    store = Store.plain(path)
    assert store.sessions() == []
    store.close()


def test_wipe_removes_all(path: Path) -> None:
    store = Store.plain(path)
    store.new_session(START)
    store.close()
    keep = path.parent / "settings.json"
    keep.write_text("{}")
    for end in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + end).write_bytes(b"old")
    Store.wipe(path)
    Store.wipe(path)
    assert list(path.parent.iterdir()) == [keep]


@pytest.mark.skipif(sys.platform == "win32", reason="hard links")
def test_wipe_overwrites(path: Path) -> None:
    store = Store.plain(path)
    store.put_note(store.new_session(START), "t", "f", "NEEDLE", START)
    store.close()
    other = path.parent / "another name of the same blocks"
    other.hardlink_to(path)
    Store.wipe(path)
    assert other.read_bytes() == b""


@pytest.mark.parametrize("seed", range(25))
def test_what_is_deleted_leaves_no_trace(path: Path, clock: Clock, seed: int) -> None:
    """`secure_delete` alone leaves old copies where rows were moved between pages."""
    chance = random.Random(seed)
    store = Store.plain(path)
    store._db.execute("PRAGMA synchronous=OFF")
    gone, stays = store.new_session(clock()), store.new_session(clock())
    with store.transaction():
        for number in range(300):
            session, word = chance.choice([(gone, "NEEDLE"), (stays, "STAYS")])
            text = f"{word}-{number} " + "x" * chance.randrange(700)
            store.put_note(session, f"task-{chance.randrange(40)}", "f", text, clock())
    store.delete_session(gone)
    seen = on_disk(path)
    assert b"STAYS-" in seen
    assert not re.findall(b"NEEDLE-", seen)
    with store.transaction():
        for task, field in store.load(stays).notes:
            store.delete_note(stays, task, field, clock())
    assert b"STAYS-" not in on_disk(path)
    store.close()


def test_traces_left_by_a_crash_go_at_the_next_start(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.plain(path)
    session = store.new_session(START)
    store.put_note(session, "t", "f", "x" * 50_000, START)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "_clear_traces", lambda self, must: None)
        store.put_note(session, "t", "f", "", START)
    store.close()
    big = path.stat().st_size
    Store.plain(path).close()
    assert path.stat().st_size < big


def test_a_removal_that_could_not_be_cleared_is_said_and_made_up_for(path: Path) -> None:
    store = Store.plain(path)
    session = store.new_session(START)
    store.put_note(session, "t", "f", "x" * 50_000, START)
    fail(store, FULL, "VACUUM")
    with pytest.raises(Exception, match="no room"):
        store.put_note(session, "t", "f", "", START)
    with pytest.raises(Exception, match="no room"):
        store.put_note(session, "t", "f", "", START)
    store.put_note(session, "t", "g", "more", START)  # not asked to remove: says nothing
    big = path.stat().st_size
    heal(store)
    store.put_note(session, "t", "h", "more", START)
    assert path.stat().st_size < big
    assert {field: note.text for (_, field), note in store.load(session).notes.items()} == {
        "g": "more",
        "h": "more",
    }
    store.close()


def _to_next(connection: Connection) -> None:
    connection.execute("ALTER TABLE session ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'")


def _fails(connection: Connection) -> None:
    _to_next(connection)
    raise sqlite3.OperationalError("database or disk is full")


VERSION_1 = Path(__file__).parent / "store-1.sql"


def _made_by_version_1(path: Path) -> None:
    """A file as schema 1 wrote it, from its dump: the fixture of this version, never to be changed."""
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.executescript(VERSION_1.read_text(encoding="utf-8"))
    database.close()


def test_a_file_of_schema_1_is_read(path: Path) -> None:
    _made_by_version_1(path)
    store = Store.plain(path)
    (info,) = store.sessions()
    case = store.load(info.id)
    assert (info.alias, dict(case.answers)) == ("Fox", {"demand": ("money", "pictures")})
    assert case.tasks["mute-chat"] == TaskRecord(TaskState.SKIPPED, START + DAY, "later")
    assert case.notes["note-account", "name"] == Note("ü 🙂", START + DAY)
    assert store.verify_log() is None
    store.close()


def test_an_older_file_is_upgraded_with_all_it_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made_by_version_1(path)
    store = Store.plain(path)
    before = store.load(1)
    store.close()
    number = len(schema.UPGRADES) + 1
    monkeypatch.setattr(schema, "UPGRADES", (*schema.UPGRADES, _to_next))
    for _ in range(2):
        store = Store.plain(path)
        assert store.load(1) == before
        assert store._db.execute("SELECT colour FROM session").fetchone() == ("none",)
        assert store._db.execute("PRAGMA user_version").fetchone() == (number,)
        store.close()


def test_a_file_of_version_2_opens_with_all_it_holds(path: Path) -> None:
    """As that version wrote it, from its dump: never to be changed."""
    path.parent.mkdir()
    database = sqlite3.connect(path)
    database.executescript(VERSION_1.with_name("store-2.sql").read_text(encoding="utf-8"))
    database.close()
    store = Store.plain(path)
    assert store.setting("lock-minutes") == "10"
    assert store.load(1).notes["note-account", "name"] == Note("ü 🙂", START + DAY)
    assert store.verify_log() is None
    store.close()


def test_a_file_of_version_1_gets_a_place_for_what_is_chosen_for_all_of_it(path: Path) -> None:
    _made_by_version_1(path)
    store = Store.plain(path)
    assert store.setting("lock-minutes") == ""
    store.put_setting("lock-minutes", "10")
    store.put_setting("lock-minutes", "2")
    store.close()
    store = Store.plain(path)
    assert store.setting("lock-minutes") == "2"
    assert store.verify_log() is None
    store.close()


def test_an_upgrade_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _made_by_version_1(path)
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(schema, "UPGRADES", (*schema.UPGRADES, _fails))
        with pytest.raises(Exception, match="no room"):
            Store.plain(path)
    assert path.read_bytes() == before
    Store.plain(path).close()
