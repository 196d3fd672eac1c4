"""[R1] [R16] Help, cover and leave from everywhere, fields and dialogs included."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Words
    from pseudo_terminal import Terminal

PLACES = ["opening", "question", "plan", "field", "find", "deleting", "link", "keys"]
At = Callable[[str], "tuple[Terminal, str]"]


@pytest.fixture
def at(
    opened: Callable[..., Terminal],
    walk: Callable[..., Terminal],
    open_field: Callable[..., Terminal],
    words: Callable[[str], Words],
) -> At:
    """Go to a place; gives the terminal and a text that stands there."""
    said = words("en")

    def go(place: str) -> tuple[Terminal, str]:
        terminal = opened()
        if place == "opening":
            return terminal, said.opening("opening-title")
        if place == "question":
            terminal.keys("1").wait_for(said.opening("first-title"), "▌").settle(0.1)
            here = said.question("device")
            return terminal.keys("enter").wait_for(here), here
        walk(terminal)
        if place == "plan":
            return terminal, said.ui("plan.recognise")
        if place == "field":
            return open_field(terminal).keys("abcxyz").wait_for("abcxyz"), "abcxyz"
        if place == "find":
            terminal.keys("ctrl+p").wait_for(said.ui("find.placeholder")).settle()
            return terminal.keys("zyxwv").wait_for("zyxwv"), "zyxwv"
        if place == "keys":
            return terminal.keys("?").wait_for(said.ui("key.pagedown")), said.ui("key.pagedown")
        if place == "deleting":
            terminal.keys("w").wait_for(said.ui("kept.delete-everything"))
            press_row(terminal, said.ui("kept.delete-everything"))
            here = said.ui("kept.sure-everything")
            return terminal.wait_for(here), here
        terminal.keys("f1").wait_for(help_line(said)).settle(0.1)
        terminal.keys("1").wait_for(said.ui("link.qr"))
        return terminal, said.ui("link.qr")

    return go


def help_line(said: Words) -> str:
    """What the bottom line says while Help now is open, and only then."""
    return f"F1 {said.ui('bottom.back')}"


def press_row(terminal: Terminal, label: str) -> None:
    """Press the number that stands before a row."""
    line = next(line for line in terminal.settle().text().splitlines() if label in line)
    terminal.keys(line.replace("▌", " ").split()[0])


@pytest.mark.parametrize("place", PLACES)
def test_help_cover_and_leave(at: At, words: Callable[[str], Words], place: str) -> None:
    """Each by both its chords. One session per place, since the way there takes the time."""
    terminal, here = at(place)
    said = words("en")
    cover = said.ui("cover.text").split("\n")[0]

    for key, same in (("f2", "ctrl+o"), ("ctrl+o", "f2")):
        terminal.keys(key).wait_for(cover, gone=[here, "F1", said.ui("bottom.help")])
        for other in (
            "escape",
            "enter",
            "f1",
            "ctrl+g",
            "ctrl+p",
            "q",
            "1",
            "?",
            "/",
            "tab",
            "ctrl+c",
            "l",
            "c",
        ):
            terminal.keys(other).settle(0.05)
            for text in (here, said.ui("bottom.leave"), "112"):
                assert text not in terminal.words(), f"{other} lifted the cover"
        terminal.keys(same).wait_for(here, gone=[cover])

    for key, same in (("f1", "ctrl+g"), ("ctrl+g", "f1")):
        terminal.keys(key).wait_for(help_line(said), "112")
        if place == "link":  # opened from Help now: there the key leads back to it
            break
        terminal.keys(same).wait_for(here, gone=[help_line(said)])

    assert_blank_first(terminal, "f10" if PLACES.index(place) % 2 else "ctrl+q")


@pytest.mark.parametrize("key", ["ctrl+q", "f10"])
def test_leave_from_under_the_cover(at: At, key: str) -> None:
    terminal, here = at("question")
    terminal.keys("f2").wait_for(gone=[here])
    assert_blank_first(terminal, key)


@pytest.mark.parametrize("key", ["ctrl+q", "f10"])
def test_leave_while_writing(at: At, key: str) -> None:
    assert_blank_first(at("field")[0], key)


def assert_blank_first(terminal: Terminal, key: str) -> None:
    """Leave: the blank is the first thing written, the screen is empty at the end, the code 0."""
    terminal.settle()
    before = len(terminal.raw)
    terminal.keys(key)
    assert terminal.ended() == 0
    assert terminal.raw[before:].startswith(b"\x1b[0m\x1b[2J\x1b[H")
    assert terminal.text().strip() == ""


def test_help_before_anything_is_loaded(
    start: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    """F1 typed while the program is still starting shows who to call."""
    start().keys("f1").wait_for(help_line(words("en")), "112")


def test_help_on_a_german_language_computer_names_three_countries(
    start: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    """[R9] Until the country is confirmed: 112, and AT, DE, CH side by side."""
    said = words("de")
    terminal = start(lang="de", TZ="UTC", lines=50).keys("f1")
    terminal.wait_for("112", *(said.ui(f"country.{code}") for code in ("AT", "DE", "CH")))


def test_vscode_is_told_the_keys_that_arrive(opened: Callable[..., Terminal]) -> None:
    opened(TERM_PROGRAM="vscode").wait_for("Ctrl+G", "Ctrl+O", "F10")


def test_the_bottom_line_can_be_clicked(
    opened: Callable[..., Terminal], words: Callable[[str], Words]
) -> None:
    said = words("en")
    terminal = opened().settle()
    click(terminal, said.ui("bottom.help"), lowest=True).wait_for(help_line(said))
    click(terminal, said.ui("bottom.back"), lowest=True).wait_for(said.opening("opening-title"))
    click(terminal, said.ui("bottom.cover"), lowest=True).wait_for(said.ui("cover.text").split("\n")[0])
    terminal.keys("f2").wait_for(said.opening("opening-title")).settle()
    click(terminal, said.ui("bottom.leave"), lowest=True)
    assert terminal.ended() == 0


def click(terminal: Terminal, text: str, *, lowest: bool = False) -> Terminal:
    """Click on the first (or last) line that has `text`."""
    terminal.settle()
    found = [(y, line.index(text)) for y, line in enumerate(terminal.screen.display) if text in line]
    y, x = found[-1 if lowest else 0]
    for end in ("M", "m"):
        terminal.process.send(f"\x1b[<0;{x + 2};{y + 1}{end}")
    return terminal
