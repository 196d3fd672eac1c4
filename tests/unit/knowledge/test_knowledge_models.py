"""The models let nothing unknown in, cannot be changed, and their errors say where and what to do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter, ValidationError

from sextortion_helper.errors import ContentError, UnknownIdError
from sextortion_helper.knowledge import shelf
from sextortion_helper.knowledge.library import Library
from sextortion_helper.knowledge.models import base, facts, guide, words

TASK = {"id": "block-now"}
STEP = {"id": "block", "source": "https://example.org/a", "checked": "2026-11-24", "tasks": [TASK]}


def models() -> list[type[base.Model]]:
    found, todo = [], [base.Model]
    while todo:
        for one in todo.pop().__subclasses__():
            found.append(one)
            todo.append(one)
    return found


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_model_is_frozen_and_closed(model):
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"


def test_a_step():
    step = guide.Step.model_validate(STEP)
    assert step.checked == date(2026, 11, 24)
    with pytest.raises(ValidationError):
        step.id = "other"
    with pytest.raises(ValidationError):
        guide.Step.model_validate({**STEP, "titel": "x"})


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (base.Id, ["a", "at-147", "14-17"], ["", "A", "a_b", "a--b", "-a", "a-", "a b", "ä"]),
        (base.Https, ["https://a.at", "https://a.b/c?d#e"],
         ["http://a.at", "https://", "https://a", "https://a .at"]),
        (base.Day, ["2026-11-24", date(2026, 1, 1)],
         ["24.11.2026", "2026-1-1", "2026-13-01", 20261124, None]),
        (base.Country, ["AT", "EU", "INT"], ["at", "A", "AUT", "", "A1"]),
        (words.Text, ["x", {"sie": "a", "du": "b"}, {"helper": "c"}],
         ["", "  ", {}, {"siezen": "a"}, {"sie": ""}, {"sie": 5}, 5, None, ["x"]]),
        (words.Name, ["x"], ["", {"sie": "x"}, 5]),
    ],
)  # fmt: skip
def test_kinds_of_text(kind, good, bad):
    adapter = TypeAdapter(kind)
    for value in good:
        adapter.validate_python(value)
    for value in bad:
        with pytest.raises(ValidationError):
            adapter.validate_python(value)


@pytest.mark.parametrize(
    "task",
    [
        {**TASK, "source": "https://example.org/a"},  # without a day
        {**TASK, "checked": "2026-11-24"},
        {**TASK, "kind": "shout"},
        {**TASK, "phases": ["soon"]},
        {**TASK, "uses": {"platforms": "weather"}},
        {**TASK, "minutes": "five"},
    ],
)
def test_tasks_refused(task):
    with pytest.raises(ValidationError):
        guide.Task.model_validate(task)


@pytest.mark.parametrize("operation", [{}, {"insert": "a", "move": "b"}, {"insert": "a", "phase": "soon"}])
def test_operations_refused(operation):
    with pytest.raises(ValidationError):
        guide.Operation.model_validate(operation)


def test_options_in_short():
    question = guide.Question.model_validate(
        {"id": "a", "place": "question", "options": ["x", {"id": "y", "sealed": True}]}
    )
    assert [(option.id, option.sealed) for option in question.options] == [("x", False), ("y", True)]


def test_a_service_needs_source_and_day():
    service = {"id": "at-x", "country": "AT", "kinds": ["crisis"]}
    with pytest.raises(ValidationError):
        facts.Service.model_validate(service)
    facts.Service.model_validate({**service, "source": "https://a.at", "checked": "2026-11-24"})


def test_errors_say_file_line_place_and_what_to_do(tmp_path: Path):
    path = tmp_path / "block.yaml"
    path.write_text(
        "id: block\nsource: http://a.at\ntasks:\n  - id: ok\n"
        "  - id: Not Ok\n    kind: shout\n    colour: red\n",
        "utf-8",
    )
    errors = shelf.errors(path, shelf.STRUCTURE["steps"])
    found = {(error.line, error.path): error.problem for error in errors}
    assert found[2, "source"] == "must be a full https address; look up the body's own page"
    assert found[5, "tasks.1.id"] == "an id is lower-case words with hyphens; rename it"
    assert found[7, "tasks.1.colour"].startswith("is not known here")
    assert found[1, "checked"] == "is missing; add it"
    assert (6, "tasks.1.kind") in found
    with pytest.raises(ContentError):
        shelf.load(path, shelf.STRUCTURE["steps"])


def test_unknown_ids_say_what_there_is():
    library = Library()
    with pytest.raises(UnknownIdError, match=r"There is no step called sing\. Known: .*police"):
        library.step("sing")
    with pytest.raises(UnknownIdError, match="service"):
        library.service("at-nobody")
    with pytest.raises(UnknownIdError, match="question"):
        library.question("shoe-size")
    assert library.step("stop-child").id == "stop"


def test_services_of_a_country_come_first_then_eu_then_the_world():
    library = Library()
    order = list(dict.fromkeys(service.country for service in library.services("AT")))
    assert order == ["AT", "EU", "INT"]
    assert list(dict.fromkeys(s.country for s in library.services("CH"))) == ["CH", "INT"]
    assert {service.country for service in library.services(None)} == {"INT"}
