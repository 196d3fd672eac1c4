"""How the screens look in three sizes, and that no size loses anything."""

from __future__ import annotations

from datetime import datetime

import pytest
from every_screen import EVERY
from harness import NARROW, NIGHT, NORMAL, NOW, USUAL, WIDE, check_snapshot, drive, plain, ui

from sextortion_helper.tui.widgets.field import CleanInput
from sextortion_helper.tui.widgets.wrapping import wrap

SIZES = {"80x24": NORMAL, "40x12": NARROW, "120x40": WIDE}
FEW = ("opening", "several", "plan", "task-fields", "help", "crisis")
SHOWN = {
    "80x24": ("first-minute", "device", "kept", "check-in", *FEW),
    "40x12": FEW,
    "120x40": ("plan", "task-fields", "help"),
}


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_look(size: str, lang: str) -> None:
    """Pictures in text; what must be right on them is asserted here and in the other files."""
    failed = []
    async with drive(lang=lang, size=SIZES[size]) as person:
        await person.begin()
        for name in SHOWN[size]:
            await EVERY["opening"](person)
            await EVERY[name](person)
            width = SIZES[size][0]
            assert all(strip.cell_length <= width for strip in person.strips), name
            bottom = person.text.splitlines()[-1]
            assert "F1" in bottom, name
            assert "F2" in bottom, name
            assert ("^Q" if width < 80 else "+Q") in bottom, name
            assert person.where is not None, f"{name}: something has the focus"
            try:
                check_snapshot(f"{name}-{size}-{lang}", person.text)
            except AssertionError as error:
                failed.append(str(error))
    assert not failed, "\n\n".join(failed)


@pytest.mark.parametrize(("name", "at"), [("day", NOW), ("night", NIGHT)])
async def test_the_look_of_help_for_a_minor(name: str, at: datetime) -> None:
    async with drive(at=at) as person:
        await person.begin({**USUAL, "age": ["14-17"]}, home=False)
        await person.press("f1")
        person.sees("147", "144")
        check_snapshot(f"help-minor-{name}", person.text)


async def test_the_look_of_the_cover() -> None:
    async with drive() as person:
        await person.press("f2")
        assert plain(ui("en", "cover.text")).split()[0] in person.text
        check_snapshot("cover-80x24-en", person.text)


async def test_a_wide_window_shows_the_plan_beside_the_task() -> None:
    async with drive(size=WIDE) as person:
        await person.begin()
        await person.press("enter")
        person.sees(ui("en", "phase.first-hour"), ui("en", "task.done"))
        await person.resize(*NORMAL)
        person.does_not_see(ui("en", "phase.first-hour") + " ·")


async def test_too_small_and_back_keeps_everything() -> None:
    async with drive() as person:
        await person.begin()
        await person.open_field()
        await person.write("lena")
        before, focus = person.page, person.where
        for small in ((1, 1), (39, 11), (5, 3), (39, 24), (80, 11)):
            await person.resize(*small)
            assert person.app.is_running, small
            if small[0] > 30:
                person.sees(ui("en", "app.too-small"))
                person.does_not_see("lena")
            await person.resize(80, 24)
            assert person.where == focus, small
            assert person.screen.query_one(CleanInput).value == "lena", small
            assert person.page == before, small


async def test_in_a_tiny_window_help_cover_and_leave_still_work() -> None:
    async with drive(size=(39, 11)) as person:
        person.sees(ui("en", "app.too-small"))
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        await person.press("f2")
        assert person.screen_name == "CoverScreen"
        person.does_not_see(ui("en", "app.too-small"))
        await person.press("ctrl+q")
        assert person.app.return_code == 0


async def test_a_narrow_window_and_back_keeps_place_and_focus() -> None:
    async with drive() as person:
        await person.begin()
        for name in ("several", "plan", "help", "found"):
            await EVERY["opening"](person)
            await EVERY[name](person)
            await person.press("down")
            before, focus = person.page, person.where
            for size in (NARROW, (200, 50), NORMAL):
                await person.resize(*size)
                assert person.where == focus, (name, size)
            assert plain(person.page) == plain(before), name


async def test_in_a_narrow_window_the_row_with_the_focus_is_scrolled_into_view() -> None:
    async with drive(size=NARROW) as person:
        await person.begin()
        for _ in range(12):
            await person.press("down")
            focused = person.screen.focused
            assert focused is not None
            page = person.screen.query_one("#page").region
            assert page.y <= focused.region.y < page.bottom, person.lines
        await person.press("pageup", "pagedown")
        assert person.app.is_running


async def test_arrows_at_the_end_scroll_to_what_stands_below() -> None:
    async with drive(size=NARROW) as person:
        await EVERY["first-minute"](person)
        seen = person.words
        for _ in range(8):
            await person.press("down")
            seen += " " + person.words
        for number in range(1, 5):
            assert plain(person.screen.line(f"first-{number}"))[:20] in seen  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- one two three four five\nsix", ["- one two three", "  four five", "six"]),
        ("example.org/seven/eight", ["example.org/", "seven/eight"]),
        ("a-word-without-any-end", ["a-word-without-", "any-end"]),
    ],
)
def test_lines_are_broken_where_they_can_be_read(text: str, lines: list[str]) -> None:
    assert wrap(text, 15) == lines
