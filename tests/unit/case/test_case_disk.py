"""What a real disk does to us: no room, write protection, errors of the system calls themselves.

A small disk is mounted in a name space of its own, errors are put in by strace; where a computer allows
neither, `test_case_errors.py` and `test_case_desk.py` do the same with made-up errors.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreDamagedError, StoreError, WrongPassphraseError

from .conftest import START

WORDS, OTHER = "correct horse battery staple", "another one of these passphrases"
TABLES = ("session", "answer", "task", "note", "log")
ROUNDS = int(os.environ.get("FAULT_ROUNDS", "6"))
SEED = int(os.environ.get("FAULT_SEED", random.SystemRandom().randrange(10**6)))

# What each child has at hand. `mode` is plain or passphrase.
HEAD = f"""
import json, os, sys
from datetime import UTC, datetime
from pathlib import Path
from sextortion_helper.case import vault
from sextortion_helper.case.desk import Desk
from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreError
place, mode = Path(sys.argv[1]), sys.argv[2]
path, WORDS, OTHER = place / "nextsteps" / "store.db", {WORDS!r}, {OTHER!r}
def opened(words=WORDS): return Store.plain(path) if mode == "plain" else Store.sealed(path, words)
def desk_on(store): return Desk(store, KeepRules(), lambda: datetime.now(UTC))
def key(error): return getattr(error, "key", None)
def notes(desk): return {{field: note.text for (_, field), note in desk.case.notes.items()}}
def fill():
    # The last room on the disk goes to somebody else's file.
    with (place / "film").open("ab", buffering=0) as film:
        for size in (65536, 4096, 512, 1):
            try:
                while film.write(b"x" * size): pass
            except OSError: pass
said = {{}}
"""
TAIL = "\nprint(json.dumps(said))\n"


def child(command: list[str], code: str, *arguments: str) -> dict[str, Any]:
    """Run `code` under `command`; what it puts into `said`."""
    done = subprocess.run(
        [*command, sys.executable, "-c", HEAD + code + TAIL, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


# -- a small disk ---------------------------------------------------------------------------------

MOUNT = 'mount -t tmpfs -o size=600k,mode=700 none "$0" && exec "$@"'


@pytest.fixture
def small_disk(tmp_path: Path) -> list[str]:
    """What runs a command with 600 KiB mounted at `tmp_path`."""
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, str(tmp_path)]
    if sys.platform != "linux" or shutil.which("unshare") is None:
        pytest.skip("needs Linux and unshare")
    if subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("this computer lets nobody mount a disk in a name space of their own")
    return command


@pytest.fixture(params=["plain", "passphrase"])
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


FULL = """
desk = desk_on(opened())
desk.write("t", "first", "STAYS")
fill()
for number in range(40):
    desk.write("t", f"f{number}", "words " * 900)
    if desk.unsaved: break
said["error"] = key(desk.unsaved)
said["sentence"] = str(desk.unsaved)
desk.write("t", "last", "typed while there is no room")
said["in memory"] = {"first", "last", f"f{number}"} <= set(notes(desk))
desk.write("t", "first", "")
said["still"] = key(desk.unsaved)
desk.write("t", "first", "STAYS")
in_memory = notes(desk)
(place / "film").unlink()
said["retried"] = desk.retry()
said["closed"] = desk.close()
again = desk_on(opened())
said["kept"] = notes(again) == in_memory
said["log"] = again.store.verify_log()
"""


def test_no_room_is_said_and_made_up_for(small_disk: list[str], tmp_path: Path, mode: str) -> None:
    said = child(small_disk, FULL, str(tmp_path), mode)
    assert said.pop("sentence").startswith("There is no room left on the disk for ")
    assert said == {
        "error": "store-full", "in memory": True, "still": "store-full",
        "retried": True, "closed": True, "kept": True, "log": None,
    }  # fmt: skip


FULL_AND_LEFT = """
desk = desk_on(opened())
for number in range(9): desk.write("t", f"f{number}", f"{number} " * 900)
before = notes(desk)
fill()
number = 9
while desk.unsaved is None:
    acknowledged = notes(desk)
    desk.write("t", f"f{number}", f"{number} " * 900)
    number += 1
desk.store.close()  # without a last try
(place / "film").unlink()
again = desk_on(opened())
said["kept"] = notes(again) == acknowledged
said["log"] = again.store.verify_log()
"""


def test_what_was_acknowledged_before_is_still_there(
    small_disk: list[str], tmp_path: Path, mode: str
) -> None:
    assert child(small_disk, FULL_AND_LEFT, str(tmp_path), mode) == {"kept": True, "log": None}


NEW = """
fill()
try: opened()
except StoreError as error: said["error"] = key(error)
(place / "film").unlink()
desk = desk_on(opened())
desk.write("t", "f", "now")
said["saved"] = desk.unsaved is None and desk.close()
"""


def test_a_new_file_where_there_is_no_room(small_disk: list[str], tmp_path: Path, mode: str) -> None:
    assert child(small_disk, NEW, str(tmp_path), mode) == {"error": "store-full", "saved": True}


DELETE = """
desk = desk_on(opened())
for number in range(20): desk.write("t", f"f{number}", "NEEDLE " * 500)
fill()
said["gone"] = desk.delete_everything()
said["left"] = [p.name for p in path.parent.iterdir()] if path.parent.exists() else []
"""


def test_deleting_needs_no_room(small_disk: list[str], tmp_path: Path, mode: str) -> None:
    assert child(small_disk, DELETE, str(tmp_path), mode) == {"gone": True, "left": []}


REKEY = """
desk = desk_on(opened())
for number in range(20): desk.write("t", f"f{number}", "words " * 900)
before = notes(desk)
fill()
try: vault.change_passphrase(desk.store, WORDS, OTHER)
except StoreError as error: said["error"] = key(error)
said["goes on"] = desk.store.opens_with(WORDS) and notes(desk_on(desk.store)) == before
(place / "film").unlink()
desk.write("t", "more", "x")
said["saved"] = desk.unsaved is None and desk.close()
again = desk_on(opened())
said["kept"] = notes(again) == {**before, "more": "x"}
said["log"] = again.store.verify_log()
"""


def test_a_change_of_passphrase_where_there_is_no_room(small_disk: list[str], tmp_path: Path) -> None:
    """Why it failed the library does not say; nothing is lost, and the old one still opens it."""
    assert child(small_disk, REKEY, str(tmp_path), "passphrase") == {
        "error": "store-failed", "goes on": True, "saved": True, "kept": True, "log": None,
    }  # fmt: skip


READ_ONLY = """
import subprocess
def protect(how): subprocess.run(["mount", "-o", f"remount,{how}", str(place)], check=True)
desk = desk_on(opened())
desk.write("t", "f", "STAYS")
desk.close()
whole = path.read_bytes()
protect("ro")
desk = desk_on(opened())  # reading is denied to nobody
desk.write("t", "f", "changed")
said["error"], said["in memory"] = key(desk.unsaved), notes(desk)
desk.close()
for name, do in (
    ("wiped", lambda: Store.wipe(path)),
    ("new", lambda: Store.plain(place / "elsewhere" / "store.db")),
):
    try: do()
    except StoreError as error: said[name] = key(error)
said["untouched"] = path.read_bytes() == whole
protect("rw")
said["kept"] = notes(desk_on(opened()))
"""


def test_a_disk_for_reading_only(small_disk: list[str], tmp_path: Path, mode: str) -> None:
    said = child(small_disk, READ_ONLY, str(tmp_path), mode)
    assert said == {
        **dict.fromkeys(("error", "wiped", "new"), "store-read-only"),
        "in memory": {"f": "changed"},
        "untouched": True,
        "kept": {"f": "STAYS"},
    }


# -- errors of the system calls -------------------------------------------------------------------

STRACE = shutil.which("strace")
FAULTS = [
    ("pwrite64", "EIO"),
    ("pwrite64", "ENOSPC"),
    ("fdatasync,fsync", "EIO"),
    ("ftruncate", "EIO"),
    ("pread64", "EIO"),
]

# Every kind of change, then the same once more: the error may come at any of them.
WORK = """
import itertools
store = None
for _ in range(3):
    try:
        store = opened()
        break
    except StoreError as error:
        said.setdefault("told", []).append(str(error))
desk, want = desk_on(store), {}
for number in range(6):
    for field, text in ((f"a{number}", f"{number} " * 700), (f"b{number}", "short"), (f"b{number}", "")):
        desk.write("t", field, text)
        want[field] = text
        if desk.unsaved: said.setdefault("told", []).append(str(desk.unsaved))
    desk.answer("q", (f"o{number}",))
want = {field: text for field, text in want.items() if text}
said["in memory"] = notes(desk) == want
said["retried"] = desk.retry() and desk.close()
"""


@pytest.fixture
def strace() -> str:
    if (
        STRACE is None
        or subprocess.run([STRACE, "-qq", "-o", os.devnull, "true"], capture_output=True).returncode
    ):
        pytest.skip("needs strace, and leave to use it")
    return STRACE


def under(strace: str, place: Path, option: str) -> list[str]:
    """strace before a command, for the calls that go to the store at `place`; seen in `place`/trace."""
    place.mkdir()
    path = place / "nextsteps" / "store.db"
    only = [part for end in ("", "-journal") for part in ("-P", f"{path}{end}")]
    return [strace, "-f", "-qq", "--seccomp-bpf", "-o", str(place / "trace"), "-e", option, *only]


@pytest.mark.parametrize(("call", "error"), FAULTS)
def test_one_system_call_fails(strace: str, tmp_path: Path, call: str, error: str) -> None:
    """It is told in one sentence or made up for at once; the file then holds all of it, and is whole."""
    chance = random.Random(f"{SEED} {call} {error}")
    calls: dict[str, int] = {}  # how many there are without an error
    for number in range(max(1, ROUNDS // len(FAULTS))):
        mode = chance.choice(["plain", "plain", "passphrase"])
        if mode not in calls:
            child(under(strace, tmp_path / mode, f"trace={call}"), WORK, str(tmp_path / mode), mode)
            names = tuple(f" {name}(" for name in call.split(","))
            lines = (tmp_path / mode / "trace").read_text().splitlines()
            calls[mode] = sum(any(name in line for name in names) for line in lines)
        place = tmp_path / str(number)
        path = place / "nextsteps" / "store.db"
        inject = f"inject={call}:error={error}:when={chance.randrange(1, calls[mode] + 1)}"
        said = child(under(strace, place, inject), WORK, str(place), mode)
        where = f"seed {SEED}, {mode}, {inject} of {calls[mode]}: {said}"
        assert "(INJECTED)" in (place / "trace").read_text(), where
        assert said["in memory"], where
        assert said["retried"], where
        for sentence in said.get("told", []):
            assert sentence.endswith("."), where
            assert str(path) in sentence, where
            assert "Error" not in sentence, where
        store = Store.plain(path) if mode == "plain" else Store.sealed(path, WORDS)
        assert store.verify_log() is None, where
        kept = store.load(store.sessions()[0].id)
        store.close()
        assert {field: note.text for (_, field), note in kept.notes.items()} == {
            f"a{n}": f"{n} " * 700 for n in range(6)
        }, where
        assert kept.answers == {"q": ("o5",)}, where


WIPED = """
desk = desk_on(opened())
desk.write("t", "f", "STAYS")
desk.close()
try: Store.wipe(path)
except StoreError as error: said["told"], said["key"] = str(error), key(error)
said["left"] = path.stat().st_size
"""


def test_a_file_that_can_not_be_removed_is_emptied_and_said(strace: str, tmp_path: Path) -> None:
    place = tmp_path / "place"
    said = child(under(strace, place, "inject=unlink,unlinkat:error=EIO:when=1+"), WIPED, str(place), "plain")
    assert "(INJECTED)" in (place / "trace").read_text()
    assert said.pop("told").endswith(".")
    assert said == {"key": "store-failed", "left": 0}
    Store.wipe(place / "nextsteps" / "store.db")
    assert not (place / "nextsteps" / "store.db").exists()


# -- a damaged file -------------------------------------------------------------------------------


def opened(path: Path, mode: str) -> Store:
    return Store.plain(path) if mode == "plain" else Store.sealed(path, WORDS)


def read_all(path: Path, mode: str) -> StoreError | None:
    """Open and read everything; what is said where that can't be done."""
    store = None
    try:
        store = opened(path, mode)
        for info in store.sessions():
            store.load(info.id)
        store.verify_log()
    except StoreError as error:
        return error
    finally:
        if store is not None:
            store.close()
    return None


def rows(path: Path) -> list[object]:
    """What any other program can still read of a file kept openly; words as bytes, broken or not."""
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    database.text_factory = bytes
    try:
        return [database.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES]
    finally:
        database.close()


def a_file(path: Path, mode: str, *, removed: bool) -> bytes:
    """Two sessions on more than 8 pages; `removed`: the last thing done was to remove something."""
    store = opened(path, mode)
    for name in ("one", "two"):
        session = store.new_session(START, name)
        with store.transaction():
            for number in range(12):
                store.put_note(session, f"t{number}", "f", f"words-{number} " * 60, START)
                store.put_answer(session, f"q{number}", ("a", "b"), START)
    if removed:
        store.delete_note(1, "t1", "f", START)
    store.close()
    content = path.read_bytes()
    assert len(content) > 8 * 4096
    return content


def each_page_broken(content: bytes, chance: random.Random) -> Iterator[tuple[int, bytes]]:
    """The file with one page changed: in one byte, in some, or in all of them."""
    for page in range(len(content) // 4096):
        broken = bytearray(content)
        for at in chance.sample(range(page * 4096, (page + 1) * 4096), chance.choice([1, 40, 4096])):
            broken[at] ^= chance.randrange(1, 256)
        yield page, bytes(broken)


def test_every_page_flipped_once(tmp_path: Path, mode: str) -> None:
    """Opening says one sentence or opens, so does reading; no byte is changed, no file made by us."""
    chance = random.Random(SEED)
    path = tmp_path / "nextsteps" / "store.db"
    for page, broken in each_page_broken(a_file(path, mode, removed=False), chance):
        where = f"seed {SEED}, page {page}"
        path.write_bytes(broken)
        error = read_all(path, mode)
        assert path.read_bytes() == broken, where
        assert {p.name for p in path.parent.iterdir()} <= {"store.db", "store.db-journal"}
        if mode == "passphrase":  # each page is signed: nothing broken is taken
            assert isinstance(error, StoreDamagedError | WrongPassphraseError), where
        elif error is not None:
            assert type(error) is StoreDamagedError, where
        assert error is None or "damaged" in str(error), where


def test_what_can_still_be_read_of_a_broken_file_stays(tmp_path: Path) -> None:
    """After a removal the file is written anew when it is opened; that loses nothing of a broken one."""
    chance = random.Random(SEED)
    path = tmp_path / "nextsteps" / "store.db"
    whole = a_file(path, "plain", removed=True)
    for _ in range(ROUNDS):
        for page, broken in each_page_broken(whole, chance):
            where = f"seed {SEED}, page {page}"
            path.write_bytes(broken)
            try:
                before = rows(path)
            except (sqlite3.Error, UnicodeDecodeError):  # the name of a column may be broken too
                before = None
            error = read_all(path, "plain")
            if before is None or (type(error) is StoreDamagedError and path.read_bytes() == broken):
                assert path.read_bytes() == broken, where
            else:
                assert rows(path) == before, where


@pytest.mark.parametrize(
    "changes",
    [
        {b"created TEXT": b"cre\xe9ted TEXT"},  # the name of a column: no check of SQLite's own finds it
        {b"alias TEXT": b"alibs TEXT"},
        {26: 0xED, 29: 0xEC, 70: 0x00},  # the size in the header, which a COMMIT would mend; not ours
    ],
)
def test_a_broken_first_page_is_found_before_anything_is_written(
    changes: dict[bytes | int, bytes | int], tmp_path: Path
) -> None:
    path = tmp_path / "nextsteps" / "store.db"
    broken = bytearray(a_file(path, "plain", removed=True))
    for what, new in changes.items():
        if isinstance(what, int):
            broken[what] = new
        else:
            at = broken.index(what)
            broken[at : at + len(what)] = new
    path.write_bytes(broken)
    assert type(read_all(path, "plain")) is StoreDamagedError
    assert path.read_bytes() == broken
