"""[R10] under a passphrase: what was acknowledged survives kill -9, and so does a change of passphrase.

Rounds and seed as in `test_kill.py`; each round opens an encrypted file several times, so fewer by default.
"""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime
from pathlib import Path

from test_kill import CHILD, SEED, child_until_killed, expected, found

from sextortion_helper.case import vault
from sextortion_helper.case.store import Store
from sextortion_helper.errors import WrongPassphraseError

ROUNDS = int(os.environ.get("KILL_ROUNDS", "24"))
WORDS, OTHER = "correct horse battery staple", "another one of these passphrases"
SEALED_CHILD = CHILD.replace("Store.plain(Path(sys.argv[1]))", f"Store.sealed(Path(sys.argv[1]), {WORDS!r})")
assert "Store.sealed" in SEALED_CHILD


def opens(path: Path, passphrase: str) -> bool:
    try:
        Store.sealed(path, passphrase).close()
    except WrongPassphraseError:
        return False
    return True


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    path = tmp_path / "nextsteps" / "store.db"
    last = 0
    for number in range(ROUNDS):
        if number % 6 == 0:  # so that kills while the file is being made are among them
            Store.wipe(path)
            last = 0
        lines = child_until_killed(
            SEALED_CHILD,
            str(path),
            str(last),
            acknowledged=chance.choice([0, 0, 1, chance.randrange(12)]),
            moment=chance.choice([chance.random() * 0.004, chance.random() * 0.5]),
        )
        acknowledged = lines[-1] if lines else last
        on_disk = b"".join(p.read_bytes() for p in path.parent.iterdir()) if path.parent.exists() else b""
        assert b"SQLite format" not in on_disk
        assert b"xxxxxxxx" not in on_disk
        store = Store.sealed(path, WORDS)
        assert store.verify_log() is None
        sessions = store.sessions()
        assert len(sessions) <= 1
        now = found(store.load(sessions[0].id)) if sessions else expected(0)
        store.close()
        where = f"seed {SEED}, round {number}, acknowledged {acknowledged}"
        assert now in (expected(acknowledged), expected(acknowledged + 1)), where
        last = acknowledged if now == expected(acknowledged) else acknowledged + 1


CHANGER = """
import sys
from pathlib import Path
from sextortion_helper.case import vault
from sextortion_helper.case.store import Store

path, old, new = sys.argv[1:]
store = Store.sealed(Path(path), old)
print(1, flush=True)
vault.change_passphrase(store, old, new)
print(2, flush=True)
import time; time.sleep(60)
"""


def test_a_change_of_passphrase_survives_kill_9(tmp_path: Path) -> None:
    """Afterwards the file opens with exactly one of the two, whole, whichever is tried first."""
    chance = random.Random(SEED)
    path = tmp_path / "nextsteps" / "store.db"
    now = datetime(2026, 3, 1, tzinfo=UTC)
    store = Store.sealed(path, WORDS)
    session = store.new_session(now)
    with store.transaction():
        for number in range(400):
            store.put_note(session, f"t{number}", "f", "STAYS " * 500, now)
    case = store.load(session)
    started = datetime.now(UTC)
    vault.change_passphrase(store, WORDS, OTHER)
    takes = (datetime.now(UTC) - started).total_seconds()
    store.close()
    old, new = OTHER, WORDS
    changed, rolled_back = 0, 0
    for number in range(ROUNDS):
        # The key is derived first; the pages are written at the end.
        moment = takes * chance.choice([chance.random() * 1.2, 0.8 + chance.random() * 1.2])
        lines = child_until_killed(CHANGER, str(path), old, new, acknowledged=1, moment=moment)
        journal = path.with_name("store.db-journal")
        rolled_back += journal.exists() and journal.stat().st_size > 0
        where = f"seed {SEED}, round {number}"
        fits = [words for words in chance.sample([old, new], 2) if opens(path, words)]
        assert len(fits) == 1, where
        if lines[-1] == 2:
            assert fits == [new], where
        store = Store.sealed(path, fits[0])
        assert store.load(session) == case, where
        assert store.verify_log() is None
        assert store._db.execute("PRAGMA cipher_integrity_check").fetchall() == []
        store.close()
        if fits == [new]:
            changed += 1
            old, new = new, old
    print(f"seed {SEED}: {ROUNDS} rounds, {changed} changed, {rolled_back} with a journal to roll back")
