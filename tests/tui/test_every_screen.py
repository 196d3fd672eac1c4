"""What holds on every screen: another language, help, cover, and keys that stay out of fields [R1] [R16]."""

from __future__ import annotations

import difflib
import re

import pytest
from every_screen import EVERY
from harness import CATALOGUE, USUAL, Person, drive, ui

from sextortion_helper.tui.screens.find import FindScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field
from sextortion_helper.tui.widgets.row import BAR

OPEN_QUESTIONS = {q: o for q, o in USUAL.items() if q not in ("paid", "platforms")}
PARTS = 4  # each an app of its own: many short sessions on a slow machine, few starts


def part(number: int) -> list[str]:
    return [name for place, name in enumerate(EVERY) if place % PARTS == number]


@pytest.mark.parametrize("number", range(PARTS))
async def test_help_cover_and_the_other_language_on_every_screen(number: int) -> None:
    """One walk for all three, since each opening of a screen costs time. All that fails is told together."""
    failed: list[str] = []
    async with drive() as person:
        await person.begin(OPEN_QUESTIONS)
        for name in part(number):
            await EVERY["opening"](person)
            await EVERY[name](person)
            await help_and_cover(person, name)
            failed += [f"{name}: {text} is no text" for text in not_words(person)]
            failed += await the_other_language(person, name)
    assert not failed, "\n".join(failed)


async def help_and_cover(person: Person, name: str) -> None:
    """F1 or Ctrl+G, F2 or Ctrl+O, and back to where one was."""
    cover = {line.strip() for line in ui("en", "cover.text").splitlines()}
    before, stack, focus = person.page, person.stack, person.where
    if "HelpNowScreen" not in stack:
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen", name
        person.sees("144", "112", "Austria")
        await person.press("ctrl+g")
        same(person, before, stack, focus, name)
    await person.press("f2")
    assert person.screen_name == "CoverScreen", name
    assert shown_on_cover(person) <= cover, name
    await person.press("ctrl+o")
    same(person, before, stack, focus, name)


async def the_other_language(person: Person, name: str) -> list[str]:
    """After L: the same screen as if it had been opened in that language; after L again: as before."""
    failed = []
    before, stack, focus = person.page, person.stack, person.where
    await change_language(person)
    assert person.app.voice.lang == "de", name
    switched = person.page
    if (person.stack, person.where) != (stack, focus):
        failed.append(f"{name}: from {stack[-1]} {focus} to {person.stack[-1]} {person.where}")
    failed += [f"{name}: {text} is no text" for text in not_words(person)]
    await EVERY["opening"](person)
    await EVERY[name](person)
    if person.page != switched:
        failed.append(f"{name}: after the switch (-), opened so (+)\n{differ(switched, person.page)}")
    await change_language(person)
    if person.page != before:
        failed.append(f"{name}: before (-) and after switching back (+)\n{differ(before, person.page)}")
    person.app.change_settings(lang="en")
    await person.app.speak(person.app.voice_for("en"))
    return failed


async def change_language(person: Person) -> None:
    """L; where letters do nothing, as if it had been chosen elsewhere."""
    if person.screen.query(Field):
        await person.app.action_language()
        await person.settle()
    else:
        await person.press("l")


def not_words(person: Person) -> list[str]:
    """Names of texts that are missing, and placeholders that were not filled."""
    groups = "|".join(key for key in CATALOGUE.file("en", "interface") if key not in ("help", "link"))
    return re.findall(rf"\b(?:{groups})\.[a-z]+[a-z-]*\b(?!\.)|{{[a-z:-]+}}", person.text)


def same(person: Person, text: str, stack: list[str], focus: object, name: str) -> None:
    """Everything is as it was before."""
    assert (person.stack, person.where) == (stack, focus), name
    assert person.page == text, f"{name}: before (-), now (+)\n{differ(text, person.page)}"


def differ(before: str, after: str) -> str:
    """The lines that differ."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def shown_on_cover(person: Person) -> set[str]:
    """The lines of the cover without their numbers."""
    return {line.strip().lstrip("0123456789").strip() for line in person.text.splitlines()}


async def test_a_row_that_is_gone_never_holds_the_keyboard() -> None:
    async with drive() as person:
        await person.begin()
        row = person.rows["unfold"]
        row.focus()  # Textual does it later, when the row may have been drawn anew
        await person.screen.redraw()  # type: ignore[attr-defined]
        person.screen.set_focus(row)
        await person.settle()
        assert person.screen.focused is not None
        assert person.screen.focused.is_attached
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"


async def test_help_in_a_field_and_back_with_what_was_typed() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        await person.write("lcqs?/")
        assert person.screen.query_one(CleanInput).value == "lcqs?/", "letters are only letters in a field"
        assert person.app.voice.lang == "en"
        focus = person.where
        for away, back in (("f1", "f1"), ("ctrl+g", "escape"), ("f2", "f2"), ("ctrl+o", "ctrl+o")):
            await person.press(away)
            assert person.screen_name in ("HelpNowScreen", "CoverScreen")
            await person.press(back)
            assert person.where == focus
            assert person.screen.query_one(CleanInput).value == "lcqs?/"
        await person.press("ctrl+p")
        assert person.screen_name == "FindScreen"
        await person.write("lc?/1")
        assert person.screen.query_one(CleanInput).value == "lc?/1"
        assert person.screen_name == "FindScreen"
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        await person.press("escape", "escape")
        assert person.where == focus


async def test_the_language_keeps_what_stands_in_the_fields() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        await person.write("lena")
        await person.go_to("done")
        await change_language(person)
        assert person.where == "done"
        assert person.screen.query_one(CleanInput).value == "lena"
        await person.choose("more")  # the screen is drawn anew
        assert person.screen.query_one(CleanInput).value == "lena"


async def test_settings_switch_the_language_too() -> None:
    from sextortion_helper.tui.screens.settings import SettingsScreen

    async with drive() as person:
        await person.begin()
        await person.push(SettingsScreen())
        await person.choose("lang")
        person.sees(ui("de", "settings.where"), ui("de", "settings.form"), ui("de", "settings.form-sie"))
        await person.choose("form")
        person.sees(ui("de", "settings.form-du"))
        assert person.app.voice.form == "du"
        await person.choose("theme")
        assert person.app.theme == "quiet-light"


async def test_help_goes_back_from_a_number_to_help_and_out() -> None:
    async with drive() as person:
        await person.begin()
        await person.press("f1", "1")
        assert person.screen_name == "LinkScreen"
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        await person.press("f1")
        assert person.screen_name == "PlanScreen"


async def test_only_its_own_chord_lifts_the_cover() -> None:
    async with drive() as person:
        await person.begin()
        await person.press("f2")
        first = person.text
        typed = ("escape", "enter", "?", "/", "l", "q", "1", "up", "ctrl+p", "f1", "ctrl+g", "tab")
        for key in typed:
            await person.press(key)
            assert person.screen_name == "CoverScreen", f"{key} lifts the cover"
            person.does_not_see(ui("en", "bottom.help"), ui("en", "plan.where"), "144")
        assert person.text != first, "it can be typed on, as in an editor"
        await person.press("ctrl+o")
        assert person.screen_name == "PlanScreen"
        await person.press("f2")
        assert person.text == first, "what was typed is forgotten: it looks the same each time"


async def test_the_cover_looks_the_same_from_everywhere() -> None:
    async with drive() as person:
        await person.press("f2")
        first = person.text
        await person.press("f2")
        await person.begin()
        await person.push(FindScreen())
        await person.press("f2")
        assert person.text == first


@pytest.mark.parametrize("first", [("ctrl+c",), ("ctrl+c", "ctrl+c"), ("ctrl+z",)])
async def test_no_message_of_textual_stands_on_a_screen_or_on_the_cover(first: tuple[str, ...]) -> None:
    async with drive() as person:
        await person.begin()
        before = person.page
        await person.press(*first)
        assert person.page == before, differ(before, person.page)
        await person.press("f2")
        person.does_not_see("quit", "Press", "ctrl+q")


async def test_leave_from_the_cover() -> None:
    async with drive() as person:
        await person.begin()
        await person.press("f2", "ctrl+q")
        assert not person.app.is_running
        assert person.app.return_code == 0


@pytest.mark.parametrize("key", ["ctrl+q", "f10"])
async def test_leave_while_asked_to_delete(key: str) -> None:
    async with drive() as person:
        await person.begin()
        await EVERY["deleting"](person)
        await person.press(key)
        assert person.app.return_code == 0


async def test_textuals_own_palette_and_commands_are_not_there() -> None:
    async with drive() as person:
        await person.begin()
        assert list(person.app.get_system_commands(person.screen)) == []
        for key in ("ctrl+p", "ctrl+backslash", "ctrl+s"):
            await person.press(key)
            person.does_not_see("Screenshot", "Search for commands", "palette")


async def test_the_bottom_line_can_be_clicked() -> None:
    async with drive() as person:
        await person.begin()
        for wanted in ("HelpNowScreen", "PlanScreen"):
            await person.pilot.click(offset=(3, 23))
            await person.settle()
            assert person.screen_name == wanted
        column = person.text.splitlines()[-1].index(ui("en", "bottom.cover"))
        await person.pilot.click(offset=(column, 23))
        await person.settle()
        assert person.screen_name == "CoverScreen"


async def test_a_row_can_be_clicked() -> None:
    async with drive() as person:
        line = next(
            n for n, text in enumerate(person.text.splitlines()) if text.strip(f" {BAR}").startswith("3 ")
        )
        await person.pilot.click(offset=(8, line))
        await person.settle()
        assert person.question == "who"


async def test_vs_code_names_the_chords_that_arrive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "vscode")
    async with drive() as person:
        last = person.text.splitlines()[-1]
        assert [word in last for word in ("Ctrl+G", "Ctrl+O", "F10", "F1 ", "Ctrl+Q")] == [True] * 3 + [
            False
        ] * 2
