"""Everything the program knows, looked up by id; each file is read once, when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sextortion_helper.errors import UnknownIdError
from sextortion_helper.knowledge import shelf
from sextortion_helper.knowledge.models.facts import (
    CountryFacts,
    Law,
    Payment,
    Platform,
    Service,
    Tool,
)
from sextortion_helper.knowledge.models.guide import Demo, Help, Question, Rules, Sign, Situations, Step
from sextortion_helper.paths import content_root

_T = TypeVar("_T")
# After a country's own services come those of the union and of the world.
SHARED = ("EU", "INT")
_EU = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU_COUNTRIES = frozenset(_EU.split())


class Library:
    """The content under `root` (the program's own by default), as frozen models."""

    def __init__(self, root: Path | None = None) -> None:
        self.root = root or content_root()

    def _one(self, kind: str) -> Any:
        return shelf.load(self.root / shelf.STRUCTURE[kind].place, shelf.STRUCTURE[kind])

    def _folder(self, kind: str) -> dict[str, Any]:
        place = self.root / shelf.STRUCTURE[kind].place
        return {
            path.stem: shelf.load(path, shelf.STRUCTURE[kind])
            for path in sorted(place.parent.glob(place.name))
        }

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by id, in the order they are asked."""
        return {question.id: question for question in self._one("questions")}

    @cached_property
    def situations(self) -> Situations:
        """Situations and named conditions."""
        found: Situations = self._one("situations")
        return found

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """Condition by name: named conditions and situations together."""
        named = dict(self.situations.conditions)
        named.update({situation.id: situation.when for situation in self.situations.situations})
        return named

    @cached_property
    def rules(self) -> Rules:
        """How plans are composed."""
        found: Rules = self._one("plans")
        return found

    @cached_property
    def advice(self) -> frozenset[str]:
        """The words of the contradiction check."""
        return frozenset(self._one("advice"))

    @cached_property
    def signs(self) -> tuple[Sign, ...]:
        """How the scam is recognised."""
        found: tuple[Sign, ...] = self._one("signs")
        return found

    @cached_property
    def demo(self) -> Demo:
        """An invented case."""
        found: Demo = self._one("demo")
        return found

    @cached_property
    def help(self) -> Help:
        """Help now, by country."""
        found: Help = self._one("help")
        return found

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """All steps by id."""
        return self._folder("steps")

    @cached_property
    def step_of(self) -> Mapping[str, str]:
        """Step id by step id or variant id."""
        return {name: step.id for step in self.steps.values() for name in (step.id, *step.variants)}

    @cached_property
    def note_place(self) -> Mapping[str, str]:
        """By task id: the task under which its notes are kept."""
        return {task.id: task.notes_of or task.id for step in self.steps.values() for task in step.tasks}

    @cached_property
    def countries(self) -> Mapping[str, CountryFacts]:
        """Services by country code, EU and INT among them."""
        return self._folder("services")

    @cached_property
    def platforms(self) -> Mapping[str, Platform]:
        """Networks, messengers and search engines."""
        return self._folder("platforms")

    @cached_property
    def payments(self) -> Mapping[str, Payment]:
        """Ways money may have gone."""
        return {payment.id: payment for payment in self._one("payments")}

    @cached_property
    def tools(self) -> Mapping[str, Tool]:
        """Takedown and monitoring tools."""
        return {tool.id: tool for tool in self._one("takedown")}

    @cached_property
    def laws(self) -> Mapping[str, tuple[Law, ...]]:
        """Provisions by country code."""
        return self._folder("laws")

    @cached_property
    def _services(self) -> Mapping[str, Service]:
        return {s.id: s for country in self.countries.values() for s in country.services}

    @property
    def all_services(self) -> tuple[Service, ...]:
        """Every service of every country."""
        return tuple(self._services.values())

    def services(self, country: str | None) -> tuple[Service, ...]:
        """Services for a country: its own, then EU (for a member), then INT."""
        order = [country or "", *(shared for shared in SHARED if shared != "EU" or country in EU_COUNTRIES)]
        return tuple(
            service for code in order if code in self.countries for service in self.countries[code].services
        )

    def service(self, ident: str) -> Service:
        """One service. Raises `UnknownIdError`."""
        return _get(self._services, ident, "service")

    def question(self, ident: str) -> Question:
        """One question. Raises `UnknownIdError`."""
        return _get(self.questions, ident, "question")

    def step(self, ident: str) -> Step:
        """One step, by its id or a variant's. Raises `UnknownIdError`."""
        return self.steps[_get(self.step_of, ident, "step")]

    def options(self, question: Question) -> tuple[str, ...]:
        """The option ids of a question, `unknown` and `rather-not` included where they belong."""
        own = tuple(option.id for option in question.options)
        if question.options_from == "payments":
            own += tuple(self.payments)
        elif question.options_from == "platforms":
            own += tuple(p.id for p in self.platforms.values() if p.offered)
        place = {ident: number for number, ident in enumerate(question.first)}
        own = tuple(sorted(own, key=lambda ident: place.get(ident, len(place))))
        if question.place in ("question", "follow-up"):
            own += ("unknown", "rather-not")
        return own

    @cached_property
    def known_options(self) -> Mapping[str, frozenset[str] | None]:
        """Options by question, for checking answers and conditions; None where any text may stand."""
        return {
            question.id: None if question.options_from == "countries" else frozenset(self.options(question))
            for question in self.questions.values()
        }


def _get(shelf_of: Mapping[str, _T], ident: str, kind: str) -> _T:
    if ident not in shelf_of:
        raise UnknownIdError(f"There is no {kind} called {ident}. Known: {', '.join(sorted(shelf_of))}.")
    return shelf_of[ident]
