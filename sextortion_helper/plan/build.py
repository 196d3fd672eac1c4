"""Answers + Library -> Plan: situations, ordered steps, their tasks, and what each task uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sextortion_helper.errors import AnswerError
from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.base import PHASES, Phase
from sextortion_helper.knowledge.models.facts import Law, Payment, Platform, Service, Tool
from sextortion_helper.knowledge.models.guide import Task
from sextortion_helper.plan.compose import Placed, compose

Answers = Mapping[str, Sequence[str]]
MOST_SERVICES = 6  # more rows under one task tire; the directory has the rest
MOST_OF_A_KIND = 2


@dataclass(frozen=True)
class PlannedTask:
    """A task of this plan with the facts it uses, resolved for this person's answers."""

    step: str
    task: Task
    services: tuple[Service, ...] = ()
    platforms: tuple[Platform, ...] = ()
    payments: tuple[Payment, ...] = ()
    tools: tuple[Tool, ...] = ()
    laws: tuple[Law, ...] = ()

    @property
    def id(self) -> str:
        """The task's id; ticks belong to it."""
        return self.task.id


@dataclass(frozen=True)
class PlannedStep:
    """A step of this plan. `rules` are the ids of the overlays that put it here, for the reasons."""

    id: str
    variant: str | None
    phase: Phase
    rules: tuple[str, ...]
    tasks: tuple[PlannedTask, ...]

    @property
    def name(self) -> str:
        """The variant's id, or the step's own."""
        return self.variant or self.id


@dataclass(frozen=True)
class Plan:
    """What one person gets. `left_out`: steps removed on purpose; `incomplete`: a text was missing."""

    base: str
    situations: tuple[str, ...]
    steps: tuple[PlannedStep, ...]
    left_out: tuple[str, ...]
    incomplete: bool = False

    def phases(self) -> Iterator[tuple[Phase, tuple[PlannedStep, ...]]]:
        """Steps by phase, in order; phases without steps are left out."""
        for phase in PHASES:
            steps = tuple(step for step in self.steps if step.phase == phase)
            if steps:
                yield phase, steps

    def tasks(self) -> Iterator[tuple[PlannedStep, PlannedTask]]:
        """Every task with its step, in order."""
        for step in self.steps:
            for task in step.tasks:
                yield step, task

    def outline(self) -> str:
        """The plan as one line of step names, phases parted by ` | ` (tests, talk)."""
        by_phase = {phase: [s.name for s in self.steps if s.phase == phase] for phase in PHASES}
        return " | ".join(" ".join(by_phase[phase]) for phase in PHASES)


def circumstances(library: Library, answers: Answers) -> Circumstances:
    """The answers, ready to be asked whether a condition of this library holds."""
    return Circumstances(answers, library.names)


def situations(library: Library, facts: Circumstances) -> tuple[str, ...]:
    """Ids of the situations that hold; silent ones are never among them [R14]."""
    return tuple(s.id for s in library.situations.situations if not s.silent and facts.holds(s.id))


def make_plan(library: Library, answers: Answers) -> Plan:
    """Compute the plan. Pure: the same answers give the same plan.

    Raises `AnswerError` for someone who was only sent a picture: they have a page, not a plan.
    """
    if "recipient" in answers.get("who", ()):
        raise AnswerError(
            "Someone who was sent a picture gets a page of their own, not a plan: "
            "sextortion-helper show page recipient"
        )
    facts = circumstances(library, answers)
    outline = compose(library.rules, library.step_of, facts)
    placed = [(phase, step) for phase in PHASES for step in outline.phases[phase]]
    # A text that is missing never lets another situation's plan through: only the core stays.
    missing = any(step.step not in library.steps for _, step in placed)
    if missing:
        placed = [(phase, step) for phase, step in placed if step.step in library.rules.without_text]
    in_now = sum(1 for phase, _ in placed if phase == "now")
    room = max(0, outline.now_most - in_now)
    steps: list[PlannedStep] = []
    for phase, step in placed:
        tasks = _tasks(library, facts, step, phase)
        if phase == "now":
            extra = [task for task in tasks[1:] if task.task.also_now][:room]
            room -= len(extra)
            tasks = tasks[:1] + tuple(extra)
        steps.append(PlannedStep(step.step, step.variant, phase, step.rules, tasks))
    return Plan(outline.base, situations(library, facts), tuple(steps), outline.left_out, missing)


def _tasks(library: Library, facts: Circumstances, placed: Placed, phase: Phase) -> tuple[PlannedTask, ...]:
    if placed.step not in library.steps:
        return ()
    name = placed.variant or placed.step
    closed = facts.holds(library.rules.closed_to)
    return tuple(
        _resolve(library, facts, PlannedTask(placed.step, task))
        for task in library.steps[placed.step].tasks
        if (not task.only_in or name in task.only_in)
        and (not task.phases or phase in task.phases)
        and not (closed and (task.takes_file or task.opens_pictures))
        and facts.holds(task.when)
    )


def _resolve(library: Library, facts: Circumstances, planned: PlannedTask) -> PlannedTask:
    uses = planned.task.uses
    answers = facts.answers
    country = next(iter(answers.get("country", ())), None)
    platforms: tuple[Platform, ...] = ()
    if uses.platforms is not None:
        named = {option for question in uses.platforms_of for option in answers.get(question, ())}
        platforms = tuple(
            platform
            for platform in library.platforms.values()
            if platform.id in named and uses.platforms in platform.topics
        )
    payments: tuple[Payment, ...] = ()
    if uses.payments is not None:
        payments = tuple(p for p in library.payments.values() if p.id in answers.get("paid-how", ()))
    closed = facts.holds(library.rules.closed_to)
    tools = tuple(
        library.tools[tool]
        for tool in uses.takedown
        if tool in library.tools
        and facts.holds(library.tools[tool].when)
        and not (closed and library.tools[tool].searches_by_picture)
    )
    laws = tuple(
        law for law in library.laws.get(country or "", ()) if law.topic in uses.law and facts.holds(law.when)
    )
    return replace(
        planned,
        services=services_for(library, facts, uses.service_kinds, uses.services, country),
        platforms=platforms,
        payments=payments,
        tools=tools,
        laws=laws,
    )


def services_for(
    library: Library,
    facts: Circumstances,
    kinds: Sequence[str],
    named: Sequence[str] = (),
    country: str | None = None,
) -> tuple[Service, ...]:
    """Services of these kinds that fit this person, of their country first, those last that may not fit;
    at most six.
    """
    if not kinds and not named:
        return ()
    situations = library.situations
    fits = {audience: facts.holds(condition) for audience, condition in situations.audiences.items()}
    around = library.services(country)
    fitting = [service for service in around if any(fits.get(one, True) for one in service.audience)]
    found = [service for service in around if service.id in named]
    for kind in kinds:
        own = [s for s in fitting if kind in s.kinds and s.country == country and s.region is None]
        # Shared services stand in only where the country has none of its own.
        shared = [s for s in fitting if kind in s.kinds and s.country != country]
        found += [s for s in own or shared if s not in found][:MOST_OF_A_KIND]
    stand_in = library.rules.stand_in
    if not found and not set(kinds).isdisjoint(stand_in.kinds):
        found = [service for service in around if service.id in stand_in.services]
    for_sure = {audience: held and audience not in situations.may_not_fit for audience, held in fits.items()}
    # Stable: the order of the kinds stays.
    found.sort(key=lambda service: not any(for_sure.get(one, True) for one in service.audience))
    return tuple(dict.fromkeys(found))[:MOST_SERVICES]
