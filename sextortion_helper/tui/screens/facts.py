"""Pages of facts: one network, one way to pay, the rights of a country. Opened from Find and from tasks."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.widget import Widget

from sextortion_helper.knowledge import hours as opening
from sextortion_helper.knowledge.models.facts import PlatformFact
from sextortion_helper.knowledge.models.guide import PlatformTopic
from sextortion_helper.text import bare
from sextortion_helper.tui import present
from sextortion_helper.tui.screens.base import GuideScreen, block
from sextortion_helper.tui.screens.link import LinkScreen
from sextortion_helper.tui.widgets.row import Row
from sextortion_helper.tui.widgets.text import Text, heading, quiet, title

# Told to the wrong person these would be harmful: which topics are for whom is a condition (R4, K28).
ADULT_TOPICS = ("report-picture-adult",)
MINOR_TOPICS = ("report-picture-minor",)


class PlatformScreen(GuideScreen):
    """What to note before blocking, report, block, settings: all that is known of one network."""

    def __init__(self, platform: str) -> None:
        super().__init__()
        self._platform = platform

    def where(self) -> str:
        """The name of the network."""
        return self.guide.speaker.platform(self._platform)[0].name

    def body(self) -> ComposeResult:
        """Topic by topic, each with its source."""
        guide = self.guide
        platform = guide.library.platforms[self._platform]
        words, foreign = guide.speaker.platform(self._platform)
        yield title(words.name)
        if words.closed:
            yield Text(guide.speaker.say(words.closed))
        rows = []
        for topic, fact in self._topics():
            if fact.url:
                rows.append(Row(self.ui(f"topic.{topic}"), f"topic:{topic}", note=bare(fact.url)))
            yield heading(self.ui(f"topic.{topic}"))
            yield Text(guide.speaker.say(words.topics[topic])).add_class("near")
            line = present.source_line(
                self.nextsteps, fact.source, fact.checked, fact.basis, fact.review_after
            )
            yield quiet(line)
        if platform.url:
            label = self.ui("link.page-of", name=words.name)
            rows.append(Row(label, "page", note=bare(platform.url)))
        yield block(*rows, *self.rows(("back", self.ui("key.back"))))
        if foreign:
            yield quiet(self.ui("words.foreign"))

    def _topics(self) -> Iterator[tuple[PlatformTopic, PlatformFact]]:
        """Those that are for this person."""
        guide = self.guide
        words, _ = guide.speaker.platform(self._platform)
        others = ADULT_TOPICS if guide.facts.holds(guide.library.rules.closed_to) else MINOR_TOPICS
        for topic, fact in guide.library.platforms[self._platform].topics.items():
            if topic not in others and topic in words.topics:
                yield topic, fact

    async def chosen(self, ident: str) -> None:
        """An address, or back."""
        if ident == "page":
            platform = self.guide.library.platforms[self._platform]
            self.app.push_screen(LinkScreen(self.where(), platform.url or ""))
        elif ident.startswith("topic:"):
            addresses = {f"topic:{topic}": fact.url or "" for topic, fact in self._topics()}
            self.app.push_screen(LinkScreen(self.where(), addresses[ident]))
        else:
            await self.action_back()


class PaymentScreen(GuideScreen):
    """One way money may have gone: what to do first, the outlook behind it (K51)."""

    def __init__(self, payment: str) -> None:
        super().__init__()
        self._payment = payment

    def where(self) -> str:
        """The name of the way."""
        return self.guide.speaker.payment(self._payment)[0].name

    def body(self) -> ComposeResult:
        """Do, have ready, more, outlook."""
        guide = self.guide
        payment = guide.library.payments[self._payment]
        words, foreign = guide.speaker.payment(self._payment)
        yield title(words.name)
        young = guide.facts.holds("minor") and words.minor
        yield Text(guide.speaker.say(words.minor if young and words.minor else words.do))
        for line in present.payment_lines(self.nextsteps, guide.speaker, words):
            yield Text(line)
        rows = []
        for number, phone in enumerate(payment.phones):
            hours = opening.in_words(phone.hours, self.ui) if phone.hours else ""
            country = self.ui(f"country.{phone.country}")
            rows.append(Row(f"{phone.dial}  ({country})", f"phone:{number}", note=hours))
        if payment.url:
            label = self.ui("link.page-of", name=words.name)
            rows.append(Row(label, "page", note=bare(payment.url)))
        yield block(*rows, *self.rows(("back", self.ui("key.back"))))
        yield quiet(
            present.source_line(
                self.nextsteps, payment.source, payment.checked, payment.basis, payment.review_after
            )
        )
        if foreign:
            yield quiet(self.ui("words.foreign"))

    async def chosen(self, ident: str) -> None:
        """A number, the address, or back."""
        payment = self.guide.library.payments[self._payment]
        kind, _, number = ident.partition(":")
        if kind == "phone":
            phone = payment.phones[int(number)]
            label = f"{phone.dial} ({self.ui(f'country.{phone.country}')})"
            self.app.push_screen(LinkScreen(label, f"tel:{(phone.phone or phone.dial).replace(' ', '')}"))
        elif kind == "page":
            self.app.push_screen(LinkScreen(self.where(), payment.url or ""))
        else:
            await self.action_back()


class RightsScreen(GuideScreen):
    """The rights of the person's country, each with what it means for them in one line."""

    def where(self) -> str:
        """Your rights."""
        return self.ui("rights.where")

    def body(self) -> ComposeResult:
        """For minors, what protects them comes first (K29)."""
        guide = self.guide
        country = self.nextsteps.country or ""
        laws = [law for law in guide.library.laws.get(country, ()) if guide.facts.holds(law.when)]
        young = guide.facts.holds("minor")
        laws = [law for law in laws if young or not law.for_minors]
        yield title(self.ui("rights.where"))
        if not laws:
            yield Text(self.ui("rights.none"))
        for law in sorted(laws, key=lambda law: not law.for_minors):
            yield from self._law(country, law.id)
        yield block(*self.rows(("back", self.ui("key.back"))))

    def _law(self, country: str, ident: str) -> Iterator[Widget]:
        law = next(law for law in self.guide.library.laws[country] if law.id == ident)
        words, _ = self.guide.speaker.law(country, ident)
        yield heading(self.guide.speaker.say(words.title))
        yield Text(self.guide.speaker.say(words.means)).add_class("near")
        line = present.source_line(self.nextsteps, law.source, law.checked, law.basis, law.review_after)
        yield quiet(f"{law.name} · {line}")

    async def chosen(self, ident: str) -> None:
        """Back."""
        await self.action_back()
