"""Keys that come faster than the program works are taken in the order in which they were typed."""

from __future__ import annotations

from harness import drive

from sextortion_helper.tui.widgets.field import CleanInput


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
