"""Speed and memory as ratios against bare Textual and bare Python, in the same rounds. One JSON line each.

python benchmarks/run.py [--rounds 12] [--only start,plan,...]        (make bench)

`ratio` is the median of ours by the median of the base; `goal` the most it may be (docs/architecture.md
says what is guarded). `bare.py` holds the base apps. Times are in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pty_clock import Run

HERE = Path(__file__).parent
OURS = [sys.executable, "-m", "sextortion_helper"]
BLANK = b"\x1b[0m\x1b[2J\x1b[H"
UP, DOWN, ENTER, CTRL_Q = b"\x1b[A", b"\x1b[B", b"\r", b"\x11"
OPENING, FIRST_MINUTE, CHECK_IN = b"Open", b"Go on", b"I can go on"
PLAN = b"Something else"  # the last thing on it
MOVES = 24  # key presses a round, some down and as many up
ANSWERS = {
    "who": "self", "device": "mine", "country": "AT", "age": "adult", "danger": "no", "offender": "stranger",
    "demand": "money", "material": "sent-or-filmed", "paid": "no", "published": "no",
    "danger-if-known": "none", "platforms": "instagram", "account": "fine",
}  # fmt: skip


class Bench:
    """The measurements; each gives (name, our times, base times, goal) round by round."""

    def __init__(self, rounds: int, home: Path) -> None:
        self.rounds = rounds
        self.home = home
        keep = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "LC_"))}
        self.env = {**keep, "HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor",
                    "LANG": "C.UTF-8", "TZ": "Europe/Vienna"}  # fmt: skip
        self.env.pop("NO_COLOR", None)
        # Ours compiled as pip leaves the base's: a machine that writes no bytecode would compile ours anew
        # at each start, and only ours.
        self.env.pop("PYTHONDONTWRITEBYTECODE", None)

    def bare(self, kind: str) -> Run:
        # Without its animations, which would make the base look slower than it is.
        return Run([sys.executable, str(HERE / "bare.py"), kind], {**self.env, "TEXTUAL_ANIMATIONS": "none"})

    def ours(self, *arguments: str) -> Run:
        return Run([*OURS, *arguments], self.env)

    def start(self) -> Iterator[dict[str, object]]:
        """First full frame; then leaving: to the blank, to the end; and the peak of memory."""
        first: tuple[list[float], list[float]] = ([], [])
        end: tuple[list[float], list[float]] = ([], [])
        peak: tuple[list[float], list[float]] = ([], [])
        blank: list[float] = []
        for _ in range(self.rounds):
            with self.bare("label") as run:
                first[1].append(run.seen(b"ALL-THERE"))
                run.settle()
                end[1].append(run.end(run.key(CTRL_Q)))
                peak[1].append(run.peak)
            with self.ours("--memory") as run:
                first[0].append(run.seen(OPENING))
                run.settle()
                time.sleep(0.5)  # until the content is loaded: the person reads
                self.to_the_plan(run)
                pressed = run.key(CTRL_Q)
                blank.append(run.seen(BLANK, pressed))
                end[0].append(run.end(pressed))
                peak[0].append(run.peak)
        yield line("first full frame of the opening", *first, 1.25)
        yield {
            "what": "Ctrl+Q to the blank", "ms": ms(blank), "goal_ms": 10, "ok": ms(blank) <= 10,
            "rounds": self.rounds,
        }  # fmt: skip
        yield line("Ctrl+Q to the end", *end, 1.2)
        yield line("peak memory, plan shown", *peak, 1.6, unit="MB", scale=1e-6)

    @staticmethod
    def to_the_plan(run: Run) -> None:
        way = [(b"1", FIRST_MINUTE), (ENTER, b"Only me"), (b"1", b"Austria"), (b"1", b"18 or older")]
        for keys, text in (*way, (b"3", b"on the way"), (b"2", b"Sometimes"), (b"s", PLAN)):
            run.seen(text, run.key(keys))
            run.settle()

    @staticmethod
    def to_open(run: Run) -> None:
        """To the question for the passphrase; Enter opens what is kept openly."""
        run.seen(OPENING)
        run.settle()
        time.sleep(0.5)
        run.seen(b"If you chose", run.key(b"4"))
        run.settle()

    def check_in(self) -> Iterator[dict[str, object]]:
        """From the key on the check-in to the full plan of a saved case."""
        ours, base = [], []
        directory = self.home / "nextsteps"
        saved_case(directory)
        for _ in range(self.rounds):
            with self.bare("list") as run:
                run.seen(b"READY")
                run.settle()
                base.append(run.seen(b"ALL-THERE", run.key(b"1")))
            with self.ours("--data-dir", str(directory)) as run:
                self.to_open(run)
                run.seen(CHECK_IN, run.key(ENTER))
                run.settle()
                ours.append(run.seen(PLAN, run.key(b"1")))
        yield line("check-in key to the full plan", ours, base, 1.5)

    def early(self) -> Iterator[dict[str, object]]:
        """Leaving while Textual is still imported: to the end, against the base left at the same moment."""
        ours, base = [], []
        for number in range(self.rounds):
            moment = 0.05 * (number % 8 + 1)  # the terminal hears the key as soon as Python runs
            for run, times in ((self.bare("label"), base), (self.ours("--memory"), ours)):
                with run:
                    run.no_flow_control()
                    time.sleep(moment)
                    times.append(run.end(run.key(CTRL_Q)))
        yield line("Ctrl+Q while it starts, to the end", ours, base, 1.25)

    def sessions(self) -> Iterator[dict[str, object]]:
        """10,000 sessions of a counsellor: to the list, and a key there against 30 check boxes."""
        listed, keys, base = [], [], []
        directory = self.home / "sessions"
        many_sessions(directory, 10_000)
        for _ in range(self.rounds):
            with self.bare("boxes") as run:
                run.seen(b"Entry number 0")
                run.settle()
                base += moves(run, times=4)
            with self.ours("--data-dir", str(directory)) as run:
                self.to_open(run)
                listed.append(run.seen(b"New session", run.key(ENTER)))
                run.settle()
                keys += moves(run, times=4)
        yield {
            "what": "10,000 sessions listed", "ms": ms(listed), "goal_ms": 500, "ok": ms(listed) <= 500,
            "rounds": self.rounds,
        }  # fmt: skip
        yield line("key to repaint, 10,000 sessions, median", keys, base, 1.3)

    def keys(self) -> Iterator[dict[str, object]]:
        """A key to the end of its repaint: on the plan and in a task, against 30 check boxes."""
        plan, task, base = [], [], []
        for _ in range(self.rounds):
            with self.bare("boxes") as run:
                run.seen(b"Entry number 0")
                run.settle()
                base += moves(run, times=4)
            with self.ours("--memory") as run:
                run.seen(OPENING)
                run.settle()
                time.sleep(0.5)
                self.to_the_plan(run)
                plan += moves(run, times=4)
                run.seen(b"Later", run.key(ENTER))
                run.settle()
                task += moves(run, times=1)
        for name, ours in (("plan", plan), ("task", task)):
            yield line(f"key to repaint, {name}, median", ours, base, 1.3)
            yield line(f"key to repaint, {name}, p95", [p95(ours)], [p95(base)], 2.0, rounds=self.rounds)

    def commands(self) -> Iterator[dict[str, object]]:
        """Short commands against `python -c pass`."""
        plan = [f"--answer={key}={value}" for key, value in ANSWERS.items()
                if key not in ("device", "offender", "danger-if-known")]  # fmt: skip
        tried = {
            "--help": (["--help"], 4.0),
            "now": (["now", "--country", "AT"], 7.0),
            "plan --format json": (["plan", "--format", "json", *plan], 20.0),
        }
        times: dict[str, list[float]] = {name: [] for name in tried}
        base = []
        for _ in range(self.rounds):
            base.append(self.command([sys.executable, "-c", "pass"]))
            for name, (arguments, _) in tried.items():
                times[name].append(self.command([*OURS, *arguments]))
        for name, (_, goal) in tried.items():
            yield line(name, times[name], base, goal)

    def command(self, arguments: list[str]) -> float:
        begun = time.perf_counter()
        subprocess.run(arguments, env=self.env, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun

    def content(self) -> Iterator[dict[str, object]]:
        """The whole content, read and checked, in a process of its own."""
        found, size = [], 0
        for _ in range(self.rounds):
            run = subprocess.run(
                [sys.executable, str(HERE / "load.py")],
                env=self.env,
                check=True,
                capture_output=True,
                text=True,
            )
            taken, bytes_ = run.stdout.split()
            found.append(float(taken) / 1000)
            size = int(bytes_)
        yield {
            "what": "whole content read and checked", "ms": ms(found), "goal_ms": 200, "ok": ms(found) <= 200,
            "rounds": self.rounds, "mb": round(size / 1e6, 2),
        }  # fmt: skip


def moves(run: Run, times: int = MOVES // 2) -> list[float]:
    """Down and up again, so that each press finds something to move to."""
    found = []
    for _ in range(MOVES // 2 // times):
        found += [run.repaint(DOWN) for _ in range(times)]
        found += [run.repaint(UP) for _ in range(times)]
    return found


def saved_case(directory: Path) -> None:
    """A case as it is kept after all questions, some steps done."""
    from sextortion_helper.case.desk import Desk, KeepRules
    from sextortion_helper.case.models import TaskState
    from sextortion_helper.case.store import Store
    from sextortion_helper.knowledge.library import Library
    from sextortion_helper.paths import store_file
    from sextortion_helper.plan import make_plan

    library = Library()
    rules = KeepRules.from_questions(library.questions.values())
    desk = Desk(Store.plain(store_file(directory)), rules, lambda: datetime.now(UTC), "new")
    for question, option in ANSWERS.items():
        desk.answer(question, (option,))
    for _, task in list(make_plan(library, desk.answers).tasks())[:4]:
        desk.mark(task.id, TaskState.DONE)
    if not desk.close():
        raise SystemExit("The case for the measurement could not be saved.")


def many_sessions(directory: Path, count: int) -> None:
    """Sessions of a counsellor, each with its answers."""
    from sextortion_helper.case.store import Store
    from sextortion_helper.paths import store_file

    store, now = Store.plain(store_file(directory)), datetime.now(UTC)
    with store.transaction():
        for _ in range(count):
            session = store.new_session(now)
            for question, option in {**ANSWERS, "who": "counsellor"}.items():
                store.put_answer(session, question, (option,), now)
    store.close()


def ms(times: list[float]) -> float:
    return round(statistics.median(times) * 1000, 2)


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def line(
    what: str, ours: list[float], base: list[float], goal: float, *, unit: str = "ms", scale: float = 1000,
    rounds: int | None = None,
) -> dict[str, object]:  # fmt: skip
    """One line of output."""
    mine, theirs = statistics.median(ours), statistics.median(base)
    return {
        "what": what, "ratio": round(mine / theirs, 2), "goal": goal, "ok": mine / theirs <= goal,
        unit: round(mine * scale, 2), f"base_{unit}": round(theirs * scale, 2), "rounds": rounds or len(base),
    }  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--only", default="start,early,check_in,sessions,keys,commands,content")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        bench = Bench(options.rounds, Path(home))
        for name in options.only.split(","):
            for found in getattr(bench, name)():
                print(json.dumps(found), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
