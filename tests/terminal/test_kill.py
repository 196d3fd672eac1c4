"""[R10] Whatever was acknowledged survives kill -9 at any moment.

A child process works through a Desk on a plain file and prints a number after each change it got
back from. The parent kills it at a random moment, opens the file, and compares. `KILL_ROUNDS`
raises the number of rounds; `KILL_SEED` repeats a run.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sextortion_helper.case.models import Case, TaskState
from sextortion_helper.case.store import Store

ROUNDS = int(os.environ.get("KILL_ROUNDS", "40"))
SEED = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(10**6)))

# Change number n is always the same, so that the parent can work out what must be there.
CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sextortion_helper.case.desk import Desk, KeepRules
from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store

desk = Desk(Store.plain(Path(sys.argv[1])), KeepRules(), lambda: datetime.now(UTC))
n = int(sys.argv[2])
while True:
    n += 1
    if n % 4 == 0: desk.answer("q", (f"o{n}",))
    if n % 4 == 1: desk.mark(f"t{n % 12}", TaskState.SKIPPED, f"r{n}")
    if n % 4 == 2: desk.write("a", f"f{n % 40}", f"{n} " + "x" * (n * 37 % 6000))
    if n % 4 == 3: desk.write("a", f"f{(n - 13) % 40}", "")
    assert desk.unsaved is None, desk.unsaved
    print(n, flush=True)
"""

Answers = tuple[dict[str, tuple[str, ...]], dict[str, str], dict[str, str]]


def expected(last: int) -> Answers:
    """Answers, reasons and texts after change number `last`."""
    answers: dict[str, tuple[str, ...]] = {}
    reasons: dict[str, str] = {}
    texts: dict[str, str] = {}
    for n in range(1, last + 1):
        if n % 4 == 0:
            answers["q"] = (f"o{n}",)
        elif n % 4 == 1:
            reasons[f"t{n % 12}"] = f"r{n}"
        elif n % 4 == 2:
            texts[f"f{n % 40}"] = f"{n} " + "x" * (n * 37 % 6000)
        else:
            texts.pop(f"f{(n - 13) % 40}", None)
    return answers, reasons, texts


def found(case: Case) -> Answers:
    assert all(record.state is TaskState.SKIPPED for record in case.tasks.values())
    return (
        dict(case.answers),
        {task: record.reason for task, record in case.tasks.items()},
        {field: note.text for (_, field), note in case.notes.items()},
    )


def child_until_killed(code: str, *arguments: str, acknowledged: int, moment: float) -> list[int]:
    """Run `code` until it has printed so many lines, then `moment` seconds longer; all that it printed."""
    child = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stderr is not None
    seen = []
    try:
        for _ in range(acknowledged):
            seen.append(int(child.stdout.readline() or pytest.fail(child.stderr.read())))
        end = time.perf_counter() + moment
        while time.perf_counter() < end:
            pass
    finally:
        child.kill()
        # Not `communicate`: it passes by what `readline` has taken in beyond its line.
        rest, complaint = child.stdout.read(), child.stderr.read()
        child.wait(timeout=30)
    assert complaint == ""
    # A last line without its end was not acknowledged.
    return seen + [int(line) for line in rest.splitlines(keepends=True) if line.endswith("\n")]


def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    path = tmp_path / "nextsteps" / "store.db"
    last, lost, ahead, hot = 0, 0, 0, 0
    for number in range(ROUNDS):
        if number % 10 == 0:  # so that kills while the file is being made are among them
            Store.wipe(path)
            last = 0
        lines = child_until_killed(
            CHILD,
            str(path),
            str(last),
            acknowledged=chance.choice([0, 0, 1, chance.randrange(12)]),
            moment=chance.choice([chance.random() * 0.004, chance.random() * 0.15]),
        )
        acknowledged = lines[-1] if lines else last
        journal = path.with_name("store.db-journal")
        hot += journal.exists() and journal.stat().st_size > 0
        store = Store.plain(path)
        assert store.verify_log() is None
        sessions = store.sessions()
        assert len(sessions) <= 1
        now = found(store.load(sessions[0].id)) if sessions else expected(0)
        store.close()
        # One change may have been kept whose acknowledgement the kill swallowed; never less.
        if now == expected(acknowledged):
            last = acknowledged
        elif now == expected(acknowledged + 1):
            last, ahead = acknowledged + 1, ahead + 1
        else:
            lost += 1
            break
    print(f"seed {SEED}: {ROUNDS} rounds, {ahead} one ahead, {hot} with a journal to roll back")
    assert lost == 0, f"seed {SEED}, round {number}: acknowledged {acknowledged}, found something else"


SEALER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sextortion_helper.case.desk import Desk, KeepRules
from sextortion_helper.case.store import Store

rules = KeepRules(sealed={"offender": frozenset({"partner"})})
desk = Desk(Store.plain(Path(sys.argv[1])), rules, lambda: datetime.now(UTC), session="new")
for n in range(8): desk.write("a", f"f{n}", "NEEDLE " * 300)
print(1, flush=True)
desk.answer("offender", ("partner",))
assert desk.unremoved is None
print(2, flush=True)
import time; time.sleep(60)
"""


@pytest.mark.parametrize("others", [False, True])
def test_a_kill_during_the_sealed_turn(tmp_path: Path, others: bool) -> None:
    """The sealed answer is never there, other sessions always are, and once said, the rest is gone."""
    chance = random.Random(SEED)
    for number in range(max(4, ROUNDS // 8)):
        path = tmp_path / str(number) / "store.db"
        now = datetime(2026, 3, 1, tzinfo=UTC)
        store = Store.plain(path)
        if others:
            store.put_note(store.new_session(now, "other"), "t", "f", "STAYS " * 300, now)
        store.close()
        lines = child_until_killed(SEALER, str(path), acknowledged=1, moment=chance.random() * 0.02)
        seen = b"".join(p.read_bytes() for p in path.parent.iterdir())
        assert b"offender" not in seen
        assert b"partner" not in seen
        if lines[-1] == 2:
            assert b"NEEDLE" not in seen
            assert path.exists() is others
        if others:
            store = Store.plain(path)
            aliases = [info.alias for info in store.sessions()]
            assert "other" in aliases
            assert store.verify_log() is None
            store.close()
            if aliases == ["other"]:  # deleted, and if its traces were not cleared, they are now
                assert b"NEEDLE" not in path.read_bytes()
