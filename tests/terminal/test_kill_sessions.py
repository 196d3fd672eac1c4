"""[R10] kill -9 while several sessions are kept, and while a case moves from one file to another.

Rounds and seed as in `test_kill.py`, which does the same for answers, marks and notes of one session.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_kill import ROUNDS, SEED, child_until_killed

from sextortion_helper.case.desk import Desk
from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.models import Case
from sextortion_helper.case.store import Store

WORDS = "correct horse battery staple"
NOW = datetime(2026, 3, 1, tzinfo=UTC)

# Change number n is always the same; the parent makes it too, in memory, to know what must be there.
ACT = """
from sextortion_helper.case.models import TaskState

def act(desk, n):
    numbers = sorted(info.id for info in desk.store.sessions())
    if n % 9 == 1: assert desk.open("new"); desk.call(f"alias {n}")
    if n % 9 == 2: desk.write("helper", "facts-1", f"{n} " + "x" * (n * 97 % 9000))
    if n % 9 == 3: assert desk.open(numbers[0]); desk.mark(f"t{n}", TaskState.SKIPPED, f"r{n}")
    if n % 9 == 4: assert desk.open(numbers[-1]); desk.call(f"other {n}")
    if n % 9 == 5: assert desk.open(numbers[-1]); desk.answer("q", (f"o{n}",))
    if n % 9 == 6: assert desk.open(numbers[0]); desk.call("")
    if n % 9 == 7: assert desk.open(numbers[-1]); desk.write("helper", "facts-1", "")
    if n % 9 == 8: desk.store.put_setting("lock-minutes", str(n))
    if n % 9 == 0 and len(numbers) > 2: assert desk.remove(numbers[1])
"""
CHILD = (
    ACT
    + """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sextortion_helper.case.desk import Desk
from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.store import Store

path, words, n = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
desk = Desk(Store.sealed(path, words) if words else Store.plain(path), KeepRules(), lambda: datetime.now(UTC))
if n % 9 == 1: desk.open(max(info.id for info in desk.store.sessions()))
while True:
    n += 1
    act(desk, n)
    assert desk.unsaved is None, desk.unsaved
    print(n, flush=True)
"""
)

Words = tuple[str, dict[str, tuple[str, ...]], dict[str, str], dict[str, str]]


def words(case: Case) -> Words:
    """All that was said in a session."""
    return (
        case.alias,
        dict(case.answers),
        {task: record.reason for task, record in case.tasks.items()},
        {field: note.text for (_, field), note in case.notes.items()},
    )


def held(store: Store) -> dict[int, Words]:
    """What each session holds; under 0, what was chosen for the store as a whole."""
    sessions = {info.id: words(store.load(info.id)) for info in store.sessions()}
    return {0: (store.setting("lock-minutes"), {}, {}, {}), **sessions}


class Expected:
    """What the sessions hold after change number n."""

    def __init__(self) -> None:
        self.desk = Desk(Store.memory(), KeepRules(), lambda: NOW, "new")
        self.after = [held(self.desk.store)]
        scope: dict[str, object] = {}
        exec(ACT, scope)
        self._act = scope["act"]

    def __getitem__(self, n: int) -> dict[int, Words]:
        while len(self.after) <= n:
            self._act(self.desk, len(self.after))  # type: ignore[operator]
            self.after.append(held(self.desk.store))
        return self.after[n]


@pytest.mark.parametrize("passphrase", ["", WORDS], ids=["plain", "passphrase"])
def test_sessions_survive_kill_9(tmp_path: Path, passphrase: str) -> None:
    chance = random.Random(SEED)
    path = tmp_path / "nextsteps" / "store.db"
    expected = Expected()
    last, hot = 0, 0
    for number in range(ROUNDS // (6 if passphrase else 3)):
        if number % 12 == 0:  # so that kills while the file is being made are among them
            Store.wipe(path)
            last = 0
        lines = child_until_killed(
            CHILD,
            str(path),
            passphrase,
            str(last),
            acknowledged=chance.choice([0, 1, chance.randrange(16)]),
            moment=chance.choice([chance.random() * 0.004, chance.random() * 0.15]),
        )
        acknowledged = lines[-1] if lines else last
        journal = path.with_name("store.db-journal")
        hot += journal.exists() and journal.stat().st_size > 0
        store = Store.sealed(path, passphrase) if passphrase else Store.plain(path)
        assert store.verify_log() is None
        found = held(store)
        store.close()
        where = f"seed {SEED}, round {number}, acknowledged {acknowledged}"
        # One change may have been kept whose acknowledgement the kill swallowed; never less.
        fits = [n for n in (acknowledged, acknowledged + 1) if expected[n] == found]
        assert fits, (where, expected[acknowledged], found)
        last = fits[0]
    print(f"seed {SEED}: {number + 1} rounds, {hot} with a journal to roll back")


MOVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sextortion_helper.case.desk import Desk
from sextortion_helper.case.keep import KeepRules
from sextortion_helper.case.store import Store

plain, sealed, words, how = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
first = Store.plain(plain) if how != "open up" else Store.sealed(sealed, words)
desk = Desk(first, KeepRules(), lambda: datetime.now(UTC), 1)
if how == "delete everything":
    print(1, flush=True)
    done = desk.delete_everything()
else:
    second = Store.sealed(sealed, words) if how == "seal" else Store.plain(plain)
    print(1, flush=True)
    done = desk.switch(second)
assert done and desk.unsaved is None and desk.unremoved is None
print(2, flush=True)
import time; time.sleep(60)
"""


@pytest.mark.parametrize("how", ["seal", "open up", "delete everything"])
def test_a_case_on_its_way_survives_kill_9(tmp_path: Path, how: str) -> None:
    """It is whole in the old place or in the new one; once said to be moved or gone, the old one is."""
    chance = random.Random(SEED)
    moved = 0
    for number in range(max(4, ROUNDS // 8)):
        place = tmp_path / str(number)
        plain, sealed = place / "store.db", place / "data.db"
        first = Store.sealed(sealed, WORDS) if how == "open up" else Store.plain(plain)
        session = first.new_session(NOW, "NEEDLE")
        with first.transaction():
            for field in range(60):
                first.put_note(session, "t", f"f{field}", "NEEDLE " * 200, NOW)
        whole = words(first.load(session))
        first.close()
        lines = child_until_killed(
            MOVER, str(plain), str(sealed), WORDS, how, acknowledged=1, moment=chance.random() * 0.12
        )
        where = f"seed {SEED}, round {number}"
        found = []
        for path, opened in ((plain, Store.plain), (sealed, lambda path: Store.sealed(path, WORDS))):
            if Store.exists(path):
                store = opened(path)
                assert store.verify_log() is None
                found += [words(store.load(info.id)) for info in store.sessions()]
                store.close()
        assert all(one == whole for one in found), where
        said = lines[-1] == 2
        moved += said
        if how != "delete everything":
            assert found, where
        if said:
            assert len(found) == (how != "delete everything"), where
            assert b"NEEDLE" not in b"".join(p.read_bytes() for p in place.iterdir() if p != plain), where
            assert how == "open up" or not plain.exists(), where
    print(f"seed {SEED}: {number + 1} rounds, {moved} of them had said it was done")
