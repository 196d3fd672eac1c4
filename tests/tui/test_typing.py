"""Keys that come faster than the program works are taken in the order in which they were typed."""

from __future__ import annotations

from harness import drive

from sextortion_helper.tui.screens.passphrase import PassphraseScreen
from sextortion_helper.tui.widgets.field import CleanInput, Field


async def test_backspace_and_arrows_act_before_the_letters_behind_them() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        for key in ("a", "b", "x", "backspace", "c", "left", "left", "Q", "end", "d", "home", "1", "delete"):
            person._send(key)
        await person.settle()
        assert person.screen.query_one(CleanInput).value == "1Qbcd"


async def test_enter_comes_after_the_letters_before_it() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        before = person.where
        for key in ("a", "b", "enter"):
            person._send(key)
        await person.settle()
        assert person.screen.query(CleanInput).first().value == "ab"
        assert person.where != before
        assert [note.text for note in person.guide.desk.case.notes.values()] == ["ab"]


async def test_what_comes_behind_a_tab_belongs_to_the_next_field() -> None:
    """As a password manager types: word, Tab, word, Enter, in one go."""
    async with drive() as person:
        await person.begin()
        await person.push(PassphraseScreen("new"))
        for key in (*"one two", "tab", *"thrx", "backspace", "e", "e", "shift+tab", "!"):
            person._send("space" if key == " " else key)
        await person.settle()
        assert [field.value for field in person.screen.query(CleanInput)] == ["one two!", "three"]


async def test_a_second_enter_before_the_field_has_moved_does_nothing() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        task, fields = "evidence-account", [field.ident for field in person.screen.query(Field)]
        assert len(fields) > 1
        for key in ("a", "enter", "enter"):
            person._send(key)
        await person.settle()
        assert person.where == f"field:{fields[1]}", "not two fields on, and nothing is done"
        assert person.guide.record(task) is None


async def test_another_language_takes_nothing_out_of_a_passphrase_field() -> None:
    async with drive() as person:
        await person.begin()
        await person.push(PassphraseScreen("new"))
        await person.write("one two three four")
        await person.go_to("go")
        await person.press("l")
        assert person.app.voice.lang == "de"
        assert person.screen.query(CleanInput).first().value == "one two three four"
