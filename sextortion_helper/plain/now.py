"""`now`: the first minute and who to call, as text. Without pydantic: it has to stand there at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sextortion_helper.knowledge.catalogue import Catalogue, Voice, default_form
from sextortion_helper.knowledge.hours import day_key
from sextortion_helper.knowledge.places import guess_country
from sextortion_helper.knowledge.speaker_plain import find
from sextortion_helper.paths import content_root
from sextortion_helper.plain.page import page, wrap
from sextortion_helper.plan.contacts import SIDE_BY_SIDE, Contact, HelpNow, help_now, spoken_line

ROWS_EACH = 2  # side by side, the crisis and the youth line of each country


def now_text(lang: str, country: str | None, moment: datetime, du: bool = False) -> str:
    """The first minute and Help now (counsel-review 4 and 5).

    `country` is what the person said; without it no number is shown but 112 and, where German is
    spoken, those of AT, DE and CH side by side, each with its country [R9]. `moment` is aware.
    """
    voice = Voice(lang, default_form(lang, young=du))
    return page(_Now(Catalogue(content_root()), voice, country, moment).lines())


class _Now:
    def __init__(self, catalogue: Catalogue, voice: Voice, country: str | None, moment: datetime) -> None:
        self.catalogue, self.voice, self.country, self.moment = catalogue, voice, country, moment
        self.shown: list[Contact] = []

    def lines(self) -> Iterator[str]:
        yield from self.first_minute()
        yield from ("", self.ui("help.where").upper())
        view = self.view(self.country)
        yield from wrap(view.danger)
        yield ""
        if self.country is None:
            yield from self.without_country(view)
        elif view.talk:
            yield view.heading
            yield from self.rows(view.talk)
            yield from self.writing(view)
        else:
            yield from self.elsewhere(view)
        yield from ("", *wrap(self.line("first-sentence")))
        if self.country is not None and view.talk:
            for line in view.lines:
                yield from ("", *wrap(line))
            yield from ("", *wrap(self.line("cannot-speak")))
        yield from ("", *wrap(self.line("footer")))
        yield from self.checked()

    def first_minute(self) -> Iterator[str]:
        """The texts of the screen; what it says about its keys is left out."""
        yield from wrap(self.opening("first-title"))
        yield from ("", *wrap(self.opening("first-only")))
        for number in range(1, 5):
            yield from wrap(self.opening(f"first-{number}"), first="- ")
        yield ""
        yield from wrap(self.ui("plain.first-known"))
        yield from wrap(self.ui("plain.first-deadline"))

    def without_country(self, view: HelpNow) -> Iterator[str]:
        guess = guess_country()
        if self.voice.lang != "de" and guess not in SIDE_BY_SIDE:
            yield from self.rows(view.others)
        else:
            for code in sorted(SIDE_BY_SIDE, key=lambda code: code != guess):
                yield f"{self.ui(f'country.{code}')}:"
                yield from self.rows(self.view(code).talk[:ROWS_EACH])
        yield from ("", *wrap(self.ui("plain.country-open")))

    def elsewhere(self, view: HelpNow) -> Iterator[str]:
        yield from wrap(self.line("unknown-country"))
        yield from ("", *wrap(self.line("without-list")))
        yield from self.rows(view.others)

    def writing(self, view: HelpNow) -> Iterator[str]:
        if view.write or view.write_later:
            yield from ("", self.line("write-heading"))
            yield from self.rows([(contact,) for contact in (*view.write, *view.write_later)])

    def rows(self, rows: Sequence[tuple[Contact, ...]]) -> Iterator[str]:
        for row in rows:
            for contact in row:
                self.shown.append(contact)
                parts = [f"{contact.reach}  {contact.name} ({self.ui(f'country.{contact.country}')})"]
                if contact.open_now is False and contact.opens is not None:
                    day, time = self.ui(day_key(contact.opens)), contact.opens.strftime("%H:%M")
                    parts.append(self.ui("help.opens", day=day, time=time))
                elif contact.hours:
                    parts.append(contact.hours)
                parts += [self.ui("service.free")] * contact.free
                parts += [self.ui("fact.unconfirmed")] * contact.unconfirmed
                parts += [self.ui("fact.overdue")] * contact.overdue
                yield from wrap(", ".join(parts), first="- ")
            if row[-1].note:
                yield from wrap(row[-1].note, 2)

    def checked(self) -> Iterator[str]:
        """When the oldest of these numbers was checked, and where the sources stand [R8]."""
        services = [service for one in self.shown if (service := find(self.catalogue, one.service)[1])]
        days = [date.fromisoformat(service["checked"]) for service in services]
        if days:
            oldest = min(days)
            month = self.ui(f"month.{oldest.month}")
            day = self.ui("date.day", day=oldest.day, month=month, year=oldest.year)
            code = self.country or "AT"
            yield from ("", *wrap(self.ui("plain.now-checked", day=day, country=code)))

    def view(self, country: str | None) -> HelpNow:
        return help_now(self.catalogue, self.voice, {}, country, self.moment)

    def line(self, ident: str) -> str:
        return spoken_line(self.catalogue, self.voice, {}, self.country, ident)

    def opening(self, ident: str) -> str:
        return self.catalogue.find(self.voice, "opening", "lines", ident) or ""

    def ui(self, key: str, **values: object) -> str:
        return self.catalogue.ui(self.voice, key, **values)
