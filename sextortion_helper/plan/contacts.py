"""Help now: who answers at this hour, for this country and age (counsel-review 5).

Works on plain data, without pydantic: it must stand on the screen at once, also from `now`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sextortion_helper.knowledge import hours as opening
from sextortion_helper.knowledge.catalogue import Catalogue, Voice
from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.speaker_plain import fill
from sextortion_helper.text import bare

if TYPE_CHECKING:
    from sextortion_helper.knowledge.models.facts import Service

Answers = Mapping[str, Sequence[str]]
SIDE_BY_SIDE = ("AT", "DE", "CH")  # shown together on a German-language computer until one is confirmed
MOST_TALK = 3
MOST_WRITE = 2


class Contact(NamedTuple):
    """One way to reach one service, ready to be shown. `reach` is the number or address."""

    service: str
    country: str
    name: str
    what: str
    reach: str
    hours: str
    open_now: bool | None
    opens: datetime | None
    free: bool
    link: str  # tel:, sms:, mailto: or https:
    unconfirmed: bool
    overdue: bool
    note: str = ""


class HelpNow(NamedTuple):
    """Everything the Help now screen says, in its order."""

    country: str | None
    danger: str
    heading: str
    talk: tuple[tuple[Contact, ...], ...]
    write: tuple[Contact, ...]
    write_later: tuple[Contact, ...]
    others: tuple[tuple[Contact, ...], ...]
    lines: tuple[str, ...]
    night: bool


def help_now(
    catalogue: Catalogue, voice: Voice, answers: Answers, country: str | None, moment: datetime
) -> HelpNow:
    """Work out Help now. `country` is the confirmed one, else None; `moment` is aware."""
    desk = _Desk(catalogue, voice, answers, country, moment)
    entry = desk.entry
    talk = [open_row for row in desk.rows(entry.get("talk", [])) if (open_row := _answering(row))]
    write = [contact for row in desk.rows(entry.get("write", [])) for contact in row]
    answering = [contact for contact in write if contact.open_now is not False]
    night = opening.is_night(catalogue.helps["night"], country, moment)
    return HelpNow(
        country=country,
        danger=desk.danger(country),
        heading=desk.line("night-heading" if night else "day-heading"),
        talk=tuple(_without_twice(talk))[:MOST_TALK],
        write=tuple(answering[:MOST_WRITE]),
        write_later=tuple(contact for contact in write if contact.open_now is False)[:MOST_WRITE],
        others=(*_closed_of_pairs(desk, entry), *sorted(desk.rows(entry.get("others", [])), key=_closed)),
        lines=tuple(desk.extra_lines(night)),
        night=night,
    )


def crisis_rows(
    catalogue: Catalogue, voice: Voice, answers: Answers, country: str | None, moment: datetime
) -> tuple[tuple[Contact, ...], ...]:
    """The lines of the crisis answer, in order, those that answer now first."""
    desk = _Desk(catalogue, voice, answers, country, moment)
    rows = list(_without_twice(desk.rows(desk.entry.get("crisis", []))))
    rows = rows[1:] + rows[:1]  # the first one is the line just tried: it comes last
    return tuple(open_row for row in rows if (open_row := _answering(row))) or tuple(rows)


def by_hour(services: Sequence[Service], moment: datetime, *, night: bool, crisis: bool) -> Sequence[Service]:
    """Those closed at this (aware) moment last, at night those of unknown hours before them.

    In a crisis nobody is sent to a closed line while another one answers. A way to write to the
    emergency services never sinks.
    """

    def rank(service: Service) -> int:
        answers = opening.is_open(service.reach_hours, service.country, moment)
        if answers is None:
            return 1 if night and "emergency-text" not in service.kinds else 0
        return 0 if answers else 2

    ranked = sorted(services, key=rank)
    if crisis and ranked and rank(ranked[0]) == 0:
        return [service for service in ranked if rank(service) < 2]
    return ranked


def spoken_line(catalogue: Catalogue, voice: Voice, answers: Answers, country: str | None, ident: str) -> str:
    """A sentence of help.yaml for this age and country; empty if there is none.

    Tried in order: `<id>-<minor|adult>-<CC>`, `<id>-<CC>`, `<id>-<minor|adult>`, `<id>-INT`, `<id>`.
    """
    return _Desk(catalogue, voice, answers, country, None).line(ident)


class _Desk:
    """Catalogue, voice and answers together, so that the functions above stay short."""

    def __init__(
        self,
        catalogue: Catalogue,
        voice: Voice,
        answers: Answers,
        country: str | None,
        moment: datetime | None,
    ) -> None:
        self.catalogue, self.voice, self.country, self.moment = catalogue, voice, country, moment
        self.facts = Circumstances(answers, catalogue.names)
        countries: Mapping[str, Any] = catalogue.helps["countries"]
        self.entry: Mapping[str, Any] = countries.get(country or "INT") or countries.get("INT", {})
        codes = [country, "EU", "INT"] if country else ["INT", "EU", *SIDE_BY_SIDE]
        self.services = {
            service["id"]: {**service, "country": facts["country"]}
            for code in (*codes, *(c for c in SIDE_BY_SIDE if c not in codes))
            if (facts := catalogue.country(code or "INT"))
            for service in facts["services"]
        }

    def line(self, ident: str) -> str:
        age = "minor" if self.facts.holds("minor") else "adult"
        code = self.country or "INT"
        # While the age is open, no line that is for one age only.
        known = not self.facts.holds("age-open")
        names = (f"{ident}-{age}-{code}", f"{ident}-{code}", f"{ident}-{age}", f"{ident}-INT", ident)
        for name in names if known else (names[1], *names[3:]):
            text = self.catalogue.find(self.voice, "help", "lines", name)
            if text:
                return fill(self.catalogue, self.voice, text)
        return ""

    def danger(self, country: str | None) -> str:
        text = self.catalogue.find(self.voice, "help", "danger", country or "INT")
        text = text or self.catalogue.find(self.voice, "help", "danger", "INT") or ""
        return fill(self.catalogue, self.voice, text)

    def extra_lines(self, night: bool) -> Iterator[str]:
        rules = {rule["id"]: rule for rule in self.catalogue.helps.get("lines", [])}
        for ident in self.entry.get("lines", []):
            rule = rules.get(ident, {})
            if rule.get("night") in (None, night) and self.facts.holds(rule.get("when")):
                text = self.line(ident)
                if text:
                    yield text

    def rows(self, rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Contact, ...]]:
        for row in rows:
            if self.facts.holds(row.get("when")):
                note = self.line(row["note"]) if "note" in row else ""
                contacts = tuple(
                    contact
                    for ident in row["services"]
                    if (contact := self.contact(ident, row.get("channel", "phone"), note))
                )
                if contacts:
                    yield contacts

    def contact(self, ident: str, channel: str, note: str) -> Contact | None:
        service = self.services.get(ident)
        if service is None:
            return None
        country = service["country"]
        way = service if channel == "phone" else service.get(channel)
        if way is None:
            return None
        hours = way.get("hours")
        reach = way.get("dial") if channel == "phone" else None
        reach = reach or way.get("number") or way.get("address") or bare(way.get("url", ""))
        moment = self.moment
        shown = {"hours", "dial", "phone", channel}
        unsure = bool(shown & set(service.get("unconfirmed", ()))) or way.get("basis") == "unconfirmed"
        return Contact(
            service=ident,
            country=country,
            name=self.catalogue.find(self.voice, f"services/{country}", ident, "name") or ident,
            what=self.catalogue.find(self.voice, f"services/{country}", ident, "what") or "",
            reach=reach,
            hours=opening.in_words(hours, lambda key: self.catalogue.ui(self.voice, key)) if hours else "",
            open_now=opening.is_open(hours, country, moment) if moment else None,
            opens=opening.next_open(hours, country, moment) if moment else None,
            free=way.get("cost", service.get("cost")) == "free" and channel in ("phone", "sms"),
            link=_link(channel, service, way),
            unconfirmed=unsure or service.get("basis") == "unconfirmed",
            overdue=bool(moment and service.get("review_after", "9999") < moment.date().isoformat()),
            note=note,
        )


def _answering(row: tuple[Contact, ...]) -> tuple[Contact, ...]:
    """Those of a row that are not known to be closed at this hour."""
    return tuple(contact for contact in row if contact.open_now is not False)


def _closed_of_pairs(desk: _Desk, entry: Mapping[str, Any]) -> Iterator[tuple[Contact, ...]]:
    """Lines that stand together, for women and for men: the one that is closed now is not left out."""
    pairs = _without_twice(row for row in desk.rows(entry.get("talk", [])) if len(row) > 1)
    own = {ident for row in entry.get("others", []) for ident in row["services"]}
    for row in pairs:
        if _answering(row):
            yield from ((one,) for one in row if one.open_now is False and one.service not in own)


def _closed(row: tuple[Contact, ...]) -> int:
    """For sorting: open lines first, then those whose hours are not known, then closed ones."""
    if any(contact.open_now for contact in row):
        return 0
    return 1 if any(contact.open_now is None for contact in row) else 2


def _without_twice(rows: Sequence[tuple[Contact, ...]] | Iterator[tuple[Contact, ...]]) -> Iterator[Any]:
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        services = tuple(contact.service for contact in row)
        if services not in seen:
            seen.add(services)
            yield row


def _link(channel: str, service: Mapping[str, Any], way: Mapping[str, Any]) -> str:
    number = re.sub(r"[^+0-9]", "", service.get("phone") or service.get("dial") or "")
    if channel == "phone" and number:
        return f"tel:{number}"
    if channel == "sms" and way.get("number"):
        return "sms:" + re.sub(r"[^+0-9]", "", way["number"])
    if channel == "email" and way.get("address"):
        return f"mailto:{way['address']}"
    return str(way.get("url") or service.get("url") or "")
