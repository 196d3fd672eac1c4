"""Which question comes next: pure functions over the questions of the content and the answers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sextortion_helper.knowledge.conditions import Circumstances
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models.guide import Question

Answers = Mapping[str, Sequence[str]]
MAIN = "question"
FOLLOW_UP = "follow-up"


def asked(library: Library, answers: Answers) -> tuple[Question, ...]:
    """The questions and follow-ups that apply to these answers, in order."""
    facts = Circumstances(answers, library.names)
    return tuple(
        question
        for question in library.questions.values()
        if question.place in (MAIN, FOLLOW_UP) and facts.holds(question.when)
    )


def void(library: Library, answers: Answers) -> list[str]:
    """Ids of the answered follow-ups that do not apply any more: of another answer to their question."""
    applying = {question.id for question in asked(library, answers)}
    return [
        question.id
        for question in library.questions.values()
        if question.place == FOLLOW_UP and question.id in answers and question.id not in applying
    ]


def next_question(
    library: Library, answers: Answers, seen: Collection[str] = (), again: Collection[str] = ()
) -> Question | None:
    """The first question that applies and is asked `again` or neither answered nor passed by (`seen`)."""
    return next(
        (
            q
            for q in asked(library, answers)
            if q.id in again or (q.id not in seen and not answered(library, q, answers))
        ),
        None,
    )


def answered_before(library: Library, answers: Answers) -> list[str]:
    """Ids of the questions that apply and stand before the first one still to be asked, in order."""
    following = next_question(library, answers)
    ids = [question.id for question in asked(library, answers)]
    return ids[: ids.index(following.id)] if following else ids


def still_open(library: Library, answers: Answers) -> Question | None:
    """The next question for someone who comes back. What is never kept was asked once [R14]."""
    return next_question(library, answers, never_kept(library))


def never_kept(library: Library) -> tuple[str, ...]:
    """Ids of the questions whose answers are never kept."""
    return tuple(question.id for question in library.questions.values() if question.keep == "never")


def open_follow_up(library: Library, question: Question, answers: Answers) -> Question | None:
    """The first follow-up right behind a question that applies and is not answered yet."""
    order = list(library.questions.values())
    applying = {q.id for q in asked(library, answers)}
    for one in order[order.index(question) + 1 :]:
        if one.place != FOLLOW_UP:
            return None
        if one.id in applying and not answered(library, one, answers):
            return one
    return None


def answered(library: Library, question: Question, answers: Answers) -> bool:
    """Whether the answer given is (still) one of the options that apply."""
    given = answers.get(question.id, ())
    return bool(given) and set(given) <= set(options(library, question, answers))


def options(library: Library, question: Question, answers: Answers) -> tuple[str, ...]:
    """The options that apply to these answers, `unknown` and `rather-not` last."""
    facts = Circumstances(answers, library.names)
    hidden = {option.id for option in question.options if not facts.holds(option.when)}
    return tuple(option for option in library.options(question) if option not in hidden)


def wording(library: Library, question: Question, answers: Answers) -> str | None:
    """The id of the wording to use; None for the usual one."""
    facts = Circumstances(answers, library.names)
    return next((w.use for w in question.wording if facts.holds(w.when)), None)


def position(library: Library, question: Question, answers: Answers) -> tuple[int, int]:
    """Where a question stands among those that count ("3 of 10"); a follow-up counts with its question."""
    applying = asked(library, answers)
    main = [q.id for q in applying if q.place == MAIN]
    number = 0
    for one in applying:
        number += one.place == MAIN
        if one.id == question.id:
            break
    return max(number, 1), max(len(main), 1)
