"""The small language of conditions (`when:`), evaluated over answers. Plain data, no pydantic.

{demand: [images, meeting], age: [adult]}    each question has one of these options
{all: [..]}  {any: [..]}  {not: ..}          the usual three
{unclear: [age]}                             not answered, unknown or rather-not
{only: {demand: [money]}}                    answered, and with nothing but these
{situation: [minor]}  or the bare word       a situation or named condition holds
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Answers = Mapping[str, Sequence[str]]
UNCLEAR = frozenset({"unknown", "rather-not"})
_WORDS = frozenset({"all", "any", "not", "unclear", "only", "situation"})


class Circumstances:
    """Answers of one person, ready to be asked whether a condition holds.

    `names` maps named conditions and situations to their conditions; each is evaluated once.
    """

    def __init__(self, answers: Answers, names: Mapping[str, Any]) -> None:
        self.answers = {question: frozenset(options) for question, options in answers.items() if options}
        self.names = names
        self._known: dict[str, bool] = {}

    def holds(self, condition: Any) -> bool:
        """Whether the condition holds; None (no condition) always does. KeyError for unknown names."""
        if condition is None:
            return True
        if isinstance(condition, str):
            return self._named(condition)
        return all(self._part(word, value) for word, value in condition.items())

    def _named(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = self.holds(self.names[name])
        return self._known[name]

    def _part(self, word: str, value: Any) -> bool:
        if word == "all":
            return all(map(self.holds, value))
        if word == "any":
            return any(map(self.holds, value))
        if word == "not":
            return not self.holds(value)
        if word == "situation":
            return any(map(self._named, value))
        if word == "unclear":
            return all(self.answers.get(question, UNCLEAR) <= UNCLEAR for question in value)
        if word == "only":
            return all(
                bool(self.answers.get(question)) and self.answers[question] <= set(options)
                for question, options in value.items()
            )
        return not self.answers.get(word, frozenset()).isdisjoint(value)


def problems(condition: Any, options: Mapping[str, frozenset[str] | None], names: Any) -> Iterator[str]:
    """Yield what is wrong with a condition, as sentences.

    `options` are the known options by question (None: any text), `names` a container of known
    situations and named conditions.
    """
    if condition is None:
        return
    if isinstance(condition, str):
        if condition not in names:
            yield f"{condition} is no situation or named condition; see guide/situations.yaml"
        return
    if not isinstance(condition, dict) or not condition:
        yield "must be a word or a map of question: [options]"
        return
    for word, value in condition.items():
        yield from _part_problems(word, value, options, names)


def _part_problems(word: str, value: Any, options: Mapping[str, Any], names: Any) -> Iterator[str]:
    if word == "not":
        yield from problems(value, options, names)
    elif word == "only":
        if isinstance(value, dict):
            yield from problems(value, options, names)
        else:
            yield "only: takes a map of question: [options]"
    elif not isinstance(value, list) or not value:
        yield f"{word}: takes a list"
    elif word in ("all", "any"):
        for part in value:
            yield from problems(part, options, names)
    elif word == "situation":
        for name in value:
            yield from problems(name, options, names)
    elif word == "unclear":
        for question in value:
            if question not in options:
                yield f"unclear: {question} is no question"
    elif word not in options:
        yield f"{word} is no question; see guide/questions.yaml"
    else:
        known = options[word]
        for option in value:
            if not isinstance(option, str):
                yield f"{word}: {option} must be text; put it in quotes"
            elif known is not None and option not in known | UNCLEAR:
                yield f"{word} has no option {option}"


def mentions(condition: Any) -> Iterator[str]:
    """All bare names and situations a condition refers to, for the check against circles."""
    if isinstance(condition, str):
        yield condition
    elif isinstance(condition, dict):
        for word, value in condition.items():
            if word in ("all", "any", "situation"):
                for part in value:
                    yield from mentions(part)
            elif word == "not":
                yield from mentions(value)
