"""[R1] [R9] Help now: who answers at this hour, here, for this person."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from harness import CATALOGUE, NIGHT, NOW, TALL, USUAL, Person, drive, plain, ui

from sextortion_helper.knowledge.catalogue import Voice
from sextortion_helper.plan.contacts import SIDE_BY_SIDE

MINOR = {**USUAL, "age": ["14-17"]}
PARTNER = {**USUAL, "offender": ["partner"]}
NUMBER = re.compile(r"(?<![\d:.])(?:0[\d ]{5,}\d|1\d\d|11[0-9] ?\d*)(?![\d:])")


def talk(person: Person) -> list[str]:
    """The numbers of the first block, in their order."""
    contacts = person.screen._contacts  # type: ignore[attr-defined]
    return [contacts[ident].service for ident in person.rows if ident in contacts]


FIRST = {
    "AT": (
        (USUAL, NOW, "at-telefonseelsorge"),
        (USUAL, NIGHT, "at-telefonseelsorge"),
        (MINOR, NOW, "at-rat-auf-draht"),
        (MINOR, NIGHT, "at-rat-auf-draht"),
        (PARTNER, NOW, "at-frauenhelpline"),
    ),
    "DE": (
        (USUAL, NOW, "de-telefonseelsorge-3"),
        (USUAL, NIGHT, "de-telefonseelsorge-3"),
        (MINOR, NOW, "de-kinder-jugendtelefon"),
        (MINOR, NIGHT, "de-telefonseelsorge-3"),
        (PARTNER, NOW, "de-hilfetelefon-frauen"),
    ),
    "CH": ((USUAL, NOW, "ch-143"), (MINOR, NIGHT, "ch-147"), (PARTNER, NOW, "ch-opferhilfe-142")),
}


@pytest.mark.parametrize("country", FIRST)
async def test_the_first_number_fits_country_age_hour_and_offender(country: str) -> None:
    async with drive(size=TALL) as person:
        for answers, at, first in FIRST[country]:
            person.app.clock = lambda at=at: at
            await person.begin({**answers, "country": [country]}, home=False)
            await person.press("f1")
            assert talk(person)[0] == first, person.lines
            night = at == NIGHT
            heading = person.line("night-heading" if night else "day-heading")
            person.sees(heading, "03:00" if night else "14:02", ui("en", f"country.{country}"))
            assert person.where == next(iter(person.rows)), "the first number has the focus"
            # Only lines that answer now stand under "These answer now".
            for contact in person.screen._contacts.values():  # type: ignore[attr-defined]
                assert contact.open_now is not False, contact.service
            await person.press("f1")


async def test_at_night_a_minor_is_told_to_wake_an_adult_and_not_to_wait_for_written_help() -> None:
    async with drive(at=NIGHT, size=TALL) as person:
        await person.begin(MINOR, home=False)
        await person.press("f1")
        person.sees(person.line("adult-in-house"), person.line("night-write-AT"))
    async with drive(at=NIGHT, size=TALL) as person:
        await person.begin({**MINOR, "offender": ["family"]}, home=False)
        await person.press("f1")
        person.does_not_see(person.line("adult-in-house"))


async def test_by_day_nothing_is_said_of_the_night() -> None:
    async with drive(size=TALL) as person:
        await person.begin(MINOR, home=False)
        await person.press("f1")
        person.sees(person.line("adult-in-house-day"))
        person.does_not_see(person.line("adult-in-house"), person.line("night-write-AT"))


@pytest.mark.parametrize("lang", ["en", "de"])
@pytest.mark.parametrize("country", ["AT", "DE", "CH"])
async def test_no_number_stands_without_its_country(lang: str, country: str) -> None:
    names = [ui(lang, f"country.{code}") for code in ("AT", "DE", "CH", "EU", "INT")]
    async with drive(lang=lang, size=TALL) as person:
        await person.begin({**PARTNER, "country": [country]}, home=False)
        await person.press("f1")
        for part in ("", "call", "speak", "write", "others"):
            if part and part not in person.rows:
                continue
            if part:
                await person.choose(part)
            for row in person.rows.values():
                if row.ident.startswith("contact:"):
                    assert any(f"({name})" in row.label for name in names), row.label
            for paragraph in paragraphs(person):
                if NUMBER.search(paragraph):
                    assert any(name in paragraph for name in names), paragraph
            if part:
                await person.press("escape")
        assert person.screen_name == "HelpNowScreen"


def paragraphs(person: Person) -> list[str]:
    """The texts of the screen, one by one, without the rows."""
    from textual.widgets import Static

    from sextortion_helper.tui.widgets.lines import BottomLine

    return [
        plain(str(one.render()))
        for one in person.screen.query(Static)
        if not isinstance(one.parent, BottomLine) and one.id != "toosmall"
    ]


async def test_unknown_country_on_a_german_computer_shows_three_side_by_side() -> None:
    async with drive(lang="de", guess="AT", size=TALL) as person:
        await person.press("f1")
        text = person.text
        places = [text.index(ui("de", f"country.{code}")) for code in SIDE_BY_SIDE]
        assert places == sorted(places), "the guess comes first"
        person.sees("112", ui("de", "help.no-country"), ui("de", "help.choose-country"))
        for contact in person.screen._contacts.values():  # type: ignore[attr-defined]
            assert contact.country in SIDE_BY_SIDE
        for row in person.rows.values():
            if row.ident.startswith("contact:"):
                assert row.label.endswith(")"), row.label


async def test_the_guess_alone_never_chooses_a_country() -> None:
    async with drive(lang="en", guess=None, size=TALL) as person:
        await person.press("f1")
        person.sees("112", ui("en", "help.no-country"))
        assert not [row for row in person.rows if row.startswith("contact:")]
        for number in ("142", "147", "143", "144", "116 123"):
            person.does_not_see(number)
        await person.choose("country")
        await person.choose("CH")
        assert person.screen_name == "HelpNowScreen"
        person.sees("143", ui("en", "country.CH"))


async def test_another_country_has_the_frame_without_numbers_of_a_neighbour() -> None:
    async with drive(size=TALL, at=datetime(2026, 3, 10, 22, 30, tzinfo=UTC)) as person:
        await person.begin({**USUAL, "country": ["INT"]}, home=False)
        await person.press("f1")
        said = plain(CATALOGUE.find(Voice("en"), "help", "lines", "unknown-country").split("\n")[0])  # type: ignore[union-attr]
        assert person.words.count(said) == 1, "said once"
        person.sees("112", "23:30")
        person.does_not_see("142", "144", "133")


async def test_without_a_country_it_is_not_said_that_it_has_no_list() -> None:
    async with drive(size=TALL, guess=None) as person:
        await person.press("f1")
        person.sees(person.line("no-country"), "112")
        person.does_not_see("for this country")


async def test_at_2330_it_is_night_everywhere_the_computer_says_so() -> None:
    async with drive(size=TALL, at=datetime(2026, 3, 10, 22, 30, tzinfo=UTC)) as person:
        await person.begin({**USUAL, "country": ["INT"]}, home=False)
        await person.press("f1")
        person.sees(person.line("night-write"))


async def test_the_parts_and_the_way_back() -> None:
    async with drive(size=TALL) as person:
        await person.begin(home=False)
        await person.press("f1")
        frame = person.page
        for part, line in (("call", "what-happens"), ("speak", "cannot-speak"), ("write", "write-heading")):
            await person.choose(part)
            person.sees(person.line(line), person.line("footer"), "144")
            assert person.where == next(iter(person.rows))
            await person.press("escape")
            assert person.screen_name == "HelpNowScreen"
            assert plain(person.page) == plain(frame)
        await person.press("escape")
        assert person.screen_name == "OpeningScreen"


async def test_cannot_speak_names_the_emergency_text_line() -> None:
    async with drive(size=TALL) as person:
        await person.begin(home=False)
        await person.press("f1")
        await person.choose("speak")
        person.sees("0800 133 133", "Austria")


async def test_help_is_there_before_anything_is_loaded_or_asked() -> None:
    async with drive() as person:
        await person.press("f1")
        assert person.screen_name == "HelpNowScreen"
        assert not person.guide.answers


async def test_help_shows_it_cannot_call_and_tells_nobody() -> None:
    async with drive(size=TALL) as person:
        await person.begin(home=False)
        await person.press("f1")
        person.sees(person.line("footer"), person.line("first-sentence"))


async def test_the_country_can_be_changed_from_help() -> None:
    async with drive(size=TALL) as person:
        await person.begin(home=False)
        await person.press("f1", "c")
        await person.choose("DE")
        person.sees(ui("en", "country.DE"), "116 123")
        person.does_not_see("142  Telefon")
