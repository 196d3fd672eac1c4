"""Answers from a file, from standard input or from the command line, checked against the questions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sextortion_helper.errors import AnswerError, ContentError
from sextortion_helper.knowledge import strict
from sextortion_helper.knowledge.conditions import UNCLEAR
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.guide import Question
from sextortion_helper.text import clean_line

Answers = dict[str, tuple[str, ...]]
STDIN = "-"


def read_answers(source: str | None, pairs: Sequence[str], country: str | None) -> tuple[Library, Answers]:
    """Read what `plan` was given. Raises `AnswerError`, one sentence that says what to do.

    `source` is a file or `-`; `pairs` are `id=option`, the same id may stand several times; `country`
    is `--country`. The answer about suicide is taken from none of them [R14].
    """
    library = Library()
    answers: Answers = {}
    if source is not None:
        for name, value in _mapping(source).items():
            question = _question(library, name, typed=False)
            answers[question.id] = _checked(library, question, _options(name, value))
    typed: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, option = pair.partition("=")
        if not equals:
            raise AnswerError("--answer takes ID=OPTION, such as age=adult.")
        question = _question(library, clean_line(name), typed=True)
        typed.setdefault(question.id, []).append(clean_line(option))
    for name, options in typed.items():
        answers[name] = _checked(library, library.questions[name], options)
    if country is not None:
        if answers.get("country", (country,)) != (country,):
            raise AnswerError("--country and the answer `country` name two countries; give only one.")
        answers["country"] = (country,)
    return library, answers


def _mapping(source: str) -> Mapping[str, Any]:
    try:
        data = strict.read_text(_stdin(), "standard input") if source == STDIN else strict.read(Path(source))
    except ContentError as error:
        raise AnswerError(f"The answers could not be read. {error}") from error
    if not isinstance(data, dict):
        raise AnswerError("The answers must be lines `id: option` or `id: [options]`.")
    return data


def _stdin() -> str:
    if sys.stdin is None:
        raise AnswerError("There is no standard input here; put the answers into a file.")
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        return sys.stdin.read(strict.MAX_BYTES + 1)
    try:
        text: str = raw.read(strict.MAX_BYTES + 1).decode("utf-8")
    except UnicodeDecodeError as error:
        raise AnswerError("The answers are not UTF-8; send them as UTF-8.") from error
    return text


def _question(library: Library, name: str, *, typed: bool) -> Question:
    question = library.questions.get(name)
    if question is not None and question.command_line == "never":
        raise AnswerError(
            f"The answer to `{name}` is not taken here, so that it stands in no file and no command history; "
            "the guide asks it and keeps it nowhere. Who to call, at once: sextortion-helper now"
        )
    if question is None:
        known = ", ".join(_known(library, typed=typed))
        raise AnswerError(f"There is no question called {clean_line(name)[:40]!r}. Known: {known}.")
    if typed and question.command_line == "stdin":
        raise AnswerError(
            f"`{name}` is not taken by --answer, because the command stays in the shell's history. "
            "Give it by standard input: --answers -"
        )
    return question


def _known(library: Library, *, typed: bool) -> Iterator[str]:
    for question in library.questions.values():
        if question.command_line == "yes" or (question.command_line == "stdin" and not typed):
            yield question.id


def _options(name: str, value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    for one in values:
        # In this dialect yes and no are text already; other YAML writers may make true and false of them.
        if isinstance(one, bool):
            raise AnswerError(f"`{name}`: write yes or no, not true or false.")
        if one is None or isinstance(one, dict | list):
            raise AnswerError(f"`{name}` takes one option, or a list of options.")
    return [clean_line(str(one)) for one in values]


def _checked(library: Library, question: Question, options: Sequence[str]) -> tuple[str, ...]:
    name = question.id
    given = tuple(dict.fromkeys(options))
    if not given:
        raise AnswerError(f"`{name}` has no option; take the line out if it is not answered.")
    if question.options_from == "countries":
        given = tuple(_country(option) for option in given)
    else:
        known = library.options(question)
        for option in given:
            if option not in known:
                raise AnswerError(f"`{name}` has no option {option[:40]!r}. Known: {', '.join(known)}.")
    if len(given) > 1:
        if question.choose == "one":
            raise AnswerError(f"`{name}` takes one option only.")
        alone = [option for option in given if option in UNCLEAR or option in question.exclusive]
        if alone:
            raise AnswerError(f"`{name}`: {alone[0]} stands alone, without other options.")
    return given


def _country(option: str) -> str:
    code = option.upper()
    if not (len(code) == 2 and code.isascii() and code.isalpha()):
        raise AnswerError("`country` takes the two letters of a country, such as AT.")
    return code
