"""Drives the app as a person would, by keys, and reads its screens as text.

`drive(...)` starts the app in a fixed size, at a fixed moment, and gives a `Person`. Nothing here
sleeps for a set time: after each key the screen is read until it no longer changes.
"""

from __future__ import annotations

import asyncio
import gc
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import textual.screen
from textual import events
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from sextortion_helper.knowledge.catalogue import Catalogue, Voice, default_form
from sextortion_helper.paths import content_root, store_file
from sextortion_helper.tui.app import NextSteps
from sextortion_helper.tui.guide import Guide
from sextortion_helper.tui.screens.base import GuideScreen
from sextortion_helper.tui.settings import Settings
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import BAR, Row

NOW = datetime(2026, 3, 10, 13, 2, tzinfo=UTC)  # a Tuesday, 14:02 in Vienna
NIGHT = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)  # 03:00 in Vienna
NORMAL, NARROW, WIDE = (80, 24), (40, 12), (120, 40)
TALL = (80, 60)  # most pages at once
TOWER = (80, 160)  # every page at once
textual.screen.UPDATE_PERIOD = 1 / 400  # paint soon: nobody looks  # type: ignore[misc]
SNAPSHOTS = Path(__file__).parent / "snapshots"
CATALOGUE = Catalogue(content_root())

# An adult, alone, blackmailed by a stranger for money: the usual case.
USUAL: Mapping[str, Sequence[str]] = {
    "who": ["self"],
    "device": ["mine"],
    "country": ["AT"],
    "age": ["adult"],
    "danger": ["no"],
    "suicide": ["no"],
    "offender": ["stranger"],
    "demand": ["money"],
    "material": ["sent-or-filmed"],
    "paid": ["no"],
    "published": ["no"],
    "danger-if-known": ["none"],
    "platforms": ["instagram"],
    "account": ["fine"],
}


def ui(lang: str, key: str, **values: object) -> str:
    """An interface text, read from the content and not from the app."""
    return CATALOGUE.ui(Voice(lang, default_form(lang)), key, **values)


def plain(text: str) -> str:
    """Text without line breaks, bars and runs of blanks, so that a wrapped sentence can be found."""
    return " ".join(text.replace(BAR, " ").split())


class Person:
    """Somebody at the keyboard."""

    def __init__(self, app: NextSteps, pilot: Pilot[None], clock: list[datetime] | None = None) -> None:
        self.app = app
        self._clock = clock or [NOW]
        self.pilot = pilot

    # -- what they see ---------------------------------------------------------

    @property
    def strips(self) -> list[Strip]:
        """The screen as it is painted."""
        return self.app.screen._compositor.render_strips()

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join(strip.text.rstrip() for strip in self.strips)

    @property
    def page(self) -> str:
        """The screen without its scroll bar."""
        return "\n".join(re.sub(r" +[▁▂▃▄▅▆▇█]$", "", line) for line in self.text.splitlines())

    @property
    def lines(self) -> str:
        """The screen without empty lines, for messages."""
        return "\n".join(line for line in self.text.splitlines() if line)

    @property
    def words(self) -> str:
        """The screen as running text."""
        return plain(self.text)

    @property
    def screen(self) -> Screen[Any]:
        """The screen on top."""
        return self.app.screen

    @property
    def screen_name(self) -> str:
        """The class of the screen on top."""
        return type(self.app.screen).__name__

    @property
    def stack(self) -> list[str]:
        """The screens below and on top."""
        return [type(screen).__name__ for screen in self.app.screen_stack]

    @property
    def rows(self) -> dict[str, Row]:
        """The rows by id."""
        return {row.ident: row for row in self.screen.query(Row)}

    @property
    def guide(self) -> Guide:
        """The guide."""
        assert self.app.guide is not None
        return self.app.guide

    @property
    def question(self) -> str:
        """The id of the question on the screen."""
        found = self.screen.question()  # type: ignore[attr-defined]
        return found.id if found else ""

    @property
    def top(self) -> float:
        """How many lines of the page are above the edge."""
        page = self.screen.page  # type: ignore[attr-defined]
        return float(page.scroll_y)

    @property
    def where(self) -> object:
        """What has the focus, by id; None if nothing has."""
        focused = self.screen.focused
        if isinstance(focused, Row):
            return focused.ident
        if isinstance(focused, CleanInput) and isinstance(focused.parent, Field):
            return f"field:{focused.parent.ident}"
        return type(focused).__name__ if focused else None

    def sees(self, *texts: str) -> None:
        """Assert that texts stand on the screen."""
        shown = self.words
        for text in texts:
            assert plain(text) in shown, f"{plain(text)!r} is not on {self.screen_name}\n{self.lines}"

    def does_not_see(self, *texts: str) -> None:
        """Assert that texts do not stand on the screen."""
        shown = self.words
        for text in texts:
            assert plain(text) not in shown, f"{plain(text)!r} is on {self.screen_name}\n{self.lines}"

    def line(self, ident: str) -> str:
        """A sentence of help.yaml as the app should say it now."""
        from sextortion_helper.plan.contacts import spoken_line

        return spoken_line(CATALOGUE, self.app.voice, self.guide.answers, self.app.country, ident)

    # -- what they do ----------------------------------------------------------

    def wait(self, hours: float) -> None:
        """Let time pass."""
        self._clock[0] += timedelta(hours=hours)

    async def settle(self) -> None:
        """Wait until nothing is left to run and the screen has nothing left to paint."""
        loop: Any = asyncio.get_running_loop()
        calm = 0
        for _ in range(20_000):
            await asyncio.sleep(0)
            if not self.app.is_running:
                return
            if loop._ready:  # somebody else has something to do at once
                calm = 0
            elif self._painting():
                calm = 0
                await asyncio.sleep(0.003)
            else:
                calm += 1
                if calm == 3:
                    return
                await asyncio.sleep(0.001)
        raise AssertionError(f"the screen does not come to rest\n{self.lines}")

    def _painting(self) -> bool:
        """Whether the screen waits for its next tick."""
        screen = self.screen
        flags = ("_layout_required", "_scroll_required", "_repaint_required", "_recompose_required")
        return bool(
            screen._update_timer._active.is_set()
            or screen._dirty_widgets
            or screen._callbacks
            or self.app._animator._animations  # a scroll takes one tick, even if it does not glide
            or self.app._animator._scheduled
            or any(getattr(screen, flag) for flag in flags)
        )

    async def until(self, true: Callable[[], object], what: str = "") -> None:
        """Wait for something that a timer or a thread brings about."""
        for _ in range(300):
            if true():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never came true: {what}\n{self.lines}")

    async def press(self, *keys: str) -> Person:
        """Press keys, one after the other, each on a screen at rest."""
        for key in keys:
            self._send(key)
            await self.settle()
        return self

    def _send(self, key: str) -> None:
        driver = self.app._driver
        assert driver is not None
        character = key if len(key) == 1 else {"space": " "}.get(key)
        name = {"?": "question_mark", "/": "slash", " ": "space", "[": "left_square_bracket"}.get(key, key)
        event = events.Key(name, character)
        event.set_sender(self.app)
        driver.send_message(event)

    async def write(self, text: str) -> Person:
        """Type a text, without waiting between the letters."""
        for character in text:
            self._send("space" if character == " " else character)
        await self.settle()
        return self

    async def paste(self, text: str) -> Person:
        """Paste a text, as a terminal hands it over."""
        driver = self.app._driver
        assert driver is not None
        event = events.Paste(text)
        event.set_sender(self.app)
        driver.send_message(event)
        await self.settle()
        return self

    async def choose(self, ident: str) -> Person:
        """Act on a row: by the number that stands before it, else with the arrows and Enter."""
        for _ in range(8):
            if ident in self.rows or ":more" not in self.rows:
                break
            await self.press(self.rows[":more"].number)
        rows = self.rows
        assert ident in rows, f"no row {ident!r} among {list(rows)} on {self.screen_name}\n{self.lines}"
        if rows[ident].number:
            screen: Any = self.screen
            at_once = screen.in_sight(rows[ident]) or screen.may_be_unseen(rows[ident])
            return await self.press(*[rows[ident].number] * (1 if at_once else 2))
        await self.go_to(ident)
        for _ in range(20):  # what is out of sight is read up to first
            if not hasattr(self.screen, "in_sight") or self.screen.in_sight(rows[ident]):
                break
            await self.press("enter")
        return await self.press("enter")

    async def open_kept(self, passphrase: str = "") -> Person:
        """Press Open on the opening; without a passphrase the field stays empty."""
        await self.choose("open")
        for sign in passphrase:
            await self.press("space" if sign == " " else sign)
        return await self.press("enter")

    async def go_to(self, where: str) -> Person:
        """Move the focus to a row or a field with the arrows."""
        for key in ("up", "down", "up"):
            for _ in range(40):
                if self.where == where:
                    return self
                before = self.screen.focused, self.lines
                await self.press(key)
                if (self.screen.focused, self.lines) == before:
                    break
        assert self.where == where, f"no way to {where!r} from {self.where!r}\n{self.lines}"
        return self

    async def answer(self, question: str, *options: str) -> Person:
        """Answer the question that stands on the screen, by numbers."""
        assert self.question == question, f"asked {self.question!r}, not {question!r}\n{self.lines}"
        for option in options:
            await self.choose(option)
        if ":next" in self.rows and self.question == question:
            await self.press("0")
        return self

    async def resize(self, width: int, height: int) -> Person:
        """Change the size of the window."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()
        return self

    async def begin(
        self, answers: Mapping[str, Sequence[str]] | None = None, *, keep: bool = False, home: bool = True
    ) -> Person:
        """A short cut to the plan: give answers without walking through the questions."""
        await self.app.ready()
        if keep:
            assert self.app.store_path is not None
            self.guide.keep_at(self.app.store_path)
        for question, options in (answers if answers is not None else USUAL).items():
            await self.app.answer(question, list(options))
        self.app.notice = ""
        if home:
            self.app.go_home()
        await self.settle()
        return self

    async def open_task(self, task: str) -> Person:
        """A short cut to a task of the plan."""
        from sextortion_helper.tui.screens.task import TaskScreen

        step = next(s for s, t in self.guide.plan.tasks() if t.id == task)
        self.app.push_screen(TaskScreen(step.name, task))
        await self.settle()
        return self

    async def open_field(self) -> Person:
        """Open the task that notes the account, with the cursor in its first field."""
        await self.open_task("evidence-account")
        fields = [field.ident for field in self.screen.query(Field)]
        return await self.go_to(f"field:{fields[0]}")

    async def push(self, screen: GuideScreen) -> Person:
        """A short cut to any screen."""
        self.app.push_screen(screen)
        await self.settle()
        return self


@asynccontextmanager
async def drive(
    *,
    lang: str = "en",
    size: tuple[int, int] = NORMAL,
    directory: Path | None = None,
    at: datetime = NOW,
    guess: str | None = "AT",
    country: str | None = None,
    form: str | None = None,
    theme: str | None = None,
    settings: Settings | None = None,
) -> AsyncIterator[Person]:
    """Run the app. With `directory` it may keep things there; else it runs in memory."""
    settings = settings or Settings(lang=lang, country=country, form=form)
    if theme is not None:
        settings = settings.changed(theme=theme)
    clock = [at]
    app = NextSteps(directory=directory, settings=settings, guess=guess, clock=lambda: clock[0])
    app.held_key.within = 0  # here a key is pressed again as soon as the screen is at rest
    # The app freezes the garbage collector's world for the life of a process; tests have many apps in one.
    app._first_frame = lambda: None  # type: ignore[method-assign]
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            person = Person(app, pilot, clock)
            await person.until(lambda: app.guide is not None, "the content is loaded")
            await person.settle()
            yield person
    finally:
        if app.guide is not None:
            app.guide.desk.close()  # as at the end of the process
        _collect()


_apps = 0


def _collect() -> None:
    """Now and then only: a collection that goes through all of pytest and Textual is slow."""
    global _apps
    if _apps % 16 == 0:
        gc.collect()
        gc.freeze()  # what is still there (Textual, pytest, the content) need not be looked at again
    _apps += 1


# -- what is on the disk --------------------------------------------------------


def kept(directory: Path) -> dict[str, Any]:
    """What a closed store holds: answers, tasks and notes."""
    with sqlite3.connect(store_file(directory)) as db:
        found = {
            "answers": dict(db.execute("SELECT question, options FROM answer").fetchall()),
            "tasks": dict(db.execute("SELECT task, state FROM task").fetchall()),
            "notes": {
                (task, field): text for task, field, text in db.execute("SELECT task, field, text FROM note")
            },
        }
    db.close()
    return found


def bytes_of(directory: Path) -> bytes:
    """Every byte of every file kept there."""
    return b"".join(path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file())


# -- snapshots -------------------------------------------------------------------


def check_snapshot(name: str, text: str) -> None:
    """Compare a screen with the one kept in snapshots/; UPDATE_SNAPSHOTS=1 writes it anew."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        return
    assert path.is_file(), f"no snapshot {path.name}; run with UPDATE_SNAPSHOTS=1 and look at it"
    was = path.read_text(encoding="utf-8")
    assert text + "\n" == was, f"{path.name} differs (UPDATE_SNAPSHOTS=1 accepts it). Now:\n{text}"
