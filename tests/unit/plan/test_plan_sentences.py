"""The sentences of counsel-review 2.5 over answers by chance and over all pairs of options."""

from __future__ import annotations

import copy
from collections.abc import Callable

import pytest
from hypothesis import given, settings

from sextortion_helper.knowledge.library import Library
from sextortion_helper.plan import make_plan

from .people import ADULT, LIBRARY, Answers, pairs, people
from .sentences import MASS_MAIL, SENTENCES, Case

EXAMPLES = 3_000


@settings(max_examples=EXAMPLES, deadline=None)
@given(people)
def test_every_sentence_holds_for_anybody(answers: Answers) -> None:
    case = Case(make_plan(LIBRARY, answers), answers)
    for sentence in SENTENCES:
        sentence(case)


@settings(max_examples=200, deadline=None)
@given(people)
def test_the_same_answers_give_the_same_plan(answers: Answers) -> None:
    before = copy.deepcopy(answers)
    plan = make_plan(LIBRARY, answers)
    assert make_plan(LIBRARY, answers) == plan
    assert answers == before


@pytest.fixture(scope="module")
def all_pairs() -> list[Case]:
    return [Case(make_plan(LIBRARY, answers), answers) for answers in pairs()]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.__name__)
def test_sentence_holds_for_every_pair(sentence: Callable[[Case], None], all_pairs: list[Case]) -> None:
    failed = []
    for case in all_pairs:
        try:
            sentence(case)
        except AssertionError as error:
            failed.append(f"{case.answers}: {str(error).splitlines()[0]}")
    assert not failed, f"{len(failed)} of {len(all_pairs)}, first:\n" + "\n".join(failed[:5])


def test_a_library_of_its_own_gives_the_same_plan() -> None:
    other = Library()
    answers = {**ADULT, "age": ("14-17",), "paid": ("yes",), "danger-if-known": ("work",)}
    assert make_plan(other, answers).outline() == make_plan(LIBRARY, answers).outline()


def test_the_order_of_answers_changes_nothing() -> None:
    answers = {**ADULT, "demand": ("money", "images", "meeting")}
    turned = dict(reversed({**answers, "demand": ("meeting", "money", "images")}.items()))
    assert make_plan(LIBRARY, answers) == make_plan(LIBRARY, turned)


class TestMassMail:
    """R13: only if all seven hold."""

    SEVEN = {question: tuple(options) for question, options in MASS_MAIL.items()}

    def test_all_seven_make_it_one(self) -> None:
        plan = make_plan(LIBRARY, {**ADULT, **self.SEVEN})
        assert "bluff" in plan.situations
        assert plan.outline().startswith("stop bluff")

    @pytest.mark.parametrize("doubt", ["unknown", "rather-not", None])
    @pytest.mark.parametrize("question", MASS_MAIL)
    def test_any_doubt_ends_it(self, question: str, doubt: str | None) -> None:
        answers = {**ADULT, **self.SEVEN}
        if doubt is None:
            del answers[question]
        else:
            answers[question] = (doubt,)
        plan = make_plan(LIBRARY, answers)
        assert "bluff" not in plan.situations
        assert "bluff" not in [step.id for step in plan.steps]

    def test_any_other_answer_ends_it(self) -> None:
        for question in MASS_MAIL:
            for option in LIBRARY.options(LIBRARY.questions[question]):
                if option not in self.SEVEN[question]:
                    plan = make_plan(LIBRARY, {**ADULT, **self.SEVEN, question: (option,)})
                    assert "bluff" not in plan.situations, (question, option)

    def test_a_second_demand_ends_it(self) -> None:
        plan = make_plan(LIBRARY, {**ADULT, **self.SEVEN, "demand": ("money", "control")})
        assert "bluff" not in plan.situations

    @pytest.mark.parametrize(
        "more",
        [
            {"danger": ("yes",)}, {"suicide": ("sometimes",)}, {"device": ("watched",)},
            {"accused": ("yes",)},
            {"danger-if-known": ("family",)}, {"danger-if-known": ("work",)}, {"age": ("under-14",)},
        ],
        ids=str,
    )  # fmt: skip
    def test_a_graver_situation_ends_it(self, more: Answers) -> None:
        assert "bluff" not in make_plan(LIBRARY, {**ADULT, **self.SEVEN, **more}).situations
