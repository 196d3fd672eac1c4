"""Answers for which a condition holds: the checks look for a way to each question, step and task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from sextortion_helper.knowledge.conditions import UNCLEAR
from sextortion_helper.knowledge.library import Library

NOT_ANSWERED = ""
OPEN = frozenset({*UNCLEAR, NOT_ANSWERED})
Given = dict[str, list[str]]


@dataclass
class Limits:
    """What the answer to each question must have one of, and must not have."""

    required: dict[str, list[frozenset[str]]] = field(default_factory=dict)
    forbidden: dict[str, set[str]] = field(default_factory=dict)

    def require(self, question: str, options: frozenset[str]) -> None:
        """The answer must have one of these."""
        self.required.setdefault(question, []).append(options)

    def forbid(self, question: str, options: frozenset[str]) -> None:
        """The answer must have none of these."""
        self.forbidden.setdefault(question, set()).update(options)


class Solver:
    """Finds answers by chance; `None` means "not this time", not "never"."""

    def __init__(self, library: Library, random: Random) -> None:
        self.names = library.names
        self.random = random
        self.options: Mapping[str, Sequence[str]] = {
            question.id: library.options(question) or tuple(c for c in library.countries if len(c) == 2)
            for question in library.questions.values()
        }
        self.several = {
            question.id for question in library.questions.values() if question.choose == "several"
        }

    def answers(self, *conditions: Any) -> Given | None:
        """Answers for which all these hold (mostly); questions they do not speak of are left out."""
        limits = Limits()
        for condition in conditions:
            self._limit(limits, condition, True)
        given: Given = {}
        for question in {*limits.required, *limits.forbidden}:
            chosen = self._choose(question, limits)
            if chosen is None:
                return None
            if chosen:
                given[question] = chosen
        return given

    def _limit(self, limits: Limits, condition: Any, wanted: bool) -> None:
        if condition is None:
            return
        if isinstance(condition, str):
            self._limit(limits, self.names[condition], wanted)
            return
        parts = list(condition.items())
        if not wanted:  # one part that fails is enough
            parts = [self.random.choice(parts)]
        for word, value in parts:
            self._part(limits, word, value, wanted)

    def _part(self, limits: Limits, word: str, value: Any, wanted: bool) -> None:
        if word in ("all", "any", "situation"):
            everyone = (word == "all") == wanted
            for part in value if everyone else [self.random.choice(value)]:
                self._limit(limits, part, wanted)
        elif word == "not":
            self._limit(limits, value, not wanted)
        elif word == "unclear":
            for question in value if wanted else [self.random.choice(value)]:
                (limits.require if wanted else limits.forbid)(question, OPEN)
        elif word == "only":
            for question, options in value.items():
                others = frozenset({*self.options.get(question, ()), *OPEN} - set(options))
                if wanted:
                    limits.forbid(question, others)
                    limits.require(question, frozenset(options))
                else:
                    limits.require(question, others)
        else:
            (limits.require if wanted else limits.forbid)(word, frozenset(value))

    def _choose(self, question: str, limits: Limits) -> list[str] | None:
        forbidden = limits.forbidden.get(question, set())
        wishes = limits.required.get(question, [])
        if not wishes:
            left = [
                option
                for option in (*self.options.get(question, ()), NOT_ANSWERED)
                if option not in forbidden
            ]
            return [one] if left and (one := self.random.choice(left)) else [] if left else None
        if question in self.several:
            chosen = []
            for wish in wishes:
                left = sorted(wish - forbidden)
                if not left:
                    return None
                chosen.append(self.random.choice(left))
            named = sorted(set(chosen) - OPEN)
            return named or sorted(set(chosen) - {NOT_ANSWERED})
        both = sorted(frozenset.intersection(*wishes) - forbidden)
        if not both:
            return None
        one = self.random.choice(both)
        return [one] if one else []
