"""[R12] The wall: nothing of one person's session is ever on a screen of another's.

Three sessions, words in every field of theirs; then every screen of each, and a seeded walk at random
through screens, find, clipboard and error paths. Every word carries the number of its session and its
kind; after each key the whole screen is read.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from counsellor import ANSWERS, new_session, to_list
from every_screen import EVERY
from harness import Person, drive

from sextortion_helper.case.models import TaskState
from sextortion_helper.case.store import Store
from sextortion_helper.errors import StoreFullError
from sextortion_helper.tui import flow
from sextortion_helper.tui.guide import HELPER
from sextortion_helper.tui.screens.task import TaskScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field

SEED = int(os.environ.get("WALL_SEED", "1"))
WALKS = int(os.environ.get("WALL_WALKS", "1"))  # one after another, each from the next seed
STEPS = int(os.environ.get("WALL_STEPS", "30"))  # a few keys each
SECRET = re.compile(r"z(?P<kind>[qra])(?P<session>\d+)n\d+x")
WORD, NOTE, ALIAS = "q", "r", "a"  # the person's own words; the helper's notes; the alias

# Not for a walk inside a session: there the way to these is closed, and the list is checked by itself.
OUTSIDE = {
    "opening",
    "sealed-answer",
    "storage",
    "deleting",
    "keep-sessions",
    "sessions",
    "recipient",
    "passphrase-new",
    "passphrase-open",
    "passphrase-change",
    "already-kept",
    "which",
    "task-fields",
    "task",
    "why",
}
OF_THE_HELPER = {"script", "helper-side", "notes", "agreed", "slip", "alias", "panel"}
KEYS = [
    *"lcmynarweqsh1234567890/?",
    "enter",
    "enter",
    "escape",
    "tab",
    "up",
    "down",
    "pagedown",
    "space",
    "f1",
    "f3",
    "f9",
    "ctrl+p",
]
PEOPLE = (
    {**ANSWERS, "suicide": ["sometimes"]},
    {**ANSWERS, "country": ["CH"], "demand": ["images"], "platforms": ["tiktok"], "suicide": ["yes"]},
    {**ANSWERS, "country": ["DE"], "offender": ["partner"], "paid": ["yes"], "suicide": ["yes"]},
)


class Walk:
    """One counsellor who opens, writes, looks round and changes sessions without any sense."""

    def __init__(self, person: Person, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.person = person
        self.dice = random.Random(seed)
        self.monkeypatch = monkeypatch
        self.written = 0
        self.held = 0
        self.seen: set[tuple[str, str]] = set()
        self.screens: set[str] = set()
        self.sessions: set[int] = set()
        self.trace: list[str] = []

    @property
    def session(self) -> int:
        """The number of the open session; 0: none."""
        return self.person.guide.desk.case.id

    def look(self) -> None:
        """Read everything that can be seen, and what is kept ready for the next screen."""
        person, app = self.person, self.person.app
        name = person.screen_name
        self.screens.add(name)
        words = "".join(person.text.split())
        behind = (
            f"{app.title}{app.sub_title}{app.notice}{app.farewell}{app.clipboard}{person.guide.desk.answers}"
        )
        for found in SECRET.finditer(words + behind):
            kind, session = found["kind"], int(found["session"])
            told = f"{found[0]} on {name} of session {self.session}\n{self.trace[-12:]}\n{person.lines}"
            if name == "SessionsScreen" or (name == "FindScreen" and person.guide.at_list):
                assert kind == ALIAS, told
                continue
            assert session == self.session, told
            if kind != WORD:
                of_helper = (
                    "NotesScreen",
                    "SlipScreen",
                    "AliasScreen",
                    *(("HelperSideScreen",) if kind == ALIAS else ()),
                )
                assert name in of_helper, told
                assert not person.guide.turned, told
            self.seen.add((kind, name))
        for found in SECRET.finditer(str(person.guide.desk.case)):
            assert int(found["session"]) == self.session, f"{found[0]} is kept in session {self.session}"

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.trace.append(f"{self.person.screen_name}:{key}")
            await self.person.press(key)
            self.look()

    async def write(self) -> None:
        """Into the field that has the focus, if there is one, a word of its own."""
        focused = self.person.screen.focused
        if self.session and isinstance(focused, CleanInput) and isinstance(focused.parent, Field):
            name, ident = self.person.screen_name, focused.parent.ident
            kind = WORD if name == "TaskScreen" else ALIAS if ident == "alias" else NOTE
            self.written += 1
            focused.cursor_position = len(focused.value)
            self.trace.append(f"{name}:write")
            await self.person.write(f" z{kind}{self.session}n{self.written}x")
            self.look()
            if kind == WORD and self.dice.random() < 0.3:
                focused.select_all()
                await self.press("ctrl+c")

    async def begin(self, number: int) -> None:
        """A new session: first it is looked at while empty, then words are put everywhere."""
        person, guide = self.person, self.person.guide
        await new_session(person, PEOPLE[number])
        await self.tasks()
        for screen, ident in (
            ("notes", "facts-1"),
            ("notes", "reflections-1"),
            ("slip", "where"),
            ("alias", "alias"),
        ):
            await EVERY[screen](person)
            await person.go_to(f"field:{ident}")
            await self.write()
            await self.press("enter")
        for _, task in guide.plan.tasks():
            self.written += 1
            word = f"z{WORD}{self.session}n{self.written}x"
            if not guide.keeps_mark(task.id):  # its state is held outside the store [R14]
                guide.mark(task.id, TaskState.SKIPPED, word)
                self.held += 1
            if task.task.fields:
                guide.write(task.id, task.task.fields[0], word)
        for task_id in [task.id for _, task in guide.plan.tasks() if task.task.fields][:1]:
            await person.open_task(task_id)
            field = person.screen.query(CleanInput).first()
            field.focus()
            field.select_all()
            await self.press("ctrl+c")
            assert SECRET.search(person.app.clipboard)
        person.app.go_home()
        await person.settle()

    async def tasks(self) -> None:
        """Every task of the plan."""
        for step, task in list(self.person.guide.plan.tasks()):
            self.person.app.switch_screen(TaskScreen(step.name, task.id))
            await self.person.settle()
            self.look()

    async def every_screen(self) -> None:
        """Every screen there is, once."""
        for name in sorted(EVERY.keys() - OUTSIDE):
            self.trace.append(name)
            self.person.app.go_home()
            await EVERY[name](self.person)
            self.look()

    async def look_round(self) -> None:
        """A screen at random, and some keys there."""
        guide = self.person.guide
        if self.dice.random() < 0.4:
            self.person.app.go_home()
            await self.person.settle()
        if not guide.turned and self.dice.random() < 0.3:
            await EVERY[self.dice.choice(("notes", "notes", "alias"))](self.person)
        elif self.dice.random() < 0.5:
            tasks = [task for _, task in guide.plan.tasks()]
            with_fields = [task for task in tasks if task.task.fields] or tasks
            await self.person.open_task(self.dice.choice(self.dice.choice((tasks, with_fields))).id)
        else:
            closed = OUTSIDE | (OF_THE_HELPER if guide.turned else set())
            await EVERY[self.dice.choice(sorted(EVERY.keys() - closed))](self.person)
        self.look()
        fields = list(self.person.screen.query(CleanInput))
        if fields:
            self.dice.choice(fields).focus()
            await self.person.settle()
            await self.dice.choice((self.write, self.write, self._paste))()
        for _ in range(self.dice.randrange(4)):
            await self.press(self.dice.choice(KEYS))
            await self.write()

    async def _paste(self) -> None:
        await self.press("ctrl+v")

    async def find(self) -> None:
        """Search for what all words begin with."""
        if self.person.screen_name not in ("FindScreen", "CoverScreen"):
            await self.press("ctrl+p")
            await self.person.write("z")
            self.look()
            await self.press(self.dice.choice(("enter", "down", "escape")))

    async def fail(self) -> None:
        """The disk is full for a while: what can't be saved is said, and what is said is looked at."""

        def full(*_: object) -> None:
            raise StoreFullError(Path("x"))

        with self.monkeypatch.context() as patch:
            for name in ("put_note", "put_answer", "put_task", "rename"):
                patch.setattr(Store, name, full)
            await self.look_round()
            await self.change()
        self.person.guide.desk.retry()

    async def change(self) -> None:
        """Another session: over the helper's side and the list, or from wherever one is."""
        person = self.person
        if self.dice.random() < 0.5 and not person.guide.turned:
            await self.press("f3")
            if "close" in person.rows:
                await self.press("z")
        if person.guide.in_session:
            await flow.show_sessions(person.app)
            await person.settle()
            self.look()
        if person.guide.at_list and person.screen_name == "SessionsScreen":
            rows = [ident for ident in person.rows if ident.startswith("session:")]
            if len(rows) < len(PEOPLE):
                await self.begin(len(rows))
            elif self.dice.random() < 0.3:
                await self.press("ctrl+p")
                await person.write(f"session {self.dice.randrange(len(rows)) + 1}")
                self.look()
                await self.press("enter")
            else:
                await person.choose(self.dice.choice(rows))
            self.look()

    async def step(self) -> None:
        """Anything."""
        if self.person.screen_name == "CoverScreen":
            await self.press("f2")
        if not self.person.guide.in_session:
            while len(self.person.app.screen_stack) > 2:
                self.person.app.pop_screen()
            await self.person.settle()
            await self.change()
        self.sessions.add(self.session)
        what = self.dice.choices(
            (self.look_round, self.find, self.fail, self.change, self._turn), (10, 1, 1, 4, 1)
        )[0]
        await what()

    async def _turn(self) -> None:
        """The screen is turned, or covered, and some keys are pressed by the person."""
        if not self.person.guide.turned:
            await self.press("f3")
            if "turn" in self.person.rows:
                await self.person.choose("turn")
        await self.press(*self.dice.choices([key for key in KEYS if key != "f9"], k=4))
        if self.person.guide.turned:
            assert "SessionsScreen" not in self.person.stack
            assert "HelperSideScreen" not in self.person.stack
        await self.press("f9")


@pytest.mark.parametrize("seed", range(SEED, SEED + WALKS))
async def test_nothing_of_one_session_is_ever_seen_in_another(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    async with drive() as person:
        walk = Walk(person, seed, monkeypatch)
        await to_list(person)
        for _ in PEOPLE:
            await walk.change()
            await flow.show_sessions(person.app)
            await person.settle()
        await flow.open_session(person.app, 2)
        await person.settle()
        await walk.every_screen()
        for _ in range(STEPS):
            await walk.step()
        # The walk was one: words in several sessions, seen where they belong, on many screens.
        assert len(walk.sessions) >= len(PEOPLE)
        assert walk.held
        assert {WORD, NOTE, ALIAS} <= {kind for kind, _ in walk.seen}
        assert len(walk.screens) > 20, walk.screens
        kept = [person.guide.desk.store.load(info.id) for info in person.guide.desk.store.sessions()]
        for case in kept:
            own = {int(found["session"]) for found in SECRET.finditer(str(case))}
            assert own <= {case.id}
            assert all(
                found["kind"] == WORD or task == HELPER
                for (task, _), note in case.notes.items()
                for found in SECRET.finditer(note.text)
            )
