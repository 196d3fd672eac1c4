"""[R11] Whatever is typed, pasted, or found in a kept file is shown as it stands, and nothing of it acts."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest
from harness import TALL, Person, drive, kept, plain

from sextortion_helper.paths import store_file
from sextortion_helper.text import FIELD_LIMIT
from sextortion_helper.tui.screens.find import FindScreen
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.widgets.field import CleanInput

# What is pasted, and what must then be read.
FOREIGN = {
    "closing-tag": ("a [/] b", "a [/] b"),
    "click": ("[@click=app.quit()]x[/]", "[@click=app.quit()]x[/]"),
    "style": ("[red]x[/red] [link=https://a.b]y", "[red]x[/red] [link=https://a.b]y"),
    "clipboard": ("a\x1b]52;c;AAAA\x07b", "ab"),
    "osc-st": ("a\x1b]0;title\x1b\\b", "ab"),
    "csi": ("a\x1b[2J\x1b[Hb\x9b31mc", "abc"),
    "bidi": ("a\u202eevil\u2066b", "aevilb"),
    "controls": ("a\x00\x07\x08\x7f\x85b", "ab"),
    "lines": ("https://a.b/\r\nc\td", "https://a.b/ c d"),
    "braces": ("{number:at-112} {0} %s $bar", "{number:at-112} {0} %s $bar"),
    "wide": ("\U0001f600漢字é", "\U0001f600漢字é"),
}
MUCH = "[/]\u202e\x1b]52;c;AAAA\x07ab c" * 6_000  # over 100,000 characters


def assert_harmless(person: Person) -> None:
    """No control or bidi character in anything that is painted."""
    for strip in person.strips:
        for segment in strip:
            assert not segment.control
            for character in segment.text:
                assert unicodedata.category(character) not in ("Cc", "Cf", "Cs"), repr(segment.text)


async def test_foreign_text_in_a_field_and_among_what_is_kept(place: Path) -> None:
    async with drive(directory=place, size=TALL) as person:
        await person.begin(keep=True)
        await person.open_field()
        field = person.screen.query_one(CleanInput)
        for name, (pasted, read) in FOREIGN.items():
            field.value = ""
            await person.paste(pasted)
            assert field.value == read, name
            assert_harmless(person)
            person.sees(read)
            field.parent.flush()  # type: ignore[union-attr]
            await person.settle()
            assert [note.text for note in person.guide.desk.case.notes.values()] == [read], name
            await person.push(KeptScreen())
            person.sees(read)
            assert_harmless(person)
            await person.press("escape")
    assert list(kept(place)["notes"].values()) == [read]


async def test_foreign_text_in_find() -> None:
    async with drive() as person:
        await person.begin()
        await person.push(FindScreen())
        field = person.screen.query_one(CleanInput)
        for name, (pasted, read) in FOREIGN.items():
            field.value = ""
            await person.paste(pasted)
            assert field.value == read, name
            person.sees(read)
            assert_harmless(person)
            assert person.app.is_running
            assert person.screen_name == "FindScreen", name


async def test_foreign_text_in_every_field_of_the_plan() -> None:
    text = "[/] [@click=app.quit()]x[/] \x1b]52;c;AAAA\x07"
    async with drive() as person:
        await person.begin()
        for task in [task for _, task in person.guide.plan.tasks() if task.task.fields]:
            await person.open_task(task.id)
            for field in task.task.fields:
                await person.go_to(f"field:{field}")
                await person.paste(text)
            assert_harmless(person)
            assert [one.value for one in person.screen.query(CleanInput)] == [text[:-12]] * len(
                task.task.fields
            )
            await person.press("escape")


async def test_foreign_text_as_the_reason_of_a_skipped_task() -> None:
    async with drive() as person:
        await person.begin()
        first = next(task.id for _, task in person.guide.plan.tasks())
        await person.press("enter", "3", "escape")
        await person.open_task(first)
        await person.go_to("field::reason")
        await person.paste("no [/] \x1b]52;c;AAAA\x07[b]")
        await person.press("enter")
        person.sees("no [/] [b]")
        assert_harmless(person)
        assert person.guide.desk.case.tasks[first].reason == "no [/] [b]"


async def test_typed_markup_is_only_text() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        await person.write("[/] [b]")
        person.sees("[/] [b]")


@pytest.mark.parametrize("where", ["field", "find"])
async def test_a_hundred_thousand_characters(where: str) -> None:
    async with drive() as person:
        await person.begin()
        if where == "field":
            await person.open_field()
        else:
            await person.push(FindScreen())
        await person.paste(MUCH)
        assert len(person.screen.query_one(CleanInput).value) <= FIELD_LIMIT
        assert_harmless(person)
        await person.press("end", "x", "f1", "f1")
        assert person.app.is_running
        assert_harmless(person)


async def test_a_file_changed_by_another_program_shows_no_control_character(place: Path) -> None:
    evil = "x\x1b]52;c;AAAA\x07[/]\u202ey"
    async with drive(directory=place) as person:
        await person.begin(keep=True)
        await person.open_field()
        await person.write("name")
        await person.press("enter")
        await person.go_to("skipped")
        await person.press("enter")
    with sqlite3.connect(store_file(place)) as db:
        db.execute("UPDATE note SET text = ?", (evil,))
        db.execute("UPDATE task SET reason = ?", (evil,))
        db.execute("INSERT INTO note SELECT session, 'gone-task', ?, text, at FROM note", (evil,))
        db.execute("INSERT INTO answer SELECT session, ?, options FROM answer LIMIT 1", (evil,))
        db.execute("UPDATE answer SET options = ? WHERE question = 'paid'", ('["x\\u001b]52;c;A\\u0007"]',))
    db.close()
    async with drive(directory=place, size=TALL) as person:
        await person.open_kept()
        await person.choose("fine")
        assert_harmless(person)
        for key in ("w", "a"):
            await person.press(key)
            assert_harmless(person)
            if key == "w":
                person.sees("x[/]y")
            await person.press("escape")
        await person.open_field()
        assert_harmless(person)
        person.sees("x[/]y")


async def test_markup_in_the_country_and_language_of_the_settings_does_nothing(place: Path) -> None:
    from sextortion_helper.tui.settings import Settings

    place.mkdir()
    (place / "settings.json").write_text(
        '{"country": "[/]\\u001b]0;x\\u0007", "lang": "en"}', encoding="utf-8"
    )
    async with drive(directory=place, settings=Settings.read(place, Settings())) as person:
        assert_harmless(person)
        await person.press("f1")
        assert_harmless(person)
        assert "52" not in plain(person.text)
