"""Every row of counsel-review 2.4 and every worked plan of the addendum, transcribed from the review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sextortion_helper.errors import AnswerError
from sextortion_helper.knowledge.library import Library
from sextortion_helper.plan import make_plan

ROWS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "rows.yaml").read_text(encoding="utf-8"))
PHASE_COUNT = 5


def _phases(line: str) -> list[list[str]]:
    return [part.split() for part in line.split("|")]


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}-{row['row']}" for number, row in enumerate(ROWS, 1)])
def test_row_of_the_review(library: Library, row: dict[str, Any]) -> None:
    plan = make_plan(library, row["answers"])
    expected = _phases(row["plan"])
    assert len(expected) == PHASE_COUNT
    assert _phases(plan.outline()) == expected
    assert not plan.incomplete


def test_someone_sent_a_picture_gets_a_page_not_a_plan(library: Library) -> None:
    with pytest.raises(AnswerError, match="show page recipient"):
        make_plan(library, {"who": ("recipient",)})


def test_no_answers_at_all_still_make_a_plan(library: Library) -> None:
    plan = make_plan(library, {})
    assert plan.steps[0].id == "stop"
    assert plan.steps[1].id == "tell-someone"  # the age is open
    assert not plan.incomplete
