"""Sets of answers to walk the guide with: what a person can really answer, spread well, and not too many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from random import Random
from typing import Any

from sextortion_helper.knowledge.conditions import UNCLEAR, Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.facts import Service
from sextortion_helper.lint.solve import Given, Solver
from sextortion_helper.lint.tree import walk

Answers = Mapping[str, Sequence[str]]
_NO_PLAN = "recipient"  # someone who was sent a picture gets a page of their own


class Walked(Library):
    """The library for walking, without services: looking them up for each plan takes most of the time."""

    def services(self, country: str | None) -> tuple[Service, ...]:  # noqa: ARG002 - as in the parent
        """None."""
        return ()


def consistent(library: Library, answers: Answers) -> Given:
    """Without what would not be asked, or not be offered, given the rest."""
    left = {question: list(options) for question, options in answers.items() if options}
    while True:
        facts = Circumstances(left, library.names)
        kept: Given = {}
        for name, given in left.items():
            question = library.questions[name]
            if facts.holds(question.when):
                closed = {option.id for option in question.options if not facts.holds(option.when)}
                options = [option for option in given if option not in closed]
                if options:
                    kept[name] = options
        if kept == left:
            return kept
        left = kept


def alike(library: Library) -> dict[str, tuple[str, ...]]:
    """One option for each group of options that no condition of the content tells apart, by question.

    An option that counts the same as no answer at all is left out.
    """
    atoms: dict[str, list[frozenset[str]]] = {name: [] for name in library.questions}
    for condition in _all_conditions(library):
        for location, value in walk(condition):
            word = location[-1] if location else None
            if word in atoms and isinstance(value, list):
                atoms[str(word)].append(frozenset(map(str, value)))
            if word == "unclear":
                for question in value:
                    atoms[question].append(frozenset({*UNCLEAR, ""}))
            if word == "only":
                for question in value:
                    atoms[question].append(frozenset({""}))  # answered at all
    found = {}
    for name, question in library.questions.items():
        groups: dict[tuple[bool, ...], str] = {tuple("" in atom for atom in atoms[name]): ""}
        for option in (
            *library.options(question),
            *(library.countries if question.place == "country" else ()),
        ):
            if option != _NO_PLAN:
                groups.setdefault(tuple(option in atom for atom in atoms[name]), option)
        found[name] = tuple(option for option in groups.values() if option)
    return found


def _all_conditions(library: Library) -> Iterator[Any]:
    yield from library.names.values()
    yield from library.situations.audiences.values()
    rules = library.rules
    yield rules.closed_to
    for parts in (rules.bases, rules.overlays, rules.removals, rules.now_limits, rules.variants):
        yield from (part.when for part in parts)
    yield from (operation.when for overlay in rules.overlays for operation in overlay.do)
    for question in library.questions.values():
        yield question.when
        yield from (option.when for option in question.options)
    yield from (task.when for step in library.steps.values() for task in step.tasks)
    yield from (tool.when for tool in library.tools.values())
    yield from (law.when for laws in library.laws.values() for law in laws)


def combined(library: Library, size: int, country: str | None = None) -> Iterator[Given]:
    """All combinations of `size` answers to different questions (one of each group that is alike)."""
    groups = alike(library)
    if country is not None:
        groups["country"] = ()
    fixed: Given = {"country": [country]} if country is not None else {}
    for questions in combinations([name for name, options in groups.items() if options], size):
        for options in product(*(groups[name] for name in questions)):
            yield {**fixed, **{name: [option] for name, option in zip(questions, options, strict=True)}}


class Sampler:
    """Answers by chance, the same ones each time."""

    def __init__(self, library: Library, seed: int = 7) -> None:
        self.library = library
        self.random = Random(seed)
        self.solver = Solver(library, self.random)

    def filled(self, given: Answers, chance: float = 0.5) -> Given:
        """`given`, and answers by chance to some of the other questions."""
        answers = {question: list(options) for question, options in given.items()}
        for question in self.library.questions.values():
            options = [o for o in self.solver.options[question.id] if o != _NO_PLAN]
            share = chance / 3 if question.place == "entry" else chance
            if question.id not in answers and options and self.random.random() < share:
                count = self.random.choice((1, 1, 2)) if question.choose == "several" else 1
                answers[question.id] = self.random.sample(options, min(count, len(options)))
        return consistent(self.library, answers)

    def towards(self, *conditions: Any, tries: int = 1, chance: float = 0.4) -> Iterator[Given]:
        """Answers for which the conditions hold (mostly), filled up by chance."""
        for _ in range(tries):
            given = self.solver.answers(*conditions)
            if given is not None and _NO_PLAN not in given.get("who", ()):
                yield self.filled(given, self.random.choice((0.0, chance)))
