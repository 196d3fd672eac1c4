"""A QR code must be read by a phone: the cells on the screen are turned into a picture and read back."""

from __future__ import annotations

import pytest
import zxingcpp
from harness import NARROW, Person, drive, ui
from PIL import Image

from sextortion_helper.tui.screens.help_now import HelpNowScreen
from sextortion_helper.tui.screens.link import LinkScreen
from sextortion_helper.tui.widgets.qr import QrCode

UPPER = {"█": (True, True), "▀": (True, False), "▄": (False, True)}
SCALE = 4


def picture(person: Person) -> Image.Image:
    """The whole screen, two pixels a cell one above the other, in the colours it is painted with."""
    strips = person.strips
    width = max(strip.cell_length for strip in strips)
    image = Image.new("RGB", (width, 2 * len(strips)))
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            style = segment.style
            ink = (
                tuple(style.color.triplet)
                if style and style.color and style.color.triplet
                else (200, 200, 200)
            )
            paper = (
                tuple(style.bgcolor.triplet)
                if style and style.bgcolor and style.bgcolor.triplet
                else (0, 0, 0)
            )
            for character in segment.text:
                top, bottom = UPPER.get(character, (False, False))
                if x < width:
                    image.putpixel((x, 2 * y), ink if top else paper)
                    image.putpixel((x, 2 * y + 1), ink if bottom else paper)
                x += 1
    return image.resize((image.width * SCALE, image.height * SCALE), Image.Resampling.NEAREST)


def read(person: Person) -> list[str]:
    """What a phone reads from the screen."""
    return [found.text for found in zxingcpp.read_barcodes(picture(person))]


LONG = "https://www.ncmec.org/gethelpnow/isyourexplicitcontentoutthere/howto"


@pytest.mark.parametrize("theme", ["quiet-dark", "quiet-light", "high-contrast"])
async def test_a_phone_reads_the_code(theme: str) -> None:
    async with drive(size=(80, 32), theme=theme) as person:
        for link in ("tel:142", "tel:+431713374", "https://takeitdown.ncmec.org/", LONG, "mailto:a@b.at"):
            await person.push(LinkScreen("x", link))
            assert read(person) == [link]
            await person.press("escape")


async def test_the_code_of_the_first_number_of_help_now() -> None:
    async with drive(size=(80, 40)) as person:
        await person.begin()
        await person.press("f1", "q")
        assert read(person) == ["tel:142"]
        person.sees("142", "Austria", ui("en", "link.qr"))


async def test_the_code_stays_black_on_white_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive(size=(80, 32)) as person:
        await person.push(LinkScreen("x", "tel:142"))
        assert read(person) == ["tel:142"]


@pytest.mark.parametrize(("link", "shown"), [(LONG, LONG), ("tel:142", "142")])
async def test_in_a_small_window_the_address_stands_instead(link: str, shown: str) -> None:
    async with drive(size=NARROW) as person:
        await person.push(LinkScreen("142 x", link))
        assert not person.screen.query(QrCode)
        seen = ""
        for _ in range(4):
            seen += "".join(person.text.split())
            await person.press("pagedown")
        assert shown in seen
        key = "link.no-room-number" if link.startswith("tel:") else "link.no-room"
        assert "".join(ui("en", key).split()) in seen


async def test_the_code_comes_when_the_window_grows() -> None:
    async with drive(size=NARROW) as person:
        await person.push(LinkScreen("142 x", "tel:142"))
        await person.resize(80, 32)
        assert read(person) == ["tel:142"]


async def test_an_address_is_shown_bare_and_as_a_terminal_link() -> None:
    async with drive() as person:
        await person.push(LinkScreen("x", LONG))
        assert LONG in person.text
        links = {segment.style.link for strip in person.strips for segment in strip if segment.style}
        assert LONG in links


async def test_every_number_of_help_now_has_a_code_that_rings_it() -> None:
    async with drive(size=(80, 40)) as person:
        await person.begin()
        await person.push(HelpNowScreen())
        for contact in list(person.screen._contacts.values())[:3]:  # type: ignore[attr-defined]
            await person.choose(f"contact:{contact.service}:{contact.link}")
            assert read(person) == [contact.link]
            assert contact.link.startswith("tel:")
            person.sees(contact.reach)
            await person.press("escape")
