"""Conditions: what holds for which answers, and what an author is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextortion_helper.knowledge.conditions import Circumstances, mentions, problems

NAMES = {
    "minor": {"age": ["under-14", "14-17"]},
    "age-open": {"unclear": ["age"]},
    "money-only": {"only": {"demand": ["money"]}},
    "both": {"all": ["minor", "money-only"]},
}


def holds(condition: object, **answers: list[str]) -> bool:
    return Circumstances({key.replace("_", "-"): value for key, value in answers.items()}, NAMES).holds(
        condition
    )


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (None, {}, True),
        ({"age": ["adult"]}, {"age": ["adult"]}, True),
        ({"age": ["adult"]}, {"age": ["14-17"]}, False),
        ({"age": ["adult"]}, {}, False),
        ({"age": ["adult"]}, {"age": []}, False),
        ({"demand": ["money", "images"]}, {"demand": ["meeting", "images"]}, True),
        ({"age": ["adult"], "paid": ["yes"]}, {"age": ["adult"]}, False),
        ({"age": ["adult"], "paid": ["yes"]}, {"age": ["adult"], "paid": ["yes"]}, True),
        # unknown and rather-not never match a named option unless named
        ({"age": ["adult"]}, {"age": ["unknown"]}, False),
        ({"age": ["unknown"]}, {"age": ["unknown"]}, True),
        ({"age": ["unknown"]}, {"age": ["rather-not"]}, False),
        ({"unclear": ["age"]}, {}, True),
        ({"unclear": ["age"]}, {"age": ["unknown"]}, True),
        ({"unclear": ["age"]}, {"age": ["rather-not"]}, True),
        ({"unclear": ["age"]}, {"age": ["adult"]}, False),
        ({"unclear": ["age", "paid"]}, {"age": ["unknown"], "paid": ["no"]}, False),
        ({"not": {"age": ["adult"]}}, {}, True),
        ({"not": {"not": {"age": ["adult"]}}}, {"age": ["adult"]}, True),
        ({"all": []}, {}, True),
        ({"any": []}, {}, False),
        ({"all": [{"age": ["adult"]}, {"paid": ["yes"]}]}, {"age": ["adult"]}, False),
        ({"any": [{"age": ["adult"]}, {"paid": ["yes"]}]}, {"age": ["adult"]}, True),
        ({"only": {"demand": ["money"]}}, {"demand": ["money"]}, True),
        ({"only": {"demand": ["money"]}}, {"demand": ["money", "images"]}, False),
        ({"only": {"demand": ["money"]}}, {"demand": ["unknown"]}, False),
        ({"only": {"demand": ["money"]}}, {}, False),
        ("minor", {"age": ["14-17"]}, True),
        ("minor", {"age": ["adult"]}, False),
        ("both", {"age": ["14-17"], "demand": ["money"]}, True),
        ({"situation": ["age-open", "minor"]}, {"age": ["14-17"]}, True),
        ({"situation": ["age-open", "minor"]}, {"age": ["adult"]}, False),
        ({"any": ["minor", {"not": "age-open"}]}, {"age": ["adult"]}, True),
    ],
)
def test_holds(condition, answers, expected):
    assert holds(condition, **answers) is expected


def test_an_unknown_name_is_an_error_not_a_no():
    with pytest.raises(KeyError):
        holds("nobody-knows")


def test_a_named_condition_is_worked_out_once():
    calls = []

    class Names(dict):
        def __getitem__(self, name):
            calls.append(name)
            return super().__getitem__(name)

    facts = Circumstances({"age": ["14-17"]}, Names(NAMES))
    assert all(facts.holds("minor") for _ in range(3))
    assert calls == ["minor"]


@given(
    st.dictionaries(st.sampled_from(["age", "paid"]), st.lists(st.sampled_from(["adult", "yes", "unknown"]))),
    st.recursive(
        st.sampled_from([{"age": ["adult"]}, {"paid": ["yes"]}, {"unclear": ["age"]}, "minor", "age-open"]),
        lambda inner: (
            st.builds(lambda x: {"not": x}, inner)
            | st.builds(lambda x: {"all": x}, st.lists(inner))
            | st.builds(lambda x: {"any": x}, st.lists(inner))
        ),
        max_leaves=8,
    ),
)
def test_not_turns_it_round_and_all_of_one_is_the_one(answers, condition):
    facts = Circumstances(answers, NAMES)
    assert facts.holds({"not": condition}) is not facts.holds(condition)
    assert facts.holds({"all": [condition]}) is facts.holds(condition)
    assert facts.holds({"any": [condition]}) is facts.holds(condition)
    assert facts.holds({"not": {"any": [condition, "minor"]}}) is facts.holds(
        {"all": [{"not": condition}, {"not": "minor"}]}
    )


NOBODY = "nobody is no situation or named condition; see guide/situations.yaml"
OPTIONS = {"age": frozenset({"adult", "14-17"}), "country": None, "paid": frozenset({"yes", "no"})}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, []),
        ("minor", []),
        ({"age": ["adult", "unknown", "rather-not"]}, []),
        ({"country": ["AT", "XX"]}, []),
        ({"unclear": ["age"], "only": {"paid": ["yes"]}}, []),
        ("nobody", [NOBODY]),
        ({"all": ["minor", {"any": ["nobody"]}]}, [NOBODY]),
        ({"not": "nobody"}, [NOBODY]),
        ({"situation": ["nobody"]}, [NOBODY]),
        ({"size": ["big"]}, ["size is no question; see guide/questions.yaml"]),
        ({"age": ["old"]}, ["age has no option old"]),
        ({"age": [14]}, ["age: 14 must be text; put it in quotes"]),
        ({"paid": [True]}, ["paid: True must be text; put it in quotes"]),
        ({"age": "adult"}, ["age: takes a list"]),
        ({"age": []}, ["age: takes a list"]),
        ({"unclear": ["size"]}, ["unclear: size is no question"]),
        ({"only": ["age"]}, ["only: takes a map of question: [options]"]),
        ({"only": {"age": ["old"]}}, ["age has no option old"]),
        ({}, ["must be a word or a map of question: [options]"]),
        ([], ["must be a word or a map of question: [options]"]),
        (5, ["must be a word or a map of question: [options]"]),
        ({"age": ["old"], "paid": ["maybe"]}, ["age has no option old", "paid has no option maybe"]),
    ],
)  # fmt: skip
def test_problems(condition, expected):
    assert list(problems(condition, OPTIONS, NAMES)) == expected


def test_mentions():
    condition = {"all": ["a", {"any": ["b", {"not": "c"}]}, {"situation": ["d"]}, {"age": ["e"]}]}
    assert list(mentions(condition)) == ["a", "b", "c", "d"]
