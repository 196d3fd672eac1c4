"""Walks the guide: is everything reached by some answers, and does no plan contradict itself?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.lint.finding import Finding
from sextortion_helper.lint.sample import Sampler, Walked, combined, consistent
from sextortion_helper.lint.solve import Given
from sextortion_helper.lint.tree import Tree
from sextortion_helper.plan import Plan, make_plan

MOST_PAIRS = 1_500
BY_CHANCE = 500
TRIES = 150  # for each thing that the common walk did not reach


@dataclass
class Seen:
    """What the walk came by."""

    questions: set[str] = field(default_factory=set)
    options: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    bases: set[str] = field(default_factory=set)
    overlays: set[str] = field(default_factory=set)
    steps: set[str] = field(default_factory=set)  # steps and variants by name
    tasks: set[str] = field(default_factory=set)
    clashes: dict[tuple[str, str, str], str] = field(default_factory=dict)
    empty: str = ""


def check(tree: Tree) -> Iterator[Finding]:
    """Whatever no answers lead to, and tasks that contradict each other in one plan."""
    walker = Walker(tree.library)
    walker.walk()
    yield from _unreached(tree, walker)
    place = {task.id: (step.id, number) for step in tree.library.steps.values() for number, task in enumerate(step.tasks)}
    for (advising, forbidding, word), answers in walker.seen.clashes.items():
        step, number = place[advising]
        problem = f"advises {word}, which {forbidding} forbids in the same plan (answers {answers}); change one of them"
        yield tree.finding(tree.place("steps", stem=step), ("tasks", number, "advises"), problem)
    if walker.seen.empty:
        yield tree.finding(tree.place("plans"), (), f"gives a plan without steps for {walker.seen.empty}")


def spell(answers: Given) -> str:
    """Answers as one would type them."""
    return " ".join(f"{question}={option}" for question, options in answers.items() for option in options) or "none"


class Walker:
    """One walk through the guide. Bounded: the same answers each time, a few seconds in all."""

    def __init__(self, library: Library) -> None:
        self.library = Walked(library.root)
        self.sampler = Sampler(self.library)
        self.seen = Seen()
        self._done: set[str] = set()

    def walk(self) -> None:
        """The common walk: pairs of answers, answers by chance, and towards each condition."""
        pairs = list(combined(self.library, 2))
        self.sampler.random.shuffle(pairs)
        for given in pairs[:MOST_PAIRS]:
            self.visit(consistent(self.library, given))
        for _ in range(BY_CHANCE):
            self.visit(self.sampler.filled({}, 0.8))
        for target in targets(self.library):
            for given in self.sampler.towards(*target.conditions, tries=2):
                self.visit(given)

    def visit(self, given: Given) -> None:
        """Look at these answers and their plan."""
        key = spell(given)
        if key in self._done:
            return
        self._done.add(key)
        seen, library = self.seen, self.library
        facts = Circumstances(given, library.names)
        seen.names |= {name for name in library.names if name not in seen.names and facts.holds(name)}
        for question in library.questions.values():
            if facts.holds(question.when):
                seen.questions.add(question.id)
                for option in question.options:
                    if (question.id, option.id) not in seen.options and facts.holds(option.when):
                        seen.options.add((question.id, option.id))
        plan = make_plan(library, given)
        seen.bases.add(plan.base)
        seen.steps |= {step.name for step in plan.steps}
        seen.overlays |= {rule for step in plan.steps for rule in step.rules}
        seen.tasks |= {task.id for _, task in plan.tasks()}
        if not plan.steps:
            seen.empty = seen.empty or key
        for clash in clashes(plan):
            seen.clashes.setdefault(clash, key)

    def is_reached(self, target: Target) -> bool:
        """Whether the common walk came by, or a walk towards it does."""
        if target.ident in getattr(self.seen, target.kind):
            return True
        for given in self.sampler.towards(*target.conditions, tries=TRIES):
            self.visit(given)
            if target.ident in getattr(self.seen, target.kind):
                return True
        return False


def clashes(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Advising task, forbidding task, word: what one task of a plan advises and another forbids."""
    forbidden: dict[str, list[str]] = {}
    for _, planned in plan.tasks():
        for word in planned.task.forbids:
            forbidden.setdefault(word, []).append(planned.id)
    for _, planned in plan.tasks():
        for word in planned.task.advises:
            for other in forbidden.get(word, ()):
                yield planned.id, other, word


@dataclass(frozen=True)
class Target:
    """One thing that some answers must lead to. `kind` is a field of `Seen`."""

    kind: str
    ident: Any
    conditions: tuple[Any, ...]
    file: str
    stem: str
    location: tuple[str | int, ...]
    what: str


def targets(library: Library) -> Iterator[Target]:
    """Everything that must be reached."""
    rules = library.rules
    for number, question in enumerate(library.questions.values()):
        at: tuple[str | int, ...] = (number,)
        yield Target("questions", question.id, (question.when,), "questions", "", at, f"question {question.id}")
        for place, option in enumerate(question.options):
            if option.when is not None:
                ident, name = (question.id, option.id), f"option {option.id}"
                conditions = (question.when, option.when)
                yield Target("options", ident, conditions, "questions", "", (*at, "options", place), name)
    for name in library.situations.conditions:
        yield Target("names", name, (name,), "situations", "", ("conditions", name), f"condition {name}")
    for number, situation in enumerate(library.situations.situations):
        at = ("situations", number)
        yield Target("names", situation.id, (situation.id,), "situations", "", at, f"situation {situation.id}")
    earlier: list[Any] = []
    for number, base in enumerate(rules.bases):
        conditions = (*({"not": when} for when in earlier), base.when)
        yield Target("bases", base.id, conditions, "plans", "", ("bases", number), f"base {base.id}")
        earlier.append(base.when)
    for number, overlay in enumerate(rules.overlays):
        at = ("overlays", number)
        yield Target("overlays", overlay.id, (overlay.when,), "plans", "", at, f"overlay {overlay.id}")
    uses: dict[str, Any] = {}
    for rule in rules.variants:
        for name in rule.use:
            uses.setdefault(name, rule.when)
    for step in library.steps.values():
        for name in (step.id, *step.variants):
            # A step whose plain form always becomes a variant, and a variant named by bases only, have no condition.
            conditions = (uses[name],) if name in uses else ()
            what = f"{'step' if name == step.id else 'variant'} {name}"
            location = () if name == step.id else ("variants", step.variants.index(name))
            yield Target("steps", name, conditions, "steps", step.id, location, what)
        for number, task in enumerate(step.tasks):
            yield Target("tasks", task.id, (task.when,), "steps", step.id, ("tasks", number), f"task {task.id}")


def _unreached(tree: Tree, walker: Walker) -> Iterator[Finding]:
    steps = {step.id for step in tree.library.steps.values() if step.variants}
    for target in targets(tree.library):
        if not walker.is_reached(target):
            # Its variants may cover every case.
            if target.kind == "steps" and target.ident in steps and walker.seen.steps & set(
                tree.library.steps[target.ident].variants
            ):
                continue
            problem = f"no answers lead to the {target.what}; loosen its condition or take it out"
            yield tree.finding(tree.place(target.file, stem=target.stem), target.location, problem)
