"""What all plain pages share: words of the interface and the guide in one voice, and how facts are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from sextortion_helper.knowledge import hours as opening
from sextortion_helper.knowledge.catalogue import Catalogue, Voice
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.facts import Channel, Service
from sextortion_helper.knowledge.models.words import Text
from sextortion_helper.knowledge.speaker import Speaker
from sextortion_helper.plain.page import wrap
from sextortion_helper.text import bare


class Say:
    """One voice over one library. `moment` (aware) decides what is open and what is out of date."""

    def __init__(self, library: Library, voice: Voice, moment: datetime | None = None) -> None:
        self.library, self.voice = library, voice
        self.moment = moment or datetime.now(UTC)
        self.catalogue = Catalogue(library.root)
        self.speaker = Speaker.of(library, voice)

    def ui(self, key: str, **values: object) -> str:
        """An interface text."""
        return self.catalogue.ui(self.voice, key, **values)

    def text(self, text: Text) -> str:
        """A text of the guide, its references filled."""
        return self.speaker.say(text)

    def day(self, when: date) -> str:
        """`24 Nov 2026`, in the words of the language."""
        return self.ui("date.day", day=when.day, month=self.ui(f"month.{when.month}"), year=when.year)

    def country(self, code: str) -> str:
        """The name of a country; its letters if the language has none for it."""
        return self.speaker.country_name(code)

    def source(
        self,
        source: str,
        checked: date,
        basis: str = "confirmed",
        review_after: date | None = None,
        *,
        full: bool = True,
    ) -> str:
        """`Checked 24 Nov 2026. Source: https://...`, and what is not sure about it [R8]."""
        parts = [self.ui("fact.checked", day=self.day(checked))]
        if basis == "unconfirmed":
            parts.append(self.ui("fact.unconfirmed"))
        if review_after is not None and review_after < self.moment.date():
            parts.append(self.ui("fact.overdue"))
        host = (urlsplit(source).hostname or source).removeprefix("www.")
        return f"{', '.join(parts)}. {self.ui('plain.source', source=source if full else host)}"

    def service(self, service: Service) -> str:
        """`142, TelefonSeelsorge (Austria), day and night, free`: never a number without its country [R9]."""
        words, _ = self.speaker.service(service.id)
        region = f", {self.ui('plain.only-in', region=service.region)}" if service.region else ""
        name = f"{words.name} ({self.country(service.country)}{region})"
        parts = [f"{service.reach}  {name}" if service.reach else name, *self.terms(service)]
        return ", ".join(parts)

    def terms(self, service: Service) -> Iterator[str]:
        """Hours, cost, and what is not confirmed about them."""
        words, _ = self.speaker.service(service.id)
        hours = service.reach_hours
        unsure = f" ({self.ui('fact.unconfirmed')})"
        if hours or words.hours:
            text = self.text(words.hours) if words.hours else opening.in_words(hours or "", self.ui)
            yield text + unsure * ("hours" in service.unconfirmed)
            following = opening.next_open(hours, service.country, self.moment)
            if following is not None:
                day, time = self.ui(opening.day_key(following)), following.strftime("%H:%M")
                yield self.ui("plain.opens", day=day, time=time)
            if hours not in (None, opening.ALWAYS) and self._holidays_differ(service.country):
                yield self.ui("plain.holidays")
        if service.cost is not None and (service.dial or service.sms):
            keys = {"free": "service.free", "local-rate": "plain.cost-local", "paid": "plain.cost-paid"}
            yield self.ui(keys[service.cost]) + unsure * ("cost" in service.unconfirmed)
        if service.unsure:
            yield self.ui("fact.unconfirmed")

    def _holidays_differ(self, country: str) -> bool:
        facts = self.library.countries.get(country)
        return facts is not None and facts.holidays_differ

    def channels(self, service: Service) -> Iterator[str]:
        """The other ways to reach a service, one line each, with the hours when somebody answers."""
        labels = {"sms": "plain.sms", "chat": "channel.chat", "messenger": "channel.messenger",
                  "email": "channel.email", "app": "plain.app"}  # fmt: skip
        for name, label in labels.items():
            channel: Channel | None = getattr(service, name)
            if channel is None:
                continue
            way = channel.reach or bare(service.url or "")
            if channel.number:
                way += f" ({self.country(service.country)})"
            parts = [f"{self.ui(label)}: {way}"]
            if channel.hours:
                parts.append(opening.in_words(channel.hours, self.ui))
            if channel.basis == "unconfirmed" or name in service.unconfirmed:
                parts.append(self.ui("fact.unconfirmed"))
            yield ", ".join(parts)

    def more_sources(self, sources: Sequence[str], indent: int = 0) -> Iterator[str]:
        """Further pages that say the same."""
        if sources:
            yield from wrap(f"{self.ui('plain.more-sources')}:", indent)
            for source in sources:
                yield from wrap(source, indent, first="- ")

    def foreign(self, foreign: bool) -> Iterator[str]:
        """Says so where a text is only there in English."""
        if foreign:
            yield from wrap(self.ui("words.foreign"))


def is_unconfirmed(service: Service) -> bool:
    """Whether the service itself, or one of the facts a line shows about it, is not confirmed."""
    shown = {"dial", "phone", "hours", "cost", "sms", "url", "name"}
    return service.basis == "unconfirmed" or not shown.isdisjoint(service.unconfirmed)
