"""A terminal for each test, the program's own words, and the walk to the plan by keys."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sextortion_helper.knowledge.catalogue import Catalogue, Voice, default_form
from sextortion_helper.paths import content_root

if sys.platform == "win32":
    collect_ignore_glob = ["test_pty_*.py", "test_wheel.py"]  # Windows has no such terminals
else:
    from pseudo_terminal import Terminal

PROGRAM = (sys.executable, "-m", "sextortion_helper")
LANGS = {"en": "C.UTF-8", "de": "de_AT.UTF-8"}


class Words:
    """The words of one language, as the program will say them."""

    def __init__(self, lang: str) -> None:
        self.catalogue = Catalogue(content_root())
        self.voice = Voice(lang, default_form(lang))

    def ui(self, key: str) -> str:
        """An interface text."""
        return self.catalogue.ui(self.voice, key)

    def opening(self, ident: str) -> str:
        """A text of opening.yaml."""
        return self.catalogue.find(self.voice, "opening", "lines", ident) or ident

    def field(self, step: str, task: str, field: str) -> str:
        """The label of a field."""
        return self.catalogue.find(self.voice, f"steps/{step}", "tasks", task, "fields", field) or field

    def step(self, ident: str) -> str:
        """The title of a step."""
        return self.catalogue.find(self.voice, f"steps/{ident}", "title") or ident

    def question(self, ident: str) -> str:
        """What a question asks."""
        return self.catalogue.find(self.voice, "questions", ident, "ask") or ident


@pytest.fixture
def words() -> Callable[[str], Words]:
    """The words of a language."""
    return Words


@pytest.fixture
def environment() -> dict[str, str]:
    """A terminal's environment; change it before starting."""
    return {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Callable[..., Terminal]]:
    """Start the program (or another) in a terminal of its own; it is ended with the test."""
    running: list[Terminal] = []

    def starter(
        *arguments: str,
        columns: int = 80,
        lines: int = 24,
        lang: str = "en",
        program: tuple[str, ...] = PROGRAM,
        **variables: str,
    ) -> Terminal:
        env = {**environment, "LANG": LANGS[lang], **variables}
        running.append(Terminal(columns, lines, env, [*program, *arguments]))
        return running[-1]

    yield starter
    for terminal in running:
        terminal.close()


@pytest.fixture
def opened(start: Callable[..., Terminal]) -> Callable[..., Terminal]:
    """Start, and wait for the opening."""

    def opener(*arguments: str, lang: str = "en", **rest: object) -> Terminal:
        words = Words(lang)
        return start(*arguments, lang=lang, **rest).wait_for(
            words.opening("button-start"), words.opening("button-open")
        )

    return opener


@pytest.fixture
def walk() -> Callable[..., Terminal]:
    """From the opening to the plan: own device, keep nothing (or openly), Austria, adult, no danger."""

    def walker(terminal: Terminal, lang: str = "en", *, keep: bool = False, memory: bool = False) -> Terminal:
        words = Words(lang)

        def press(key: str, wanted: str) -> None:
            """In a low window what is chosen comes into sight first; only the next press chooses it."""
            start = wanted[:24]
            for _ in range(6 if terminal.screen.lines <= 12 else 0):
                if start in terminal.keys(key).settle(0.4).words():
                    return
            terminal.settle(0.1).keys(key).wait_for(wanted)

        press("1", words.opening("first-title"))
        press("enter", words.question("device"))
        press("1", words.ui("country-screen.ask") if memory else words.opening("storage-ask"))
        if not memory:
            press("2" if keep else "1", words.ui("country-screen.ask"))
        press("1", words.question("age"))
        press("3", words.question("danger"))
        press("2", words.question("suicide"))
        return terminal.keys("s").wait_for(words.ui("plan.where"), words.ui("plan.next")).settle(0.1)

    return walker


@pytest.fixture
def open_field() -> Callable[..., Terminal]:
    """From the plan to the task that notes the account, the cursor in its last field (the link)."""

    def opener(terminal: Terminal, lang: str = "en") -> Terminal:
        words = Words(lang)
        label = words.field("evidence", "evidence-account", "link")
        terminal.keys("enter").wait_for(words.ui("task.done"))
        for _ in range(10):
            if label in terminal.settle(0.1).words():
                return terminal.keys("up").settle(0.15)
            here = terminal.text()
            terminal.keys("n").wait_for(words.ui("task.done"), unlike=here)
        raise AssertionError(f"no field {label!r}\n{terminal.text()}")

    return opener


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where a case may be kept; it is not there yet."""
    return tmp_path / "nextsteps"
