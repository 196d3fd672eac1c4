"""Which question comes next (counsel-review 3)."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sextortion_helper.knowledge.library import Library
from sextortion_helper.plan import interview

from .people import ADULT, Answers

TEN = ["age", "danger", "suicide", "offender", "demand", "material", "paid", "published",
       "danger-if-known", "platforms"]  # fmt: skip


def walk(library: Library, opening: Answers, given: Mapping[str, str]) -> list[str]:
    """Answer what is asked, as in `given` or with the first option, and return the order."""
    answers, order = dict(opening), []
    while (question := interview.next_question(library, answers)) is not None:
        assert question.id not in order, "asked twice"
        order.append(question.id)
        options = interview.options(library, question, answers)
        chosen = given.get(question.id, options[0])
        assert chosen in options
        answers[question.id] = (chosen,)
    return order


def test_the_ten_questions_come_in_their_order(library: Library) -> None:
    order = walk(library, {"who": ("self",), "device": ("mine",)}, {"age": "adult", "danger": "no"})
    assert [question for question in order if question in TEN] == TEN
    assert order[:3] == ["age", "danger", "suicide"]


def test_follow_ups_come_right_behind_their_question(library: Library) -> None:
    given = {"age": "adult", "material": "claimed", "paid": "yes", "published": "posted"}
    order = walk(library, {}, given)
    for question, behind in {
        "material": ["contact-before", "personal-proof"],
        "paid": ["paid-how", "paid-when"],
        "published": ["published-where"],
        "platforms": ["account"],
    }.items():
        at = order.index(question) + 1
        assert order[at : at + len(behind)] == behind


@pytest.mark.parametrize("material", ["sent-or-filmed", "taken", "faked", "rather-not"])
def test_proof_is_asked_only_where_nothing_was_seen(library: Library, material: str) -> None:
    order = walk(library, {}, {"age": "adult", "material": material, "paid": "no", "published": "no"})
    assert not {"contact-before", "personal-proof", "paid-how", "paid-when", "published-where"} & set(order)


def test_unknown_material_asks_for_proof_too(library: Library) -> None:
    order = walk(library, {}, {"age": "adult", "material": "unknown"})
    assert "contact-before" in order


@pytest.mark.parametrize("who", ["self", "friend", "partner"])
def test_a_child_alone_gets_four_questions(library: Library, who: str) -> None:
    order = walk(library, {"who": (who,)}, {"age": "under-14"})
    assert order == ["age", "danger", "suicide", "offender"]


def test_the_child_is_asked_about_home_only(library: Library) -> None:
    answers: Answers = {"who": ("self",), "age": ("under-14",)}
    question = library.questions["offender"]
    assert interview.options(library, question, answers) == ("family", "not-family", "unknown", "rather-not")
    assert interview.wording(library, question, answers) == "child"
    assert interview.position(library, question, answers) == (4, 4)


@pytest.mark.parametrize(
    "answers",
    [{"who": ("parent",)}, {"who": ("teacher",)}, {"who": ("self",), "adult-here": ("yes",)}],
    ids=str,
)
def test_with_an_adult_a_child_gets_all(library: Library, answers: Answers) -> None:
    order = walk(library, answers, {"age": "under-14"})
    assert [question for question in order if question in TEN] == TEN


def test_peers_are_offered_under_18_only(library: Library) -> None:
    question = library.questions["offender"]
    assert "peer" in interview.options(library, question, {"age": ("14-17",)})
    assert "peer" not in interview.options(library, question, {"age": ("adult",)})
    assert "peer" not in interview.options(library, question, {})


def test_an_option_that_fell_away_is_asked_again(library: Library) -> None:
    answers: Answers = {**ADULT, "offender": ("peer",), "suicide": ("no",)}
    question = interview.next_question(library, answers)
    assert question is not None
    assert question.id == "offender"


def test_every_question_can_be_skipped(library: Library) -> None:
    answers: Answers = {}
    for question in interview.asked(library, answers):
        assert interview.options(library, question, answers)[-2:] == ("unknown", "rather-not")


def test_what_was_passed_by_is_not_asked_again(library: Library) -> None:
    question = interview.next_question(library, {}, seen=("age", "danger"))
    assert question is not None
    assert question.id == "suicide"


def test_the_count_is_of_questions_not_of_follow_ups(library: Library) -> None:
    answers: Answers = {"age": ("adult",), "paid": ("yes",)}
    assert interview.position(library, library.questions["age"], answers) == (1, 10)
    assert interview.position(library, library.questions["paid"], answers) == (7, 10)
    assert interview.position(library, library.questions["paid-when"], answers) == (7, 10)


def test_whoever_comes_back_is_not_asked_about_suicide_again(library: Library) -> None:
    question = interview.still_open(library, {"age": ("adult",), "danger": ("no",)})
    assert question is not None
    assert question.id == "offender"
    assert interview.never_kept(library) == ("suicide",)
