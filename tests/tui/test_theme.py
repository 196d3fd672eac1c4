"""Colours: every pair that is used can be read (WCAG AA), none is red, and none is needed."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest
from harness import NORMAL, Person, drive
from rich.color import Color as RichColor
from textual.color import Color

import sextortion_helper.tui.app as app_module
from sextortion_helper.tui import theme
from sextortion_helper.tui.screens.find import FindScreen
from sextortion_helper.tui.screens.kept import KeptScreen
from sextortion_helper.tui.screens.question import OneQuestionScreen
from sextortion_helper.tui.widgets.row import BAR

LEAST = 4.5
TCSS = Path(app_module.__file__).with_name("app.tcss").read_text(encoding="utf-8")
OWN = {one.name: one for one in theme.OWN}


def colour(name: str, variable: str) -> Color:
    one = OWN[name]
    return Color.parse(one.variables.get(variable) or getattr(one, variable))


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """WCAG 2.2, 1.4.3."""

    def light(rgb: tuple[int, int, int]) -> float:
        parts = [part / 255 for part in rgb]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def is_red(rgb: tuple[int, int, int]) -> bool:
    """A hue within 20 degrees of red, and enough of it to be seen."""
    hue, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in rgb))
    return (hue < 20 / 360 or hue > 340 / 360) and saturation > 0.25 and value > 0.2


def test_the_contrast_formula_gives_the_known_values() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((0x77,) * 3, (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_app_tcss_names_colours_only_through_variables() -> None:
    rules = re.sub(r"/\*.*?\*/", "", TCSS, flags=re.DOTALL)
    values = re.findall(r"(?:color|background|border[a-z-]*|scrollbar-[a-z-]+)\s*:\s*([^;]+);", rules)
    assert values
    for value in values:
        assert not re.search(r"#[0-9a-fA-F]{3}|rgb|hsl|\b(red|green|blue|white|black|yellow)\b", value), value
    assert set(re.findall(r"\$([\w-]+)", rules)) == {
        "foreground",
        "quiet",
        "bar",
        "background",
        "surface",
        "field",
    }


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("front", ["foreground", "quiet", "bar"])
@pytest.mark.parametrize("back", ["background", "surface", "field"])
def test_every_pair_passes_aa(name: str, front: str, back: str) -> None:
    assert contrast(colour(name, front).rgb, colour(name, back).rgb) >= LEAST


@pytest.mark.parametrize("name", OWN)
def test_no_red_and_no_pure_white_on_black(name: str) -> None:
    one = OWN[name]
    values = [one.primary, one.secondary, one.accent, one.foreground, one.background, one.surface, one.panel]
    values += [one.warning, one.error, one.success, *one.variables.values()]
    for value in values:
        assert value is not None
        assert not is_red(Color.parse(value).rgb), value
    assert contrast(colour(name, "foreground").rgb, colour(name, "background").rgb) < 21


def test_every_theme_can_be_chosen() -> None:
    assert set(OWN) < set(theme.CHOICE)


def rgb(colour: RichColor | None) -> tuple[int, int, int] | None:
    return tuple(colour.triplet) if colour and colour.triplet else None  # type: ignore[return-value]


def painted_pairs(person: Person) -> set[tuple[str, tuple[int, int, int], tuple[int, int, int]]]:
    """Text, its colour and what it stands on, as painted; scroll bars left out."""
    found = set()
    for strip in person.strips:
        for segment in strip:
            style = segment.style
            word = segment.text.strip().strip("▁▂▃▄▅▆▇█▉▊▋▌▐ ")
            if not word or style is None:
                continue
            front, back = rgb(style.color), rgb(style.bgcolor)
            if front and back:
                found.add((word, *((back, front) if style.reverse else (front, back))))
    return found


async def some_screens(
    person: Person,
) -> list[tuple[str, set[tuple[str, tuple[int, int, int], tuple[int, int, int]]]]]:
    seen = [("opening", painted_pairs(person))]
    await person.begin()
    seen.append(("plan", painted_pairs(person)))
    await person.open_field()
    await person.write("lena")
    seen.append(("field", painted_pairs(person)))
    for screen in (OneQuestionScreen("demand", change=True), KeptScreen(), FindScreen()):
        await person.push(screen)
        seen.append((type(screen).__name__, painted_pairs(person)))
    await person.press("f1")
    seen.append(("help", painted_pairs(person)))
    await person.press("f2")
    seen.append(("cover", painted_pairs(person)))
    return seen


@pytest.mark.parametrize("name", OWN)
async def test_what_is_painted_can_be_read_and_is_not_red(name: str) -> None:
    async with drive(theme=name) as person:
        for screen, pairs in await some_screens(person):
            for word, front, back in pairs:
                if not (screen == "cover" and word.isdigit()):  # line numbers, as dull as in any editor
                    assert contrast(front, back) >= LEAST, (screen, word, front, back)
                assert not is_red(front), (screen, word, front)
                assert not is_red(back), (screen, word, back)


@pytest.mark.parametrize("name", ["ansi-dark", "ansi-light"])
async def test_the_terminals_own_colours_work(name: str) -> None:
    async with drive(theme=name) as person:
        await person.begin()
        await person.open_field()
        await person.press("f1", "f2", "f2", "f1")
        assert person.app.theme == name


async def test_without_colours_everything_is_grey_and_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    async with drive(size=NORMAL) as person:
        await person.begin()
        coloured = person.text
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive(size=NORMAL) as person:
        await person.begin()
        assert person.text == coloured
        for _, front, back in painted_pairs(person):
            assert len(set(front)) == len(set(back)) == 1


@pytest.mark.parametrize("no_color", [False, True])
async def test_the_focus_is_seen_without_colour(no_color: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with drive() as person:
        for label in ("Start", "Help now", "I help someone"):
            line = next(line for line in person.text.splitlines() if line.rstrip().endswith(label))
            assert line.lstrip().startswith(BAR)
            assert sum(BAR in one for one in person.text.splitlines()) == 1
            bold = [
                s for strip in person.strips for s in strip if label in s.text and s.style and s.style.bold
            ]
            assert bold, "weight shows it too"
            await person.press("down")


async def test_the_focus_in_a_field_is_seen_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cursor is a block of its own brightness; no row carries the bar meanwhile."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive() as person:
        await person.begin()
        await person.open_field()
        rows = [row for row in person.rows.values() if row.has_focus]
        assert not rows
        field = person.screen.focused
        assert field is not None
        y = field.region.y
        backs = {
            (style.color if style.reverse else style.bgcolor)
            for segment in person.strips[y].crop(field.region.x, field.region.right)
            if (style := segment.style)
        }
        assert len(backs) > 1, "a cursor stands in the field"
