"""One thing the guide knows, by its id, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sextortion_helper.errors import UnknownIdError
from sextortion_helper.knowledge.catalogue import Voice, default_form
from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.facts import Law, Tool
from sextortion_helper.knowledge.models.guide import Task
from sextortion_helper.knowledge.models.words import Text
from sextortion_helper.plain.page import page, wrap
from sextortion_helper.plain.say import Say
from sextortion_helper.plan.build import services_for
from sextortion_helper.text import bare

PAGES = ("recipient",)
RECIPIENT_LINES = 5


def render(
    kind: str, ident: str, lang: str, country: str | None, *, du: bool = False, moment: datetime | None = None
) -> str:
    """The text for one id. Raises `UnknownIdError`, naming the known ones."""
    say = Say(Library(), Voice(lang, default_form(lang, young=du)), moment)
    return page(getattr(_Show(say, country), kind)(ident))


class _Show:
    """One method a kind, named like it on the command line."""

    def __init__(self, say: Say, country: str | None) -> None:
        self.say, self.library, self.speaker, self.country = say, say.library, say.speaker, country

    def step(self, ident: str) -> Iterator[str]:
        """All tasks of the plain step or of a variant. Who may not do one is said there [R4]."""
        say, step = self.say, self.library.step(ident)
        variant = None if ident == step.id else ident
        foreign = self.speaker.step(step.id)[1]
        yield from wrap(self.speaker.title(step.id, variant))
        for reason in self.speaker.because(step.id, variant):
            yield from wrap(reason)
        yield from say.foreign(foreign)
        tasks = [task for task in step.tasks if not task.only_in or ident in task.only_in]
        if any(task.when is not None for task in tasks):
            yield from ("", *wrap(say.ui("plain.tasks-depend")))
        for task in tasks:
            yield from ("", *self._task(step.id, task))
        names = [variant for variant in step.variants if variant != ident]
        if variant is None and names:
            yield from ("", *(line for name in names for line in wrap(f"show step {name}", first="- ")))
        yield from ("", *wrap(say.source(step.source, step.checked)))

    def _task(self, step: str, task: Task) -> Iterator[str]:
        say = self.say
        words, _ = self.speaker.task(step, task.id)
        yield from wrap(say.text(words.title), first="* ")
        tools = [self.library.tools[tool] for tool in task.uses.takedown]
        grown = self._only_grown(task.when) or any(map(self._closed_to_the_young, tools))
        if task.takes_file or task.opens_pictures or grown:
            yield from wrap(say.ui("plain.adults-only"), 2)
        yield from wrap(say.text(words.do), 2)
        if words.more:
            yield from ("", *wrap(say.text(words.more), 2))
        if self.country is not None:
            facts = Circumstances({"country": [self.country]}, self.library.names)
            uses = task.uses
            for service in services_for(self.library, facts, uses.service_kinds, uses.services, self.country):
                yield from wrap(say.service(service), 2, first="- ")
        for tool in tools:
            name, _ = self.speaker.tool(tool.id)
            yield from wrap(f"{name.name} (show tool {tool.id})", 2, first="- ")
        if task.source and task.checked:
            source = say.source(task.source, task.checked, task.basis, task.review_after, full=False)
            yield from wrap(source, 2)

    def _only_grown(self, condition: object) -> bool:
        """Whether something is for adults and pictures of adults only, as far as the age decides [R4]."""
        young = ("14-17", "adult-then-minor")
        return self._holds(condition, "adult") and not any(self._holds(condition, age) for age in young)

    def _holds(self, condition: object, age: str) -> bool:
        answers = {"age": [age], "country": [self.country] if self.country else []}
        return Circumstances(answers, self.library.names).holds(condition)

    def situation(self, ident: str) -> Iterator[str]:
        """Its name, and what is good to hear."""
        known = {one.id for one in self.library.situations.situations if not one.silent}
        self._known(ident, known, "situation")
        words = self.speaker.situation(ident)
        yield from wrap(self.say.text(words.title))
        yield ""
        for text in words.say:
            yield from wrap(self.say.text(text), first="- ")

    def service(self, ident: str) -> Iterator[str]:
        """For whom, how to reach it, when, what happens when one calls."""
        say, service = self.say, self.library.service(ident)
        words, foreign = self.speaker.service(ident)
        yield from wrap(say.service(service))
        yield from ("", *wrap(say.text(words.what)))
        ways = list(say.channels(service))
        if ways:
            yield ""
        for way in ways:
            yield from wrap(way, first="- ")
        if service.url:
            yield from wrap(bare(service.url), first="- ")
        for text in (words.call, words.note):
            if text:
                yield from ("", *wrap(say.text(text)))
        yield from say.foreign(foreign)
        source = say.source(service.source, service.checked, service.basis, service.review_after)
        yield from ("", *wrap(source))

    def platform(self, ident: str) -> Iterator[str]:
        """What to do there, by topic, each with its source."""
        self._known(ident, self.library.platforms, "platform")
        say, platform = self.say, self.library.platforms[ident]
        words, foreign = self.speaker.platform(ident)
        yield from wrap(words.name)
        yield from say.foreign(foreign)
        if words.closed:
            yield from wrap(say.text(words.closed))
        for topic, fact in platform.topics.items():
            if topic not in words.topics:
                continue
            yield from ("", *wrap(f"{say.ui(f'plain.topic.{topic}')}:"))
            if topic == "report-picture-adult":
                yield from wrap(say.ui("plain.adults-only"), 2)
            yield from wrap(say.text(words.topics[topic]), 2)
            if fact.url:
                yield from wrap(bare(fact.url), 2, first="- ")
            yield from wrap(say.source(fact.source, fact.checked, fact.basis, fact.review_after), 2)

    def payment(self, ident: str) -> Iterator[str]:
        """First what can be done, last how likely it helps (K51)."""
        self._known(ident, self.library.payments, "payment")
        say, payment = self.say, self.library.payments[ident]
        words, foreign = self.speaker.payment(ident)
        yield from wrap(words.name)
        yield from ("", *wrap(say.text(words.do)))
        for text, key in ((words.ready, "plain.ready"), (words.minor, "plain.young")):
            if text:
                yield from ("", *wrap(say.ui(key, text=say.text(text))))
        yield from self._paragraphs(words.more, words.outlook)
        if payment.url:
            yield from ("", *wrap(bare(payment.url), first="- "))
        for phone in payment.phones:
            yield from wrap(f"{phone.dial} ({say.country(phone.country)})", first="- ")
            yield from wrap(say.source(phone.source, phone.checked, phone.basis, phone.review_after), 2)
        yield from say.foreign(foreign)
        source = say.source(payment.source, payment.checked, payment.basis, payment.review_after)
        yield from ("", *wrap(source), *say.more_sources(payment.more_sources))

    def law(self, ident: str) -> Iterator[str]:
        """What a provision means, in one line and in more."""
        found: dict[str, tuple[str, Law]] = {
            law.id: (country, law)
            for country, laws in self.library.laws.items()
            if self.country in (None, country)
            for law in laws
        }
        self._known(ident, found, "law")
        say = self.say
        country, law = found[ident]
        words, foreign = self.speaker.law(country, ident)
        yield from wrap(f"{say.text(words.title)} ({say.country(country)})")
        yield from wrap(law.name)
        yield from self._paragraphs(words.means, words.more)
        yield from say.foreign(foreign)
        yield from ("", *wrap(say.ui("plain.not-advice")))
        yield from wrap(say.source(law.source, law.checked, law.basis, law.review_after))
        yield from say.more_sources(law.more_sources)

    def tool(self, ident: str) -> Iterator[str]:
        """A takedown tool: what it is, what to do, what it cannot do."""
        self._known(ident, self.library.tools, "tool")
        say, tool = self.say, self.library.tools[ident]
        words, foreign = self.speaker.tool(ident)
        yield from wrap(words.name)
        if self._closed_to_the_young(tool):
            yield from wrap(say.ui("plain.adults-only"))
        yield from self._paragraphs(words.what, words.do, words.cannot, words.more)
        yield from ("", *wrap(bare(tool.url), first="- "))
        yield from say.foreign(foreign)
        yield from ("", *wrap(say.source(tool.source, tool.checked, tool.basis, tool.review_after)))
        yield from say.more_sources(tool.more_sources)

    def _closed_to_the_young(self, tool: Tool) -> bool:
        return tool.searches_by_picture or self._only_grown(tool.when)

    def page(self, ident: str) -> Iterator[str]:
        """A page of the program itself."""
        self._known(ident, PAGES, "page")
        yield from wrap(self.say.ui(f"{ident}.title"))
        yield ""
        for number in range(1, RECIPIENT_LINES + 1):
            yield from wrap(self.say.ui(f"{ident}.line-{number}"), first="- ")
        yield from ("", *wrap(self.say.ui("plain.now-hint")))

    def _paragraphs(self, *texts: Text | None) -> Iterator[str]:
        for text in texts:
            if text:
                yield from ("", *wrap(self.say.text(text)))

    def _known(self, ident: str, known: Iterable[str], kind: str) -> None:
        names = sorted(known)
        if ident not in names:
            raise UnknownIdError(f"There is no {kind} called {ident[:40]!r}. Known: {', '.join(names)}.")
