"""[R1] Help, cover and leave, from everywhere, fields and dialogs included."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

COVER_LINE = "bread"
Place = Callable[["Terminal"], "Terminal"]


@pytest.fixture
def at(opened: Callable[..., Terminal], walk: Callable[..., Terminal], words: Callable[[str], Words]) -> Callable[[str], tuple[Terminal, str]]:  # fmt: skip
    """Go to a place; the terminal, and a text that stands on it."""
    said = words("en")

    def go(place: str) -> tuple[Terminal, str]:
        terminal = opened()
        if place == "opening":
            return terminal, said.opening("opening-title")
        if place == "question":
            terminal.keys("1").wait_for(said.opening("first-title"))
            return terminal.keys("enter").wait_for(said.question("device")), said.question("device")
        walk(terminal)
        if place == "field":
            open_field(terminal, said)
            terminal.keys("abcxyz").wait_for("abcxyz")
            return terminal, "abcxyz"
        if place == "find":
            terminal.keys("ctrl+p").settle()
            terminal.keys("polic").wait_for("polic")
            return terminal, "polic"
        if place == "deleting":
            terminal.keys("w").wait_for(said.ui("kept.delete-everything"))
            terminal.keys("up", "up").settle()
            number = next(line.split()[-3] if False else line.strip(" ▌").split()[0]
                          for line in terminal.text().splitlines() if said.ui("kept.delete-everything") in line)  # fmt: skip
            terminal.keys(number).wait_for(said.ui("kept.sure-everything"))
            return terminal, said.ui("kept.sure-everything")
        return terminal, said.ui("plan.next")

    return go


def open_field(terminal: Terminal, said: Words) -> None:
    """From the plan to the first task that has a field, the cursor in it."""
    for _ in range(30):
        if "▔" in terminal.text() or "┃" in terminal.text():
            break
        terminal.keys("n").settle(0.1)


PLACES = ["opening", "question", "plan", "field", "find", "deleting"]


@pytest.mark.parametrize("key", ["f1", "ctrl+g"])
@pytest.mark.parametrize("place", PLACES)
def test_help_from_everywhere_and_back(
    at: Callable[[str], tuple[Terminal, str]], words: Callable[[str], Words], place: str, key: str
) -> None:
    terminal, here = at(place)
    terminal.keys(key).wait_for(words("en").ui("help.call"), "112")
    terminal.keys(key).wait_for(here)
