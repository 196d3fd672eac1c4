from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sextortion_helper.case.models import Case, Note, TaskRecord, TaskState, differences, fit, utc

NOW = datetime(2026, 3, 1, tzinfo=UTC)
CASE = Case(0, "", NOW, NOW)


def test_states_are_the_four_of_the_design() -> None:
    assert [state.value for state in TaskState] == ["open", "done", "skipped", "not-for-me"]


def test_a_change_gives_a_new_case_and_leaves_the_old() -> None:
    later = NOW + timedelta(hours=1)
    new = CASE.with_answer("age", ("18-25",), later).with_note("evidence", "name", "x", later)
    new = new.with_task("evidence", TaskRecord(TaskState.DONE, later))
    assert (dict(CASE.answers), dict(CASE.notes), dict(CASE.tasks)) == ({}, {}, {})
    assert new.answers == {"age": ("18-25",)}
    assert new.notes == {("evidence", "name"): Note("x", later)}
    assert new.touched == later
    assert dict(new.with_answer("age", (), later).answers) == {}
    assert dict(new.with_note("evidence", "name", "", later).notes) == {}


def test_a_case_can_not_be_edited() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        CASE.alias = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        cast("dict[str, Any]", CASE.answers)["age"] = ("x",)


@given(st.text(st.characters(codec=None)))
def test_fit_makes_any_text_storable_and_changes_nothing_else(text: str) -> None:
    fitted = fit(text)
    fitted.encode()
    assert fit(fitted) == fitted
    if not any("\ud800" <= sign <= "\udfff" for sign in text):
        assert fitted == text


def test_fit_replaces_half_signs() -> None:
    assert fit("a\ud800b") == "a\ufffdb"


def test_times_need_a_zone() -> None:
    assert utc(datetime(2026, 3, 1, 1, tzinfo=timezone(timedelta(hours=1)))) == NOW
    with pytest.raises(ValueError, match="zone"):
        utc(datetime(2026, 3, 1))


@given(st.dictionaries(st.text(), st.integers()), st.dictionaries(st.text(), st.integers()))
def test_differences_lead_from_old_to_new(old: dict[str, int], new: dict[str, int]) -> None:
    result = dict(old)
    for key, value in differences(old, new):
        if value is None:
            del result[key]
        else:
            result[key] = value
    assert result == new
    assert not list(differences(new, new))
