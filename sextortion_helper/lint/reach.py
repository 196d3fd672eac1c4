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
from sextortion_helper.lint.tree import Location, Tree
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
    place = {
        task.id: (step.id, number)
        for step in tree.library.steps.values()
        for number, task in enumerate(step.tasks)
    }
    for (advising, forbidding, word), answers in walker.seen.clashes.items():
        step, number = place[advising]
        problem = f"advises {word}, which {forbidding} forbids in the same plan ({answers}); change one"
        yield tree.finding(tree.place("steps", stem=step), ("tasks", number, "advises"), problem)
    if walker.seen.empty:
        yield tree.finding(tree.place("plans"), (), f"gives a plan without steps for {walker.seen.empty}")


def spell(answers: Given) -> str:
    """Answers as one would type them."""
    return (
        " ".join(f"{question}={option}" for question, options in answers.items() for option in options)
        or "none"
    )


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
            for conditions in target.ways[:2]:
                for given in self.sampler.towards(*conditions):
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
        for number in range(TRIES):
            for given in self.sampler.towards(*target.ways[number % len(target.ways)]):
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
    """One thing that some answers must lead to. `kind` is a field of `Seen`; `ways` are conditions to try."""

    kind: str
    ident: Any
    ways: tuple[tuple[Any, ...], ...]
    file: str
    stem: str
    location: Location
    what: str


def targets(library: Library) -> Iterator[Target]:
    """Everything that must be reached."""
    rules = library.rules
    at: Location
    ways: tuple[tuple[Any, ...], ...]
    for number, question in enumerate(library.questions.values()):
        at = (number,)
        name, ways = f"question {question.id}", ((question.when,),)
        yield Target("questions", question.id, ways, "questions", "", at, name)
        for place, option in enumerate(question.options):
            if option.when is not None:
                ident, name = (question.id, option.id), f"option {option.id}"
                ways = ((question.when, option.when),)
                yield Target("options", ident, ways, "questions", "", (*at, "options", place), name)
    for name in library.situations.conditions:
        yield Target("names", name, ((name,),), "situations", "", ("conditions", name), f"condition {name}")
    for number, situation in enumerate(library.situations.situations):
        at, name = ("situations", number), situation.id
        yield Target("names", name, ((name,),), "situations", "", at, f"situation {name}")
    bases = dict(_bases(library))
    for number, base in enumerate(rules.bases):
        ways = ((base.when,), bases[base.id])
        yield Target("bases", base.id, ways, "plans", "", ("bases", number), f"base {base.id}")
    for number, overlay in enumerate(rules.overlays):
        at, ways = ("overlays", number), ((overlay.when,), *((overlay.when, one.when) for one in overlay.do))
        yield Target("overlays", overlay.id, ways, "plans", "", at, f"overlay {overlay.id}")
    for step in library.steps.values():
        places = {name: tuple(_places(library, name)) or ((),) for name in (step.id, *step.variants)}
        for name, ways in places.items():
            what = f"{'step' if name == step.id else 'variant'} {name}"
            at = () if name == step.id else ("variants", step.variants.index(name))
            yield Target("steps", name, ways, "steps", step.id, at, what)
        for number, task in enumerate(step.tasks):
            names = task.only_in or tuple(places)
            ways = tuple((task.when, *way) for name in names for way in places[name])
            yield Target("tasks", task.id, ways, "steps", step.id, ("tasks", number), f"task {task.id}")


def _bases(library: Library) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What must hold for a base to be the first that holds."""
    earlier: list[Any] = []
    for base in library.rules.bases:
        yield base.id, (*({"not": when} for when in earlier), base.when)
        earlier.append(base.when)


def _places(library: Library, name: str) -> Iterator[tuple[Any, ...]]:
    """Conditions under which a step or variant may come into a plan. They help the search, no more."""
    rules, step = library.rules, library.step_of[name]
    bases = dict(_bases(library))
    placed: dict[str, list[tuple[Any, ...]]] = {name: [], step: []}
    for base in rules.bases:
        for there in {one for steps in base.steps().values() for one in steps} & set(placed):
            placed[there] += [(base.when,), bases[base.id]]
    for overlay in rules.overlays:
        for operation in overlay.do:
            if operation.step in placed:
                placed[operation.step].append((overlay.when, operation.when))
    yield from placed[name]
    if name != step:
        for rule in rules.variants:
            if name in rule.use:
                for base_id in rule.on_base:
                    yield from ((bases[base_id][-1], rule.when), (*bases[base_id], rule.when))
                if not rule.on_base:
                    yield from ((*way, rule.when) for way in placed[step])


def _unreached(tree: Tree, walker: Walker) -> Iterator[Finding]:
    steps = {step.id for step in tree.library.steps.values() if step.variants}
    for target in targets(tree.library):
        if not walker.is_reached(target):
            # Its variants may cover every case.
            if (
                target.kind == "steps"
                and target.ident in steps
                and walker.seen.steps & set(tree.library.steps[target.ident].variants)
            ):
                continue
            problem = f"no answers lead to the {target.what}; loosen its condition or take it out"
            yield tree.finding(tree.place(target.file, stem=target.stem), target.location, problem)
