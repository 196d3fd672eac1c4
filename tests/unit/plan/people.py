"""Answers of invented people: all that can be asked, by chance and pair by pair."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hypothesis import strategies as st

from sextortion_helper.knowledge.library import Library

LIBRARY = Library()
SEVERAL = 3  # more options of one question at once show nothing new
Answers = dict[str, tuple[str, ...]]


def choices(question: str) -> tuple[str, ...]:
    """Every option of a question; countries for the line, nobody who was only sent a picture."""
    if question == "country":
        return ("AT", "DE", "CH", "FR", "GB")
    options = LIBRARY.options(LIBRARY.questions[question])
    return tuple(option for option in options if option != "recipient")


def _given(question: str) -> st.SearchStrategy[tuple[str, ...]]:
    options = choices(question)
    one = st.sampled_from(options).map(lambda option: (option,))
    if LIBRARY.questions[question].choose == "one":
        return one
    alone = {"unknown", "rather-not", *LIBRARY.questions[question].exclusive}
    free = [option for option in options if option not in alone]
    some = st.lists(st.sampled_from(free), min_size=2, max_size=SEVERAL, unique=True).map(tuple)
    return one | some


# Half of the questions are answered, half are left open, by chance.
people: st.SearchStrategy[Answers] = st.fixed_dictionaries(
    {}, optional={question: _given(question) for question in LIBRARY.questions}
)

ADULT: Answers = {
    "who": ("self",), "device": ("mine",), "country": ("AT",), "age": ("adult",), "danger": ("no",),
    "offender": ("stranger",), "demand": ("money",), "material": ("sent-or-filmed",), "paid": ("no",),
    "published": ("no",), "danger-if-known": ("none",), "account": ("fine",),
}  # fmt: skip


def _unlike(question: str) -> tuple[str, ...]:
    """The options of a question; of names of facts, which are all alike to a plan, the first few."""
    options = choices(question)
    if LIBRARY.questions[question].options_from is None:
        return options
    return (*options[:2], *(option for option in options[2:] if option in ("unknown", "rather-not")))


def pairs() -> Iterator[Answers]:
    """Every option together with every other one, the rest as usual or not answered at all."""
    all_options = [(question, option) for question in LIBRARY.questions for option in _unlike(question)]
    for (first, one), (second, other) in combinations(all_options, 2):
        if first != second:
            yield {**ADULT, first: (one,), second: (other,)}
            yield {first: (one,), second: (other,)}
        elif LIBRARY.questions[first].choose == "several":
            yield {**ADULT, first: (one, other)}
